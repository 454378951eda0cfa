package capture

import (
	"errors"
	"fmt"
	"io/fs"

	"go.yaml.in/yaml/v4"
	"gopkg.in/dnaeon/go-vcr.v4/pkg/cassette"
)

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
		return nil, fmt.Errorf("%w: %s is missing, the cassette of %q", ErrTampered, e.File, e.Scenario)
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
