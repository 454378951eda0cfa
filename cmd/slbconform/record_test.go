package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/slbconform/slbconform/internal/harness"
)

// hasFixtures makes the folder one with fixtures of its own.
func (m *machine) hasFixtures() {
	m.t.Helper()
	if err := os.CopyFS(filepath.Join(m.dir, "fixtures"), os.DirFS("../../fixtures")); err != nil {
		m.t.Fatal(err)
	}
}

// What the service confirmed lies in the fixtures afterwards, for a person to look at the difference. An answer that belongs to
// no file, or that nobody can tell to which, is told and not recorded: a code without a file, and one of several with words of
// its own. A file that is not named like its code is found by its words. A place without fixtures, or a run without a capture,
// is refused before anything is created; commands.txt has who is not the service.
func TestRecord(t *testing.T) {
	const as, without = "AddVServerGroupBackendServers: ", "without fixtures"
	for name, c := range map[string]struct {
		change *strings.Replacer
		args   string
		code   int
		says   []string
		files  map[string]string
	}{
		"the service": {strings.NewReplacer(), "-rules server.weight.range", harness.ExitOK,
			[]string{"answers; look at them: git diff fixtures"}, map[string]string{"common/InvalidWeight.Malformed": "{{RequestId}}"}},
		"a service that changed": {strings.NewReplacer("InvalidWeight.Malformed", "InvalidParameter", `"Code":"MissingRegionId"`, `"Code":"RegionIdAbsent"`), "-rules server.weight.range,request.*,field.group-exists", harness.ExitOK,
			[]string{
				"not recorded  400 InvalidParameter to " + as + `"A specified weight is not valid.": of the files with its code none has its words: InvalidParameter.BackendServers.json, `,
				"not recorded  400 RegionIdAbsent to " + as + `"RegionId is mandatory for this action.": no file has its code (call `,
			}, map[string]string{"gateway/MissingName": `"Code": "Missing{{detail}}"`, "common/VServerGroupNotFound": `"Code": "InvalidParameter"`}},
		"no capture": {strings.NewReplacer(), "-capture=-", harness.ExitUsage, []string{"-record needs the capture"}, nil},
		without:      {strings.NewReplacer(), "", harness.ExitUsage, []string{"there is none here"}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			m := facingTheService(t, c.change)
			if name != without {
				m.hasFixtures()
			}
			code, said := m.run(m.live(append(strings.Fields(c.args), "-record", "-reports", "-")...)...)
			for _, says := range c.says {
				if code != c.code || !strings.Contains(said, says) {
					t.Errorf("exit code %d, %q is not in\n%s", code, says, said)
				}
			}
			for file, holds := range c.files {
				if text := m.read("fixtures/platform/answers/" + file + ".json"); !strings.Contains(text, `"source": "live"`) || !strings.Contains(text, holds) {
					t.Errorf("%s: %s", file, text)
				}
			}
		})
	}
}
