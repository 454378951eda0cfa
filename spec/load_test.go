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
