package mutation_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/slbconform/slbconform/internal/mock"
	"github.com/slbconform/slbconform/internal/mutation"
	"github.com/slbconform/slbconform/internal/run"
	"github.com/slbconform/slbconform/internal/target/mocktarget"
)

const newRules = `
  - id: field.weight.lucky
    says: A weight is not 13.
    origin: field
    source: a test
    basis: assumed
    borrows: [server.weight.range]
    kind: precondition

  - id: field.weight.kept
    says: A weight is kept.
    origin: field
    source: a test
    basis: assumed
    kind: effect

set_aside:`

const newFeature = `Feature: New rules

  @field.weight.lucky
  Rule: A weight is not 13
    Assumed: a test.

    Scenario: a weight that the new rule refuses
      Given a vServer group
      When I add a backend server on port 80 with weight 13
      Then the call is refused
      And the group is unchanged
      But with weight 12 the same call succeeds

  @field.weight.kept
  Rule: A weight is kept
    Assumed: a test.

    Scenario: a weight is kept as it is
      Given a vServer group
      When I add a backend server on port 80 with weight 17
      Then the call succeeds
      And the group lists it on port 80 with weight 17
`

// TestNewRulesAreBroken adds a ledger entry, an entry of the mock's table and a scenario, and not a line of
// this package.
func TestNewRulesAreBroken(t *testing.T) {
	t.Parallel()
	p := newProject(t)
	ledger := string(p.spec["AddVServerGroupBackendServers/rules.yaml"].Data)
	p.spec["AddVServerGroupBackendServers/rules.yaml"] = &fstest.MapFile{Data: []byte(replaceOnce(t, ledger, "\nset_aside:", newRules))}
	p.features["AddVServerGroupBackendServers/new.feature"] = &fstest.MapFile{Data: []byte(newFeature)}
	s, err := run.Load(p.features, p.spec)
	if err != nil {
		t.Fatal(err)
	}
	whole, err := mocktarget.Load(p.fixtures)
	if err != nil {
		t.Fatal(err)
	}
	whole.Table.Rules = append(whole.Table.Rules, newEntry(whole.Table))
	const lucky, kept = "AddVServerGroupBackendServers/field.weight.lucky", "AddVServerGroupBackendServers/field.weight.kept"
	c, err := mutation.New(s, whole, lucky, kept)
	if err != nil {
		t.Fatal(err)
	}
	mutants := map[string]int{}
	for _, m := range c.Mutants {
		mutants[m.Rule]++
		if result := c.Try(t.Context(), m); result.Err != nil {
			t.Error(result.Err)
		}
	}
	if mutants[lucky] < 2 || mutants[kept] < 2 {
		t.Errorf("the new rules have these mutants: %v", mutants)
	}
}

// newEntry refuses a weight of 13, by the predicate of the weights there are.
func newEntry(table mock.Table) mock.Rule {
	weights := table.Rules[table.Entries("AddVServerGroupBackendServers/server.weight.range")[0]]
	return mock.Rule{ID: "AddVServerGroupBackendServers/field.weight.lucky", Action: "AddVServerGroupBackendServers", Stage: weights.Stage, Outcome: weights.Outcome, Limits: weights.Limits, Breaks: func(c *mock.Call, l mock.Limits) (string, bool) {
		l.Min, l.Max = 0, 12
		_, above12 := weights.Breaks(c, l)
		l.Max = 13
		_, above13 := weights.Breaks(c, l)
		return "", above12 && !above13
	}}
}

func replaceOnce(t *testing.T, text, old, other string) string {
	t.Helper()
	if strings.Count(text, old) != 1 {
		t.Fatalf("%q stands %d times, not once", old, strings.Count(text, old))
	}
	return strings.Replace(text, old, other, 1)
}
