package live_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	slb "github.com/alibabacloud-go/slb-20140515/v4/client"
	"github.com/alibabacloud-go/tea/dara"

	"github.com/slbconform/slbconform/internal/target"
	"github.com/slbconform/slbconform/internal/target/live"
	"github.com/slbconform/slbconform/spec/platform"
)

// A call beyond a limit is not sent; clean-up always is.
func TestLimits(t *testing.T) {
	for _, c := range []struct {
		limit  string
		limits live.Limits
		stops  bool // the whole run, not just this call
	}{
		{"max-load-balancers", live.Limits{LoadBalancers: 1, Rate: 1000}, false},
		{"max-calls", live.Limits{Calls: 1, Rate: 1000}, true},
	} {
		a := serveAccount(t)
		o := a.options()
		o.Limits = c.limits
		l := a.open(o)
		client := a.through(session(t, l).Transport)
		if _, err := create(client, o.Run.Name("first"), o.Run.Name("first")); err != nil {
			t.Fatal(err)
		}
		_, err := create(client, o.Run.Name("second"), o.Run.Name("second"))
		var over *live.LimitError
		if !errors.As(err, &over) || over.Limit != c.limit || a.count("CreateLoadBalancer") != 1 {
			t.Errorf("%s: %v after %d calls", c.limit, err, a.count("CreateLoadBalancer"))
		}
		if _, err := l.Open(t.Context(), "next"); errors.Is(err, target.ErrStopped) != c.stops {
			t.Errorf("%s: the next scenario: %v", c.limit, err)
		}
		if err := l.Close(context.Background()); err != nil || len(a.balancers()) != 0 {
			t.Errorf("%s: clean-up: %v", c.limit, err)
		}
	}
}

// A service that does not know a client token again makes another load balancer of the same call.
func TestACreationThatWasAnsweredIsCountedWhenItIsRepeated(t *testing.T) {
	a := serveAccount(t)
	o := a.options()
	o.Limits = live.Limits{LoadBalancers: 1, Rate: 1000}
	l := a.open(o)
	client := a.through(session(t, l).Transport)
	name := dara.String(o.Run.Name("first"))
	request := &slb.CreateLoadBalancerRequest{
		RegionId: dara.String("cn-hangzhou"), AddressType: dara.String("intranet"), VpcId: dara.String("vpc-bp1mockmain"), VSwitchId: dara.String("vsw-bp1mockmain"),
		LoadBalancerName: name, ClientToken: name, Tag: []*slb.CreateLoadBalancerRequestTag{{Key: dara.String(target.MarkTag), Value: name}},
	}
	if _, err := client.CreateLoadBalancer(request); err != nil {
		t.Fatal(err)
	}
	if _, err := client.CreateLoadBalancer(request); !errors.As(err, new(*live.LimitError)) {
		t.Errorf("got %v after %d calls", err, a.count("CreateLoadBalancer"))
	}
	if err := l.Close(context.Background()); err != nil {
		t.Error(err)
	}
}

func TestDefaultsAreSafe(t *testing.T) {
	l, err := live.Limits{}.For(&target.Inventory{Rates: platform.Rates{{Action: "DescribeVServerGroups", Calls: 5}}})
	if err != nil || l.LoadBalancers > 2 || l.Time > time.Hour || l.Calls > 8000 {
		t.Errorf("the defaults are %+v: %v", l, err)
	}
	for action, most := range map[string]float64{"CreateVServerGroup": 1, "SetVServerGroupAttribute": 1, "DescribeVServerGroupAttribute": 10, "DescribeVServerGroups": 5} {
		if rate := l.RateOf(action); rate <= 0 || rate > most {
			t.Errorf("%s is called %v times a second, and %v is the most", action, rate, most)
		}
	}
}

// One server may be attached fifty times: scenarios that run at once wait for each other rather than use it up.
func TestAttachmentsAreBudgeted(t *testing.T) {
	a := serveAccount(t)
	o := a.options()
	l := a.open(o)
	client := a.through(session(t, l).Transport)
	lb, err := create(client, o.Run.Name("run"), o.Run.Name("run"))
	if err != nil {
		t.Fatal(err)
	}
	attached := &counter{}
	var all sync.WaitGroup
	for range 6 {
		all.Go(func() {
			own := a.through(session(t, l).Transport) // one client a goroutine: the SDK's is not safe for several
			group, err := createGroup(own, lb, o.Run.Name("scenario"))
			if err != nil {
				t.Error(err)
				return
			}
			_, err = own.AddVServerGroupBackendServers(&slb.AddVServerGroupBackendServersRequest{
				RegionId: dara.String("cn-hangzhou"), VServerGroupId: dara.String(group), BackendServers: dara.String(list("eni-bp1mockfirst", 10, 20)),
			})
			if err != nil {
				t.Error(err)
				return
			}
			attached.add(20)
			time.Sleep(20 * time.Millisecond)
			attached.add(-20)
			if _, err := own.DeleteVServerGroup(&slb.DeleteVServerGroupRequest{RegionId: dara.String("cn-hangzhou"), VServerGroupId: dara.String(group)}); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if attached.most > 50 {
		t.Errorf("one server was attached %d times at once", attached.most)
	}
	if err := l.Close(t.Context()); err != nil {
		t.Error(err)
	}
}

type counter struct {
	mu        sync.Mutex
	now, most int
}

func (c *counter) add(n int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now += n
	c.most = max(c.most, c.now)
}
