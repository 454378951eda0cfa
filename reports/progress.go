package reports

import (
	"fmt"
	"io"
	"os"
	"strings"
	"sync"
	"time"

	"golang.org/x/term"
)

// ProgressOptions say how a run is followed while it runs.
type ProgressOptions struct {
	Live    bool             // one line that is rewritten: a terminal; otherwise plain lines, now and then
	Color   bool             // paint with ANSI colours
	Quiet   bool             // say nothing
	Verbose bool             // a plain line for every scenario
	Width   int              // columns of the terminal; 0: 80
	Now     func() time.Time // the clock; nil: time.Now
}

// How often progress is shown. A suite that takes a second and a half says nothing in a pipe before its summary.
const (
	liveEvery  = 100 * time.Millisecond
	plainEvery = 5 * time.Second
)

// Progress shows how far a run is: counts by verdict, the current scenario and the time left. The suite calls it;
// every method may be called from several goroutines at once.
type Progress struct {
	w     io.Writer
	o     ProgressOptions
	paint painter

	mu      sync.Mutex
	total   int
	done    Count
	wrong   int // scenarios that contradict something; their verdicts are known only at the end
	current string
	begun   time.Time
	shown   time.Time
	drawn   bool // the live line is on the terminal
}

// NewProgress shows progress on w. Errors of w are ignored: progress is a courtesy, the report is the record.
func NewProgress(w io.Writer, o ProgressOptions) *Progress {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Width == 0 {
		o.Width = 80
	}
	return &Progress{w: w, o: o, paint: palette(o.Color), done: Count{}}
}

// Begin says that a run of total scenarios begins.
func (p *Progress) Begin(total int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.total, p.begun = total, p.o.Now()
	p.shown = p.begun
}

// ScenarioStarted says which scenario runs now.
func (p *Progress) ScenarioStarted(name string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.current = name
	p.refresh()
}

// shownAtOnce is how many contradictions are shown during a run: one broken rule may fail a hundred scenarios. They are shown
// without a verdict, because they may follow from another rule or from a premise that is not shown yet.
const shownAtOnce = 5

// ScenarioEnded counts a scenario. The first contradictions are shown at once and stay on the terminal; all else is
// counted, or shown line by line with Verbose.
func (p *Progress) ScenarioEnded(name string, v Verdict, reason string, took time.Duration) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if v != Violates && v != Unexpected {
		p.done[v]++
		if p.o.Verbose {
			p.say(p.paint(v, padded(string(v))), name, reason, took)
		}
		p.refresh()
		return
	}
	p.wrong++
	switch {
	case p.o.Verbose, p.wrong <= shownAtOnce:
		p.say(padded("contradicts"), name, reason, took)
	case p.wrong == shownAtOnce+1:
		p.say(padded("contradicts"), "and more", "each cause is shown once, at the end", took)
	}
	p.refresh()
}

func padded(word string) string { return fmt.Sprintf("%-12s", word) }

// End clears the live line. The summary follows.
func (p *Progress) End() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.clear()
}

func (p *Progress) say(word, name, reason string, took time.Duration) {
	if p.o.Quiet {
		return
	}
	if reason != "" {
		reason = " · " + reason
	}
	p.clear()
	fmt.Fprintf(p.w, "%s  %s (%s)%s\n", word, line(name), took.Round(time.Millisecond), line(reason))
}

func (p *Progress) refresh() {
	every := plainEvery
	if p.o.Live {
		every = liveEvery
	}
	now := p.o.Now()
	if p.o.Quiet || now.Sub(p.shown) < every {
		return
	}
	p.shown = now
	if p.o.Live {
		p.draw(now)
		return
	}
	if !p.o.Verbose {
		fmt.Fprintf(p.w, "%s\n", p.counts(now))
	}
}

// draw rewrites the live line. It is cut to the width of the terminal: a line that wraps cannot be rewritten.
func (p *Progress) draw(now time.Time) {
	const bar = 16
	full := bar * (p.done.Sum() + p.wrong) / max(p.total, 1)
	text := strings.Repeat("█", min(full, bar)) + strings.Repeat("░", max(bar-full, 0)) + " " + p.counts(now)
	if p.current != "" {
		text += " · " + line(p.current)
	}
	fmt.Fprintf(p.w, "\r\x1b[2K%s", cut(text, p.o.Width-1))
	p.drawn = true
}

func (p *Progress) clear() {
	if p.drawn {
		fmt.Fprint(p.w, "\r\x1b[2K")
		p.drawn = false
	}
}

func (p *Progress) counts(now time.Time) string {
	done := p.done.Sum() + p.wrong
	text := fmt.Sprintf("%d of %s", done, plural(p.total, "scenario"))
	var parts []string
	if p.wrong > 0 {
		parts = append(parts, plural(p.wrong, "contradiction"))
	}
	if p.done.Sum() > 0 {
		parts = append(parts, p.done.String())
	}
	if len(parts) > 0 {
		text += ", so far " + strings.Join(parts, ", ")
	}
	if left := p.left(now, done); left > 0 {
		text += fmt.Sprintf(", %s left", left)
	}
	return text
}

// left is the estimated time for the rest at the present rate, in whole seconds.
func (p *Progress) left(now time.Time, done int) time.Duration {
	if done == 0 || done >= p.total {
		return 0
	}
	each := now.Sub(p.begun) / time.Duration(done)
	return (each * time.Duration(p.total-done)).Round(time.Second)
}

// Terminal says how output to w is shown: live and coloured on a terminal, not live in a build, plain in a pipe and on a dumb
// terminal, and without colours when NO_COLOR is set (https://no-color.org). env is os.Getenv.
func Terminal(w io.Writer, env func(string) string) ProgressOptions {
	f, ok := w.(*os.File)
	if !ok || !term.IsTerminal(int(f.Fd())) || env("TERM") == "dumb" {
		return ProgressOptions{}
	}
	o := ProgressOptions{Live: env("CI") == "", Color: env("NO_COLOR") == ""}
	if width, _, err := term.GetSize(int(f.Fd())); err == nil {
		o.Width = width
	}
	return o
}
