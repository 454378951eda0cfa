package capture

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"go.yaml.in/yaml/v4"
	"gopkg.in/dnaeon/go-vcr.v4/pkg/cassette"
)

// Capture is a capture that was read. It is never changed.
type Capture struct {
	*Manifest
	shared []*recording
	own    map[string][]*recording // by scenario
}

// recording is one captured exchange.
type recording struct {
	*cassette.Interaction
	call   call
	file   string
	number int // in its file, from 1
}

// Read reads a capture from a folder and checks every file against the manifest. Of a run that was killed it has the
// scenarios that had ended, and Unfinished says so. The error wraps ErrNoCapture or ErrFormat, or joins an ErrTampered for
// each file that is missing, edited or added.
func Read(dir string) (*Capture, error) {
	root, err := os.OpenRoot(dir) // no name in a manifest, and no link, leads out of the folder
	if err != nil {
		return nil, fmt.Errorf("%w in %s: %w", ErrNoCapture, dir, err)
	}
	defer root.Close()
	m, err := readManifest(root.FS(), dir)
	if err != nil {
		return nil, err
	}
	c := &Capture{Manifest: m, own: map[string][]*recording{}}
	if err := c.load(root.FS()); err != nil {
		return nil, fmt.Errorf("%s: %w", dir, err)
	}
	return c, nil
}

func readManifest(files fs.FS, dir string) (*Manifest, error) {
	data, err := readRegular(files, manifestFile)
	if errors.Is(err, fs.ErrNotExist) {
		if _, err := fs.Stat(files, earlierLog); err == nil {
			return nil, fmt.Errorf("%w in %s: its run was killed; replay it with that version", ErrFormat, dir)
		}
		if _, err := fs.Stat(files, "capture/"+manifestFile); err == nil { // the reports' folder
			return nil, fmt.Errorf("%w in %s: it has no %s; did you mean %q?", ErrNoCapture, dir, manifestFile, filepath.Join(dir, "capture"))
		}
		return nil, fmt.Errorf("%w in %s: it has no %s", ErrNoCapture, dir, manifestFile)
	}
	if err != nil {
		return nil, err
	}
	m, err := decode(data)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", dir, err)
	}
	return m, nil
}

func (c *Capture) load(files fs.FS) error {
	kept := slices.ContainsFunc(slices.Concat(c.Shared, c.Scenarios), func(e Cassette) bool { return e.File != "" })
	if _, err := fs.Stat(files, cassettes); kept && errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%w: the folder %s is missing, with all that was captured", ErrTampered, cassettes)
	}
	var errs []error
	listed := map[string]bool{}
	read := func(e *Cassette) []*recording {
		if listed[e.File] {
			errs = append(errs, fmt.Errorf("%w: %s is listed twice", ErrTampered, e.File))
		}
		listed[e.File] = true
		recordings, err := readCassette(files, e)
		errs = append(errs, err)
		return recordings
	}
	for i := range c.Shared {
		c.shared = append(c.shared, read(&c.Shared[i])...)
	}
	for i := range c.Scenarios {
		if e := &c.Scenarios[i]; e.File != "" {
			c.own[e.Scenario] = read(e)
		}
	}
	return errors.Join(append(errs, c.unlisted(files, listed))...)
}

// unlisted is an error for the cassettes that the manifest does not list; nil after a run that was killed, which may have
// written cassettes after its last manifest.
func (c *Capture) unlisted(files fs.FS, listed map[string]bool) error {
	if c.Unfinished == cutShort {
		return nil
	}
	there, err := fs.Glob(files, cassettes+"/*")
	errs := []error{err}
	for _, name := range there {
		if !listed[name] {
			errs = append(errs, fmt.Errorf("%w: %s is not listed in the manifest", ErrTampered, name))
		}
	}
	return errors.Join(errs...)
}

// entry is the manifest's entry of a scenario; nil for none.
func (c *Capture) entry(scenario string) *Cassette {
	i := slices.IndexFunc(c.Scenarios, func(e Cassette) bool { return e.Scenario == scenario })
	if i < 0 {
		return nil
	}
	return &c.Scenarios[i]
}

// Names are the scenarios that were captured.
func (c *Capture) Names() []string {
	out := make([]string, len(c.Scenarios))
	for i, e := range c.Scenarios {
		out[i] = e.Scenario
	}
	return out
}

// readRegular reads a regular file; it refuses others, because reading a pipe could block for ever.
func readRegular(files fs.FS, name string) ([]byte, error) {
	about, err := fs.Stat(files, name)
	if err != nil {
		return nil, err
	}
	if !about.Mode().IsRegular() {
		return nil, fmt.Errorf("%s is no regular file", name)
	}
	return fs.ReadFile(files, name)
}

// readCassette reads the file of an entry. The error wraps ErrTampered where it is not as the manifest says.
func readCassette(files fs.FS, e *Cassette) ([]*recording, error) {
	data, err := readRegular(files, e.File)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, fmt.Errorf("%w: %s is missing, the cassette of %s", ErrTampered, e.File, cmp.Or(e.Scenario, "what scenarios share"))
	case err != nil:
		return nil, fmt.Errorf("%w: %w", ErrTampered, err)
	}
	if sum(data) != e.SHA256 {
		return nil, fmt.Errorf("%w: %s was edited: its checksum is %s…, not %s…", ErrTampered, e.File, sum(data)[:12], e.SHA256[:min(12, len(e.SHA256))])
	}
	c := cassette.New(e.Scenario)
	if err := yaml.Unmarshal(data, c); err != nil {
		return nil, fmt.Errorf("%w: %s: %w", ErrTampered, e.File, err)
	}
	var out []*recording
	for i, x := range c.Interactions {
		if x == nil {
			return nil, fmt.Errorf("%w: %s: call %d is empty", ErrTampered, e.File, i+1)
		}
		asked, err := captured(x)
		if err != nil {
			return nil, fmt.Errorf("%w: %s: call %d: %w", ErrTampered, e.File, i+1, err)
		}
		out = append(out, &recording{Interaction: x, call: asked, file: e.File, number: i + 1})
	}
	return out, nil
}
