package harness

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"sync/atomic"
)

// ErrEnded: a signal or a time limit ended a run before it began.
var ErrEnded = errors.New("ended early, and nothing was created")

// interruption is what a command reports when signals end it.
type interruption struct {
	runs    atomic.Bool                   // scenarios have begun
	remains atomic.Pointer[func() string] // where what a live run has created by now is written down, and how to remove it; nil before one begins
}

type interruptionKey struct{}

// Interruptible returns a context that the first of the signals in Ends ends. A second one ends the process, which says on w
// what it leaves behind.
func Interruptible(ctx context.Context, program string, w io.Writer) (ended context.Context, stop func()) {
	var i interruption
	ctx, cancel := context.WithCancelCause(context.WithValue(ctx, interruptionKey{}, &i))
	signals, done := make(chan os.Signal, 2), make(chan struct{})
	signal.Notify(signals, ends()...)
	go func() {
		for first := true; ; first = false {
			select {
			case <-done:
				return
			case s := <-signals:
				if !first {
					os.Exit(i.second(program, w))
				}
				i.first(program, s, w)
				cancel(fmt.Errorf("%v signal received", s))
			}
		}
	}()
	return ctx, func() { signal.Stop(signals); close(done); cancel(nil) }
}

func (i *interruption) first(program string, s os.Signal, w io.Writer) {
	switch {
	case i.remains.Load() != nil:
		fmt.Fprintf(w, "%s: %v signal received: it removes what it created and ends; a second signal ends it at once\n", program, s)
	case i.runs.Load():
		fmt.Fprintf(w, "%s: %v signal received: it begins no more scenarios, reports those that it has and ends; a second signal ends it at once\n", program, s)
	}
}

// second returns the exit code.
func (i *interruption) second(program string, w io.Writer) int {
	remains := i.remains.Load()
	if remains == nil {
		fmt.Fprintf(w, "%s: ended at once, by a second signal\n", program)
		return ExitInconclusive
	}
	if left := (*remains)(); left != "" {
		fmt.Fprintf(w, "%s: ended at once, by a second signal; what it created may still be there: %s\n", program, left)
		return ExitLeaked
	}
	fmt.Fprintf(w, "%s: ended at once, by a second signal; its journal lists nothing that is left\n", program)
	return ExitInconclusive
}

// begins records in the context that scenarios have begun.
func begins(ctx context.Context) {
	if i, ok := ctx.Value(interruptionKey{}).(*interruption); ok {
		i.runs.Store(true)
	}
}

// creates records in the context that a live run has begun; remains says what it has created and how to remove it.
func creates(ctx context.Context, remains func() string) {
	if i, ok := ctx.Value(interruptionKey{}).(*interruption); ok {
		i.remains.Store(&remains)
	}
}
