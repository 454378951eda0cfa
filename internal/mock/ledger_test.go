package mock_test

import (
	"encoding/json"
	"testing"

	"github.com/slbconform/slbconform/fixtures"
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

// Every row of the error tables of all documents is played: something breaks it, and is answered as the row has it.
func TestEveryErrorRowOfTheLedgersIsPlayed(t *testing.T) {
	ledger, err := spec.Load(spec.Files)
	if err != nil {
		t.Fatal(err)
	}
	table, rows, codes := mock.Rules(), 0, map[string]bool{}
	for _, r := range ledger.Rules {
		if r.Fact.Code == "" || r.Kind != "error" {
			continue
		}
		rows++
		codes[r.Fact.Code] = true
		entries := table.Entries(r.ID)
		if len(entries) == 0 {
			t.Errorf("nothing breaks %s", r.ID)
		}
		for _, i := range entries {
			one, err := answers(t).Find(table.Rules[i].Action, table.Rules[i].Outcome)
			if err != nil {
				t.Fatal(err)
			}
			body, err := one.Body.Render(fixtures.Values{"RequestId": "r", "detail": "%s", "AccountId": "a"})
			if err != nil {
				t.Fatal(err)
			}
			var said struct{ Code, Message string }
			if err := json.Unmarshal(body, &said); err != nil {
				t.Fatal(err)
			}
			if one.Status != r.Fact.Status || said.Code != r.Fact.Code || said.Message != r.Fact.Message {
				t.Errorf("%s is answered %d %s %q, its row says %d %s %q", r.ID, one.Status, said.Code, said.Message, r.Fact.Status, r.Fact.Code, r.Fact.Message)
			}
		}
	}
	if rows < 76 || len(codes) < 40 {
		t.Errorf("the documents had 76 error rows with 40 codes, these are %d with %d", rows, len(codes))
	}
}
