package serve_test

import (
	"fmt"
	"math"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/slbconform/slbconform"
)

func clientOf(t *testing.T, m *slbconform.Mock) *client {
	return &client{t: t, endpoint: "http://" + m.Endpoint, key: m.AccessKeyID, secret: m.AccessKeySecret, region: m.RegionID}
}

// A mock plays what its options say: servers, limits, duplicates, other callers, a standing load balancer.
func TestAMockPlaysItsOptions(t *testing.T) {
	m := slbconform.StartMock(t,
		slbconform.WithServers(45), slbconform.WithServersPerCall(40), slbconform.WithDuplicatesUpdated(),
		slbconform.WithLoadBalancer(slbconform.LoadBalancer{ID: "lb-mine", Name: "mine"}),
		slbconform.WithIdentity(slbconform.Identity{Name: "reader", AccessKeyID: "reader-key", AccessKeySecret: "reader-secret", Actions: []string{"slb:Describe*"}}),
	)
	c := clientOf(t, m)
	group := c.call("CreateVServerGroup", values{"RegionId": m.RegionID, "LoadBalancerId": "lb-mine"}).VServerGroupId
	servers := m.Servers()
	list := func(weight int, servers ...slbconform.Resource) string {
		var items []string
		for _, s := range servers {
			items = append(items, fmt.Sprintf(`{"ServerId":%q,"Type":%q,"Port":"80","Weight":"%d"}`, s.ID, s.Type, weight))
		}
		return "[" + strings.Join(items, ",") + "]"
	}
	if a := c.add(group, list(1, servers[:40]...)); a.Status != 200 {
		t.Errorf("forty servers: %+v", a)
	}
	if a := c.add(group, list(1, servers[:41]...)); a.Status == 200 {
		t.Error("forty-one servers are accepted")
	}
	if a := c.add(group, list(9, servers[0])); a.Status != 200 || *m.Group(group)[0].Weight != 9 {
		t.Errorf("a duplicate: %+v, %+v", a, m.Group(group)[0])
	}
	calls := m.CallsOf("AddVServerGroupBackendServers")
	if len(calls) != 3 || len(calls[0].BackendServers()) != 40 || *calls[2].BackendServers()[0].Weight != 9 {
		t.Errorf("the mock saw %d calls", len(calls))
	}
	reader := &client{t: t, endpoint: c.endpoint, key: "reader-key", secret: "reader-secret"}
	if a := reader.read(group); a.Status != 200 {
		t.Errorf("a reader who reads: %+v", a)
	}
	if a := reader.add(group, list(1, servers[44])); a.Status != 403 {
		t.Errorf("a reader who writes: %+v", a)
	}
}

// Without its control interface a mock still plays, here with backend servers that are not well.
func TestAMockWithoutControlWhoseServersAreUnhealthy(t *testing.T) {
	c := clientOf(t, slbconform.StartMock(t, slbconform.WithoutControl(), slbconform.WithUnhealthyServers()))
	lb, group := c.group()
	c.add(group, oneServer)
	listener := values{"RegionId": c.region, "LoadBalancerId": lb, "ListenerPort": "80", "VServerGroupId": group}
	c.call("CreateLoadBalancerTCPListener", listener)
	c.call("StartLoadBalancerListener", listener)
	health := c.call("DescribeHealthStatus", listener).BackendServers.BackendServer
	if len(health) != 1 || health[0]["ServerHealthStatus"] != "abnormal" {
		t.Errorf("the health of the group: %v", health)
	}
	if s := c.control("GET", "health", ""); s.status != http.StatusNotFound {
		t.Errorf("the control interface is there: %+v", s)
	}
}

func TestAMockInAnotherRegion(t *testing.T) {
	m := slbconform.StartMock(t, slbconform.WithRegion("eu-central-1"))
	c := clientOf(t, m)
	if _, group := c.group(); m.RegionID != "eu-central-1" || c.add(group, oneServer).Status != 200 {
		t.Errorf("in %s nothing can be added", m.RegionID)
	}
}

func TestAMockByItsOwnClock(t *testing.T) {
	then := time.Date(2030, 1, 2, 3, 4, 5, 0, time.UTC)
	c := clientOf(t, slbconform.StartMock(t, slbconform.WithClock(func() time.Time { return then })))
	if a := c.call("DescribeLoadBalancers", values{"RegionId": "cn-hangzhou"}); a.Code != "InvalidTimeStamp.Expired" {
		t.Errorf("today's call: %+v", a)
	}
	c.at = then
	if a := c.call("DescribeLoadBalancers", values{"RegionId": "cn-hangzhou"}); a.Status != 200 {
		t.Errorf("that day's call: %+v", a)
	}
}

// An account of one's own is what everything is taken from.
func TestAMockOfAnAccountFile(t *testing.T) {
	name := filepath.Join(t.TempDir(), "account.yaml")
	text := `account: "42"
regions: [{id: eu-west-1}]
zones: [{id: eu-west-1a, region: eu-west-1}]
vpcs: [{id: vpc-mine, region: eu-west-1}]
vswitches: [{id: vsw-mine, vpc: vpc-mine, zone: eu-west-1a}]
servers: [{id: eni-mine, kind: eni, vpc: vpc-mine, zone: eu-west-1a, addresses: [10.9.0.1]}]
credentials: [{profile: main, access_key_id: my-key, access_key_secret: my-secret}]
`
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	other := filepath.Join(t.TempDir(), "other.yaml")
	for want, change := range map[string][2]string{
		`: credentials: none has the profile "main"`: {"profile: main", "profile: ops"},
		": vswitches: there is none":                 {"vswitches: [{id: vsw-mine, vpc: vpc-mine, zone: eu-west-1a}]", "vswitches: []"},
	} {
		if err := os.WriteFile(other, []byte(strings.Replace(text, change[0], change[1], 1)), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := slbconform.NewMock(slbconform.WithAccountFile(other)); err == nil || !strings.Contains(err.Error(), other+want) {
			t.Errorf("with %s: %v", change[1], err)
		}
	}
	m := slbconform.StartMock(t, slbconform.WithAccountFile(name))
	if m.RegionID != "eu-west-1" || m.VPCID != "vpc-mine" || m.VSwitchID != "vsw-mine" || m.AccessKeyID != "my-key" || m.Resource("backend server").ID != "eni-mine" {
		t.Errorf("it plays %+v", m)
	}
	page := fetched(t, "http://"+m.Endpoint)
	for _, others := range []string{"cn-hangzhou", "mockmain", "mockfirst"} {
		if strings.Contains(page, others) {
			t.Errorf("the page speaks of %s, which is another account's", others)
		}
	}
}

// Options that cannot be meant are an error at once, and nothing is left listening.
func TestOptionsThatCannotBeMeant(t *testing.T) {
	for want, options := range map[string][]slbconform.Option{
		"the least is 1":           {slbconform.WithServersPerCall(0)},
		"a rate of 0":              {slbconform.WithRate(0)},
		"a rate of +Inf":           {slbconform.WithRate(math.Inf(1))},
		"option 1 is nil":          {nil},
		"lag behind":               {slbconform.WithReadLag(-time.Second)},
		"has an ID":                {slbconform.WithLoadBalancer(slbconform.LoadBalancer{})},
		"stands twice":             {slbconform.WithLoadBalancer(slbconform.LoadBalancer{ID: "lb-bp1mockram"})},
		"leave the region out":     {slbconform.WithAccountFile("account.yaml"), slbconform.WithRegion("eu-central-1")},
		"the account file is said": {slbconform.WithAccountFile("one.yaml"), slbconform.WithAccountFile("other.yaml")},
		"missing.yaml":             {slbconform.WithAccountFile("missing.yaml")},
		"an AccessKeyID":           {slbconform.WithIdentity(slbconform.Identity{Name: "nobody"})},
		`no "vsw-nowhere"`:         {slbconform.WithLoadBalancer(slbconform.LoadBalancer{ID: "lb-1", VSwitch: "vsw-nowhere"})},
		"the number of servers ":   {slbconform.WithServers(-1)},
		"the most is 10000":        {slbconform.WithServers(6000), slbconform.WithServers(6000)},
		"not written like one":     {slbconform.WithRegion("eni")},
		"allows nothing":           {slbconform.WithIdentity(slbconform.Identity{Name: "a", AccessKeyID: "k", AccessKeySecret: "s", Actions: []string{"DescribeRegions"}})},
		"the region is said twice": {slbconform.WithRegion("eu-central-1"), slbconform.WithRegion("us-west-1")},
		"the region has no name":   {slbconform.WithRegion("")},
		"the clock is nil":         {slbconform.WithClock(nil)},
		"a call is said twice":     {slbconform.WithServersPerCall(20), slbconform.WithServersPerCall(40)},
		"members is said twice":    {slbconform.WithMembers(20), slbconform.WithMembers(40)},
		"the rate is said twice":   {slbconform.WithRate(1), slbconform.WithRate(2)},
		"behind is said twice":     {slbconform.WithReadLag(1), slbconform.WithReadLag(2)},
		"updated already":          {slbconform.WithDuplicatesUpdated(), slbconform.WithBehaviour("duplicates-in-group", "refused")},
	} {
		if m, err := slbconform.NewMock(options...); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, %v; it should say %s", m, err, want)
		}
	}
}

// Ten thousand calls are kept, all are counted, and Reset begins anew.
func TestCallsAreCounted(t *testing.T) {
	m := slbconform.StartMock(t)
	c := clientOf(t, m)
	_, group := c.group()
	m.Refuse("SystemBusy", slbconform.Times(3))
	order := m.Refuse("Throttling", slbconform.UntilWithdrawn())
	var codes []string
	for range 4 {
		codes = append(codes, c.read(group).Code)
	}
	order.Withdraw()
	codes = append(codes, c.read(group).Code)
	if got := strings.Join(codes, " "); got != "SystemBusy SystemBusy SystemBusy Throttling " {
		t.Errorf("the answers are %q", got)
	}
	if m.CountCalls() != 7 || len(m.Calls()) != 7 || len(m.Group(group)) != 0 {
		t.Errorf("%d calls are counted", m.CountCalls())
	}
	m.Reset()
	if m.CountCalls() != 0 || c.read(group).Status != 404 {
		t.Error("after Reset something is left")
	}
}

// What is kept of calls has a bound also where they are as long as a call may be.
func TestVeryLongCallsAreCountedAndNotAllKept(t *testing.T) {
	m := slbconform.StartMock(t)
	long := strings.Repeat("x", 3<<20)
	for range 25 {
		answer, err := http.PostForm("http://"+m.Endpoint, url.Values{"Action": {"DescribeVServerGroups"}, "Long": {long}})
		if err != nil {
			t.Fatal(err)
		}
		answer.Body.Close()
	}
	kept := m.Calls()
	if m.CountCalls() != 25 || len(kept) < 10 || len(kept) > 22 || kept[len(kept)-1].Parameters["Long"] != long {
		t.Errorf("of %d calls %d are kept", m.CountCalls(), len(kept))
	}
}
