package reports_test

import (
	"bytes"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/slbconform/slbconform/reports"
)

// clock is a clock that the test turns.
type clock struct{ now time.Time }

func (c *clock) Now() time.Time          { return c.now }
func (c *clock) forward(d time.Duration) { c.now = c.now.Add(d) }

func follow(o reports.ProgressOptions) (*bytes.Buffer, *clock, *reports.Progress) {
	var out bytes.Buffer
	c := &clock{time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)}
	o.Now = c.Now
	p := reports.NewProgress(&out, o)
	p.Begin(40)
	return &out, c, p
}

func TestProgressOnATerminal(t *testing.T) {
	out, clock, p := follow(reports.ProgressOptions{Live: true, Width: 100})
	for range 10 {
		p.ScenarioEnded("one", reports.Rehearsed, "", time.Millisecond)
	}
	clock.forward(2 * time.Second)
	p.ScenarioStarted("a weight of 101 is refused")
	if want := "\r\x1b[2K████░░░░░░░░░░░░ 10 of 40 scenarios, so far 10 rehearsed, 6s left · a weight of 101 is refused"; out.String() != want {
		t.Errorf("got  %q\nwant %q", out.String(), want)
	}
	p.End()
	if !strings.HasSuffix(out.String(), "\r\x1b[2K") {
		t.Errorf("the live line is still there before the summary: %q", out.String())
	}
}

// A line that wraps cannot be rewritten.
func TestProgressFitsTheTerminal(t *testing.T) {
	out, clock, p := follow(reports.ProgressOptions{Live: true, Width: 40})
	clock.forward(time.Second)
	p.ScenarioStarted(strings.Repeat("long ", 100))
	if n := len([]rune(strings.TrimPrefix(out.String(), "\r\x1b[2K"))); n > 39 {
		t.Errorf("%d columns on a terminal of 40: %q", n, out.String())
	}
}

func TestProgressInAPipe(t *testing.T) {
	out, clock, p := follow(reports.ProgressOptions{})
	p.ScenarioEnded("one", reports.Rehearsed, "", time.Millisecond)
	if out.Len() > 0 {
		t.Errorf("a fast run speaks before its summary: %q", out.String())
	}
	clock.forward(6 * time.Second)
	p.ScenarioEnded("two", reports.NotRun, "no role", 0)
	if want := "2 of 40 scenarios, so far 1 rehearsed, 1 not run, 1m54s left\n"; out.String() != want {
		t.Errorf("got %q, want %q", out.String(), want)
	}
}

// What a contradiction is worth is known at the end: while a run goes on it has no verdict.
func TestProgressShowsAContradictionAtOnce(t *testing.T) {
	out, clock, p := follow(reports.ProgressOptions{})
	p.ScenarioEnded("server.weight.range / a weight of 101 is refused", reports.Violates, "got \x1b[2J200", 4*time.Millisecond)
	if want := "contradicts   server.weight.range / a weight of 101 is refused (4ms) · got \\x1b[2J200\n"; out.String() != want {
		t.Errorf("got %q, want %q", out.String(), want)
	}
	out.Reset()
	clock.forward(6 * time.Second)
	p.ScenarioEnded("two", reports.Rehearsed, "", 0)
	if want := "2 of 40 scenarios, so far 1 contradiction, 1 rehearsed, 1m54s left\n"; out.String() != want {
		t.Errorf("got %q, want %q", out.String(), want)
	}
}

func TestProgressVerbose(t *testing.T) {
	out, clock, p := follow(reports.ProgressOptions{Verbose: true})
	clock.forward(time.Minute)
	p.ScenarioEnded("one", reports.NotRun, "no stopped ECS instance", 0)
	if want := "not run       one (0s) · no stopped ECS instance\n"; out.String() != want {
		t.Errorf("got %q, want %q", out.String(), want)
	}
}

func TestProgressQuiet(t *testing.T) {
	out, clock, p := follow(reports.ProgressOptions{Quiet: true, Verbose: true, Live: true})
	clock.forward(time.Minute)
	p.ScenarioStarted("one")
	p.ScenarioEnded("one", reports.Violates, "wrong", time.Millisecond)
	p.End()
	if out.Len() > 0 {
		t.Errorf("-quiet says %q", out.String())
	}
}

func TestProgressFromManyGoroutines(t *testing.T) {
	out, _, p := follow(reports.ProgressOptions{Verbose: true})
	var all sync.WaitGroup
	for range 40 {
		all.Go(func() {
			p.ScenarioStarted("one")
			p.ScenarioEnded("one", reports.Rehearsed, "", 0)
		})
	}
	all.Wait()
	if n := strings.Count(out.String(), "\n"); n != 40 {
		t.Errorf("%d lines for 40 scenarios", n)
	}
}

// What is no terminal is never painted and never rewritten, whatever the environment says.
func TestAFileIsNoTerminal(t *testing.T) {
	f, err := os.CreateTemp(t.TempDir(), "")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if o := reports.Terminal(f, func(string) string { return "" }); o.Live || o.Color {
		t.Errorf("a file is shown as a terminal: %+v", o)
	}
}
