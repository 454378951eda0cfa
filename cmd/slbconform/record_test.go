package main

import (
	"context"
	"errors"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/slbconform/slbconform/internal/harness"
	"github.com/slbconform/slbconform/internal/serve"
	"github.com/slbconform/slbconform/internal/serve/servetest"
)

// record runs one rule live with -record against a served mock that does, or does not, pose as the service.
func record(t *testing.T, asService bool, more ...string) (code int, said string) {
	t.Helper()
	if asService {
		return recordAt(t, servetest.Service(t, serve.Options{}, nil), more...)
	}
	return recordAt(t, servetest.Mock(t, serve.Options{}, nil), more...)
}

// recordAt runs one rule live with -record against what is served.
func recordAt(t *testing.T, mock *servetest.Served, more ...string) (code int, said string) {
	t.Helper()
	args := []string{"run", "-target", "live", "-inventory", mock.Inventory, "-rate", "10000", "-reports", "-", "-rules", "server.weight.range", "-record"}
	args = append(args, more...)
	if mock.Network == nil {
		return do(t, args...)
	}
	return process(t, args...)
}

// process runs the program as a process in the working folder, in the environment of the test: that by which a mock is
// found that poses as the service is read once by every process.
func process(t *testing.T, args ...string) (code int, said string) {
	t.Helper()
	ctx, stop := context.WithTimeout(t.Context(), 5*time.Minute)
	defer stop()
	c := exec.CommandContext(ctx, os.Args[0], args...)
	c.Env = append(os.Environ(), "TEST_AS_PROGRAM=1")
	out, err := c.CombinedOutput()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	return c.ProcessState.ExitCode(), string(out)
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
	const file = "fixtures/platform/answers/common/InvalidWeight.Malformed.json"
	code, said := record(t, true)
	if code != harness.ExitOK || !strings.Contains(said, "answers; look at them: git diff fixtures") {
		t.Fatalf("exit code %d: %s", code, said)
	}
	if text := read(t, file); !strings.Contains(text, `"source": "live"`) || !strings.Contains(text, "{{RequestId}}") {
		t.Error(text)
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
	mock := servetest.Service(t, serve.Options{}, func(next http.Handler) http.Handler {
		return servetest.Changed(next, func(_ *http.Request, _ int, _ http.Header, body string) string { return change(body) })
	})
	_, said := recordAt(t, mock, "-rules", "server.weight.range,request.*,field.group-exists")
	for _, want := range []string{
		`not recorded  400 InvalidParameter to AddVServerGroupBackendServers: "A specified weight is not valid.": of the files with its code none has its words: InvalidParameter.BackendServers.json, `,
		`not recorded  400 RegionIdAbsent to AddVServerGroupBackendServers: "RegionId is mandatory for this action.": no file has its code (call `,
	} {
		if !strings.Contains(said, want) {
			t.Errorf("%q is not in\n%s", want, said)
		}
	}
	for name, code := range map[string]string{"gateway/MissingName": `"Missing{{detail}}"`, "common/VServerGroupNotFound": `"InvalidParameter"`} {
		if text := read(t, "fixtures/platform/answers/"+name+".json"); !strings.Contains(text, `"source": "live"`) || !strings.Contains(text, `"Code": `+code) {
			t.Errorf("%s: %s", name, text)
		}
	}
}

// Whatever is not the service is refused before anything is created, and so is a place without fixtures.
func TestRecordRefuses(t *testing.T) {
	checkout(t)
	if code, said := record(t, true, "-capture=-"); code != harness.ExitUsage || !strings.Contains(said, "-record needs the capture") {
		t.Errorf("without capture: exit code %d: %s", code, said)
	}
	if code, said := record(t, false); code != harness.ExitUsage || !strings.Contains(said, "is a served mock") {
		t.Errorf("a served mock: exit code %d: %s", code, said)
	}
	stands := servetest.Mock(t, serve.Options{}, servetest.Unmarked)
	if code, said := recordAt(t, stands); code != harness.ExitUsage || !strings.Contains(said, stands.URL+" is another implementation of the API") {
		t.Errorf("another implementation: exit code %d: %s", code, said)
	}
	t.Chdir(t.TempDir())
	if code, said := record(t, true); code != harness.ExitUsage || !strings.Contains(said, "there is none here") {
		t.Errorf("elsewhere: exit code %d: %s", code, said)
	}
}
