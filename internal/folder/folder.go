// Package folder makes folders, and says why one cannot be made.
package folder

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
)

// Make makes a folder, and those above it, where there is none. Its error names the path at which that failed. Of a link that leads to
// nothing it says so, and wraps [fs.ErrNotExist]: [os.MkdirAll] says that such a one exists.
func Make(dir string) error {
	err := os.MkdirAll(dir, 0o755)
	at, failed := errors.AsType[*fs.PathError](err)
	if !failed || !errors.Is(err, fs.ErrExist) {
		return err
	}
	leads, _ := os.Readlink(at.Path)
	return fmt.Errorf("%s is a link to %s, where nothing is: %w", at.Path, leads, fs.ErrNotExist)
}
