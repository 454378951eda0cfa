package reports

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"strings"
	"time"
)

// comparedScenarios is how many scenarios of a shift are named; the others are counted.
const comparedScenarios = 5

// Console writes the comparison as a person reads it on a terminal, what needs a look first, and what to review and
// paste last. It returns the error of w.
func (c *Comparison) Console(w io.Writer, color bool) error {
	out := bufio.NewWriter(w)
	t := comparing{w: out, c: c, old: newIndex(c.Old), new: newIndex(c.New), paint: palette(color)}
	t.headers()
	t.unlike()
	t.causes("worse", c.Worse)
	t.shifts("worse", c.Lapsed)
	t.findings("came", c.Came)
	t.faults("new", c.Broke)
	t.shifts("not in the new report", c.Lost)
	t.causes("contradicted by another answer", c.Reasons)
	t.causes("better", c.Better)
	t.shifts("better", c.Decided)
	t.shifts("for another reason", c.Differ)
	t.shifts("not in the old report", c.Added)
	t.findings("went", c.Went)
	t.faults("former", c.Mended)
	t.heldBoth()
	t.paste()
	t.conclusion()
	return out.Flush()
}

type comparing struct {
	w        *bufio.Writer
	c        *Comparison
	old, new *index
	paint    painter
}

func (t *comparing) headers() {
	for _, r := range []struct {
		name string
		id   Identity
	}{{"old", t.c.Old.Identity}, {"new", t.c.New.Identity}} {
		fmt.Fprintf(t.w, "%s  %s  %s  %s, %s, %s, %s\n", t.paint(bold, r.name), r.id.Started.UTC().Format("2006-01-02 15:04"),
			t.paint(Verdict(r.id.Evidence), fmt.Sprintf("%-9s", r.id.Evidence)), line(r.id.where()), r.id.Target, r.id.dated(), line(r.id.SDK))
	}
}

// unlike names differences in how the two runs were made, which may explain differences in their results.
func (t *comparing) unlike() {
	for _, d := range differences(t.c.Old.Identity, t.c.New.Identity) {
		fmt.Fprintf(t.w, "     the %s\n", line(d))
	}
}

func (id *Identity) where() string { return id.Endpoint + " in " + id.Region }

func (t *comparing) heading(n int, noun, what string) {
	fmt.Fprintf(t.w, "\n%s\n", t.paint(bold, plural(n, noun)+" "+what))
}

// shifts writes an entry for each shift.
func (t *comparing) shifts(what string, shifts Shifts) {
	n := scenariosIn(shifts)
	if n == 0 {
		return
	}
	t.heading(n, "scenario", what)
	for _, s := range shifts {
		v := cmp.Or(s.Now, s.Was)
		was := ""
		if s.Was != "" && s.Now != "" && s.Was != s.Now {
			was = t.paint(faint, ", was "+string(s.Was))
		}
		fmt.Fprintf(t.w, "  %s %s%s", thousands(len(s.Scenarios)), t.paint(v, string(v)), was)
		if s.Reason != "" {
			fmt.Fprintf(t.w, ": %s", line(s.Reason))
		}
		fmt.Fprintln(t.w)
		for i, id := range s.Scenarios {
			if i == comparedScenarios && len(s.Scenarios) > comparedScenarios+1 {
				fmt.Fprintf(t.w, "    %s\n", t.paint(faint, fmt.Sprintf("… and %s more", thousands(len(s.Scenarios)-i))))
				break
			}
			fmt.Fprintf(t.w, "    %s\n", t.paint(faint, line(id)))
		}
	}
}

func scenariosIn(shifts Shifts) (n int) {
	for _, s := range shifts {
		n += len(s.Scenarios)
	}
	return n
}

func (t *comparing) findings(what string, findings []Finding) {
	if len(findings) == 0 {
		return
	}
	t.heading(len(findings), "finding", what)
	for _, f := range findings {
		where := plural(f.Count, "time")
		if f.Scenario != "" {
			where += ", first in " + line(f.Scenario)
		}
		fmt.Fprintf(t.w, "  %s\n    %s\n", line(f.Says), t.paint(faint, where))
	}
}

func (t *comparing) faults(what string, faults []Fault) {
	if len(faults) == 0 {
		return
	}
	t.heading(len(faults), what+" fault", "of the run")
	for _, f := range faults {
		fmt.Fprintf(t.w, "  %s  %s\n", t.paint(Violates, f.Kind), line(f.Says))
	}
}

func (t *comparing) heldBoth() {
	if t.c.HeldBoth > 0 {
		fmt.Fprintf(t.w, "\n%s held both times: %s then, %s now\n", plural(t.c.HeldBoth, "scenario"), t.c.Old.Identity.Evidence, t.c.New.Identity.Evidence)
	}
}

func (t *comparing) paste() {
	for _, p := range t.c.Paste() {
		fmt.Fprintf(t.w, "\n%s\n%s\n", t.paint(bold, p.Title), indent(p.Text))
	}
}

func indent(text string) string {
	lines := strings.Split(strings.TrimRight(text, "\n"), "\n")
	return "  " + strings.Join(lines, "\n  ")
}

func (t *comparing) conclusion() {
	c := t.c
	word := fmt.Sprintf("%s worse, %s besides, %s lost, %s came, %s", plural(len(c.Worse), "rule"), plural(scenariosIn(c.Lapsed), "scenario"), thousands(scenariosIn(c.Lost)),
		plural(len(c.Came), "finding"), plural(len(c.Broke), "new fault"))
	switch {
	case c.Regressed():
		word = t.paint(Violates, word)
	case c.Same():
		word = "nothing changed"
	default:
		word = "nothing is worse"
	}
	fmt.Fprintf(t.w, "\n%s%s\n", word, t.paint(faint, later(c.New.Identity.Started.Sub(c.Old.Identity.Started))))
}

// later is how far apart two runs began, roughly.
func later(d time.Duration) string {
	hours := int(d.Abs().Hours())
	switch {
	case d < 0:
		return "; the new report is the older one"
	case hours < 1:
		return ", " + plural(int(d.Minutes()), "minute") + " later"
	case hours < 48:
		return ", " + plural(hours, "hour") + " later"
	}
	return ", " + plural(hours/24, "day") + " later"
}
