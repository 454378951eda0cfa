package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"syscall"

	"github.com/slbconform/slbconform/internal/document"
	"github.com/slbconform/slbconform/internal/harness"
	"github.com/slbconform/slbconform/internal/plan"
	"github.com/slbconform/slbconform/internal/serve"
	"github.com/slbconform/slbconform/internal/target/capture"
	"github.com/slbconform/slbconform/internal/target/live"
	"github.com/slbconform/slbconform/internal/wire"
)

// failed says why a program could not do what it was asked to, and returns the exit code for it.
func failed(program string, err error, stderr io.Writer, known ...string) int {
	fmt.Fprintf(stderr, "%s: %s\n", program, wire.Scrub(err.Error(), known...))
	return exitOf(err)
}

// exitOf is the exit code of what could not be done: what a person told it wrongly is usage, what the network, the
// credentials or the service refused leaves everything open, anything else is ours.
func exitOf(err error) int {
	var usage *plan.UsageError
	var refused *live.RefusedError
	switch unread, ok := errors.AsType[*document.Error](err); {
	case ok && unread.Flag:
		return harness.ExitUsage
	case errors.As(err, &usage), errors.Is(err, live.ErrNotAllowed), errors.Is(err, capture.ErrNoCapture), errors.Is(err, document.ErrNoLedger), errors.Is(err, serve.ErrOptions):
		return harness.ExitUsage
	case errors.As(err, &refused), errors.Is(err, live.ErrNoCredentials), errors.Is(err, live.ErrNoAnswer), errors.Is(err, live.ErrClock), errors.Is(err, harness.ErrEnded):
		return harness.ExitInconclusive
	case errors.Is(err, capture.ErrTampered):
		return harness.ExitBroken
	case notToBeUsed(err):
		return harness.ExitUsage
	}
	return harness.ExitBroken
}

// notToBeUsed reports whether the system says that a file, a folder or an address is not there, or is not to be used in this
// way. Only what was named to us is asked of the system: everything of our own is built in.
func notToBeUsed(err error) bool {
	system, ok := errors.AsType[syscall.Errno](err)
	if !ok {
		return false
	}
	return slices.ContainsFunc(append(systemRefusals(), fs.ErrNotExist, fs.ErrPermission, fs.ErrExist), func(is error) bool { return errors.Is(system, is) })
}
