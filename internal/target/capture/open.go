package capture

import (
	"errors"
	"fmt"
	"io/fs"
	"os"

	"gopkg.in/dnaeon/go-vcr.v4/pkg/cassette"
)

// Capture is a capture as it was written. It is never changed once read.
type Capture struct {
	*Manifest
	Dir string

	shared []*recording
	own    map[string][]*recording // by scenario
}

// recording is one captured exchange, ready to be found.
type recording struct {
	*cassette.Interaction
	call   call
	file   string
	number int // in its file, from 1
}

// Read reads a capture and holds every file against the manifest. One that was never finished, because its run was
// killed, is read as far as its scenarios ended; it says so in Unfinished. The error wraps ErrNoCapture or ErrFormat, or
// joins all that is missing, edited or added as ErrTampered.
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
	c := &Capture{Manifest: m, Dir: dir, own: map[string][]*recording{}}
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

// unlisted says which cassettes the manifest does not know. A run that was killed may have written one more than it
// could note.
func (c *Capture) unlisted(files fs.FS, listed map[string]bool) error {
	if c.Unfinished == cutShort {
		return nil
	}
	there, err := fs.Glob(files, folder+"/*")
	errs := []error{err}
	for _, name := range there {
		if !listed[name] {
			errs = append(errs, fmt.Errorf("%w: %s is not listed in the manifest", ErrTampered, name))
		}
	}
	return errors.Join(errs...)
}

// entry is the scenario's, or nil.
func (c *Capture) entry(scenario string) *Cassette {
	for i := range c.Scenarios {
		if c.Scenarios[i].Scenario == scenario {
			return &c.Scenarios[i]
		}
	}
	return nil
}

// Names are the scenarios that were captured.
func (c *Capture) Names() []string {
	out := make([]string, len(c.Scenarios))
	for i, e := range c.Scenarios {
		out[i] = e.Scenario
	}
	return out
}
