package reports

import (
	"fmt"
	"net/http"
	"strings"
)

// blockBytes is how much of an answer's body a failure block shows: a terminal's worth.
const blockBytes = 2000

// block is what a person needs to judge a violation without opening anything: the rule and what the page says,
// expected and got, the request as decoded parameters, the answer's raw bytes, and the command that repeats just
// this scenario. Nothing in it can command a terminal. It ends with a line break.
func (ix *index) block(v Violation) string {
	var b block
	b.verdict(ix.rules[v.Rule], v)
	s := ix.scenarios[v.Scenario]
	if s != nil {
		b.field("scenario", fmt.Sprintf("%s  (%s:%d)", s.Name, s.File, s.Line))
	}
	if v.Step != "" {
		b.field("step", v.Step)
	}
	if v.Where != "" {
		b.field("where", v.Where)
	}
	b.field("expected", v.Expected)
	b.field("got", v.Got)
	if x := ix.exchange(v.Exchange); x != nil {
		b.exchange(x)
	}
	if s != nil && s.Repeat != "" {
		b.field("repeat", s.Repeat)
	}
	return b.String()
}

type block struct{ strings.Builder }

const fieldIndent = "            " // as wide as "  expected  "

func (b *block) field(name, value string) {
	value = strings.TrimRight(inert(value), "\n")
	fmt.Fprintf(b, "  %-8s  %s\n", name, strings.ReplaceAll(value, "\n", "\n"+fieldIndent))
}

func (b *block) verdict(rule *Rule, v Violation) {
	if rule == nil {
		fmt.Fprintf(b, "✗ %s is violated\n", line(v.Rule))
		return
	}
	fmt.Fprintf(b, "✗ %s %s\n", line(v.Rule), verb(rule.Verdict))
	b.field(rule.speaker(), rule.Says)
	if rule.Note != "" {
		b.field("note", rule.Note)
	}
}

func verb(v Verdict) string {
	if v == Diverges {
		return "diverges, as listed"
	}
	return "is violated"
}

// speaker names who makes the promise.
func (r *Rule) speaker() string {
	if r.Origin == "" {
		return "page"
	}
	return r.Origin
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
