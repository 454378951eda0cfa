package reports

import (
	"cmp"
	"fmt"
	"io"
	"strings"
)

// summaryLines is how many lines summary.md has at most: about a screen.
const summaryLines = 40

// writeSummary writes the run as Markdown for the page of a build, worst first.
func writeSummary(w io.Writer, r *Report) error {
	s := summary{r: r, ix: newIndex(r)}
	s.head()
	s.figures()
	s.operations()
	s.faults()
	for _, v := range []Verdict{Violates, Unexpected, Diverges} {
		s.causes(v)
	}
	s.reasons(Inconclusive)
	s.findings()
	s.reasons(NotRun)
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
	s.add("## %s %s", s.r.worst().look().glyph, mdAll(s.r.Headline))
	s.add("")
	s.add("%s, %s, with %s.", code(s.r.Identity.title()), md(s.r.against()), code(s.r.Identity.SDK))
	if s.r.worst() == Rehearsed {
		s.add("_Rehearsed_ means: it held against %s. Only the service can confirm it.", md(s.r.answered()))
	}
	if !s.r.Complete {
		s.add("**The run did not come to its end: %s**", md(s.r.Incomplete))
	}
	if _, says := s.r.forUnexpected(); says != "" {
		s.add("**%s.**", md(capital(says)))
	}
	s.add("")
}

func (s *summary) figures() {
	var heads, cells []string
	for _, f := range s.r.figures() {
		heads, cells = append(heads, f.Name), append(cells, md(f.String()))
	}
	s.add("| %s |", strings.Join(heads, " | "))
	s.add("|%s", strings.Repeat("---|", len(heads)))
	s.add("| %s |", strings.Join(cells, " | "))
}

// operations has a line for each operation, where there are several.
func (s *summary) operations() {
	all := s.r.Totals.Operations
	if len(all) < 2 {
		return
	}
	s.add("")
	s.add("| operation | rules | codes | scenarios |")
	s.add("|---|---|---|---|")
	for _, of := range all {
		codes := "none"
		if of.ErrorCodes > 0 {
			codes = fmt.Sprintf("%d of %d", of.CodesProvoked, of.ErrorCodes)
		}
		s.add("| %s | %s | %s | %s |", code(of.Operation), md(Group{Rules: of.Rules, NotObservable: of.NotObservable}.says(false)), codes, md(cmp.Or(of.Scenarios.String(), "none")))
	}
}

func (s *summary) faults() {
	each := s.r.EachFault()
	s.chapter("Faults of the run", len(each), len(each), 5, func(i int) string {
		f := each[i]
		return fmt.Sprintf("- **%s**: %s", md(f.Kind), md(f.Message()))
	})
}

// causes has a line for each cause of a verdict; those of the same rule share one.
func (s *summary) causes(v Verdict) {
	all := s.r.causesOf(v)
	causes := bySameRule(all)
	s.chapter(capital(string(v)), len(all), len(causes), 6, func(i int) string {
		said := s.cause(causes[i][0])
		if also := alsoOf(causes[i][1:]); also != "" {
			said += "; alike " + md(also)
		}
		return said
	})
}

func (s *summary) cause(c *Cause) string {
	text := "- " + c.Verdict.look().glyph
	rule := s.ix.rules[c.Rule]
	if rule == nil {
		return text + " " + md(c.Reason)
	}
	text += fmt.Sprintf(" %s %s", code(c.Rule), md(rule.Says))
	if m := c.Basis.Mark(); m != "" {
		text += " _" + m + "_."
	}
	v := s.ix.shows(c)
	if v == nil {
		return text + " " + italic(c.Reason)
	}
	text += fmt.Sprintf(" Expected %s, got %s", code(v.Expected), code(v.Got))
	if v.Vouched != "" {
		text += fmt.Sprintf(", or the inventory is wrong about the %s", md(v.Vouched))
	}
	if e := c.Extent(); e != "" {
		text += "; " + md(e)
	}
	if m := c.MockSource(); m != "" {
		text += "; " + md(m)
	}
	if sc := s.ix.scenarios[v.Scenario]; sc != nil {
		text += fmt.Sprintf("; in %s:%d; %s", md(sc.File), sc.Line, code(sc.Repeat))
	}
	return text
}

// reasons has a line for each reason why scenarios have a verdict.
func (s *summary) reasons(v Verdict) {
	of := s.r.Reasons(v)
	s.chapter(capital(string(v)), len(of), len(of), 5, func(i int) string {
		return fmt.Sprintf("- %s %s: %s", v.look().glyph, plural(of[i].Scenarios, "scenario"), mdAll(of[i].Says))
	})
}

func (s *summary) findings() {
	fresh, _ := s.r.news()
	s.chapter("New findings", len(fresh), len(fresh), 5, func(i int) string {
		return fmt.Sprintf("- %s %s: %s", md(fresh[i].What), code(fresh[i].Value), md(fresh[i].Says))
	})
}

// chapter adds a heading with a count and the first entries, at most most and no more than the summary has lines for.
func (s *summary) chapter(title string, counted, entries, most int, entry func(int) string) {
	left := summaryLines - len(s.lines) - 4 // blank, heading, blank, "and more"
	if left < 1 || entries == 0 {
		return
	}
	s.add("")
	s.add("### %s (%s)", title, thousands(counted))
	s.add("")
	most = min(most, left)
	for i := range min(entries, most) {
		s.lines = append(s.lines, entry(i))
	}
	if entries > most {
		s.add("- … and %s more, in index.html", thousands(entries-most))
	}
}

func capital(s string) string { return strings.ToUpper(s[:1]) + s[1:] }
