package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/slbconform/slbconform/internal/serve"
	"github.com/slbconform/slbconform/internal/serve/servetest"
	"github.com/slbconform/slbconform/internal/suite"
)

// record runs one rule live with -record against a served mock that does, or does not, say that it is one.
func record(t *testing.T, marked bool, more map[string]string) (code int, said string) {
	t.Helper()
	pose := servetest.Unmarked
	if marked {
		pose = nil
	}
	mock := servetest.Mock(t, serve.Options{}, pose)
	values := map[string]string{
		"SLBCONFORM_TARGET": "live", "SLBCONFORM_INVENTORY": mock.Inventory, "SLBCONFORM_RATE": "10000", "SLBCONFORM_REPORTS": "-",
		"SLBCONFORM_RULES": "server.weight.range", "SLBCONFORM_RECORD": "true",
	}
	for name, value := range more {
		values[name] = value
	}
	var out bytes.Buffer
	code = conform(t.Context(), settingsOf(values), false, &out, &out)
	return code, out.String()
}

// settingsOf are the settings that variables of the environment make.
func settingsOf(values map[string]string) *suite.Settings {
	return suite.NewSettings(func(name string) (string, bool) { v, ok := values[name]; return v, ok })
}

// checkout makes the working folder one with fixtures of its own.
func checkout(t *testing.T) {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(filepath.Join(dir, "fixtures"), os.DirFS("../../fixtures")); err != nil {
		t.Fatal(err)
	}
	t.Chdir(dir)
}

// What the service confirmed lies in the fixtures afterwards, for a person to look at the difference.
func TestRecord(t *testing.T) {
	checkout(t)
	const file = "fixtures/responses/AddVServerGroupBackendServers/InvalidWeight.Malformed.json"
	code, said := record(t, false, nil)
	if code != exitOK || !strings.Contains(said, "answers; look at them: git diff fixtures/responses") {
		t.Fatalf("exit code %d: %s", code, said)
	}
	data, err := os.ReadFile(file)
	if err != nil || !bytes.Contains(data, []byte(`"source": "live"`)) || !bytes.Contains(data, []byte("{{RequestId}}")) {
		t.Errorf("%v\n%s", err, data)
	}
}

// A mock is refused before anything is created, and so is a place without fixtures.
func TestRecordRefuses(t *testing.T) {
	checkout(t)
	for name, c := range map[string]struct {
		marked bool
		more   map[string]string
		says   string
	}{
		"a served mock":   {true, nil, "is a served mock"},
		"the mock":        {false, map[string]string{"SLBCONFORM_TARGET": "mock"}, "-record needs -target live"},
		"without capture": {false, map[string]string{"SLBCONFORM_CAPTURE": "-"}, "-record needs the capture"},
		"a word":          {false, map[string]string{"SLBCONFORM_RECORD": "perhaps"}, "true or false"},
	} {
		if code, said := record(t, c.marked, c.more); code != exitUsage || !strings.Contains(said, c.says) {
			t.Errorf("%s: exit code %d: %s", name, code, said)
		}
	}
	t.Chdir(t.TempDir())
	if code, said := record(t, false, nil); code != exitUsage || !strings.Contains(said, "there is none here") {
		t.Errorf("elsewhere: exit code %d: %s", code, said)
	}
}
