package serve_test

import (
	"testing"
	"time"

	"github.com/slbconform/slbconform/internal/mock"
	"github.com/slbconform/slbconform/internal/serve"
)

func TestThrottling(t *testing.T) {
	c, _ := serving(t, serve.Options{Faults: serve.Faults{Rate: 0.001}})
	ask := func() answer { return c.call("DescribeLoadBalancers", values{"RegionId": "cn-hangzhou"}) }
	if a := ask(); a.Status != 200 {
		t.Errorf("the first call: %+v", a)
	}
	if a := ask(); a.Status != 400 || a.Code != "Throttling.User" || c.last.Get("X-Ratelimit-User") == "" {
		t.Errorf("the second call: %+v, %v", a, c.last)
	}
}

func TestTheQuotaOfLoadBalancers(t *testing.T) {
	c, site := serving(t, serve.Options{Mock: mock.Options{LoadBalancers: 3}})
	create := func(token string) answer {
		return c.call("CreateLoadBalancer", values{"RegionId": "cn-hangzhou", "VSwitchId": "vsw-bp1mockmain", "AddressType": "intranet", "ClientToken": token})
	}
	if a := create(""); a.Status != 200 {
		t.Fatalf("the first: %+v", a)
	}
	first := create("sent-twice")
	if again := create("sent-twice"); first.Status != 200 || again.LoadBalancerId != first.LoadBalancerId {
		t.Errorf("sent twice with one token: %+v, %+v", first, again)
	}
	if a := create(""); a.Status != 200 {
		t.Errorf("a call that was sent twice counts twice: %+v", a)
	}
	if a := create(""); a.Code != "QuotaExceeded" {
		t.Errorf("the fourth: %+v", a)
	}
	c.call("DeleteLoadBalancer", values{"RegionId": "cn-hangzhou", "LoadBalancerId": "lb-bp1mockshared"})
	if a := create(""); a.Code != "QuotaExceeded" {
		t.Errorf("after one that nobody created was deleted: %+v", a)
	}
	c.call("DeleteLoadBalancer", values{"RegionId": "cn-hangzhou", "LoadBalancerId": first.LoadBalancerId})
	if a := create(""); a.Status != 200 {
		t.Errorf("after one of them was deleted: %+v", a)
	}
	site.Reset()
	if a := create(""); a.Status != 200 {
		t.Errorf("after a reset: %+v", a)
	}
}

func TestBusyEveryThirdChange(t *testing.T) {
	c, _ := serving(t, serve.Options{Faults: serve.Faults{BusyEvery: 3}})
	_, group := c.group()
	if a := c.add(group, oneServer); a.Code != "SystemBusy" {
		t.Errorf("the third change: %+v", a)
	}
	if a := c.call("DescribeVServerGroupAttribute", values{"RegionId": "cn-hangzhou", "VServerGroupId": group}); a.Status != 200 {
		t.Errorf("a read counts as a change: %+v", a)
	}
	if a := c.add(group, oneServer); a.Status != 200 {
		t.Errorf("the fourth change: %+v", a)
	}
}

func TestExtraMembers(t *testing.T) {
	c, _ := serving(t, serve.Options{Faults: serve.Faults{ExtraMembers: true}})
	_, group := c.group()
	a := c.add(group, oneServer)
	if a.ExtraMember == "" || a.BackendServers.BackendServer[0]["ExtraMember"] == nil || a.VServerGroupId != group {
		t.Errorf("got %+v", a)
	}
}

// A change is answered at once and read back later.
func TestReadsLagBehindChanges(t *testing.T) {
	c, _ := serving(t, serve.Options{Mock: mock.Options{ReadDelay: 300 * time.Millisecond}})
	_, group := c.group()
	listed := func() int {
		return len(c.call("DescribeVServerGroupAttribute", values{"RegionId": "cn-hangzhou", "VServerGroupId": group}).BackendServers.BackendServer)
	}
	if a := c.add(group, oneServer); len(a.BackendServers.BackendServer) != 1 {
		t.Errorf("the answer: %+v", a)
	}
	if n := listed(); n != 0 {
		t.Errorf("at once %d servers are listed", n)
	}
	deadline := time.Now().Add(10 * time.Second)
	for listed() == 0 {
		if time.Now().After(deadline) {
			t.Fatal("the change never shows")
		}
		time.Sleep(20 * time.Millisecond)
	}
}
