package cases

import (
	"fmt"
	"strings"
)

// Scenario is the case as a scenario that can be pasted into a feature, below the Rule it belongs to. list is what the
// sentence that sends it calls it, and left how many backend servers the group lists after the operation took it.
func (c Case) Scenario(name, list string, left int) string {
	var out strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&out, format+"\n", args...) }
	line("    Scenario: %s", name)
	line("      Given a vServer group")
	for _, s := range c.used() {
		line("      And %q stands for %s %s", s.Mark, article(s.Role), s.Role)
		if s.Address != "" {
			line("      And %q stands for its first address", s.Address)
		}
	}
	line("      When I send the %s", list)
	line(`        """`)
	line("        %s", c.Text())
	line(`        """`)
	if c.Breaks == "" {
		line("      Then the call succeeds")
		line("      And the group lists %d backend server%s", left, plural(left))
		return out.String()
	}
	line("      Then the call is refused")
	line("      And the group is unchanged")
	line("      But with a backend server on port 80 the same call succeeds")
	return out.String()
}

func article(role string) string {
	if strings.ContainsRune("aeiou", rune(role[0])) {
		return "an"
	}
	return "a"
}

func plural(n int) string {
	if n == 1 {
		return ""
	}
	return "s"
}
