package reports

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"time"
)

// Console writes the comparison as a person reads it on a terminal, what needs a look first, and what to review and
// paste last. It returns the error of w.
func (c *Comparison) Console(w io.Writer, color bool) error {
	out := bufio.NewWriter(w)
	t := comparing{w: out, c: c, paint: palette(color)}
	t.heads()
	t.unlike()
	t.changes("worse", c.Worse)
	t.findings("came", c.Came)
	t.faults("new", c.Broke)
	t.changes("better", c.Better)
	t.changes("for another reason", c.Reasons)
	t.changes("not in the old report", c.Added)
	t.lost()
	t.findings("went", c.Went)
	t.faults("former", c.Mended)
	t.otherly()
	t.paste()
	t.conclusion()
	return out.Flush()
}

type comparing struct {
	w     *bufio.Writer
	c     *Comparison
	paint painter
}

func (t *comparing) heads() {
	for _, r := range []struct {
		name string
		id   Identity
	}{{"old", t.c.Old.Identity}, {"new", t.c.New.Identity}} {
		fmt.Fprintf(t.w, "%s  %s  %s  %s, %s, page of %s, %s\n", t.paint(bold, r.name), r.id.Started.UTC().Format("2006-01-02 15:04"),
			t.paint(Verdict(r.id.Evidence), fmt.Sprintf("%-9s", r.id.Evidence)), line(place(r.id)), r.id.Target, r.id.PageDate, line(r.id.SDK))
	}
}

// unlike says in what the two runs were not made alike, so that nobody takes that for a change of the service.
func (t *comparing) unlike() {
	for _, d := range differing(t.c.Old.Identity, t.c.New.Identity) {
		fmt.Fprintf(t.w, "     the %s\n", line(d))
	}
}

func place(id Identity) string { return id.Endpoint + " in " + id.Region }

func (t *comparing) heading(n int, noun, what string) {
	fmt.Fprintf(t.w, "\n%s\n", t.paint(bold, plural(n, noun)+" "+what))
}

func (t *comparing) changes(what string, changes []Change) {
	if len(changes) == 0 {
		return
	}
	t.heading(len(changes), "scenario", what)
	for _, ch := range changes {
		s := ch.Scenario
		was := ""
		if ch.Was != "" && ch.Was != s.Verdict {
			was = t.paint(faint, ", was "+string(ch.Was))
		}
		fmt.Fprintf(t.w, "  %s%s  %s\n", t.paint(s.Verdict, string(s.Verdict)), was, line(s.ID))
		if s.Reason != "" {
			fmt.Fprintf(t.w, "    %s\n", line(s.Reason))
		}
		if ch.WasReason != "" && ch.WasReason != s.Reason {
			fmt.Fprintf(t.w, "    %s\n", t.paint(faint, "was: "+line(ch.WasReason)))
		}
		fmt.Fprintf(t.w, "    %s\n", t.paint(faint, fmt.Sprintf("%s:%d   %s", line(s.File), s.Line, line(s.Repeat))))
	}
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

func (t *comparing) lost() {
	if len(t.c.Lost) == 0 {
		return
	}
	t.heading(len(t.c.Lost), "scenario", "not in the new report")
	for _, id := range t.c.Lost {
		fmt.Fprintf(t.w, "  %s\n", line(id))
	}
}

func (t *comparing) otherly() {
	if t.c.Otherly > 0 {
		fmt.Fprintf(t.w, "\n%s held both times: %s then, %s now\n", plural(t.c.Otherly, "scenario"), t.c.Old.Identity.Evidence, t.c.New.Identity.Evidence)
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
	word := fmt.Sprintf("%s worse, %d lost, %s came, %s", plural(len(c.Worse), "scenario"), len(c.Lost), plural(len(c.Came), "finding"), plural(len(c.Broke), "new fault"))
	switch {
	case c.Alarming():
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
