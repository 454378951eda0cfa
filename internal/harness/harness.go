package harness

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
	"testing"
	"time"

	"github.com/slbconform/slbconform/internal/plan"
)

// Harness is one run under `go test`: TestMain reads its settings, a test runs it, and TestMain ends with its summary.
type Harness struct {
	flags    *flag.FlagSet
	settings *Settings
	done     *Conformance
	wrong    error

	interrupted bool // by a signal: further runs of -count are not made
}

// New registers the settings of a run in flags.
func New(flags *flag.FlagSet) *Harness {
	h := &Harness{flags: flags, settings: NewSettings(os.LookupEnv)}
	h.settings.Register(flags)
	return h
}

// Test runs the features and shows each scenario as a subtest: what fails the run fails, what was not judged is skipped,
// and the test itself fails when less was judged than was asked for.
func (h *Harness) Test(t *testing.T) {
	if h.interrupted {
		t.Fatal("nothing was run: the run before this one was interrupted")
	}
	ctx, stop := Interruptible(t.Context(), "go test", os.Stderr)
	begins(ctx)
	defer stop()
	if deadline, ok := t.Deadline(); ok {
		var cancel context.CancelFunc
		ctx, cancel = context.WithDeadlineCause(ctx, deadline.Add(-cleanUpBefore(time.Until(deadline))), errTimeUp)
		defer cancel()
	}
	if h.flags.NArg() > 0 {
		h.wrong = plan.Usagef("only flags are understood, and %q is none; a value follows its flag, as in -rules 'server.weight.*'", h.flags.Arg(0))
	} else {
		h.done, h.wrong = Conform(ctx, h.settings, testFlag("run"), testFlag("skip"), h.settings.Progress(os.Stderr, false))
	}
	if h.wrong != nil {
		t.Fatalf("nothing was run: %v", h.wrong)
	}
	h.interrupted = ctx.Err() != nil && !errors.Is(context.Cause(ctx), errTimeUp) && t.Context().Err() == nil
	if h.wrong = h.done.Write(); h.wrong != nil {
		t.Errorf("not everything could be written: %v", h.wrong)
	}
	h.subtests(t)
	if why := Unjudged(h.done.Report, h.settings.number("inconclusive")); why != "" {
		t.Error(why)
	}
	for _, f := range h.done.Report.EachFault() {
		say := t.Logf
		if h.done.Report.Fails(f) {
			say = t.Errorf
		}
		say("%s: %s", f.Kind, f.Message())
	}
}

// errTimeUp is why a run ends before the time limit of its test, which would leave nothing cleaned up.
var errTimeUp = errors.New("the time limit of go test is near (-timeout, ten minutes where nobody says otherwise); what was created is removed while there is time")

// cleanUpBefore is how long before the limit of its test a run ends, when so much time is left: cleaning up and writing the report
// take longer on a busy machine.
func cleanUpBefore(left time.Duration) time.Duration { return min(2*time.Minute, left/2) }

// ends are the signals that end a run early, which cleans up all the same. A hang-up that the caller ignores, as nohup
// does, is none of them.
func ends() []os.Signal {
	ends := []os.Signal{os.Interrupt, syscall.SIGTERM}
	if !signal.Ignored(syscall.SIGHUP) {
		ends = append(ends, syscall.SIGHUP)
	}
	return ends
}

// End writes what ends the run and returns the exit code of the process: that of the tests, unless nothing ran.
func (h *Harness) End(w io.Writer, code int) int {
	if h.done == nil {
		return code
	}
	fmt.Fprintln(w)
	if err := h.done.Show(w); err != nil {
		fmt.Fprintln(os.Stderr, "the summary could not be written:", err)
		return max(code, 1)
	}
	fmt.Fprintln(w)
	return code
}
