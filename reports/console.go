package reports

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"
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
		fmt.Fprintf(c.w, "%s %s\n", c.paint(Violates, "! "+f.Kind+":"), line(f.Told()))
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
