package reports

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/slbconform/slbconform/internal/secrets"
)

// How much of a file is looked at for secrets at once. What stands across the border of two looks is in both: nothing
// that is looked for is longer than the overlap.
const (
	lookBytes    = 1 << 20
	overlapBytes = 64 << 10
	bufferBytes  = 8 << 10 // by which more may be held: what a writer hands over at once
)

// checked passes on bytes that hold no secret. The bytes that follow a secret, and the secret itself, go nowhere.
type checked struct {
	w       io.Writer
	secrets []string
	held    []byte // looked at next
	passed  int
	err     error
}

func (c *checked) Write(p []byte) (int, error) {
	if c.err != nil {
		return 0, c.err
	}
	c.held = append(c.held, p...)
	for len(c.held) >= lookBytes+overlapBytes && c.err == nil {
		c.pass(lookBytes+overlapBytes, lookBytes)
	}
	return len(p), c.err
}

// pass looks at the first bytes and passes on some of them.
func (c *checked) pass(look, pass int) {
	if c.err = c.look(c.held[:look]); c.err != nil {
		return
	}
	_, c.err = c.w.Write(c.held[:pass])
	c.passed += pass
	c.held = append(c.held[:0], c.held[pass:]...)
}

func (c *checked) look(data []byte) error {
	err := secrets.Check(data, c.secrets...)
	if leak := (*secrets.LeakError)(nil); errors.As(err, &leak) {
		leak.Offset += c.passed
	}
	return err
}

// finish passes on the rest.
func (c *checked) finish() error {
	if c.err == nil {
		c.pass(len(c.held), len(c.held))
	}
	return c.err
}

// into writes the file complete and clean, or not at all.
func (f file) into(dir string, r *Report, secrets []string) (err error) {
	temp, err := os.CreateTemp(dir, "."+f.name+".*")
	if err != nil {
		return err
	}
	defer os.Remove(temp.Name()) // gone already when all went well
	out := bufio.NewWriter(temp)
	c := &checked{w: out, secrets: secrets, held: make([]byte, 0, lookBytes+overlapBytes+bufferBytes)}
	written := f.write(c, r)
	if c.err != nil {
		written = fmt.Errorf("%s is not written: %w", f.name, c.err) // whatever the writer made of it
	} else if written == nil {
		written = c.finish()
	}
	if err := errors.Join(written, out.Flush(), temp.Chmod(0o644), temp.Close()); err != nil {
		return err
	}
	return os.Rename(temp.Name(), filepath.Join(dir, f.name))
}
