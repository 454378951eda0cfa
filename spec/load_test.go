package spec_test

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/slbconform/slbconform/spec"
)

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
