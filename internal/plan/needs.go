package plan

import "strings"

// Needs tells of a role whether any wanted scenario speaks of it.
func (p *Plan) Needs(wanted func(*Scenario) bool) func(role string) bool {
	var said strings.Builder
	for i := range p.Scenarios {
		if !wanted(&p.Scenarios[i]) {
			continue
		}
		for _, step := range p.Scenarios[i].Steps {
			said.WriteString(step.Text + "\n" + step.Argument + "\n")
		}
	}
	text := said.String()
	return func(role string) bool { return strings.Contains(text, role) }
}
