package mock_test

import (
	"testing"

	"github.com/slbconform/slbconform/internal/mock"
	"github.com/slbconform/slbconform/spec"
)

// A refusal that names a rule names one that a ledger states, as soon as the operation has one.
func TestEveryRuleOfTheTableStandsInALedger(t *testing.T) {
	ledger, err := spec.Load(spec.Files)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range mock.Rules().Rules {
		if r.Action != "" && ledger.Operation(r.Action) == nil {
			continue
		}
		if r.ID != "" && ledger.Rule(r.ID) == nil {
			t.Errorf("no ledger states %s", r.ID)
		}
	}
}
