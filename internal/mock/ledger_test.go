package mock_test

import (
	"cmp"
	"slices"
	"strings"
	"testing"

	"github.com/slbconform/slbconform/internal/mock"
	"github.com/slbconform/slbconform/internal/openapi"
	"github.com/slbconform/slbconform/internal/wire"
	"github.com/slbconform/slbconform/spec"
)

// Whatever refuses a call of whatever action says which rule of the documents spoke, or that none did and what did.
func TestEveryRefusalSaysWhatSpoke(t *testing.T) {
	rules, breaks := mock.Rules().Rules, 0
	c := newCaller(t, func(t *mock.Table) {
		for i := range t.Rules {
			t.Rules[i].Breaks = func(*mock.Call, mock.Limits) (string, bool) { return "", i == breaks }
		}
	})
	for i, r := range rules {
		breaks = i
		said := c.call(cmp.Or(r.Action, "DescribeRegions"), "RegionId", home)
		switch told := strings.Join(append(said.broke, said.why), " "); {
		case r.ID == "" && r.Says != "":
			if said.why != "no rule of the documents: "+r.Says {
				t.Errorf("%s, refused for %q: %q", r.Action, r.Says, told)
			}
		case r.ID == "" && mock.Rules().Operations[r.Action].Ledger:
			t.Errorf("%s has a ledger, and a rule that refuses with %s and does not say what it is about", r.Action, r.Outcome)
		case said.status < 400 || r.ID != "" && (said.why != "" || !slices.Contains(said.broke, r.ID)) || r.ID == "" && said.why == "":
			t.Errorf("%s %s: %s, told %q", r.Action, r.ID, said, told)
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
