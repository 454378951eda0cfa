package main

import "syscall"

// systemRefusals are the errors by which Windows says that what was named is not to be used in this way: a name that is
// none, a folder that is a file, a protected disk, a file that another program holds, an address that is taken, held back
// or not there. Package syscall names none of them; its EADDRINUSE and the like are numbers of its own, which Windows never gives.
func systemRefusals() []error {
	return []error{
		syscall.Errno(19),    // ERROR_WRITE_PROTECT
		syscall.Errno(32),    // ERROR_SHARING_VIOLATION
		syscall.Errno(123),   // ERROR_INVALID_NAME
		syscall.Errno(267),   // ERROR_DIRECTORY
		syscall.Errno(10013), // WSAEACCES
		syscall.Errno(10048), // WSAEADDRINUSE
		syscall.Errno(10049), // WSAEADDRNOTAVAIL
	}
}
