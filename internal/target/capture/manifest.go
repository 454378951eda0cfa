// Package capture keeps what a live run saw, so that it can be studied at a desk: one go-vcr cassette for each
// scenario, scrubbed, and a manifest that seals them. It is also the target that answers from such a capture, with no
// network and the same verdicts.
package capture

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"time"

	"github.com/slbconform/slbconform/internal/target"
)

// Version is the version of the format. A reader refuses another.
const Version = 1

const (
	manifestFile  = "manifest.json"
	inventoryFile = "inventory.yaml"
	shared        = "shared" // the cassette of what no scenario has for itself
)

// Manifest says what a capture is of, and seals its files.
type Manifest struct {
	Version   int               `json:"version"`
	Evidence  target.Evidence   `json:"evidence"` // rehearsed: the endpoint was a served mock
	Endpoint  string            `json:"endpoint"`
	Region    string            `json:"region"`
	Account   string            `json:"account_hash"` // SHA-256 of the account's id: it tells two apart and names none
	PageDate  string            `json:"page_date"`
	SDK       string            `json:"sdk"`
	Recorded  time.Time         `json:"recorded"`
	Profiles  []string          `json:"profiles"` // that had credentials
	Scenarios int               `json:"scenarios"`
	Exchanges int               `json:"exchanges"`
	Files     map[string]string `json:"files"` // SHA-256 of each
}

// ErrSeal is wrapped by the error for a capture that is not as it was written: a file is missing, has been edited, or
// was added.
var ErrSeal = errors.New("the capture's seal is broken")

// AccountHash is what a manifest says of an account.
func AccountHash(id string) string { return sum([]byte(id))[:16] }

func sum(data []byte) string {
	s := sha256.Sum256(data)
	return hex.EncodeToString(s[:])
}

// ReadManifest reads the manifest of a capture and checks its seal. Errors wrap ErrSeal or say what cannot be read.
func ReadManifest(files fs.FS) (*Manifest, error) {
	data, err := fs.ReadFile(files, manifestFile)
	if err != nil {
		return nil, fmt.Errorf("this is no capture: %w", err)
	}
	var m Manifest
	if err := json.Unmarshal(data, &m); err != nil {
		return nil, fmt.Errorf("%w: %s cannot be read: %w", ErrSeal, manifestFile, err)
	}
	if m.Version != Version {
		return nil, fmt.Errorf("the capture is of version %d, this program reads version %d", m.Version, Version)
	}
	return &m, m.check(files)
}

func (m *Manifest) check(files fs.FS) error {
	var errs []error
	for name, want := range m.Files {
		data, err := fs.ReadFile(files, name)
		switch {
		case err != nil:
			errs = append(errs, fmt.Errorf("%w: %s is missing", ErrSeal, name))
		case sum(data) != want:
			errs = append(errs, fmt.Errorf("%w: %s has been edited", ErrSeal, name))
		}
	}
	there, err := fs.Glob(files, "*.yaml")
	for _, name := range there {
		if _, ok := m.Files[name]; !ok {
			errs = append(errs, fmt.Errorf("%w: %s was added", ErrSeal, name))
		}
	}
	slices.SortFunc(errs, func(a, b error) int { return strings.Compare(a.Error(), b.Error()) })
	return errors.Join(append(errs, err)...)
}
