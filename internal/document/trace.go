package document

import (
	"cmp"
	"fmt"
	"io"
	"strings"
)

// WriteTraces writes, for grep, a line for every normative statement and each rule based on it, with the rule's scenarios
// and its verdict in the last run; scenarios and verdicts are by short id.
func (c *Check) WriteTraces(w io.Writer, scenarios map[string][]string, verdicts map[string]string) {
	into := pointersInto(c.Name, c.Operation)
	for i := range c.Statements {
		s := &c.Statements[i]
		if !normative(s) {
			continue
		}
		line := func(says ...string) {
			fmt.Fprintf(w, "%s | %s | %s | %s\n", c.Name, location(s.Section, s.Path), s.Hash, strings.Join(says, " | "))
		}
		rules := into.rules[s.Pointer()]
		for _, r := range rules {
			of := cmp.Or(strings.Join(scenarios[r.Name], "; "), "no scenario")
			line(r.Name, string(r.Basis), r.Says, of, cmp.Or(verdicts[r.Name], "not known"))
		}
		switch reason := into.setAside(s); {
		case reason != "":
			line("set aside", reason)
		case len(rules) == 0:
			line("unaccounted", shorten(s.Text, 80))
		}
	}
}
