package run_test

import (
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/slbconform/slbconform/internal/run"
	"github.com/slbconform/slbconform/internal/target"
	"github.com/slbconform/slbconform/internal/target/mocktarget"
	"github.com/slbconform/slbconform/internal/wire"
	"github.com/slbconform/slbconform/reports"
)

// unread loses the answer to every second reading of a group and list of groups.
type unread struct {
	next  http.RoundTripper
	calls int
}

func (u *unread) RoundTrip(r *http.Request) (*http.Response, error) {
	if action := actionOf(r); action == "DescribeVServerGroupAttribute" || action == "DescribeVServerGroups" {
		if u.calls++; u.calls%2 == 0 {
			return nil, io.EOF
		}
	}
	return u.next.RoundTrip(r)
}

// A sentence that looks at all answers of a scenario passes over those that did not arrive.
func TestAnAnswerThatDidNotArriveSaysNothing(t *testing.T) {
	config := mockConfig(t)
	config.Wrap = func(next http.RoundTripper) http.RoundTripper { return &unread{next: next} }
	result, _ := answerOf(t, late{foreign{mocktarget.New(config), config.Inventory}}, run.Options{}, "platform/family.*")
	for _, f := range result.Faults {
		differs(t, "a fault of the run: %s: %s", f.Kind, f.Says)
	}
}

// uncarried is a transport of which the harness says that it cannot carry the calls of an action.
type uncarried struct{ next http.RoundTripper }

func (u uncarried) RoundTrip(r *http.Request) (*http.Response, error) {
	if actionOf(r)+"/" == add {
		return nil, fmt.Errorf("%w: not this one", wire.ErrHarness)
	}
	return u.next.RoundTrip(r)
}

// deaf never answers a call of an action, and does not care whether anybody waits.
type deaf struct {
	next http.RoundTripper
	over chan struct{} // closed when the test is
}

func (d deaf) RoundTrip(r *http.Request) (*http.Response, error) {
	if actionOf(r)+"/" == add {
		<-d.over
	}
	return d.next.RoundTrip(r)
}

// hasty waits no time for an answer.
type hasty struct{ target.Target }

func (h hasty) Describe() target.Description {
	about := h.Target.Describe()
	about.CallTimeout = 50 * time.Millisecond
	return about
}

// A call that does not end when its time is over is left behind, and judges nothing.
func TestACallThatNeverEndsIsLeftBehind(t *testing.T) {
	config := mockConfig(t)
	over := make(chan struct{})
	t.Cleanup(func() { close(over) })
	config.Wrap = func(next http.RoundTripper) http.RoundTripper { return deaf{next, over} }
	result, _ := answerOf(t, hasty{mocktarget.New(config)}, run.Options{Concurrency: 8}, add+"server.weight.default")
	for _, o := range result.Outcomes {
		if o.Verdict != reports.Inconclusive || !strings.Contains(o.Reason, "the call does not end, 1s after its time was up") {
			differs(t, "%s is %s: %s", o.Scenario.ID(), o.Verdict, o.Reason)
		}
	}
}

// A fault of the harness has the line of the sentence that met it, and judges nothing.
func TestAFaultOfTheHarnessHasItsLine(t *testing.T) {
	config := mockConfig(t)
	config.Wrap = func(next http.RoundTripper) http.RoundTripper { return uncarried{next} }
	result, report := answerOf(t, mocktarget.New(config), run.Options{}, add+"server.weight.range")
	for _, o := range result.Outcomes {
		if o.Verdict != reports.Inconclusive || len(o.Faults) != 1 {
			differs(t, "%s is %s: %s; faults %v", o.Scenario.ID(), o.Verdict, o.Reason, o.Faults)
		}
	}
	for i, f := range report.Faults {
		if said := result.Faults[i]; f.Line != said.Scenario.Steps[said.Step].Line || f.Line == said.Scenario.Line {
			differs(t, "%s is said to be in line %d of %s", f.Says, f.Line, f.File)
		}
	}
}

// partly is a replay of a run that repeated a refused call, and tried nothing that had been accepted before.
type partly struct {
	next    http.RoundTripper
	refuses func(*http.Request) bool
	refused int
}

func (p *partly) RoundTrip(r *http.Request) (*http.Response, error) {
	switch action := actionOf(r); {
	case p.refuses(r):
		p.refused++
	case action == "DeleteVServerGroup":
		p.refused = 0
	case p.refused > 1 && action+"/" == add:
		return nil, fmt.Errorf("%w: not in the capture", wire.ErrHarness)
	}
	return refusing{p.next, p.refuses, 400, "SomethingUsedUp"}.RoundTrip(r)
}

// Whether a refusal spoke of the moment is asked as far as there are answers; what there are none to leaves it as it was.
func TestARefusalIsBelievedAsFarAsItWasTried(t *testing.T) {
	config, refused := mockConfig(t), adds(`"Weight":"100"`)
	config.Wrap = func(next http.RoundTripper) http.RoundTripper { return &partly{next: next, refuses: refused} }
	result, _ := answerOf(t, foreign{mocktarget.New(config), config.Inventory}, run.Options{Concurrency: 1}, add+"server.weight.range")
	if got, why := verdictOf(result, add+"server.weight.range"); got != reports.Violates || len(result.Faults) != 0 {
		differs(t, "the rule is %s: %s; faults %v", got, why, result.Faults)
	}
}

// A scenario whose time is over before its first call is undecided, and one cause with all others.
func TestAScenarioWithoutTimeIsUndecided(t *testing.T) {
	config := mockConfig(t)
	result, report := answerOf(t, foreign{mocktarget.New(config), config.Inventory}, run.Options{Timeout: time.Nanosecond}, add+"server.weight.range")
	if count(result, reports.Inconclusive) != len(result.Outcomes) || len(report.Causes) != 1 || len(result.Faults) != 0 {
		differs(t, "causes %+v, faults %v", report.Causes, result.Faults)
	}
}
