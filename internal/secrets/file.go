package secrets

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// WriteFile writes a file only when Check passes: it is complete and clean, or it is not there. The error wraps
// *LeakError, or comes from the file system.
func WriteFile(name string, data []byte, secrets ...string) error {
	return Write(name, secrets, func(w io.Writer) error {
		_, err := w.Write(data)
		return err
	})
}

// Write is WriteFile for what is never in memory as a whole.
func Write(name string, secrets []string, write func(io.Writer) error) error {
	temp, err := os.CreateTemp(filepath.Dir(name), "."+filepath.Base(name)+".*")
	if err != nil {
		return unwritten(name, err)
	}
	defer os.Remove(temp.Name()) // gone already when all went well
	out := bufio.NewWriter(temp)
	c := &checked{w: out, secrets: secrets}
	written := write(c)
	if written == nil && c.err == nil {
		c.pass(len(c.held), len(c.held))
	}
	if c.err != nil {
		written = c.err // whatever the writer made of it
	}
	if written == nil {
		written = out.Flush()
	}
	if err := errors.Join(written, temp.Chmod(0o644), temp.Close()); err != nil {
		return unwritten(name, err)
	}
	return os.Rename(temp.Name(), name)
}

// unwritten is the error of a file, which was written beside its place: nobody knows the name that it had there.
func unwritten(name string, err error) error {
	if there, ok := errors.AsType[*fs.PathError](err); ok {
		err = there.Err
	}
	return fmt.Errorf("%s is not written: %w", filepath.Base(name), err)
}

// How much of a file is looked at for secrets at once. What stands across the border of two looks is in both: nothing
// that is looked for is longer than the overlap.
const (
	lookBytes    = 1 << 20
	overlapBytes = 64 << 10
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
	if c.err = Check(c.held[:look], c.secrets...); c.err != nil {
		if leak, ok := errors.AsType[*LeakError](c.err); ok {
			leak.Offset += c.passed
		}
		return
	}
	_, c.err = c.w.Write(c.held[:pass])
	c.passed += pass
	c.held = append(c.held[:0], c.held[pass:]...)
}
