package mutation_test

import (
	"cmp"
	"flag"
	"fmt"
	"slices"
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
// document and the ledger, for every operation that takes one. -rapid.checks asks for another number, -rapid.seed for
// other ones.
func TestGeneratedCases(t *testing.T) {
	t.Parallel()
	defaults(t, map[string]string{"rapid.checks": "1000", "rapid.seed": "20260304", "rapid.nofailfile": "true"})
	c := open(t)
	for _, r := range c.Suite.Ledger.Checking(spec.AnyLawfulList) {
		t.Run(r.Operation, func(t *testing.T) { generatedCases(t, c, r.Operation) })
	}
}

func generatedCases(t *testing.T, c *mutation.Run, operation string) {
	judges, err := mutation.NewJudges(c.Suite, operation, c.Intact())
	if err != nil {
		t.Fatal(err)
	}
	seen, all := map[string]int{}, 0
	rapid.Check(t, func(t *rapid.T) {
		one := judges.Maker.Draw(drawn{t})
		seen[one.Breaks]++
		all++
		if says := judges.Disagreement(one); says != "" {
			t.Fatalf("mock, document and ledger disagree: %s\n\n%s", says, judges.Scenario(one))
		}
	})
	for _, rule := range append(judges.Maker.Rules(), "") {
		if seen[rule] < all/50 && all >= 1000 { // rapid makes a fifth of them with -short
			t.Errorf("of %d lists only %d were to break %q", all, seen[rule], rule)
		}
	}
}

// TestADisagreementIsFound breaks the mock, for every operation that takes a list: one line is drawn elsewhere, or the
// call does nothing.
func TestADisagreementIsFound(t *testing.T) {
	t.Parallel()
	c := open(t)
	for _, r := range c.Suite.Ledger.Checking(spec.AnyLawfulList) {
		t.Run(r.Operation+"/a limit of 21", func(t *testing.T) {
			whole := c.Intact()
			whole.Table = mock.Rules()
			limit := slices.IndexFunc(c.Suite.Ledger.RulesOf(r.Operation), func(l *spec.Rule) bool {
				return l.Kind == "limit" && strings.HasSuffix(l.Name, "backend-servers.limit")
			})
			whole.Table.Rules[whole.Table.Entries(c.Suite.Ledger.RulesOf(r.Operation)[limit].ID)[0]].Limits.Max++
			disagrees(t, c, r.Operation, whole, "the mock says it breaks     []")
		})
		t.Run(r.Operation+"/nothing done", func(t *testing.T) {
			whole := c.Intact()
			whole.Table = mock.Rules()
			whole.Table.Around = func(call *mock.Call, handle func() mock.Reply) mock.Reply {
				before := call.Held(call.Group())
				reply := handle()
				if call.Action() == r.Operation && !reply.Refused() {
					call.Hold(call.Group(), before)
				}
				return reply
			}
			disagrees(t, c, r.Operation, whole, "afterwards the group lists")
		})
	}
}

func disagrees(t *testing.T, c *mutation.Run, operation string, broken target.MockConfig, expected string) {
	t.Helper()
	judges, err := mutation.NewJudges(c.Suite, operation, broken)
	if err != nil {
		t.Fatal(err)
	}
	for seed := range uint64(2000) {
		one := judges.Maker.Draw(cases.Seeded(seed))
		if says := judges.Disagreement(one); says != "" {
			if !strings.Contains(says, expected) {
				t.Errorf("of %s they say: %s", one.Text(), says)
			}
			return
		}
	}
	t.Error("the broken mock goes unnoticed")
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

// TestAGeneratedScenarioCanBePasted puts one scenario of each sort where a person would put it, and runs them. The
// simplest of all is a plain one.
func TestAGeneratedScenarioCanBePasted(t *testing.T) {
	t.Parallel()
	c := open(t)
	judges, err := mutation.NewJudges(c.Suite, underTest, c.Intact())
	if err != nil {
		t.Fatal(err)
	}
	m := judges.Maker
	if one := m.Draw(zeros{}); one.Breaks != "" || len(one.Servers) != 1 {
		t.Errorf("the simplest case is %+v", one)
	}
	p, pasted := newProject(t), map[string]bool{}
	for seed := uint64(1); len(pasted) < len(m.Rules())+1; seed++ {
		one := m.Draw(cases.Seeded(seed))
		if !pasted[one.Breaks] {
			pasted[one.Breaks] = true
			scenario := strings.Replace(judges.Scenario(one), "generated", fmt.Sprintf("generated %d", len(pasted)), 1)
			p.paste(t, short(cmp.Or(one.Breaks, "request.backend-servers.meaning")), scenario)
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
