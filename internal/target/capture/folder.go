package capture

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"
	"gopkg.in/dnaeon/go-vcr.v4/pkg/cassette"

	"github.com/slbconform/slbconform/internal/folder"
	"github.com/slbconform/slbconform/internal/secrets"
)

// clearFolder removes an earlier capture, complete or not. Where the folder holds anything else it removes nothing, and the
// error wraps ErrNoCapture.
func clearFolder(dir string) error {
	there, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	for _, e := range there {
		if !isOurs(e.Name()) {
			return fmt.Errorf("%w in %s: it holds %s, and is not written over", ErrNoCapture, dir, e.Name())
		}
	}
	if err := errors.Join(empty(dir), folder.Make(filepath.Join(dir, cassettes))); err != nil {
		return fmt.Errorf("-capture: the folder for the capture cannot be made: %w", err)
	}
	return nil
}

// isOurs reports whether a name in a folder is that of a capture's file, or of the temporary file that it is written to.
func isOurs(name string) bool {
	return slices.ContainsFunc([]string{manifestFile, earlierLog, cassettes}, func(own string) bool {
		return name == own || strings.HasPrefix(name, "."+own+".")
	})
}

// empty removes a capture from its folder, and the folder when it is then empty.
func empty(dir string) error {
	there, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	for _, e := range there {
		if isOurs(e.Name()) {
			err = errors.Join(err, os.RemoveAll(filepath.Join(dir, e.Name())))
		}
	}
	_ = os.Remove(dir) // fails, rightly, where it holds more or is the working directory
	return err
}

// secrets are what no cassette may hold. They grow in number as identities are used.
func (d *draft) secrets() []string {
	out := d.writer.ring.secrets()
	if also := d.writer.about.Secrets; also != nil {
		out = append(out, also()...)
	}
	return out
}

// forbidden are the secrets and the account ids of the inventory.
func (d *draft) forbidden() []string {
	return append(d.secrets(), d.writer.about.Inventory.Allow.Accounts...)
}

// profiles are the identities that were asked for so far.
func (d *draft) profiles() []Profile {
	ring := d.writer.ring
	ring.mu.Lock()
	defer ring.mu.Unlock()
	var out []Profile
	for _, name := range slices.Sorted(maps.Keys(ring.identities)) {
		p := ring.identities[name]
		p.Refused = d.scrub.masker.Text(p.Refused)
		out = append(out, p)
	}
	return out
}

// cassette writes exchanges to a file, unless a secret is in it, and fills in their entry in the manifest.
func (d *draft) cassette(name string, said []entry, into *Cassette) error {
	c := cassette.New(name)
	for _, x := range said {
		c.AddInteraction(d.scrub.interaction(x))
	}
	data, err := yaml.Marshal(c)
	if err != nil {
		return err
	}
	data = append([]byte("---\n"), data...)
	into.Calls, into.SHA256 = len(c.Interactions), sum(data)
	return secrets.WriteFile(filepath.Join(d.dir, into.File), data, d.forbidden()...)
}
