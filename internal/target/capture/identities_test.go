package capture_test

import (
	"fmt"
	"maps"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/slbconform/slbconform/internal/mock"
	"github.com/slbconform/slbconform/internal/run"
	"github.com/slbconform/slbconform/internal/run/runtest"
	"github.com/slbconform/slbconform/internal/serve"
	"github.com/slbconform/slbconform/internal/serve/servetest"
	"github.com/slbconform/slbconform/internal/target"
	"github.com/slbconform/slbconform/internal/target/capture"
	"github.com/slbconform/slbconform/reports"
)

// What an operator calls his profiles does not matter: roles stand in a capture, and the mock's own profiles play them.
func TestTheNamesOfProfilesDoNotMatter(t *testing.T) {
	v := serveMock(t, nil)
	v.filter.Rules = []string{"server.weight.default", "platform.access-key", "platform.signature.*", "AddVServerGroupBackendServers/ram.*"}
	file := os.Getenv("ALIBABA_CLOUD_CONFIG_FILE")
	profiles, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	text := string(profiles)
	for role, identity := range v.options.Inventory.Identities {
		renamed := "ops-" + identity.Profile
		text = strings.ReplaceAll(text, fmt.Sprintf("%q", identity.Profile), fmt.Sprintf("%q", renamed))
		v.options.Inventory.Identities[role] = target.Identity{Profile: renamed, LB: identity.LB}
	}
	write(t, file, []byte(text))
	dir, result := v.capture(t)
	if n := countOf(result, reports.Rehearsed); n < len(result.Outcomes)/2 {
		t.Fatalf("%d of %d scenarios are rehearsed", n, len(result.Outcomes))
	}
	everyFile(t, dir, func(name string, data []byte) {
		if strings.Contains(string(data), "ops-") {
			differs(t, "%s names a profile", name)
		}
	})
	sameVerdicts(t, v, dir, result)
	notDrifted(t, dir)
}

// What the features say themselves is never masked, though a service repeats it as if it were the account's.
func TestLiteralsOfFeaturesAreNotMasked(t *testing.T) {
	v := serveMock(t, func(next http.Handler) http.Handler {
		return servetest.Changed(next, func(r *http.Request, status int, _ http.Header, body string) string {
			list := r.URL.Query().Get("BackendServers")
			if status == http.StatusOK || !strings.HasPrefix(list, "[") {
				return body
			}
			return strings.Replace(body, "{", fmt.Sprintf(`{"BackendServers":{"BackendServer":%s},`, list), 1)
		})
	})
	v.filter.Rules = []string{"error.InvalidServerId.NotExist", "error.ResourceNotFound.vServers", "server.server-ip.*"}
	dir, result := v.capture(t)
	sameVerdicts(t, v, dir, result)
	found := false
	everyFile(t, dir, func(_ string, data []byte) { found = found || strings.Contains(string(data), "nobodyhasthisid") })
	if !found {
		differs(t, "an id that nobody has is masked")
	}
}

// A replay does not wait: a service that lags takes no time at the desk.
func TestAReplayDoesNotWait(t *testing.T) {
	v := liveRun(t, servetest.Mock(t, serve.Options{Mock: mock.Options{ReadDelay: 400 * time.Millisecond}, Faults: serve.Faults{BusyEvery: 4}}, nil))
	v.filter.Rules = []string{"server.weight.default", "server.description.optional"}
	began := time.Now()
	dir, result := v.capture(t)
	took := time.Since(began)
	c, err := capture.Read(dir)
	if err != nil {
		t.Fatal(err)
	}
	began = time.Now()
	again := runAll(t, v.s, run.Options{Target: capture.NewReplay(c, runtest.IDs(v.s, c.Names()...), v.s.Document.Actions()), Name: c.Run, Filter: v.filter})
	if replayed := time.Since(began); replayed > took/2 || took < 400*time.Millisecond {
		differs(t, "the run took %v, its replay %v", took, replayed)
	}
	if got, want := verdicts(again), verdicts(result); !maps.Equal(got, want) || len(again.Faults) > 0 {
		differs(t, "%v, was %v; faults %v", got, want, again.Faults)
	}
}
