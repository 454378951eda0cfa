package mocktarget_test

import (
	"crypto/sha256"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"reflect"
	"testing"
	"testing/fstest"

	"github.com/slbconform/slbconform/fixtures"
	"github.com/slbconform/slbconform/internal/strictyaml"
	"github.com/slbconform/slbconform/internal/target/mocktarget"
)

var update = flag.Bool("update", false, "keep anew what account and inventory of the mock hold")

// A mock starts from what is kept beside the files, and that is what they say.
func TestWhatIsKeptIsWhatTheFilesSay(t *testing.T) {
	alone := fstest.MapFS{} // without what is kept
	for _, name := range []string{"account.yaml", "inventory.mock.yaml"} {
		data, err := fs.ReadFile(fixtures.Files, name)
		if err != nil {
			t.Fatal(err)
		}
		alone[name] = &fstest.MapFile{Data: data}
	}
	_, wrong := mocktarget.Load(fixtures.Files)
	read, err := mocktarget.Open(alone)
	if err := errors.Join(wrong, err); err != nil {
		t.Skipf("the test of the root tells: %v", err)
	}
	for name, holds := range map[string]any{"account.yaml": read.Account, "inventory.mock.yaml": read.Inventory} {
		want, err := keep(alone[name].Data, holds)
		if err != nil {
			t.Fatal(err)
		}
		file := "../../../fixtures/" + name + strictyaml.KeptEnd
		if *update {
			if err := os.WriteFile(file, want, 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		kept := reflect.New(reflect.TypeOf(holds).Elem()).Interface()
		now := strictyaml.ReadKept(fixtures.Files, name, kept)
		if again, err := keep(alone[name].Data, kept); !now || err != nil || string(again) != string(want) {
			t.Errorf("%s does not hold what %s says: make update", file, name)
		}
	}
}

// keep is the text of the file that keeps what was read from data.
func keep(data []byte, read any) ([]byte, error) {
	values, err := json.Marshal(read)
	return fmt.Appendf(nil, "%x\n%s\n", sha256.Sum256(data), values), err
}
