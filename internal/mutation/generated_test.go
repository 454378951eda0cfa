package mutation_test

import (
	"cmp"
	"flag"
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"pgregory.net/rapid"

	"github.com/slbconform/slbconform/internal/cases"
	"github.com/slbconform/slbconform/internal/mock"
	"github.com/slbconform/slbconform/internal/mutation"
	"github.com/slbconform/slbconform/internal/plan"
	"github.com/slbconform/slbconform/internal/run"
	"github.com/slbconform/slbconform/internal/target"
	"github.com/slbconform/slbconform/reports"
	"github.com/slbconform/slbconform/spec"
)

// drawn lets rapid decide, and shrink.
type drawn struct{ t *rapid.T }

func (d drawn) Int(label string, low, high int) int {
	return rapid.IntRange(low, high).Draw(d.t, label)
}

// TestGeneratedCases holds lists that keep every rule, and lists that break exactly one, against the mock, the
// document and the ledger. -rapid.checks asks for another number, -rapid.seed for other ones.
func TestGeneratedCases(t *testing.T) {
	t.Parallel()
	defaults(t, map[string]string{"rapid.checks": "5000", "rapid.seed": "20260304", "rapid.nofailfile": "true"})
	c := open(t)
	judges, err := mutation.NewJudges(c.Suite, underTest, c.Intact())
	if err != nil {
		t.Fatal(err)
	}
	seen, all := map[string]int{}, 0
	rapid.Check(t, func(t *rapid.T) {
		one := judges.Maker.Draw(drawn{t})
		seen[one.Breaks]++
		all++
		if says := judges.Disagreement(one); says != "" {
			t.Fatalf("mock, document and ledger disagree: %s\n\n%s", says, one.Scenario("generated"))
		}
	})
	for _, rule := range append(judges.Maker.Rules(), "") {
		if seen[rule] < all/50 && all >= 2000 { // rapid makes a fifth of them with -short
			t.Errorf("of %d lists only %d were to break %q", all, seen[rule], rule)
		}
	}
}

// TestADisagreementIsFound lets the mock draw one line elsewhere.
func TestADisagreementIsFound(t *testing.T) {
	t.Parallel()
	c := open(t)
	whole := c.Intact()
	whole.Table = mock.Rules()
	whole.Table.Rules[whole.Table.Entries("AddVServerGroupBackendServers/server.weight.range")[0]].Limits.Max++
	judges, err := mutation.NewJudges(c.Suite, underTest, whole)
	if err != nil {
		t.Fatal(err)
	}
	for seed := range uint64(2000) {
		one := judges.Maker.Draw(cases.Seeded(seed))
		if says := judges.Disagreement(one); says != "" {
			if !strings.Contains(says, "the mock says it breaks     []") || !strings.Contains(one.Text(), "101") {
				t.Errorf("with a weight of 101 accepted, they disagree about %s: %s", one.Text(), says)
			}
			return
		}
	}
	t.Error("a mock that accepts a weight of 101 goes unnoticed")
}

// defaults sets flags that nobody gave.
func defaults(t *testing.T, values map[string]string) {
	t.Helper()
	flag.Visit(func(f *flag.Flag) { delete(values, f.Name) })
	for name, value := range values {
		if err := flag.Set(name, value); err != nil {
			t.Fatal(err)
		}
	}
}

// zeros is the source that a shrunk case comes from.
type zeros struct{}

func (zeros) Int(_ string, low, _ int) int { return low }

func TestTheSimplestCaseIsAPlainOne(t *testing.T) {
	one := cases.NewMaker(lists(open(t).Suite.Ledger)).Draw(zeros{})
	if one.Breaks != "" || len(one.Servers) != 1 {
		t.Errorf("the simplest case is %+v", one)
	}
}

// TestAGeneratedScenarioCanBePasted puts one scenario of each sort where a person would put it, and runs them.
func TestAGeneratedScenarioCanBePasted(t *testing.T) {
	t.Parallel()
	c := open(t)
	m := cases.NewMaker(lists(c.Suite.Ledger))
	p, pasted := newProject(t), map[string]string{}
	for seed := uint64(1); len(pasted) < len(m.Rules())+1; seed++ {
		one := m.Draw(cases.Seeded(seed))
		if pasted[one.Breaks] == "" {
			pasted[one.Breaks] = one.Scenario(fmt.Sprintf("generated %d", len(pasted)+1))
			p.paste(t, short(cmp.Or(one.Breaks, "request.backend-servers.meaning")), pasted[one.Breaks])
		}
	}
	s, err := run.Load(p.features, p.spec)
	if err != nil {
		t.Fatal(err)
	}
	result, err := s.Run(t.Context(), run.Options{Target: target.NewMock(c.Intact()), Audit: true, Filter: plan.Filter{Run: "TestConformance/" + underTest + "//^generated"}})
	if err != nil {
		t.Fatal(err)
	}
	for _, o := range result.Outcomes {
		if o.Verdict != reports.Rehearsed {
			t.Errorf("%s is %s: %s", o.Scenario.ID(), o.Verdict, o.Reason)
		}
	}
}

// paste puts a scenario at the end of a rule.
func (p *project) paste(t *testing.T, rule, scenario string) {
	t.Helper()
	for name, file := range p.features {
		head, tail, ok := strings.Cut(string(file.Data), "  @"+rule+"\n")
		if !ok {
			continue
		}
		rest := strings.SplitN(tail, "\n  @", 2)
		rest[0] = strings.TrimRight(rest[0], "\n") + "\n\n" + scenario
		p.features[name] = &fstest.MapFile{Data: []byte(head + "  @" + rule + "\n" + strings.Join(rest, "\n  @"))}
		return
	}
	t.Fatalf("no feature has the rule %s", rule)
}

// lists are the rules of the operation that generated lists are of.
func lists(l *spec.Ledger) []*spec.Rule {
	for _, r := range l.Rules {
		if r.Checks == spec.AnyLawfulList {
			return l.RulesOf(r.Operation)
		}
	}
	return nil
}
