package mutation

import (
	"errors"
	"slices"
	"strings"

	"github.com/slbconform/slbconform/internal/mock"
	"github.com/slbconform/slbconform/internal/plan"
	"github.com/slbconform/slbconform/internal/run"
	"github.com/slbconform/slbconform/internal/target/mocktarget"
	"github.com/slbconform/slbconform/spec"
)

// Generator makes the mutants of a suite: it knows the ledger and the features, the table of the mock, the document, and
// what the intact mock answers in each scenario.
type Generator struct {
	suite    *run.Suite
	intact   mocktarget.Config
	table    mock.Table
	contract *contract
	baseline *baseline
	promises map[string]bool // by rule id: it promises something of answers
	only     []string        // ids of the rules to be broken; nil: all
}

func newGenerator(s *run.Suite, intact mocktarget.Config, only []string, result *run.Result) (*Generator, error) {
	g := &Generator{suite: s, intact: intact, table: intact.Table, only: only, baseline: seen(result, only)}
	if _, err := mock.New(intact.Account, intact.Answers, intact.Table, intact.Options); err != nil {
		return nil, err
	}
	var err error
	if g.contract, err = readContract(s.Document); err != nil {
		return nil, err
	}
	g.promises = map[string]bool{}
	for _, r := range s.Ledger.Rules {
		g.promises[r.ID] = g.ofAnswer(r)
	}
	return g, nil
}

// Generate makes the mutants of every rule that an exchange can show. The error joins what the sorts leave unproven.
func (g *Generator) Generate(sorts []Sort) ([]*Mutant, error) {
	var all []*Mutant
	errs := g.unknownSorts(sorts)
	echo := slices.Clip(g.echoRules()) // which mutants share
	for _, r := range g.testable() {
		made := map[string]int{}
		for _, s := range sorts {
			if !s.makes(r) {
				continue
			}
			for _, m := range s.Make(g, r) {
				m.Rule, m.Sort = r.ID, s.Name
				if s.Shows {
					m.Also = append(echo, m.Also...)
				}
				all = append(all, m)
				made[s.Name]++
			}
		}
		errs = append(errs, g.missing(r, made)...)
	}
	return all, errors.Join(errs...)
}

// testable are the rules that are asked for and that an exchange can show.
func (g *Generator) testable() []*spec.Rule {
	return slices.DeleteFunc(slices.Clone(g.suite.Ledger.Rules), func(r *spec.Rule) bool {
		ok, _ := r.Testable()
		return !ok || g.only != nil && !slices.Contains(g.only, r.ID)
	})
}

// underTest is the action that the scenarios of a rule are about. The platform's own are about the first operation.
func (g *Generator) underTest(r *spec.Rule) string {
	if r.Operation == spec.Platform {
		return g.suite.Ledger.Operations[0].Name
	}
	return r.Operation
}

// tests reports whether a call is one that a rule's scenarios are about: set-up goes its usual way. So is one of an
// action that nobody knows.
func (g *Generator) tests(r *spec.Rule) func(action string) bool {
	underTest := g.underTest(r)
	return func(action string) bool {
		if action == underTest {
			return true
		}
		_, played := g.table.Operations[action]
		return !played
	}
}

// documented reports whether an action is one of the operations that the ledger speaks of.
func (g *Generator) documented(action string) bool { return g.suite.Ledger.Operation(action) != nil }

// ofVariants reports whether a lawful variant may treat calls of an action otherwise: those of the ledger's operations, and
// of actions that nobody knows.
func (g *Generator) ofVariants(action string) bool {
	_, played := g.table.Operations[action]
	return g.documented(action) || !played
}

// changesServers reports whether the calls under test change the backend servers of a group.
func (g *Generator) changesServers(r *spec.Rule) bool {
	o := g.table.Operations[g.underTest(r)]
	return o.Adds != "" || o.Names != ""
}

// parameter reports whether a rule's fact is about a parameter of the calls under test, not a member of a backend server.
func (g *Generator) parameter(r *spec.Rule) bool {
	return r.Fact.Name != "" && slices.Contains(g.contract.parameters[g.underTest(r)], r.Fact.Name)
}

// scenarios are those of a rule.
func (g *Generator) scenarios(r *spec.Rule) []*plan.Scenario {
	var out []*plan.Scenario
	for _, s := range g.suite.Plan.Scenarios {
		if s.Rule == r.ID {
			out = append(out, s)
		}
	}
	return out
}

// expectsCode reports whether a scenario of the rule names the code of a refusal.
func (g *Generator) expectsCode(r *spec.Rule, code string) bool {
	return slices.ContainsFunc(g.scenarios(r), func(s *plan.Scenario) bool {
		return slices.ContainsFunc(s.Steps, func(st plan.Step) bool {
			d := g.suite.Vocabulary.Meaning(st.Text)
			return d != nil && d.Refuses && strings.Contains(st.Text, `"`+code+`"`)
		})
	})
}
