package harness_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/slbconform/slbconform/internal/harness"
	"github.com/slbconform/slbconform/internal/run/runtest"
)

// A mistake in what no run reads is one line, with the file to mend and what was meant.
func TestMistakesInFilesThatNoRunReads(t *testing.T) {
	runtest.Sequential(t)
	if err := harness.Files("../.."); err != nil {
		t.Skipf("the test of the root tells: %v", err)
	}
	root := t.TempDir()
	for _, folder := range []string{"spec", "features", "fixtures", "docs", "internal/mutation"} {
		as(t, root, folder)
	}
	const set, statement = "SetVServerGroupAttribute", "path: RegionId > required, statement: b5bea41b6c62"
	for _, m := range []struct{ what, file, old, with, says string }{
		{"no lock", "spec/" + set + "/document.lock", "", "", "spec/" + set + "/document.lock: it is missing: slbconform document adopt"},
		{"a cut lock", "spec/" + set + "/document.lock", "hash: fcbcf165908d, kind", "hash: fcbcf165908d kind", "spec/" + set + "/document.lock:"},
		{"a wrong hash", "spec/" + set + "/rules.yaml", statement, "path: RegionId > required, statement: 0123456789ab", `which the metadata does not have in spec/` + set + `/document.lock; it has {section: Request parameters, ` + statement},
		{"a wrong path", "spec/" + set + "/rules.yaml", statement, "path: RegionID > required, statement: b5bea41b6c62", `rule "request.region-id.required" points to {section: Request parameters, path: RegionID > required`},
		{"a wrong section", "spec/" + set + "/rules.yaml", "section: Request parameters, " + statement, "section: Rquest parameters, " + statement, `which the metadata does not have in spec/` + set + `/document.lock; it has {section: Request parameters, ` + statement},
		{"a statement that no rule stands behind", "spec/" + set + "/rules.yaml", "  - {section: Operation, path: deprecated, statement: fcbcf165908d, reason: Says that the operation is in use; nothing that a call could show.}\n", "", "path: deprecated, statement: fcbcf165908d} of the metadata in spec/" + set + "/document.lock is to be behind a rule or set aside"},
		{"what is set aside by a star", "spec/ModifyVServerGroupBackendServers/rules.yaml", "  - {section: Response elements, path: \"* > example\", reason: \"An example value.\"}\n", "", "is to be behind a rule or set aside, and is neither or both; so it is with 6 more"},
		{"another date", "spec/" + set + "/rules.yaml", "updated: 2024-07-09", "updated: 2024-07-10", "document.lock: holds the metadata of 2024-07-09"},
		{"another status", "spec/AddVServerGroupBackendServers/rules.yaml", "status: 400", "status: 409", "the page has the status 400 in spec/AddVServerGroupBackendServers/document.lock, the ledger 409"},
		{"no samples", "fixtures/" + set + "/samples", "", "", "fixtures/" + set + "/samples: rules of spec/" + set + "/rules.yaml name files that are not there"},
		{"samples of no operation", "fixtures/NewOne/samples/response.json", "", "{}", "fixtures/NewOne: no operation has this name"},
		{"a source that is not listed", "fixtures/platform/codes.yaml", "#busy-codes", "#busy-code", `fixtures/platform/codes.yaml:4: docs/sources.md has no entry "busy-code"; did you mean "busy-codes"?`},
		{"a sort of mutants that there is not", "spec/SetVServerGroupAttribute/rules.yaml", "broken_by: [wrong answer", "broken_by: [wrng answer", `no sort of mutants is called "wrng answer", as broken_by says; did you mean "wrong answer"?`},
		{"a sort that no other rule has", "spec/SetVServerGroupAttribute/rules.yaml", "adds what is not there", "ads what is not there", `no sort of mutants is called "ads what is not there", as broken_by says; did you mean "adds what is not there"?`},
		{"no file of an operation's mutants", "internal/mutation/op_set_test.go", "", "", "spec/" + set + `/rules.yaml:11: rule "group.only-weights-and-name": no sort of mutants is called "adds what is not there", as broken_by says; so it is with `},
		{"no actions of the API", "fixtures/platform/actions.yaml", "", "", "fixtures/platform/actions.yaml: it is missing"},
		{"no example of an inventory", "fixtures/inventory.example.yaml", "", "", "fixtures/inventory.example.yaml: it is missing"},
		{"no sources", "docs/sources.md", "", "", "docs/sources.md: it is missing"},
		{"a file that nobody reads", "spec/" + set + "/ruls.yaml", "", "a: 1", `did you mean "spec/` + set + `/rules.yaml"?`},
		{"a folder of answers under another name", "fixtures/" + set + "/answrs/success.json", "", "{}", `did you mean "fixtures/` + set + `/answers/success.json"?`},
		{"a file with the other ending", "spec/NewOne/openapi.yml", "", "a: 1", `spec/NewOne/openapi.yml: nobody reads a file of this name here; did you mean "spec/NewOne/openapi.yaml"?`},
		{"a feature in no folder", "features/stray.feature", "", "Feature: x", "features/stray.feature: nobody reads"},
	} {
		t.Run(m.what, func(t *testing.T) {
			folders := strings.Split(filepath.ToSlash(filepath.Dir(m.file)), "/")
			defer as(t, root, filepath.Join(folders[:min(2, len(folders))]...))
			edit(t, filepath.Join(root, m.file), m.old, m.with)
			if err := harness.Files(root); err == nil || strings.Contains(err.Error(), "\n") || !strings.Contains(err.Error(), m.says) {
				t.Errorf("%v\nwant one line with %q", err, m.says)
			}
		})
	}
	edit(t, filepath.Join(root, "spec", set, "document.lock"), "", "")
	edit(t, filepath.Join(root, "go.mod"), "", "module github.com/slbconform/slbconform\n")
	t.Chdir(root)
	if said, failed := process(t, "-reports -"); !failed || strings.Count(said, "nothing was run: spec/"+set+"/document.lock: it is missing") != 1 {
		t.Errorf("failed: %t; a run in the checkout said:\n%s", failed, said)
	}
}

// as makes a folder of a copy what it is in the project; what the project does not have, the copy has not either.
func as(t *testing.T, root, folder string) {
	t.Helper()
	original := filepath.Join("../..", folder)
	err := os.RemoveAll(filepath.Join(root, folder))
	if _, absent := os.Stat(original); err == nil && absent == nil {
		err = os.CopyFS(filepath.Join(root, folder), os.DirFS(original))
	}
	if err != nil {
		t.Fatal(err)
	}
}

// edit replaces a text of a file; it writes the file anew where no text is named, and takes it away where nothing is to stand.
func edit(t *testing.T, file, old, with string) {
	t.Helper()
	var err error
	switch data, _ := os.ReadFile(file); {
	case old != "" && !strings.Contains(string(data), old):
		t.Fatalf("%s does not hold %q any more", file, old)
	case old != "":
		err = os.WriteFile(file, []byte(strings.Replace(string(data), old, with, 1)), 0o644)
	case with == "":
		err = os.RemoveAll(file)
	default:
		if err = os.MkdirAll(filepath.Dir(file), 0o755); err == nil {
			err = os.WriteFile(file, []byte(with), 0o644)
		}
	}
	if err != nil {
		t.Fatal(err)
	}
}
