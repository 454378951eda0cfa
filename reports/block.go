package reports

import (
	"fmt"
	"net/http"
	"strings"
)

// blockBytes is how much of an answer's body a failure block shows, about a screen.
const blockBytes = 2000

// block is a text of named fields with all that a person needs to judge a contradiction. It is sanitized for terminals, and
// ends with a line break.
type block struct{ strings.Builder }

const fieldIndent = "            " // as wide as "  expected  "

// field adds a field, unless it is empty.
func (b *block) field(name, value string) {
	value = strings.TrimRight(sanitize(value), "\n")
	if value == "" {
		return
	}
	fmt.Fprintf(b, "  %-8s  %s\n", name, strings.ReplaceAll(value, "\n", "\n"+fieldIndent))
}

// contradiction is the block of one violation, from the sentence that failed to the command that repeats the scenario.
func (ix *index) contradiction(v Violation) string {
	var b block
	b.head(v.Verdict, v.Rule)
	b.rule(ix.rules[v.Rule], v.Basis)
	ix.seen(&b, v)
	return b.String()
}

func (b *block) head(v Verdict, rule string) {
	fmt.Fprintf(b, "%s %s %s\n", v.look().sign, line(rule), v.look().verb)
}

// rule adds what the rule says, and why it is believed where no document states it.
func (b *block) rule(rule *Rule, basis Basis) {
	if rule == nil {
		return
	}
	b.field("rule", rule.Says)
	if basis != Stated {
		b.field("basis", basis.Says())
	}
	b.field("source", rule.Source)
	b.field("note", rule.Note)
}

// seen adds where the contradiction was seen and the exchange that shows it.
func (ix *index) seen(b *block, v Violation) {
	s := ix.scenarios[v.Scenario]
	if s != nil {
		b.field("scenario", fmt.Sprintf("%s  (%s:%d)", s.Name, s.File, s.Line))
	}
	b.field("step", v.Step)
	b.field("where", v.Where)
	b.field("expected", v.Expected)
	b.field("got", v.Got)
	b.field("or", v.OtherReading())
	if x := ix.exchange(v.Exchange); x != nil {
		b.exchange(x)
	}
	if s != nil {
		b.field("repeat", s.Repeat)
	}
}

func (b *block) exchange(x *Exchange) {
	var request strings.Builder
	fmt.Fprintf(&request, "%s %s", x.Method, x.Action)
	for _, p := range x.Parameters {
		fmt.Fprintf(&request, "\n  %-14s  %s", p.Name, p.Value)
	}
	b.field("request", request.String())
	b.field("answer", x.answerLine()+"\n"+x.shownBody(blockBytes))
}

// answerLine is the status of the answer, its type and its size, or why there is none.
func (x *Exchange) answerLine() string {
	if x.Status == 0 {
		return "none: " + x.Fault
	}
	said := fmt.Sprintf("%d %s", x.Status, http.StatusText(x.Status))
	if t := x.Header.Get("Content-Type"); t != "" {
		said += ", " + t
	}
	said += ", " + plural(len(x.Body), "byte")
	if x.Fault != "" {
		said += ", cut off: " + x.Fault
	}
	return said
}

// shownBody is the body as it arrived, up to a number of bytes, and what is left out.
func (x *Exchange) shownBody(bytes int) string {
	kept, left := clip(x.Body, bytes)
	if left == 0 {
		return kept
	}
	return kept + "\n… and " + plural(left, "byte") + " more, in conformance.json"
}
