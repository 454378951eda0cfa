package main

import (
	"bytes"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/slbconform/slbconform/internal/harness"
	"github.com/slbconform/slbconform/internal/serve"
	"github.com/slbconform/slbconform/internal/serve/servetest"
)

// record runs one rule live with -record against a served mock that does, or does not, say that it is one.
func record(t *testing.T, marked bool, more map[string]string) (code int, said string) {
	t.Helper()
	pose := servetest.Unmarked
	if marked {
		pose = nil
	}
	return recordAt(t, servetest.Mock(t, serve.Options{}, pose), more)
}

// recordAt runs one rule live with -record against what is served.
func recordAt(t *testing.T, mock *servetest.Served, more map[string]string) (code int, said string) {
	t.Helper()
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
func settingsOf(values map[string]string) *harness.Settings {
	return harness.NewSettings(func(name string) (string, bool) { v, ok := values[name]; return v, ok })
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

// An answer that belongs to no file, or that nobody can tell to which, is told and not recorded: a code without a file, and
// one of several with words of its own. A file that is not named like its code is found by its words.
func TestWhatIsNotRecordedIsTold(t *testing.T) {
	checkout(t)
	change := func(body string) string {
		body = strings.ReplaceAll(body, "InvalidWeight.Malformed", "InvalidParameter")
		return strings.ReplaceAll(body, `"Code":"MissingRegionId"`, `"Code":"RegionIdAbsent"`)
	}
	mock := servetest.Mock(t, serve.Options{}, func(next http.Handler) http.Handler {
		return servetest.Changed(servetest.Unmarked(next), func(_ *http.Request, _ int, _ http.Header, body string) string { return change(body) })
	})
	_, said := recordAt(t, mock, map[string]string{"SLBCONFORM_RULES": "server.weight.range,request.*"})
	for _, want := range []string{
		`not recorded  400 InvalidParameter to AddVServerGroupBackendServers: "A specified weight is not valid.": of the files with its code none has its words: InvalidParameter.BackendServers.json, `,
		`not recorded  400 RegionIdAbsent to AddVServerGroupBackendServers: "RegionId is mandatory for this action.": no file has its code (call `,
	} {
		if !strings.Contains(said, want) {
			t.Errorf("%q is not in\n%s", want, said)
		}
	}
	for name, code := range map[string]string{"MissingParameter": `"Missing{{detail}}"`, "VServerGroupNotFound": `"InvalidParameter"`} {
		data, err := os.ReadFile("fixtures/responses/gateway/" + name + ".json")
		if err != nil || !bytes.Contains(data, []byte(`"source": "live"`)) || !bytes.Contains(data, []byte(`"Code": `+code)) {
			t.Errorf("%s: %v\n%s", name, err, data)
		}
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
