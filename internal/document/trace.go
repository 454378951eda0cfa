package document

import (
	"cmp"
	"fmt"
	"io"
	"strings"
)

// Trace is one way from a statement to what became of it: a rule behind it, or the reason why there is none.
type Trace struct {
	Place     string // section and path
	Statement string // hash
	Rule      string // short id; empty when the statement is set aside or unaccounted for
	Basis     string // of the rule; "set aside" or "unaccounted"
	Says      string // our words: of the rule, or why the statement is set aside
	Scenarios []string
	Verdict   string // of the rule in the last run; empty when it is not known
}

// Traces lists them for every statement that has to be accounted for, in the order of the document. scenarios are the
// names of the scenarios of a rule, verdicts what the last run found, both by short id.
func (c *Check) Traces(scenarios map[string][]string, verdicts map[string]string) []Trace {
	into := pointersInto(c.Name, c.Operation)
	var out []Trace
	for i := range c.Statements {
		s := &c.Statements[i]
		if !normative(s) {
			continue
		}
		at := Trace{Place: place(s.Section, s.Path), Statement: s.Hash}
		for _, r := range into.rules[s.Pointer()] {
			t := at
			t.Rule, t.Basis, t.Says = r.Name, string(r.Basis), r.Says
			t.Scenarios, t.Verdict = scenarios[r.Name], verdicts[r.Name]
			out = append(out, t)
		}
		switch reason := into.setAside(s); {
		case reason != "":
			at.Basis, at.Says = "set aside", reason
			out = append(out, at)
		case len(into.rules[s.Pointer()]) == 0:
			at.Basis, at.Says = "unaccounted", shorten(s.Text, 80)
			out = append(out, at)
		}
	}
	return out
}

// WriteTraces writes one line for each, so that grep finds a place, a hash, a rule, a scenario or a word.
func WriteTraces(w io.Writer, name string, traces []Trace) {
	for _, t := range traces {
		scenarios := "no scenario"
		if len(t.Scenarios) > 0 {
			scenarios = strings.Join(t.Scenarios, "; ")
		}
		if t.Rule == "" {
			fmt.Fprintf(w, "%s | %s | %s | %s | %s\n", name, t.Place, t.Statement, t.Basis, t.Says)
			continue
		}
		fmt.Fprintf(w, "%s | %s | %s | %s | %s | %s | %s | %s\n", name, t.Place, t.Statement, t.Rule, t.Basis, t.Says, scenarios, cmp.Or(t.Verdict, "not known"))
	}
}
