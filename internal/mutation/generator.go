package mutation

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/slbconform/slbconform/internal/mock"
	"github.com/slbconform/slbconform/internal/plan"
	"github.com/slbconform/slbconform/internal/run"
	"github.com/slbconform/slbconform/internal/target"
	"github.com/slbconform/slbconform/spec"
)

// Generator makes the mutants of a suite: it knows the ledger and the features, the table of the mock, the document, and
// what the intact mock answers in each scenario.
type Generator struct {
	suite    *run.Suite
	intact   target.MockConfig
	table    mock.Table
	contract *contract
	baseline *baseline
	promises map[string]bool // by rule id: it promises something of answers
	only     []string        // ids of the rules to be broken; nil: all
}

func newGenerator(s *run.Suite, intact target.MockConfig, only []string) (*Generator, error) {
	g := &Generator{suite: s, intact: intact, table: intact.Table, only: only}
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
	g.baseline, err = observe(s, intact, only)
	return g, err
}

// Generate makes the mutants of every rule that an exchange can show. The error joins what the sorts leave unproven.
func (g *Generator) Generate(sorts []Sort) ([]*Mutant, error) {
	var all []*Mutant
	errs := g.unknownSorts(sorts)
	for _, r := range g.testable() {
		made := map[string]int{}
		for _, s := range sorts {
			if !s.makes(r) {
				continue
			}
			for _, m := range s.Make(g, r) {
				m.Rule, m.Sort = r.ID, s.Name
				if s.Shows {
					m.Also = append(m.Also, g.echoRules()...)
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

// entries are the positions of a rule's entries in the table; of a rule that has none, those of the rules that it borrows,
// or whose code it names: it speaks of a case that they leave open.
func (g *Generator) entries(r *spec.Rule) []int {
	if own := g.entriesOf(r, r.ID); len(own) > 0 {
		return own
	}
	if g.ofAnswers(r) {
		return nil
	}
	others := slices.Clone(r.Borrows)
	for _, code := range r.Codes {
		others = append(others, g.suite.Ledger.RulesOfCode(g.underTest(r), code)...)
	}
	var borrowed []int
	for _, id := range others {
		for _, i := range g.entriesOf(r, id) {
			if !slices.Contains(borrowed, i) {
				borrowed = append(borrowed, i)
			}
		}
	}
	return borrowed
}

// entriesOf are the entries of a rule that concern the calls under test of another.
func (g *Generator) entriesOf(r *spec.Rule, id string) []int {
	return slices.DeleteFunc(g.table.Entries(id), func(i int) bool {
		action := g.table.Rules[i].Action
		return action != "" && action != g.underTest(r)
	})
}

// full is the id of the rule that a short id of the document means in an action's exchanges; "" when there is none.
func (g *Generator) full(action, short string) string {
	if r := g.suite.Ledger.Find(action, short); r != nil {
		return r.ID
	}
	return ""
}

// ruleOf is the rule that a departure of a node from one keyword contradicts.
func (g *Generator) ruleOf(n node, keyword string) string { return g.full(n.action, n.rule(keyword)) }

// ofAnswers reports whether a rule promises something of answers: the document puts it down there, and nothing of the
// mock refuses for it.
func (g *Generator) ofAnswers(r *spec.Rule) bool { return g.promises[r.ID] }

func (g *Generator) ofAnswer(r *spec.Rule) bool {
	if len(g.entriesOf(r, r.ID)) > 0 || r.Kind == "tolerance" || r.Kind == "error" {
		return false
	}
	for _, keyword := range []string{"", "content-type", "status"} {
		if g.full(g.underTest(r), g.contract.rules[keyword]) == r.ID {
			return true
		}
	}
	return slices.ContainsFunc(g.contract.nodes, func(n node) bool { return n.status != 0 && n.carries(g, r) })
}

// carries reports whether a rule stands at a node, for any of its keywords.
func (n node) carries(g *Generator, r *spec.Rule) bool {
	if n.origin != "" {
		return false
	}
	for keyword := range n.rules {
		if g.ruleOf(n, keyword) == r.ID {
			return true
		}
	}
	return false
}

// answerRules are all rules of answers: what is no answer at all can keep none of them.
func (g *Generator) answerRules() []string {
	var ids []string
	for _, r := range g.suite.Ledger.Rules {
		if g.ofAnswers(r) {
			ids = append(ids, r.ID)
		}
	}
	return ids
}

// echoRules are the rules that are blamed for what comes back otherwise than it was asked for.
func (g *Generator) echoRules() []string {
	var ids []string
	for _, r := range g.suite.Ledger.Rules {
		if len(r.Echo) > 0 {
			ids = append(ids, r.ID)
		}
	}
	return ids
}

// permissive reports whether a rule says what may be left out.
func permissive(r *spec.Rule) bool {
	f := r.Fact
	return f.Required != nil && !*f.Required || f.Conditions != nil && len(f.Conditions) == 0 || f.Dependent != nil && len(f.Dependent) == 0
}

// permits reports whether an entry refuses nothing as it stands.
func permits(r *spec.Rule, e mock.Rule) bool {
	whateverExists := r.Kind == "values" && len(r.Fact.Values) > 0 && len(e.Limits.Values) > len(r.Fact.Values)
	return e.Limits.Tolerated || permissive(r) || whateverExists
}

// refusing are the entries of a rule that refuse what breaks it.
func (g *Generator) refusing(r *spec.Rule) []int {
	return slices.DeleteFunc(g.entries(r), func(i int) bool { return permits(r, g.table.Rules[i]) })
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

// label tells the entries of a rule apart.
func (g *Generator) label(r *spec.Rule, i int) string {
	if len(g.entries(r)) < 2 {
		return ""
	}
	e := g.table.Rules[i]
	if e.Limits.Name == "" || e.Limits.Name == r.Fact.Name {
		return " (" + e.Outcome + ")"
	}
	return fmt.Sprintf(" (%s, %s)", e.Outcome, e.Limits.Name)
}

// scenarios are those of a rule.
func (g *Generator) scenarios(r *spec.Rule) []*plan.Scenario {
	var out []*plan.Scenario
	for i := range g.suite.Plan.Scenarios {
		if s := &g.suite.Plan.Scenarios[i]; s.Rule == r.ID {
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
