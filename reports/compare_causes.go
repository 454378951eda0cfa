package reports

import (
	"fmt"
	"slices"
)

// causes writes an entry for each rule, with the numbers of scenarios that show it and follow from it.
func (t *comparing) causes(what string, changes []CauseChange) {
	if len(changes) == 0 {
		return
	}
	t.heading(len(changes), "rule", what)
	for _, ch := range changes {
		t.cause(ch)
	}
}

func (t *comparing) cause(ch CauseChange) {
	c, ix := ch.Now, t.new
	if c == nil {
		c, ix = ch.Was, t.old
	}
	rule := ix.rules[c.Rule]
	if ch.Now == nil {
		fmt.Fprintf(t.w, "  %s  %s%s\n", t.after(c), line(c.Rule), marks(rule))
		return
	}
	fmt.Fprintf(t.w, "  %s%s  %s%s\n", t.paint(c.Verdict, string(c.Verdict)), t.before(ch), line(c.Rule), marks(rule))
	fmt.Fprintf(t.w, "    %s\n", line(c.Reason))
	if ch.Was != nil && ch.Was.Reason != c.Reason {
		fmt.Fprintf(t.w, "    %s\n", t.paint(faint, "was: "+line(ch.Was.Reason)))
	}
	if e := c.Extent(); e != "" {
		fmt.Fprintf(t.w, "    %s\n", e)
	}
	shown := append(slices.Concat(ch.Shown, c.Scenarios), "") // a cause may have none
	if s := ix.scenarios[shown[0]]; s != nil {
		fmt.Fprintf(t.w, "    %s\n", t.paint(faint, fmt.Sprintf("%s:%d   %s", line(s.File), s.Line, line(s.Repeat))))
	}
}

// before says what a rule was in the old report, or how many scenarios newly show it.
func (t *comparing) before(ch CauseChange) string {
	switch {
	case ch.Was == nil:
		was := t.old.rules[ch.Now.Rule]
		if was == nil {
			return ""
		}
		return t.paint(faint, ", was "+string(was.Verdict))
	case ch.Was.Verdict != ch.Now.Verdict:
		return t.paint(faint, ", was "+string(ch.Was.Verdict))
	case len(ch.Shown) > 0:
		return t.paint(faint, fmt.Sprintf(", in %s", plural(len(ch.Shown), "more scenario")))
	}
	return ""
}

// after is the new verdict of a rule that is no longer contradicted.
func (t *comparing) after(c *Cause) string {
	now := t.new.rules[c.Rule]
	if now == nil {
		return "no longer " + string(c.Verdict)
	}
	return t.paint(now.Verdict, string(now.Verdict)) + t.paint(faint, ", was "+string(c.Verdict))
}

func marks(rule *Rule) string {
	if rule == nil || rule.Mark() == "" {
		return ""
	}
	return " (" + rule.Mark() + ")"
}
