package capture_test

import (
	"context"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/slbconform/slbconform/features"
	"github.com/slbconform/slbconform/internal/run"
	"github.com/slbconform/slbconform/internal/target"
	"github.com/slbconform/slbconform/reports"
	"github.com/slbconform/slbconform/spec"
)

// A call that was not captured breaks the run: it says which captured call comes nearest and what differs.
func TestAMissSaysWhatDiffers(t *testing.T) {
	v, dir, _ := small(t)
	changed := edited(t, "I call the operation with a backend server on port 80 with weight \"<weight>\"", "I call the operation with a backend server on port 81 with weight \"<weight>\"")
	result := replay(t, changed, dir, run.Options{Filter: v.filter})
	var says []string
	for _, f := range result.Faults {
		if f.Kind != "broken" {
			differs(t, "%s: %s", f.Kind, f.Says)
		}
		says = append(says, f.Says)
	}
	all := strings.Join(says, "\n")
	for _, want := range []string{
		"the capture holds no such call: AddVServerGroupBackendServers: the nearest is call 2 of cassettes/AddVServerGroupBackendServers-" + weights,
		`parameter BackendServers: asked [{"ServerId":"eni-masked1","Weight":"101","Type":"eni","ServerIp":"198.51.100.2","Port":"81","Description":"test-112"}], captured [{"ServerId":"eni-masked1","Weight":"101","Type":"eni","ServerIp":"198.51.100.2","Port":"80","Description":"test-112"}]`,
	} {
		if !strings.Contains(all, want) {
			differs(t, "%q is not in\n%s", want, all)
		}
	}
	for _, o := range result.Outcomes {
		if o.Verdict != reports.Inconclusive {
			differs(t, "%s: %s", o.Scenario.Name, o.Verdict)
		}
	}
}

// What was captured and is not asked for any more breaks the run as well: it is not the run that was captured.
func TestCallsThatNobodyMakesAreListed(t *testing.T) {
	v := serveMock(t, nil)
	v.filter.Rules = []string{"error.MasterSlaveServerConflict"}
	dir, _ := v.capture(t)
	changed := edited(t, "      And a primary/secondary server group of the same load balancer has a backend server and a second network interface on port 9001\n", "")
	faults := replay(t, changed, dir, run.Options{Concurrency: 4, Filter: v.filter}).Faults
	if len(faults) == 0 || faults[0].Kind != "broken" || !strings.Contains(faults[0].Says, "did not use all that was captured: call ") {
		differs(t, "faults: %+v", faults)
	}
}

// Who signs, when, and how often a nonce was used is part of a call, though none of it stands in a parameter.
func TestHowACallIsSignedIsMatched(t *testing.T) {
	v := serveMock(t, nil)
	v.filter.Rules = []string{"platform.timestamp"}
	dir, _ := v.capture(t)
	changed := edited(t, "on port 80 dated <when>\n      Then the call is refused", "on port 80 dated 18 minutes ago\n      Then the call is refused")
	faults := replay(t, changed, dir, run.Options{Filter: v.filter}).Faults
	if len(faults) == 0 || !strings.Contains(faults[0].Says, "signature: asked ACS3-HMAC-SHA256 by the main identity, dated 18 minutes ago, captured ACS3-HMAC-SHA256 by the main identity, dated 16 minutes ago") {
		differs(t, "faults: %+v", faults)
	}
}

// edited is the suite with sentences changed: old, new, old, new.
func edited(t *testing.T, changes ...string) *run.Suite {
	t.Helper()
	files, n, change := fstest.MapFS{}, 0, strings.NewReplacer(changes...)
	err := fs.WalkDir(features.Files, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(features.Files, name)
		n += strings.Count(string(data), changes[0])
		files[name] = &fstest.MapFile{Data: []byte(change.Replace(string(data)))}
		return err
	})
	if err != nil || n == 0 {
		t.Fatalf("%q stands nowhere (%v)", changes[0], err)
	}
	s, err := run.Load(files, spec.Files)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// nothing is a target without scenarios.
type nothing struct{}

func (nothing) Describe() target.Description {
	return target.Description{Inventory: &target.Inventory{}}
}

func (nothing) Open(context.Context, string) (*target.Session, error) { return nil, target.ErrStopped }

func (nothing) Close(context.Context) error { return nil }
