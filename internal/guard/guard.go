// Package guard looks at bytes that are about to leave the process (a report, a capture, a log) and refuses those
// that hold a secret. It is the second lock: it shares no code and no list with the masking in package wire, so
// that what one overlooks the other finds.
package guard

import (
	"bytes"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
)

// LeakError says that bytes hold a secret. It never holds the secret itself.
type LeakError struct {
	What   string // what kind of secret: "a secret of this run", "an access key id" …
	Form   string // how it is written: "as it is", "base64" …; empty for a secret found by its shape
	Offset int    // of the first byte
}

// Error says what was found and where, not the thing itself.
func (e *LeakError) Error() string {
	if e.Form == "" {
		return fmt.Sprintf("%s stands at byte %d", e.What, e.Offset)
	}
	return fmt.Sprintf("%s stands at byte %d, written %s", e.What, e.Offset, e.Form)
}

// shortest is the length in bytes from which a secret is searched for: a shorter one would be found in any text.
const shortest = 8

// Check returns nil when data holds none of the secrets, in any of the forms a text can carry them in, and nothing
// of the shape of a credential; *LeakError otherwise. Secrets shorter than 8 bytes are not searched for.
func Check(data []byte, secrets ...string) error {
	var texts []string
	for _, s := range secrets {
		if len(s) < shortest {
			continue
		}
		for _, f := range forms(s) {
			if at := bytes.Index(data, []byte(f.text)); at >= 0 {
				return &LeakError{What: "a secret of this run", Form: f.name, Offset: at}
			}
		}
		texts = append(texts, s, hex.EncodeToString([]byte(s)))
	}
	if at := findWritten(data, texts); at >= 0 {
		return &LeakError{What: "a secret of this run", Form: "with escaped signs, or in other letters", Offset: at}
	}
	for i := range shapes {
		if at := shapes[i].find(data); at >= 0 {
			return &LeakError{What: shapes[i].what, Offset: at}
		}
	}
	return nil
}

// WriteFile writes a file only when Check passes: it is complete and clean, or it is not there. The error is or
// wraps *LeakError, or comes from the file system.
func WriteFile(name string, data []byte, perm os.FileMode, secrets ...string) error {
	if err := Check(data, secrets...); err != nil {
		return fmt.Errorf("%s is not written: %w", filepath.Base(name), err)
	}
	temp, err := os.CreateTemp(filepath.Dir(name), "."+filepath.Base(name)+".*")
	if err != nil {
		return err
	}
	defer os.Remove(temp.Name()) // gone already when all went well
	if _, err := temp.Write(data); err != nil {
		temp.Close()
		return err
	}
	if err := temp.Close(); err != nil {
		return err
	}
	if err := os.Chmod(temp.Name(), perm); err != nil {
		return err
	}
	return os.Rename(temp.Name(), name)
}
