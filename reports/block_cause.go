package reports

import (
	"fmt"
	"slices"
	"strings"
)

// block is the block of a cause, with the number of scenarios that follow from it, the exchange that shows it best, and the
// names of causes that are the same rule of other operations.
func (ix *index) block(c *Cause, alike ...*Cause) string {
	var b block
	if c.Rule == "" {
		fmt.Fprintf(&b, "%s %s: %s\n", c.Verdict.look().sign, c.Verdict, line(c.Reason))
	} else {
		b.head(c.Verdict, c.Rule)
		b.rule(ix.rules[c.Rule], c.Basis)
	}
	b.field("shown by", c.Extent())
	b.field("alike", alsoOf(alike))
	b.field("beside", c.Besides())
	b.field("mock", c.MockSource())
	if v := ix.shows(c); v != nil {
		ix.seen(&b, *v)
	} else if c.Rule != "" {
		b.field("because", c.Reason)
	}
	return b.String()
}

// shows is the contradiction that shows the cause best: the one of its exchange, or the first of its scenarios.
func (ix *index) shows(c *Cause) *Violation {
	rule := ix.rules[c.Rule]
	if rule == nil {
		return nil
	}
	var first *Violation
	for i := range rule.Violations {
		v := &rule.Violations[i]
		if v.Exchange == c.Exchange && v.Verdict == c.Verdict {
			return v
		}
		if first == nil || v.Verdict.Rank() < first.Verdict.Rank() {
			first = v
		}
	}
	return first
}

// Extent says how many scenarios show the cause and how many follow from it; empty for one alone.
func (c *Cause) Extent() string {
	if len(c.Scenarios) < 2 && len(c.Followers) == 0 {
		return ""
	}
	said := plural(len(c.Scenarios)-c.Held, "scenario")
	if c.Held > 0 {
		said += fmt.Sprintf(", and seen in %s that hold what they test", plural(c.Held, "other"))
	}
	if n := len(c.Followers); n > 0 {
		verb, were := "follow", "were"
		if n == 1 {
			verb, were = "follows", "was"
		}
		said += fmt.Sprintf("; %s of %s %s from it and %s not judged", plural(n, "scenario"), plural(len(c.FollowerRules), "rule"), verb, were)
	}
	return said
}

// Besides names the other rules that would explain the same contradictions.
func (c *Cause) Besides() string {
	if len(c.Beside) == 0 {
		return ""
	}
	return strings.Join(c.Beside, ", ") + " would explain it alike"
}

// MockSource names the rule of the mock and the recorded answer, for whoever corrects the mock.
func (c *Cause) MockSource() string {
	var parts []string
	if c.MockRule != "" {
		parts = append(parts, "its rule "+c.MockRule)
	}
	if c.AnswerFile != "" {
		parts = append(parts, "the answer "+c.AnswerFile)
	}
	return strings.Join(parts, ", ")
}

// oneLine is the cause in a line: "X is violated: expected …, got …; 3 scenarios …".
func (c *Cause) oneLine() string {
	said := c.Rule + " " + c.Verdict.look().verb + ": " + c.Reason
	if c.Rule == "" {
		said = string(c.Verdict) + ": " + c.Reason
	}
	if e := c.Extent(); e != "" {
		said += " (" + e + ")"
	}
	if m := c.MockSource(); m != "" {
		said += " [" + m + "]"
	}
	return line(said)
}

// bySameRule groups causes that are the same rule of several operations, with the same verdict.
func bySameRule(causes []*Cause) [][]*Cause {
	var groups [][]*Cause
	at := map[string]int{}
	for _, c := range causes {
		_, name := splitID(c.Rule)
		key := name + " " + string(c.Verdict)
		if i, found := at[key]; found && c.Rule != "" {
			groups[i] = append(groups[i], c)
			continue
		}
		at[key] = len(groups)
		groups = append(groups, []*Cause{c})
	}
	return groups
}

// alsoOf names the operations of further causes that are the same rule, and in how many scenarios each was seen.
func alsoOf(alike []*Cause) string {
	var parts []string
	for _, c := range alike {
		parts = append(parts, operationOf(c))
	}
	if len(parts) == 0 {
		return ""
	}
	return "the same rule of " + strings.Join(parts, ", ")
}

// operationOf is the operation of a cause, and in how many scenarios it was seen.
func operationOf(c *Cause) string {
	operation, _ := splitID(c.Rule)
	return fmt.Sprintf("%s (%s)", operation, plural(len(c.Scenarios)-c.Held, "scenario"))
}

// causesOf are the causes with one of the verdicts, in the order of the report.
func (r *Report) causesOf(verdicts ...Verdict) []*Cause {
	var out []*Cause
	for i := range r.Causes {
		if slices.Contains(verdicts, r.Causes[i].Verdict) {
			out = append(out, &r.Causes[i])
		}
	}
	return out
}
