package live_test

import (
	"bytes"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/slbconform/slbconform/internal/target"
	"github.com/slbconform/slbconform/internal/target/live"
)

// A sweep takes what carries the whole mark of an old run, and nothing else: not what looks like it, not what is
// young, not what is in use, not what lies elsewhere, and never more than it was allowed.
func TestSweep(t *testing.T) {
	a := serveAccount(t)
	c := a.through(plain{})
	old := target.NewRun(time.Now().Add(-3 * time.Hour))
	young := target.NewRun(time.Now().Add(-time.Minute))
	made := map[string]string{}
	for what, mark := range map[string][2]string{
		"left by an old run":        {old.Name("run"), old.Name("run")},
		"left by the same run":      {old.Name("other"), old.Name("other")},
		"of a run still going":      {young.Name("run"), young.Name("run")},
		"without a tag":             {old.Name("untagged"), ""},
		"with another's tag":        {old.Name("forged"), "someone"},
		"with a look-alike name":    {"slbconform-production", "slbconform-production"},
		"whose name only begins so": {"x-" + old.Name("run"), "x-" + old.Name("run")},
		"of somebody else":          {"production", ""},
	} {
		id, err := create(c, mark[0], mark[1])
		if err != nil {
			t.Fatal(err)
		}
		made[id] = what
	}
	before, err := a.api().Groups(t.Context(), "lb-bp1mockram")
	if err != nil {
		t.Fatal(err)
	}
	group, err := createGroup(c, "lb-bp1mockram", old.Name("group"))
	if err != nil {
		t.Fatal(err)
	}
	made[group] = "group of an old run on a standing load balancer"
	for name, tag := range map[string]string{"production": "", old.Name("forged"): "someone", "slbconform-mine": "slbconform-mine"} {
		if _, err := createGroup(c, "lb-bp1mockram", name, tag); err != nil {
			t.Fatal(err)
		}
	}
	sweep := live.Sweep{OlderThan: 2 * time.Hour, Max: 20, Standing: live.Standing(a.inventory), Now: time.Now().Add(150 * time.Minute)}

	fates := func(s live.Sweep) map[string]string {
		swept, err := a.api().Sweep(t.Context(), s)
		if err != nil {
			t.Fatal(err)
		}
		out := map[string]string{}
		for _, s := range swept {
			out[made[s.ID]] = s.Fate
		}
		return out
	}
	looked := fates(sweep)
	wantFates(t, "looking", looked, map[string]string{
		"left by an old run": "would be removed", "left by the same run": "would be removed",
		"group of an old run on a standing load balancer": "would be removed", "of a run still going": "would be removed",
	})
	if n := len(a.balancers()); n != 8 {
		t.Errorf("looking removed something: %d load balancers of 8 are there", n)
	}
	// As seen now, everything was created a moment ago, whatever its name says.
	sweep.Now, sweep.Delete = time.Now(), true
	wantFates(t, "young", fates(sweep), map[string]string{
		"left by an old run": "too young", "left by the same run": "too young", "of a run still going": "too young",
		"group of an old run on a standing load balancer": "too young",
	})
	sweep.Now, sweep.Max = time.Now().Add(150*time.Minute), 2
	spared := 0
	for _, fate := range fates(sweep) {
		if fate == "beyond the maximum" {
			spared++
		}
	}
	if spared != 2 {
		t.Errorf("%d of 4 are beyond a maximum of 2", spared)
	}
	if n := len(a.balancers()); n != 7 {
		t.Errorf("%d load balancers are there after a sweep of at most 2 of 8 and a group, want 7", n)
	}
	groups, err := a.api().Groups(t.Context(), "lb-bp1mockram")
	if err != nil || len(groups) != len(before)+3 {
		t.Errorf("groups on the standing load balancer: %v, %v", groups, err)
	}
}

// A sweep of one region sees nothing of another.
func TestSweepStaysInItsRegion(t *testing.T) {
	a := serveAccount(t)
	old := target.NewRun(time.Now().Add(-3 * time.Hour))
	if _, err := create(a.through(plain{}), old.Name("run"), old.Name("run")); err != nil {
		t.Fatal(err)
	}
	api := a.api()
	api.Region = "cn-shanghai"
	swept, err := api.Sweep(t.Context(), live.Sweep{Delete: true, Now: time.Now().Add(time.Hour)})
	if err != nil || len(swept) != 0 {
		t.Errorf("swept %v, %v", swept, err)
	}
	if n := len(a.balancers()); n != 1 {
		t.Errorf("%d load balancers are left of one", n)
	}
}

// What carries the whole mark and serves somebody stays: no run has made its listeners or rules.
func TestWhatIsInUseStays(t *testing.T) {
	a := serveAccount(t)
	old := target.NewRun(time.Now().Add(-3 * time.Hour))
	lb, err := create(a.through(plain{}), old.Name("run"), old.Name("run"))
	if err != nil {
		t.Fatal(err)
	}
	group, err := createGroup(a.through(plain{}), "lb-bp1mockram", old.Name("run"))
	if err != nil {
		t.Fatal(err)
	}
	api := a.api()
	api.Transport = inUse{}
	swept, err := api.Sweep(t.Context(), live.Sweep{Delete: true, Standing: []string{"lb-bp1mockram"}, Now: time.Now().Add(time.Hour)})
	if err != nil || len(swept) != 2 || swept[0].ID != group || swept[1].ID != lb {
		t.Errorf("swept %+v, %v", swept, err)
	}
	for _, s := range swept {
		if !strings.HasPrefix(s.Fate, "in use") {
			t.Errorf("%s: %s", s.Kind, s.Fate)
		}
	}
	if n := a.count("DeleteLoadBalancer") + a.count("DeleteVServerGroup"); n != 0 {
		t.Errorf("%d removals were sent", n)
	}
}

// inUse is a service whose load balancers have a listener each, and whose groups serve one.
type inUse struct{}

func (inUse) RoundTrip(r *http.Request) (*http.Response, error) {
	response, err := http.DefaultTransport.RoundTrip(r)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	body = bytes.ReplaceAll(body, []byte(`"Listener":[]`), []byte(`"Listener":[{"Port":80,"Protocol":"tcp"}]`))
	if r.Header.Get("X-Acs-Action") == "DescribeLoadBalancerAttribute" {
		body = []byte(`{"RequestId":"1","ListenerPorts":{"ListenerPort":[80]}}`)
	}
	response.Body, response.ContentLength = io.NopCloser(bytes.NewReader(body)), int64(len(body))
	return response, err
}

// A load balancer that the inventory names is never taken for a left-over, whatever it carries.
func TestWhatTheInventoryNamesStays(t *testing.T) {
	a := serveAccount(t)
	old := target.NewRun(time.Now().Add(-3 * time.Hour))
	id, err := create(a.through(plain{}), old.Name("run"), old.Name("run"))
	if err != nil {
		t.Fatal(err)
	}
	swept, err := a.api().Sweep(t.Context(), live.Sweep{Delete: true, Standing: []string{id}, Now: time.Now().Add(time.Hour)})
	if err != nil || len(swept) != 0 {
		t.Errorf("swept %+v, %v", swept, err)
	}
}

func wantFates(t *testing.T, when string, got, want map[string]string) {
	t.Helper()
	for what, fate := range want {
		if got[what] != fate {
			t.Errorf("%s: what was %s: %q, want %q", when, what, got[what], fate)
		}
	}
	for what := range got {
		if want[what] == "" {
			t.Errorf("%s: what was %s is looked at as if it were a run's", when, what)
		}
	}
}
