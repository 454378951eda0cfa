package live_test

import (
	"bytes"
	"cmp"
	"errors"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	slb "github.com/alibabacloud-go/slb-20140515/v4/client"
	"github.com/alibabacloud-go/tea/dara"

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
	sweep := live.Sweep{OlderThan: 2 * time.Hour, Max: 20, Keep: live.BalancersOf(a.inventory), Now: time.Now().Add(150 * time.Minute)}

	fates := func(s live.Sweep) map[string]string {
		swept, err := a.api().Sweep(t.Context(), s)
		if err != nil {
			t.Fatal(err)
		}
		out := map[string]string{}
		for _, s := range swept {
			out[made[s.ID]] = s.Outcome
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
	swept, err := api.Sweep(t.Context(), live.Sweep{Delete: true, Keep: []string{"lb-bp1mockram"}, Now: time.Now().Add(time.Hour)})
	if err != nil || len(swept) != 2 || swept[0].ID != group || swept[1].ID != lb {
		t.Errorf("swept %+v, %v", swept, err)
	}
	for _, s := range swept {
		if !strings.HasPrefix(s.Outcome, "in use") {
			t.Errorf("%s: %s", s.Kind, s.Outcome)
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

// What goes with a load balancer of a run is named behind it.
func TestWhatGoesWithALoadBalancerIsNamed(t *testing.T) {
	a := serveAccount(t)
	c := a.through(plain{})
	old := target.NewRun(time.Now().Add(-3 * time.Hour))
	lb, err := create(c, old.Name("run"), old.Name("run"))
	if err != nil {
		t.Fatal(err)
	}
	group, err := createGroup(c, lb, "by-hand")
	if err == nil {
		err = listener(c, lb, group, old.Name("run"))
	}
	if err != nil {
		t.Fatal(err)
	}
	swept, err := a.api().Sweep(t.Context(), live.Sweep{Delete: true, Now: time.Now().Add(time.Hour)})
	var told []string
	for _, s := range swept {
		told = append(told, strings.Join([]string{s.Kind, s.ID, s.On, s.Outcome}, ", "))
	}
	want := []string{
		"load balancer, " + lb + ", , removed", "listener, " + lb + "/tcp/81, " + lb + ", removed with the load balancer",
		"vServer group, " + group + ", " + lb + ", removed with the load balancer",
	}
	if err != nil || !slices.Equal(told, want) {
		t.Errorf("swept %q, %v", told, err)
	}
}

// A load balancer that the inventory names is never taken for a left-over, whatever it carries.
func TestWhatTheInventoryNamesStays(t *testing.T) {
	a := serveAccount(t)
	old := target.NewRun(time.Now().Add(-3 * time.Hour))
	id, err := create(a.through(plain{}), old.Name("run"), old.Name("run"))
	if err != nil {
		t.Fatal(err)
	}
	swept, err := a.api().Sweep(t.Context(), live.Sweep{Delete: true, Keep: []string{id}, Now: time.Now().Add(time.Hour)})
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

// Listeners and forwarding rules of a run on a load balancer that it did not create go before the group that they lead to:
// when it ends, and when it was killed and only a sweep is left.
func TestListenersOfARunOnAStandingLoadBalancer(t *testing.T) {
	const lb = "lb-bp1mockram"
	for how, ends := range map[string]func(*account, *live.Target, live.Options) error{
		"closed": func(_ *account, l *live.Target, _ live.Options) error { return l.Close(atOnce(t)) },
		"killed": func(a *account, _ *live.Target, o live.Options) error {
			swept, err := a.api().Sweep(t.Context(), live.Sweep{Delete: true, Keep: []string{lb}, Journal: o.Journal, Now: time.Now().Add(time.Hour)})
			for _, s := range swept {
				err = errors.Join(err, s.Err)
			}
			if len(swept) != 4 {
				t.Errorf("swept %+v, want two listeners, the forwarding rule of one, and a group", swept)
			}
			return err
		},
		"lost": func(_ *account, l *live.Target, _ live.Options) error { return l.Close(atOnce(t)) },
	} {
		t.Run(how, func(t *testing.T) {
			a := serveAccount(t)
			o := a.options()
			loses := &losing{next: http.DefaultTransport}
			o.Network = loses
			l := a.open(o)
			c := a.through(session(t, l).Transport)
			if err := listener(c, lb, "", "production"); !errors.Is(err, live.ErrUnmarked) {
				t.Errorf("a listener without a mark: %v", err)
			}
			group, err := createGroup(c, lb, o.Run.Name("run"))
			if err == nil {
				_, err = c.CreateLoadBalancerHTTPListener(&slb.CreateLoadBalancerHTTPListenerRequest{
					RegionId: dara.String("cn-hangzhou"), LoadBalancerId: dara.String(lb), ListenerPort: dara.Int32(80), Bandwidth: dara.Int32(-1),
					BackendServerPort: dara.Int32(80), StickySession: dara.String("off"), HealthCheck: dara.String("off"), Description: dara.String(o.Run.Name("run")),
				})
			}
			if err == nil {
				_, err = c.CreateRules(&slb.CreateRulesRequest{
					RegionId: dara.String("cn-hangzhou"), LoadBalancerId: dara.String(lb), ListenerPort: dara.Int32(80),
					RuleList: dara.String(`[{"RuleName":"` + o.Run.Name("run") + `","Domain":"www.example.com","VServerGroupId":"` + group + `"}]`),
				})
			}
			if err != nil {
				t.Fatal(err)
			}
			loses.answers = how == "lost"
			if err := listener(c, lb, group, o.Run.Name("run")); (err != nil) != loses.answers {
				t.Fatal(err)
			}
			loses.answers = false
			if err := ends(a, l, o); err != nil {
				t.Error(err)
			}
			listeners, err := a.api().Listeners(t.Context(), lb)
			groups, groupsErr := a.api().Groups(t.Context(), lb)
			if err != nil || groupsErr != nil || len(listeners) != 0 || slices.ContainsFunc(groups, func(g live.Group) bool { return g.ID == group }) {
				t.Errorf("left behind: %v, %v, %v, %v", listeners, groups, err, groupsErr)
			}
		})
	}
}

// A forwarding rule of a run on a listener of somebody else goes before the group that it leads to; one of somebody else keeps
// the group, and looking says which.
func TestForwardingRulesOnAListenerOfSomebodyElse(t *testing.T) {
	const lb = "lb-bp1mockram"
	a := serveAccount(t)
	c := a.through(plain{})
	old := target.NewRun(time.Now().Add(-3 * time.Hour))
	if _, err := c.CreateLoadBalancerHTTPListener(&slb.CreateLoadBalancerHTTPListenerRequest{
		RegionId: dara.String("cn-hangzhou"), LoadBalancerId: dara.String(lb), ListenerPort: dara.Int32(80), Bandwidth: dara.Int32(-1),
		BackendServerPort: dara.Int32(80), StickySession: dara.String("off"), HealthCheck: dara.String("off"), Description: dara.String("production"),
	}); err != nil {
		t.Fatal(err)
	}
	led := map[string]string{} // group: the name of the rule
	for name, domain := range map[string]string{old.Name("run"): "a.example.com", "production": "b.example.com", target.NewRun(time.Now()).Name("run"): "c.example.com"} {
		group, err := createGroup(c, lb, old.Name("group"))
		if err == nil {
			_, err = c.CreateRules(&slb.CreateRulesRequest{
				RegionId: dara.String("cn-hangzhou"), LoadBalancerId: dara.String(lb), ListenerPort: dara.Int32(80),
				RuleList: dara.String(`[{"RuleName":"` + name + `","Domain":"` + domain + `","VServerGroupId":"` + group + `"}]`),
			})
		}
		if err != nil {
			t.Fatal(err)
		}
		if led[group] = name; name == "production" {
			err = listener(c, lb, group, name)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, fate := range []string{"would be removed", "removed"} {
		swept, err := a.api().Sweep(t.Context(), live.Sweep{Delete: fate == "removed", Keep: []string{lb}, Now: time.Now().Add(time.Hour)})
		if err != nil || len(swept) != 4 || swept[0].Kind != "forwarding rule" || !strings.HasPrefix(swept[0].ID, "rule-") ||
			swept[0].Name != old.Name("run") || swept[0].On != lb+"/http/80" || swept[0].Outcome != fate {
			t.Fatalf("swept %+v, %v: want the forwarding rule first, by name, and with its listener", swept, err)
		}
		for _, s := range swept[1:] {
			want := map[string]string{
				old.Name("run"): fate, "production": "in use: it has 1 listener and 1 forwarding rule of others",
			}[led[s.ID]]
			if want = cmp.Or(want, "in use: it has 1 forwarding rule of others"); s.Outcome != want || s.On != lb {
				t.Errorf("the group that %s leads to, on %s: %s, want %s", led[s.ID], s.On, s.Outcome, want)
			}
		}
	}
}

// listener makes a TCP listener that leads to a group.
func listener(c *slb.Client, lb, group, description string) error {
	_, err := c.CreateLoadBalancerTCPListener(&slb.CreateLoadBalancerTCPListenerRequest{
		RegionId: dara.String("cn-hangzhou"), LoadBalancerId: dara.String(lb), ListenerPort: dara.Int32(81), Bandwidth: dara.Int32(-1),
		VServerGroupId: dara.String(group), Description: dara.String(description),
	})
	return err
}
