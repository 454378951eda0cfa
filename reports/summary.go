package reports

import (
	"cmp"
	"fmt"
	"io"
	"strings"
)

// summaryLines is how long summary.md may become: what a reader of a build takes in without scrolling.
const summaryLines = 40

// writeSummary writes the run as Markdown for the page of a build, worst first.
func writeSummary(w io.Writer, r *Report) error {
	s := summary{r: r, ix: newIndex(r)}
	s.head()
	s.figures()
	s.faults()
	for _, v := range []Verdict{Violates, Unexpected, Diverges, Inconclusive, NotRun} {
		s.rules(v)
	}
	s.findings()
	_, err := io.WriteString(w, strings.Join(s.lines, "\n")+"\n")
	return err
}

type summary struct {
	r     *Report
	ix    *index
	lines []string
}

func (s *summary) add(format string, args ...any) {
	s.lines = append(s.lines, fmt.Sprintf(format, args...))
}

func (s *summary) head() {
	s.add("## %s %s", glyph(s.r.worst()), md(s.r.Headline))
	s.add("")
	s.add("%s, %s, with %s.", code(s.r.Identity.Operation), md(s.r.against()), code(s.r.Identity.SDK))
	if s.r.Identity.Evidence == string(Rehearsed) {
		s.add("_Rehearsed_ means: it held against the recorded mock. Only the service can confirm it.")
	}
	if !s.r.Complete {
		s.add("**The run did not come to its end: %s**", md(s.r.Incomplete))
	}
	s.add("")
}

func (s *summary) figures() {
	r, t := s.r, s.r.Totals
	s.add("| error codes | scenarios | findings | proof | time |")
	s.add("|---|---|---|---|---|")
	s.add("| %s | %s | %s | %s | %s, %s |", md(r.codes()), md(cmp.Or(t.Scenarios.String(), "none")), r.findings(),
		md(r.Proof.String()), seconds(r.Identity.Duration), plural(t.Calls, "call"))
}

func (s *summary) faults() {
	if len(s.r.Faults) == 0 {
		return
	}
	s.chapter("Faults of the run", len(s.r.Faults), 5, func(i int) string {
		f := s.r.Faults[i]
		return fmt.Sprintf("- **%s**: %s", md(f.Kind), md(f.Told()))
	})
}

func (s *summary) rules(v Verdict) {
	var rules []*Rule
	for i := range s.r.Rules {
		if rule := &s.r.Rules[i]; rule.Shown() == v {
			rules = append(rules, rule)
		}
	}
	if len(rules) == 0 {
		return
	}
	s.chapter(capital(string(v)), len(rules), 6, func(i int) string { return s.rule(rules[i]) })
}

func (s *summary) rule(rule *Rule) string {
	text := fmt.Sprintf("- %s %s %s", glyph(rule.Verdict), code(rule.ID), md(rule.Says))
	if len(rule.Violations) == 0 {
		return text + " " + italic(rule.Reason)
	}
	v := rule.Violations[0]
	text += fmt.Sprintf(" Expected %s, got %s", code(v.Expected), code(v.Got))
	if sc := s.ix.scenarios[v.Scenario]; sc != nil {
		text += fmt.Sprintf(" in %s:%d; %s", md(sc.File), sc.Line, code(sc.Repeat))
	}
	return text
}

func (s *summary) findings() {
	var fresh []Finding
	for _, f := range s.r.Findings {
		if f.Acknowledged == "" {
			fresh = append(fresh, f)
		}
	}
	if len(fresh) == 0 {
		return
	}
	s.chapter("New findings", len(fresh), 5, func(i int) string {
		return fmt.Sprintf("- %s %s: %s", md(fresh[i].What), code(fresh[i].Value), md(fresh[i].Says))
	})
}

// chapter adds a heading and at most some entries, and never more than the summary has room for.
func (s *summary) chapter(title string, entries, most int, entry func(int) string) {
	room := summaryLines - len(s.lines) - 4 // blank, heading, blank, "and more"
	if room < 1 {
		return
	}
	s.add("")
	s.add("### %s (%d)", title, entries)
	s.add("")
	most = min(most, room)
	for i := range min(entries, most) {
		s.lines = append(s.lines, entry(i))
	}
	if entries > most {
		s.add("- … and %s more, in index.html", thousands(entries-most))
	}
}

func capital(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

// glyph marks a verdict beside its word, for readers who do not see colours.
func glyph(v Verdict) string {
	glyphs := map[Verdict]string{Violates: "❌", Unexpected: "❗", Diverges: "≠", Inconclusive: "❔", Confirmed: "✅", Rehearsed: "🔵", NotRun: "➖", NotObservable: "➖"}
	return glyphs[v]
}
