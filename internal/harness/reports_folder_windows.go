package harness

import (
	"path/filepath"
	"syscall"
)

// lockFolder keeps other runs out of a folder by a file that only one process can have open; free is false when another run
// has it. The file goes with the process however that ends.
func lockFolder(dir string) (release func(), free bool) {
	const deleteOnClose = 0x04000000
	name, err := syscall.UTF16PtrFromString(filepath.Join(dir, ".occupied"))
	if err != nil {
		return func() {}, true // whoever writes there says what is wrong
	}
	file, err := syscall.CreateFile(name, syscall.GENERIC_WRITE, 0, nil, syscall.OPEN_ALWAYS, deleteOnClose, 0)
	const sharingViolation syscall.Errno = 32
	switch err {
	case nil:
		return func() { _ = syscall.CloseHandle(file) }, true
	case sharingViolation, syscall.ERROR_ACCESS_DENIED: // the second while the file of an ended run is being deleted
		return nil, false
	}
	return func() {}, true
}
