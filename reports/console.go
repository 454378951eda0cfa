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
	if name, says := r.forUnexpected(); says != "" {
		c.row(name, says)
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

// How much a terminal is asked to show: a few screens.
const (
	liveBlocks  = 5
	liveLines   = 10
	liveReasons = 3
	reasonWidth = 90
	blocksAtAll = 20 // of a file: a block each up to here, a line each from there
	mildBlocks  = 5  // of what is unexpected and fails nothing
)

// causes writes the causes of contradictions: the first ones as blocks, the others in a line each.
func (c *console) causes() {
	all := bySameRule(c.r.causesOf(Violates, Unexpected))
	blocks, lines := blocksAtAll, len(all)
	if c.o.Live {
		blocks, lines = liveBlocks, liveBlocks+liveLines
	}
	mild := 0
	for i, same := range all {
		cause, also := same[0], same[1:]
		if cause.Verdict == Unexpected && !c.r.Strict && !c.r.OnMock() {
			mild++
		}
		switch {
		case i < blocks && mild <= mildBlocks:
			head, rest, _ := strings.Cut(c.ix.block(cause, also...), "\n")
			fmt.Fprintf(c.w, "%s\n%s\n", c.paint(cause.Verdict, head), rest)
		case i < lines:
			said := cause.oneLine()
			if len(also) > 0 {
				said += "; " + alsoOf(also)
			}
			fmt.Fprintln(c.w, c.paint(cause.Verdict, cause.Verdict.look().sign+" "+said))
		}
	}
	if n := len(all) - lines; n > 0 {
		fmt.Fprintf(c.w, "%s\n", c.paint(Violates, fmt.Sprintf("… and %s, in %s", plural(n, "more cause"), c.pathOf("index.html"))))
	}
	if len(all) > blocks || mild > mildBlocks {
		fmt.Fprintln(c.w)
	}
	if len(all) > 1 && c.r.Grouped != "" {
		fmt.Fprintf(c.w, "These causes are grouped by what the rules declare alone, so that one may stand behind another: %s.\n\n", c.r.Grouped)
	}
}

// reasons lists why scenarios have one of the verdicts, the most frequent first; on a terminal only the first few, each cut
// to one line.
func (c *console) reasons(verdicts ...Verdict) {
	for i, why := range c.r.Reasons(verdicts...) {
		if c.o.Live && i == liveReasons {
			c.row("", fmt.Sprintf("… and %s", plural(len(c.r.Reasons(verdicts...))-i, "other reason")))
			return
		}
		says := why.Says
		if c.o.Live {
			says = cut(line(says), reasonWidth)
		}
		c.row("", fmt.Sprintf("%s %s: %s", thousands(why.Scenarios), why.Verdict, says))
	}
}
