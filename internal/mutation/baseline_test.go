package mutation

import (
	"context"
	"slices"
	"strings"

	"github.com/slbconform/slbconform/internal/plan"
	"github.com/slbconform/slbconform/internal/run"
	"github.com/slbconform/slbconform/internal/target/mocktarget"
	"github.com/slbconform/slbconform/internal/wire"
	"github.com/slbconform/slbconform/spec"
	"github.com/slbconform/slbconform/steps"
)

// baseline is what the intact mock answers, in each scenario.
type baseline struct {
	calls    map[string][]exchange // by the scenario's id
	signed   map[string]string     // the Authorization headers of each scenario
	findings map[string]string     // what each scenario finds
}

type exchange struct {
	action    string
	succeeded bool
	sent      string // what it names: its parameters
	body      []byte
}

// observe runs the suite, or the scenarios of some rules, against the intact mock.
func observe(s *run.Suite, intact mocktarget.Config, only []string) (*run.Result, error) {
	return s.Run(context.Background(), run.Options{Target: mocktarget.New(intact), Concurrency: 2, Filter: plan.Filter{Rules: only}})
}

// seen is what a run against the intact mock showed of some rules, or of all.
func seen(result *run.Result, only []string) *baseline {
	b := &baseline{calls: map[string][]exchange{}, findings: map[string]string{}, signed: map[string]string{}}
	for _, o := range result.Outcomes {
		if only != nil && !slices.Contains(only, o.Scenario.Rule) {
			continue
		}
		id := o.Scenario.ID()
		for _, f := range o.Findings {
			b.findings[id] += f.Departure.String() + "\n"
		}
		for _, x := range o.Exchanges {
			one := exchange{action: x.Action, succeeded: x.Succeeded(), sent: sent(x)}
			if x.Answer != nil {
				one.body = x.Answer.Body
			}
			b.calls[id] = append(b.calls[id], one)
		}
	}
	return b
}

func sent(x *wire.Exchange) string {
	text := ""
	for _, values := range x.Request.Params() {
		text += " " + strings.Join(values, " ")
	}
	return text
}

// bodies are the longest success of each action that a rule's scenarios call.
func (g *Generator) bodies(r *spec.Rule) map[string][]byte {
	longest := map[string][]byte{}
	for _, s := range g.scenarios(r) {
		for _, x := range g.baseline.calls[s.ID()] {
			if x.succeeded && len(x.body) > len(longest[x.action]) {
				longest[x.action] = x.body
			}
		}
	}
	return longest
}

// looksAfter reports whether a scenario of the rule says that a refused call changed nothing.
func (g *Generator) looksAfter(r *spec.Rule) bool {
	return slices.ContainsFunc(g.scenarios(r), func(s *plan.Scenario) bool {
		return g.says(s, func(d *steps.Definition) bool { return d.Unchanged }) > 0
	})
}

// accepts reports whether a scenario of the rule expects a call under test to succeed.
func (g *Generator) accepts(r *spec.Rule) bool {
	return slices.ContainsFunc(g.scenarios(r), g.accepting)
}

// refuses reports whether a scenario of the rule expects a refusal.
func (g *Generator) refuses(r *spec.Rule) bool {
	return slices.ContainsFunc(g.scenarios(r), func(s *plan.Scenario) bool { return !g.accepting(s) })
}

// acceptsFirst reports whether a scenario of the rule expects the very first call under test to succeed: a set-up that
// needs the same call would fail before.
func (g *Generator) acceptsFirst(r *spec.Rule) bool {
	return slices.ContainsFunc(g.scenarios(r), func(s *plan.Scenario) bool { return g.accepting(s) && g.actsFirst(r, s) })
}

// actsFirst reports whether a scenario's set-up does without the action under test.
func (g *Generator) actsFirst(r *spec.Rule, s *plan.Scenario) bool {
	calls := 0
	for _, x := range g.baseline.calls[s.ID()] {
		if x.action == g.underTest(r) {
			calls++
		}
	}
	return calls <= g.says(s, func(d *steps.Definition) bool { return d.Acts })
}

// accepting reports whether a scenario speaks of no refusal.
func (g *Generator) accepting(s *plan.Scenario) bool {
	return g.says(s, func(d *steps.Definition) bool { return d.Refuses }) == 0
}

// says counts the sentences of a scenario that have a property.
func (g *Generator) says(s *plan.Scenario, has func(*steps.Definition) bool) int {
	n := 0
	for _, st := range s.Steps {
		if d := g.suite.Vocabulary.Meaning(st.Text); d != nil && has(d) {
			n++
		}
	}
	return n
}
