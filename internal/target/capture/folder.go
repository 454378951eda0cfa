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

	"github.com/slbconform/slbconform/internal/secrets"
)

// clearFolder removes an earlier capture, whole or not, and nothing that is not one: then the error wraps ErrNoCapture.
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
	if err := errors.Join(empty(dir), os.MkdirAll(filepath.Join(dir, folder), 0o755)); err != nil {
		return fmt.Errorf("-capture: the folder for the capture cannot be made: %w", err)
	}
	return nil
}

// isOurs reports whether a name in a capture's folder is of a capture, or of a file that was not written to its end.
func isOurs(name string) bool {
	for _, own := range []string{manifestFile, earlierLog, folder} {
		if name == own || strings.HasPrefix(name, "."+own+".") {
			return true
		}
	}
	return false
}

// empty takes a capture out of its folder, and the folder with it when nothing else is there.
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
	_ = os.Remove(dir) // it may be where the process works, or hold more
	return err
}

// secrets are what no cassette may hold; more of them turn up while a run goes on.
func (d *draft) secrets() []string {
	out := d.writer.ring.secrets()
	if also := d.writer.about.Secrets; also != nil {
		out = append(out, also()...)
	}
	return out
}

// forbidden are the secrets and what would tell whose account it was.
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

// cassette writes what was said and heard, unless a secret is in it, and says of it what its entry in the manifest has to.
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
