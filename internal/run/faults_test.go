package run_test

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/slbconform/slbconform/internal/mock"
	"github.com/slbconform/slbconform/internal/plan"
	"github.com/slbconform/slbconform/internal/retry"
	"github.com/slbconform/slbconform/internal/run"
	"github.com/slbconform/slbconform/internal/serve/servetest"
	"github.com/slbconform/slbconform/internal/target"
	"github.com/slbconform/slbconform/internal/target/live"
	"github.com/slbconform/slbconform/reports"
)

// Whatever goes wrong between the harness and the service, no rule is blamed for it, with every twelfth call spoiled.
// And nothing is left behind. -repeat says how many rounds; more than one are of every scenario there is.
func TestNoVerdictIsFalseUnderFaults(t *testing.T) {
	t.Parallel()
	s := load(t)
	results := make([]*run.Result, repeat())
	t.Run("rounds", func(t *testing.T) {
		for round := range results {
			t.Run(fmt.Sprint(round), func(t *testing.T) {
				t.Parallel() // a round is mostly waiting
				results[round] = faultyRound(t, s, atATime().Rules, uint64(round))
			})
		}
	})
	if t.Failed() || slices.Contains(results, nil) { // or skipped
		return
	}
	count := map[reports.Verdict]int{}
	for _, result := range results {
		for _, o := range result.Outcomes {
			count[o.Verdict]++
		}
	}
	t.Logf("%v", count)
	if count[reports.Rehearsed] == 0 {
		differs(t, "the faults spoil everything; this test proves nothing")
	}
}

// faultyRound runs the suite where a twelfth of all calls goes wrong, and fails the test for every verdict
// that is false and everything that is left on the server.
func faultyRound(t *testing.T, s *run.Suite, rules []string, seed uint64) *run.Result {
	c, server := faulty(t, 1.0/12, seed, mock.Rules())
	endpoint := throughNetwork(t, server.URL, network{latency: time.Millisecond, jitter: 3 * time.Millisecond, slice: 200, bandwidth: 4e6, silent: 1.0 / 400})
	result := runLive(t, s, endpoint, rules)
	for _, o := range result.Outcomes {
		if o.Verdict == reports.Violates {
			differs(t, "%s violates: %s", o.Scenario.Name, o.Reason)
		}
	}
	for _, f := range result.Faults {
		differs(t, "a fault of the run: %s %s", f.Kind, f.Says)
	}
	if hits := c.hits(); hits < len(result.Outcomes)/6 {
		differs(t, "%d calls of %d scenarios were spoiled, which proves nothing", hits, len(result.Outcomes))
	}
	c.always("")
	nothingLeft(t, server.URL)
	return result
}

// A service that breaks a rule in one operation, and says so through faults, is never found to keep it there.
func TestNoRuleIsConfirmedByAccident(t *testing.T) {
	t.Parallel() // it is mostly waiting, as those below are
	s := load(t)
	for _, name := range []string{"server.weight.range", "error.InvalidServerId.NotExist", "server.description.length"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			id := "AddVServerGroupBackendServers/" + name
			table := mock.Rules()
			for _, at := range table.Entries(id) {
				table.Rules[at].Breaks = func(*mock.Call, mock.Limits) (string, bool) { return "", false }
			}
			c, server := faulty(t, 1.0/5, 7, table)
			c.hides = true // as the real service would answer
			result := runLive(t, s, server.URL, []string{id})
			if v, _ := verdictOf(result, id); v != reports.Violates && v != reports.Unexpected && v != reports.Inconclusive {
				differs(t, "a service that breaks %s has %q", id, v)
			}
		})
	}
}

// A service that stops answering in the middle ends the run early, with one message, and within its time; so does one that
// puts off whatever it is asked.
func TestADeadServiceEndsTheRun(t *testing.T) {
	for how, says := range map[string]struct{ end, scenario string }{
		"reset before the call was read": {"connection reset by peer", "connection reset by peer"},
		"throttled":                      {"no scenario could be set up, and nothing more can be judged: set-up was not possible, creating a load balancer: ", "the call was throttled"},
	} {
		t.Run(how, func(t *testing.T) {
			t.Parallel()
			c, server := faulty(t, 0, 1, mock.Rules())
			s := load(t)
			config, l := openLive(t, server.URL, func(o *live.Options) { o.Patience = 300 * time.Millisecond })
			c.always(how)
			began := time.Now()
			waiting := retry.WithClock(t.Context(), &retry.Virtual{})
			result, err := s.Run(waiting, run.Options{Target: l, Name: config.Run.Name("run"), Concurrency: 8})
			if err != nil {
				t.Fatal(err)
			}
			if !strings.Contains(result.Incomplete, says.end) {
				differs(t, "the run says of its end %q", result.Incomplete)
			}
			if n := len(result.Outcomes); n != len(s.Plan.Scenarios) {
				differs(t, "%d of %d scenarios have an outcome", n, len(s.Plan.Scenarios))
			}
			if !slices.ContainsFunc(result.Outcomes, func(o *run.Outcome) bool { return strings.Contains(o.Reason, says.scenario) }) {
				differs(t, "no scenario says %q", says.scenario) // the last may have had no answer in time, on a busy machine
			}
			for _, o := range result.Outcomes {
				if o.Verdict != reports.Inconclusive && o.Verdict != reports.NotRun {
					differs(t, "%s: %s", o.Scenario.Name, o.Verdict)
				}
			}
			if took := time.Since(began); took > 2*time.Minute {
				differs(t, "it took %v to give up", took)
			}
		})
	}
}

func openLive(t testing.TB, endpoint string, alter ...func(*live.Options)) (live.Options, *live.Target) {
	t.Helper()
	config := mockConfig(t)
	inventory := *config.Inventory
	inventory.Endpoint, inventory.STS = endpoint, endpoint
	inventory.Allow = target.Allow{Accounts: []string{config.Account.ID}, Regions: []string{inventory.Region}}
	o := live.Options{
		Inventory: &inventory, Run: target.NewRun(time.Now()), Keys: live.NewKeys(), Actions: load(t).Document.Actions(), Journal: t.TempDir(), Limits: live.Limits{Rate: 1e6},
		Network: &http.Transport{MaxIdleConnsPerHost: 16}, Timeout: 400 * time.Millisecond, ReadBack: time.Second, Patience: patience, Failures: 30,
	}
	for _, change := range alter {
		change(&o)
	}
	for range 100 {
		l, err := live.New(t.Context(), o)
		if err == nil {
			t.Cleanup(func() { o.Network.(*http.Transport).CloseIdleConnections() })
			return o, l
		}
		t.Logf("preflight met a fault: %v", err)
		o.Run = target.NewRun(time.Now())
	}
	t.Fatal("preflight meets nothing but faults")
	return live.Options{}, nil
}

func runLive(t testing.TB, s *run.Suite, endpoint string, rules []string) *run.Result {
	t.Helper()
	o, l := openLive(t, endpoint)
	result, err := s.Run(t.Context(), run.Options{
		Target: l, Name: o.Run.Name("run"), Concurrency: 16, Timeout: time.Minute, Seed: rand.Int64N(1e6) + 1, Filter: plan.Filter{Rules: rules},
	})
	if err != nil {
		t.Fatal(err)
	}
	return result
}

// nothingLeft asks the account, without faults now, whether anything carries the mark of a run.
func nothingLeft(t *testing.T, endpoint string) {
	t.Helper()
	o, l := openLive(t, endpoint)
	defer l.Close(context.Background())
	api := live.NewAPI(o.Inventory, o.Keys, o.Actions, time.Second)
	swept, err := api.Sweep(t.Context(), live.Sweep{Keep: live.BalancersOf(o.Inventory), Now: time.Now()})
	if err != nil || len(swept) > 0 {
		differs(t, "left behind: %v, %v", swept, err)
	}
}

// A number beside the documented members may be one that no number of Go can hold.
func TestANumberThatIsTooLargeIsANumber(t *testing.T) {
	large := service(t, nil, func(_ string, _ *http.Response, body []byte) []byte {
		return bytes.Replace(body, []byte("{"), []byte(`{"Serial":1E400,`), 1)
	})
	result, _ := answerOf(t, large, run.Options{}, add+"sample.response")
	for _, o := range result.Outcomes {
		if !o.Verdict.Held() {
			differs(t, "%s: %s: %s", o.Scenario.ID(), o.Verdict, o.Reason)
		}
	}
}

// A refusal that was gone when one call was repeated is believed of no other: a service may be busy for as long as others
// change something.
func TestARefusalThatPassedOnceIsNotBelieved(t *testing.T) {
	var calls atomic.Int64
	refuse := refusal(409, "NotYet.Own")
	busy := service(t, nil, func(action string, answer *http.Response, body []byte) []byte {
		if action != "DescribeVServerGroups" || calls.Add(1) == 2 {
			return body
		}
		return refuse(answer)
	})
	result, _ := answerOf(t, busy, run.Options{Concurrency: 1}, "DescribeVServerGroups/request.*.meaning", "DescribeVServerGroups/response.*")
	for _, r := range result.Rules {
		if r.Verdict == reports.Violates {
			differs(t, "%s: %s: %s", r.ID, r.Verdict, r.Reason)
		}
	}
}

// A service that answers a call so every time, be it with half an object, with nothing or with a page, says so itself.
func TestAnAnswerThatIsAlwaysHalfIsTheServicesOwn(t *testing.T) {
	for name, spoil := range map[string]func(string) string{
		"half an object": func(body string) string { return body[:len(body)/2] },
		"nothing":        func(string) string { return "" },
		"a page":         func(string) string { return "<html></html>" },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c, _ := faulty(t, 0, 1, mock.Rules())
			server := httptest.NewServer(servetest.Changed(c, func(r *http.Request, _ int, _ http.Header, body string) string {
				if r.Header.Get("X-Acs-Action") != "AddVServerGroupBackendServers" {
					return body
				}
				return spoil(body)
			}))
			t.Cleanup(server.Close)
			result := runLive(t, load(t), server.URL, []string{add + "response.*"})
			if v, _ := verdictOf(result, add+"response.object"); v != reports.Violates {
				differs(t, "%s", v)
			}
		})
	}
}
