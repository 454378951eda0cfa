//go:build !windows

package main

import "syscall"

// systemRefusals are the errors by which the system says that what was named is not to be used in this way.
func systemRefusals() []error {
	return []error{syscall.ENOTDIR, syscall.EISDIR, syscall.EROFS, syscall.EADDRINUSE, syscall.EADDRNOTAVAIL}
}
