package spec_test

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/slbconform/slbconform/spec"
)

// What stands beside the spec for an operation that there is not is one mistake, which names the one that was meant.
func TestAFolderOfNoOperationIsNamed(t *testing.T) {
	ledger, err := spec.Load(spec.Files)
	if err != nil {
		t.Fatal(err)
	}
	for name, fits := range map[string]bool{spec.Platform: true, underTest: true, underTest + "s": false} {
		err := ledger.Folder("features", name)
		if named := err != nil && strings.HasPrefix(err.Error(), "features/"+name+": ") && strings.Count(err.Error(), underTest) == 3; (err == nil) != fits || !fits && !named {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// An operation without its ledger is one mistake, whichever of its other files there are.
func TestAMissingLedgerIsNamed(t *testing.T) {
	for _, other := range []string{underTest + "/divergences.yaml", "Half/openapi.yaml"} {
		files := fstest.MapFS{other: {Data: []byte("{}")}}
		for _, name := range []string{"platform/rules.yaml", "SetVServerGroupAttribute/rules.yaml"} {
			data, err := fs.ReadFile(spec.Files, name)
			if err != nil {
				t.Fatal(err)
			}
			files[name] = &fstest.MapFile{Data: data}
		}
		_, err := spec.Load(files)
		folder, _, _ := strings.Cut(other, "/")
		if err == nil || !strings.HasPrefix(err.Error(), "spec/"+folder+"/rules.yaml: it is missing") || strings.Contains(err.Error(), "\n") {
			t.Errorf("with %s: %v", other, err)
		}
	}
}

// A platform that shares nothing is one mistake, and not one for each rule of an operation that it should share.
func TestAPlatformThatSharesNothingIsOneMistake(t *testing.T) {
	const set = "SetVServerGroupAttribute/rules.yaml"
	data, err := fs.ReadFile(spec.Files, set)
	if err != nil {
		t.Fatal(err)
	}
	_, err = spec.Load(fstest.MapFS{set: {Data: data}, "platform/rules.yaml": {Data: []byte("shared: []\n")}})
	const says = "spec/platform/rules.yaml: its list shared: is empty or missing, and operations have rules of it"
	if err == nil || err.Error() != says {
		t.Errorf("%v, want %s", err, says)
	}
}

// loadedWith is the error of loading the ledgers with another text in one of them.
func loadedWith(t *testing.T, old, with string) error {
	t.Helper()
	ledger(t)
	before, err := fs.ReadFile(spec.Files, underTest+"/rules.yaml")
	if err != nil {
		t.Fatal(err)
	}
	_, err = spec.LoadWith(spec.Files, underTest, []byte(strings.Replace(string(before), old, with, 1)))
	return err
}

// A rule of an operation may have the id of a shared one if it promises something else: what it says, its fact, what it says
// of a value that comes back. Otherwise it is a copy, whatever breaks it.
func TestACopyOfASharedRuleIsNamed(t *testing.T) {
	const copied = "says: A weight is a whole number from 0 to 100.\n    fact: {name: Weight, min: 0, max: 100}\n    echo: {request: Weight}"
	for own, isCopy := range map[string]bool{
		copied: true,
		copied + "\n    broken_by: [wrong answer]\n    source: somewhere": true,
		strings.Replace(copied, "A weight", "The weight", 1):              false,
		strings.ReplaceAll(copied, "100", "10"):                           false,
		strings.Replace(copied, "request: Weight", "answer: Weight", 1):   false,
	} {
		err := loadedWith(t, "  - shares: server.weight.range\n", "  - id: server.weight.range\n    kind: range\n    basis: stated\n    "+own+"\n")
		said := err != nil && strings.Contains(err.Error(), underTest+`/rules.yaml:`) && strings.Contains(err.Error(), `: rule "server.weight.range" is a copy of the one at spec/platform/rules.yaml:`)
		if said != isCopy || !isCopy && err != nil {
			t.Errorf("with %q: %v", own, err)
		}
	}
}

// What a sentence says and what its fact says are the same.
func TestASentenceHasTheBoundsOfItsFact(t *testing.T) {
	rule := func(says, fact string) string {
		return "  - id: field.odd.range\n    says: " + says + "\n    basis: assumed\n    origin: field\n    source: nobody\n    kind: range\n    fact: {name: Odd, " + fact + "}\n"
	}
	for _, c := range []struct{ says, fact, lacks string }{
		{"It is from 5 to 90.", "min: 5, max: 90", ""},
		{"It is at most 90.", "min: 0, max: 90", ""},
		{"It is from 5 to 90.", "min: 5, max: 100", "fact.max is 100"},
		{"It is from 5 to 90.", "min: 7, max: 90", "fact.min is 7"},
		{"It is from 5 to 900.", "min: 5, max: 90", "fact.max is 90"},
		{"It is from 5 to 90.", "min: 5, max: 90, default: Ten", "fact.default is Ten"},
		{"It is from 5 to 90, and TEN without.", "min: 5, max: 90, default: ten", ""},
		{"It is from 5 to 90.", "min: 5, max: 90, default: 'true'", ""},
		{"It is from two to twelve.", "min: 2, max: 12", ""},
	} {
		err := loadedWith(t, "\nrules:\n", "\nrules:\n"+rule(c.says, c.fact))
		if c.lacks == "" && err != nil || c.lacks != "" && (err == nil || !strings.Contains(err.Error(), `/rules.yaml:`) || !strings.Contains(err.Error(), c.lacks+", and the sentence does not say it")) {
			t.Errorf("%q with %s: %v", c.says, c.fact, err)
		}
	}
}

func TestARuleThatStandsTwiceInItsLedgerIsOneMistake(t *testing.T) {
	const own = "  - id: group.twice\n    says: Something.\n    basis: assumed\n    origin: field\n    source: nobody\n    kind: effect\n"
	err := loadedWith(t, "\nrules:\n", "\nrules:\n"+own+own)
	if err == nil || !strings.Contains(err.Error(), `rule id "group.twice" stands twice`) || strings.Count(err.Error(), "\n") > 0 {
		t.Errorf("%v", err)
	}
}
