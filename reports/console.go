package reports

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"
)

// ConsoleOptions say how the summary is shown.
type ConsoleOptions struct {
	Color  bool   // paint with ANSI colours
	Quiet  bool   // the headline alone, below what failed
	Dir    string // where the report files are; empty: they were not written
	Blocks int    // failure blocks to show before the summary; 0: five; negative: all
}

// Console writes the end of a run as a person reads it on a terminal: the failure blocks, if any, then one summary
// that is understood at a glance and fits a screen. It returns the error of w.
func Console(w io.Writer, r *Report, o ConsoleOptions) error {
	out := bufio.NewWriter(w)
	c := console{w: out, r: r, o: o, paint: palette(o.Color)}
	c.failures()
	c.faults()
	c.summary()
	return out.Flush()
}

type console struct {
	w     *bufio.Writer
	r     *Report
	o     ConsoleOptions
	paint painter
}

func (c *console) failures() {
	violations, ix := c.r.violations(), newIndex(c.r)
	most := cmp.Or(c.o.Blocks, 5)
	for i, v := range violations {
		if most > 0 && i == most {
			fmt.Fprintf(c.w, "%s\n\n", c.paint(Violates, fmt.Sprintf("… and %s more, in %s", plural(len(violations)-most, "violation"), c.place("summary.md"))))
			break
		}
		head, rest, _ := strings.Cut(ix.block(v), "\n")
		fmt.Fprintf(c.w, "%s\n%s\n", c.paint(Violates, head), rest)
	}
}

// violations are those of the run, one for each rule and scenario, in the order of the rules: two sentences that
// fail over one wrong answer are one thing to mend.
func (r *Report) violations() []Violation {
	type place struct{ rule, scenario string }
	seen := map[place]bool{}
	var all []Violation
	add := func(vs []Violation) {
		for _, v := range vs {
			if at := (place{v.Rule, v.Scenario}); !seen[at] {
				seen[at] = true
				all = append(all, v)
			}
		}
	}
	for i := range r.Rules {
		if r.Rules[i].Verdict != Diverges {
			add(r.Rules[i].Violations)
		}
	}
	for i := range r.Scenarios {
		if r.Scenarios[i].Verdict == Violates {
			add(r.Scenarios[i].Violations)
		}
	}
	return all
}

func (c *console) faults() {
	for _, f := range c.r.Faults {
		where := ""
		if f.File != "" {
			where = fmt.Sprintf("%s:%d: ", f.File, f.Line)
		}
		fmt.Fprintf(c.w, "%s %s%s\n", c.paint(Violates, "! "+f.Kind+":"), where, line(f.Says))
	}
	if len(c.r.Faults) > 0 {
		fmt.Fprintln(c.w)
	}
}

func (c *console) summary() {
	r, t := c.r, c.r.Totals
	fmt.Fprintf(c.w, "%s · %s\n\n", c.paint(bold, r.Identity.Operation), r.against())
	fmt.Fprintf(c.w, "  %s\n\n", c.paint(r.worst(), r.Headline))
	if !r.Complete {
		c.row("incomplete", line(r.Incomplete))
	}
	if c.o.Quiet {
		return
	}
	if t.ErrorCodes > 0 {
		c.row("error codes", r.codes())
	}
	c.row("scenarios", fmt.Sprintf("%s: %s", thousands(t.Scenarios.Sum()), cmp.Or(t.Scenarios.String(), "none")))
	c.reasons()
	if n := len(r.Divergences); n > 0 {
		c.row("divergences", r.divergences())
	}
	c.row("findings", r.findings())
	if n := len(r.Defects); n > 0 {
		c.row("page", plural(n, "place")+" where it is silent or contradicts itself")
	}
	c.row("proof", r.Proof.String())
	c.row("time", fmt.Sprintf("%s, %s", seconds(r.Identity.Duration), plural(t.Calls, "call")))
	if c.o.Dir != "" {
		c.row("report", c.place("index.html"))
	}
	if r.Identity.Evidence == string(Rehearsed) {
		fmt.Fprintf(c.w, "\n  %s\n", c.paint(faint, "Rehearsed: it held against the recorded mock. Only the service can confirm it."))
	}
}

func (c *console) row(name, value string) {
	fmt.Fprintf(c.w, "  %-12s  %s\n", name, value)
}

// reasons lists why scenarios were not judged, the most frequent first, three at most.
func (c *console) reasons() {
	count := map[string]int{}
	for _, s := range c.r.Scenarios {
		if s.Verdict == Inconclusive || s.Verdict == NotRun {
			count[string(s.Verdict)+": "+line(s.Reason)]++
		}
	}
	list := make([]string, 0, len(count))
	for reason := range count {
		list = append(list, reason)
	}
	slices.SortFunc(list, func(a, b string) int { return cmp.Or(count[b]-count[a], strings.Compare(a, b)) })
	for i, reason := range list {
		if i == 3 {
			c.row("", fmt.Sprintf("… and %s", plural(len(list)-i, "other reason")))
			return
		}
		kept, left := clip(reason, 90)
		if left > 0 {
			kept += "…"
		}
		c.row("", fmt.Sprintf("%d %s", count[reason], kept))
	}
}

func (c *console) place(file string) string {
	if c.o.Dir == "" {
		return file
	}
	return strings.TrimSuffix(c.o.Dir, "/") + "/" + file
}

// against names page, target and SDK on one line.
func (r *Report) against() string {
	return fmt.Sprintf("page of %s, against %s", r.Identity.PageDate, r.answering())
}

// answering says whose the answers of the run are. A mock that was reached over a network stays a mock.
func (r *Report) answering() string {
	id := r.Identity
	who := "the service in " + id.Region
	if id.Evidence == string(Rehearsed) {
		who = "the recorded mock"
	}
	switch {
	case id.Target == "replay":
		return "a capture of " + who
	case id.Target == "live" && id.Evidence == string(Rehearsed):
		return who + ", served over the network"
	}
	return who
}

// worst is the verdict that colours the headline.
func (r *Report) worst() Verdict {
	verdicts := make([]Verdict, 0, len(r.Rules))
	for i := range r.Rules {
		verdicts = append(verdicts, r.Rules[i].Verdict)
	}
	return Roll(verdicts...)
}

func (r *Report) codes() string {
	t := r.Totals
	said := fmt.Sprintf("%d of %d provoked as documented", t.CodesProvoked, t.ErrorCodes)
	if t.CodesByName > 0 {
		said += fmt.Sprintf(": %d by their cause, %d by a named resource of the mock", t.CodesProvoked-t.CodesByName, t.CodesByName)
	}
	if n := r.codesNotRun(); n > 0 {
		said += fmt.Sprintf("; %d not run", n)
	}
	return said
}

func (r *Report) codesNotRun() int {
	n := 0
	for i := range r.Rules {
		if r.Rules[i].Error != nil && r.Rules[i].Verdict == NotRun {
			n++
		}
	}
	return n
}

func (r *Report) findings() string {
	if r.Totals.Findings+r.Totals.Acknowledged == 0 {
		return "none"
	}
	return fmt.Sprintf("%d new, %d known", r.Totals.Findings, r.Totals.Acknowledged)
}

func (r *Report) divergences() string {
	least, stale := r.Divergences[0].DaysLeft, 0
	for _, d := range r.Divergences {
		least = min(least, d.DaysLeft)
		if d.Stale != "" {
			stale++
		}
	}
	said := fmt.Sprintf("%d listed, %d stale", len(r.Divergences), stale)
	if least >= 0 {
		return said + fmt.Sprintf(", the next expires in %s", plural(least, "day"))
	}
	return said + fmt.Sprintf(", one expired %s ago", plural(-least, "day"))
}

// String says in a line what the proof found, or that the suite is unproven.
func (p Proof) String() string {
	if !p.Holds {
		return "unproven: the suite has changed since it was last proven"
	}
	return fmt.Sprintf("%d of %d mutants killed, %d of %d broken servers caught", p.Killed, p.Mutants, p.Caught, p.BrokenServers)
}

func seconds(d time.Duration) string {
	if d < time.Minute {
		return fmt.Sprintf("%.1f s", d.Seconds())
	}
	return d.Round(time.Second).String()
}
