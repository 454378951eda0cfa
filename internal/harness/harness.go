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

	"github.com/slbconform/slbconform/reports"
)

// Harness is one run under `go test`: TestMain reads its settings, a test runs it, and TestMain ends with its summary.
type Harness struct {
	flags    *flag.FlagSet
	settings *Settings
	done     *Conformance
	wrong    error
}

// New registers the settings of a run in flags.
func New(flags *flag.FlagSet) *Harness {
	h := &Harness{flags: flags, settings: NewSettings(Environment)}
	h.settings.Register(flags)
	return h
}

// Test runs the features and shows each rule and scenario as a subtest: a violation fails, what was not judged is
// skipped.
func (h *Harness) Test(t *testing.T) {
	ctx, stop := signal.NotifyContext(t.Context(), Ends()...)
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
		t.Fatal("nothing was run; the reason stands below")
	}
	if h.wrong = h.done.Write(); h.wrong != nil {
		t.Error("the report could not be written; the reason stands below")
	}
	h.subtests(t)
	if r := h.done.Report; !r.Complete {
		t.Error(r.Incomplete)
	}
	for _, f := range h.done.Report.Faults {
		say := t.Logf
		if h.done.Report.Fails(f) {
			say = t.Errorf
		}
		say("%s: %s", f.Kind, f.Told())
	}
}

// errTimeUp is why a run ends before the time limit of its test, which would leave nothing cleaned up.
var errTimeUp = errors.New("the time limit of go test is near (-timeout, ten minutes where nobody says otherwise); what was created is removed while there is time")

// cleanUpBefore is how long before the limit of its test a run ends, when so much time is left.
func cleanUpBefore(left time.Duration) time.Duration { return min(2*time.Minute, left/4) }

// Ends are the signals that end a run early, which cleans up all the same. A hang-up that the caller ignores, as nohup
// does, is none of them.
func Ends() []os.Signal {
	ends := []os.Signal{os.Interrupt, syscall.SIGTERM}
	if !signal.Ignored(syscall.SIGHUP) {
		ends = append(ends, syscall.SIGHUP)
	}
	return ends
}

func (h *Harness) subtests(t *testing.T) {
	scenarios := map[string]*reports.Scenario{}
	for i := range h.done.Report.Scenarios {
		s := &h.done.Report.Scenarios[i]
		scenarios[s.ID] = s
	}
	for i := range h.done.Report.Rules {
		rule := &h.done.Report.Rules[i]
		if len(rule.Scenarios) == 0 {
			continue
		}
		t.Run(rule.ID, func(t *testing.T) {
			for _, id := range rule.Scenarios {
				s := scenarios[id]
				t.Run(s.Name, func(t *testing.T) { subtest(t, s) })
			}
		})
	}
}

func subtest(t *testing.T, s *reports.Scenario) {
	switch s.Verdict {
	case reports.Violates:
		t.Errorf("%s:%d: %s", s.File, s.Line, s.Reason)
	case reports.Inconclusive, reports.NotRun:
		t.Skipf("%s: %s", s.Verdict, s.Reason)
	}
}

// End writes what ends the run and returns the exit code of the process: that of the tests, unless nothing ran.
func (h *Harness) End(w io.Writer, code int) int {
	if h.wrong != nil {
		fmt.Fprintln(w, h.wrong)
	}
	if h.done == nil {
		return code
	}
	fmt.Fprintln(w)
	if err := h.done.Show(w); err != nil {
		return max(code, 1)
	}
	fmt.Fprintln(w)
	return code
}

func testFlag(name string) string {
	if f := flag.Lookup("test." + name); f != nil {
		return f.Value.String()
	}
	return ""
}
