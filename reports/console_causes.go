package reports

import (
	"fmt"
	"strings"
)

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
