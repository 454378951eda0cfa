package mock_test

import (
	"testing"

	"github.com/slbconform/slbconform/internal/mock"
	"github.com/slbconform/slbconform/internal/openapi"
	"github.com/slbconform/slbconform/internal/wire"
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

// What the schema says that an action does, the mock says as well.
func TestWhatOnlyReadsIsKnownToBoth(t *testing.T) {
	document, err := openapi.BuiltIn()
	if err != nil {
		t.Fatal(err)
	}
	for name, action := range document.Actions() {
		if o, played := mock.Rules().Operations[name]; played && o.Reads != (action.Does == wire.Reads) {
			t.Errorf("%s %s, as its schema says; the mock says that it only reads: %v", name, action.Does, o.Reads)
		}
	}
}

// invented reports, with a word, whether an action's schema says that no API has it.
func invented(t *testing.T, action string) bool {
	t.Helper()
	document, err := openapi.BuiltIn()
	if err != nil {
		t.Fatal(err)
	}
	if document.Actions()[action].Invented {
		t.Logf("%s is invented: neither the API nor the SDK has it", action)
		return true
	}
	return false
}

// Every row of the error tables of all documents is played: something breaks it. That it is answered as the row has it,
// status, code and message, is what its scenario shows.
func TestEveryErrorRowOfTheLedgersIsPlayed(t *testing.T) {
	ledger, err := spec.Load(spec.Files)
	if err != nil {
		t.Fatal(err)
	}
	table, rows := mock.Rules(), 0
	for _, r := range ledger.Rules {
		if r.Fact.Code == "" || r.Kind != "error" {
			continue
		}
		rows++
		if len(table.Entries(r.ID)) == 0 {
			t.Errorf("nothing breaks %s", r.ID)
		}
	}
	if rows == 0 {
		t.Error("no ledger has an error row")
	}
}
