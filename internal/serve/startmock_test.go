package serve_test

import (
	"fmt"
	"runtime"
	"slices"
	"strings"
	"testing"

	openapi "github.com/alibabacloud-go/darabonba-openapi/v2/client"
	slb "github.com/alibabacloud-go/slb-20140515/v4/client"
	"github.com/alibabacloud-go/tea/dara"

	"github.com/slbconform/slbconform"
	"github.com/slbconform/slbconform/internal/secrets"
)

// A client team's own test: the official SDK against a mock of its own, an error on demand, and what the mock saw.
func TestAClientTeamsTest(t *testing.T) {
	m := slbconform.StartMock(t)
	client, err := slb.NewClient(&openapi.Config{
		Endpoint: dara.String(m.Endpoint), Protocol: dara.String("HTTP"), RegionId: dara.String(m.RegionID),
		AccessKeyId: dara.String(m.AccessKeyID), AccessKeySecret: dara.String(m.AccessKeySecret),
	})
	if err != nil {
		t.Fatal(err)
	}
	lb, err := client.CreateLoadBalancer(&slb.CreateLoadBalancerRequest{
		RegionId: dara.String(m.RegionID), AddressType: dara.String("intranet"), VpcId: dara.String(m.VPCID), VSwitchId: dara.String(m.VSwitchID),
	})
	if err != nil {
		t.Fatal(err)
	}
	group, err := client.CreateVServerGroup(&slb.CreateVServerGroupRequest{RegionId: dara.String(m.RegionID), LoadBalancerId: lb.Body.LoadBalancerId})
	if err != nil {
		t.Fatal(err)
	}
	add := func(r slbconform.Resource) error {
		_, err := client.AddVServerGroupBackendServers(&slb.AddVServerGroupBackendServersRequest{
			RegionId: dara.String(m.RegionID), VServerGroupId: group.Body.VServerGroupId,
			BackendServers: dara.String(`[{"ServerId":"` + r.ID + `","Type":"` + r.Type + `","Port":80}]`),
		})
		return err
	}
	if err := add(m.Resource("backend server")); err != nil {
		t.Error(err)
	}
	if err := add(m.Resource("network interface of another VPC")); err == nil {
		t.Error("a server of another VPC is accepted")
	}
	calls := m.Calls()
	last := calls[len(calls)-1]
	if len(calls) != 4 || last.Status != 400 || !slices.Contains(last.Broke, "AddVServerGroupBackendServers/error.NetworkConflict") {
		t.Errorf("the mock saw %+v", calls)
	}
	for name, value := range last.Parameters {
		if err := secrets.Check([]byte(name+"="+value), m.AccessKeyID, m.AccessKeySecret); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// What a client does about a refusal that is not its fault is tried with a refusal on order: once, then all is well.
func TestARefusalOnOrder(t *testing.T) {
	m := slbconform.StartMock(t)
	c := &client{t: t, endpoint: "http://" + m.Endpoint, key: m.AccessKeyID, secret: m.AccessKeySecret}
	_, group := c.group()
	m.RefuseNext("AddVServerGroupBackendServers", "SystemBusy")
	m.RefuseNext("AddVServerGroupBackendServers", "Throttling.User")
	if a := c.call("DescribeVServerGroupAttribute", values{"RegionId": m.RegionID, "VServerGroupId": group}); a.Status != 200 {
		t.Errorf("another operation: %+v", a)
	}
	var codes []string
	for range 3 {
		codes = append(codes, c.add(group, oneServer).Code)
	}
	if want := []string{"SystemBusy", "Throttling.User", ""}; !slices.Equal(codes, want) {
		t.Errorf("the answers are %q, want %q", codes, want)
	}
	calls := m.Calls()
	if seen := calls[len(calls)-3]; seen.Code != "SystemBusy" || seen.Status != 400 || seen.RequestID == "" {
		t.Errorf("the mock saw %+v", seen)
	}
}

// What a test asks for and cannot have fails it, and says what was meant.
func TestWhatAMockHasNot(t *testing.T) {
	for want, ask := range map[string]func(m *slbconform.Mock){
		`did you mean "backend server"`:                func(m *slbconform.Mock) { m.Resource("backend servr") },
		`did you mean "AddVServerGroupBackendServers"`: func(m *slbconform.Mock) { m.RefuseNext("AddVServerGroupBackendServer", "SystemBusy") },
		`did you mean "SystemBusy"`:                    func(m *slbconform.Mock) { m.RefuseNext("AddVServerGroupBackendServers", "SystemBsy") },
		"the group that it is for is empty":            func(m *slbconform.Mock) { m.Refuse("SystemBusy", slbconform.OnGroup("")) },
		"the group of an order is said twice": func(m *slbconform.Mock) {
			m.Refuse("SystemBusy", slbconform.OnGroup("rsp-1"), slbconform.OnGroup("rsp-2"))
		},
		"how often, and differently": func(m *slbconform.Mock) {
			m.Refuse("SystemBusy", slbconform.Times(2), slbconform.UntilWithdrawn())
		},
		"place 1 is nil": func(m *slbconform.Mock) { m.Refuse("SystemBusy", nil) },
	} {
		failed := &failing{TB: t}
		m := slbconform.StartMock(failed)
		done := make(chan struct{})
		go func() { defer close(done); ask(m) }()
		<-done
		if !strings.Contains(failed.said, want) {
			t.Errorf("it says %q, want %s", failed.said, want)
		}
	}
}

// failing is a test that may fail.
type failing struct {
	testing.TB
	said string
}

func (f *failing) Fatal(args ...any) { f.said = fmt.Sprint(args...); runtime.Goexit() }

// Every choice that the page lists can be made in Go, and one that is not there is said at once.
func TestABehaviourIsChosen(t *testing.T) {
	m := slbconform.StartMock(t, slbconform.WithBehaviour("duplicates-in-group", "updated"))
	client := sdkOf(m)
	group, server := newGroup(m, client), m.Resource("backend server")
	for range 2 {
		if err := addOne(m, client, group, server); err != nil {
			t.Error(err)
		}
	}
	for name, word := range map[string]string{"duplicates-in-groups": "updated", "duplicates-in-group": "update", "servers-per-call": "40"} {
		if _, err := slbconform.NewMock(slbconform.WithBehaviour(name, word)); err == nil || !strings.Contains(err.Error(), "it is one of") {
			t.Errorf("%s %s: %v", name, word, err)
		}
	}
}
