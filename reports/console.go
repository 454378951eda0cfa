package reports

import (
	"bufio"
	"fmt"
	"io"
	"strings"
)

// ConsoleOptions say how the summary is shown.
type ConsoleOptions struct {
	Color bool   // paint with ANSI colours
	Live  bool   // a terminal, on which long lists are cut to a screen; in a file or a pipe nothing is cut
	Quiet bool   // the headline alone, below what failed and why
	Dir   string // where the report files are; empty: they were not written
}

// Console writes the end of a run as a person reads it: each cause of a failure once, with the exchange that shows it,
// then one summary that is understood at a glance. It returns the error of w.
func Console(w io.Writer, r *Report, o ConsoleOptions) error {
	out := bufio.NewWriter(w)
	c := console{w: out, r: r, ix: newIndex(r), o: o, paint: palette(o.Color)}
	c.causes()
	c.faults()
	c.summary()
	return out.Flush()
}

type console struct {
	w     *bufio.Writer
	r     *Report
	ix    *index
	o     ConsoleOptions
	paint painter
}

func (c *console) faults() {
	for _, f := range c.r.EachFault() {
		fmt.Fprintf(c.w, "%s %s\n", c.paint(Violates, "! "+f.Kind+":"), sanitize(f.Message()))
	}
	if len(c.r.Faults) > 0 {
		fmt.Fprintln(c.w)
	}
}

func (c *console) summary() {
	r := c.r
	fmt.Fprintf(c.w, "%s · %s\n\n", c.paint(bold, r.Identity.title()), r.against())
	fmt.Fprintf(c.w, "  %s\n\n", c.paint(r.worst(), r.Headline))
	if !r.Complete {
		c.row("incomplete", r.Incomplete)
	}
	if says := r.strictly(); says != "" {
		c.row("strict", says)
	}
	if c.o.Quiet {
		c.reasons(Inconclusive)
		if r.OnMock() {
			c.reasons(NotRun)
		}
		return
	}
	c.operations()
	c.figures()
	if r.worst() == Rehearsed {
		fmt.Fprintf(c.w, "\n  %s\n", c.paint(faint, "Rehearsed: it held against "+c.r.answered()+". Only the service can confirm it."))
	}
}

// operations has a line for each operation, where there are several.
func (c *console) operations() {
	all := c.r.Totals.Operations
	if len(all) < 2 {
		return
	}
	width := 0
	for _, of := range all {
		width = max(width, len(of.Operation))
	}
	for _, of := range all {
		fmt.Fprintf(c.w, "  %-*s  %s: %s\n", width, line(of.Operation), plural(of.Rules.Sum(), "rule"), of.says())
	}
	fmt.Fprintln(c.w)
}

func (c *console) figures() {
	r, t := c.r, c.r.Totals
	if t.ErrorCodes > 0 {
		c.figure(r.codes())
	}
	c.figure(r.scenarios())
	c.reasons(Inconclusive, NotRun)
	if r.Generated != nil {
		c.row("generated", r.Generated.String())
	}
	if n := len(r.Divergences); n > 0 {
		c.row("divergences", r.divergences())
	}
	c.figure(r.findings())
	if n := len(r.Defects); n > 0 {
		c.row("documents", plural(n, "place")+" where they are silent or contradict themselves")
	}
	c.figure(r.Proof.figure())
	c.figure(r.took())
	if c.o.Dir != "" {
		c.row("report", c.pathOf("index.html"))
	}
}

func (c *console) figure(f figure) { c.row(f.Name, f.String()) }

func (c *console) row(name, value string) {
	value = strings.ReplaceAll(strings.TrimSpace(sanitize(value)), "\n", "\n                ")
	fmt.Fprintf(c.w, "  %-12s  %s\n", name, value)
}

func (c *console) pathOf(file string) string {
	if c.o.Dir == "" {
		return file
	}
	return strings.TrimSuffix(c.o.Dir, "/") + "/" + file
}
