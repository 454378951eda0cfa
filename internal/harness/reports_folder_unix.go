//go:build unix

package harness

import (
	"errors"
	"os"
	"syscall"
)

// lockFolder locks a folder for this run; free is false when another run has it. The lock leaves no file, and goes with
// the process however that ends. A file system without locks keeps nobody out.
func lockFolder(dir string) (release func(), free bool) {
	folder, err := os.Open(dir)
	if err != nil {
		return func() {}, true // whoever writes there says what is wrong
	}
	err = syscall.Flock(int(folder.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
	if errors.Is(err, syscall.EWOULDBLOCK) {
		folder.Close()
		return nil, false
	}
	return func() { folder.Close() }, true
}
