package plan

import "strings"

// Needs returns a function that reports whether any wanted scenario names a role.
func (p *Plan) Needs(wanted func(*Scenario) bool) func(role string) bool {
	var said strings.Builder
	for _, s := range p.Scenarios {
		if !wanted(s) {
			continue
		}
		for _, step := range s.Steps {
			said.WriteString(step.Text + "\n" + step.Argument + "\n")
		}
	}
	text := said.String()
	return func(role string) bool { return strings.Contains(text, role) }
}
