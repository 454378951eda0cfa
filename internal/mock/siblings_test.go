package mock_test

import (
	"fmt"
	"net/http"
	"slices"
	"testing"

	"github.com/slbconform/slbconform/internal/run/runtest"
)

// balancers are the load balancers that DescribeLoadBalancers lists.
func balancers(s said) []string {
	outer, _ := s.json["LoadBalancers"].(map[string]any)
	items, _ := outer["LoadBalancer"].([]any)
	out := []string{}
	for _, item := range items {
		one, _ := item.(map[string]any)
		id, _ := one["LoadBalancerId"].(string)
		out = append(out, id)
	}
	return out
}

func TestALoadBalancerComesAndGoesWithItsGroups(t *testing.T) {
	c := newCaller(t)
	lb := c.loadBalancer()
	group := c.group(lb)
	c.must("DescribeLoadBalancerAttribute", "LoadBalancerId", lb)
	c.must("DescribeVServerGroups", "RegionId", home, "LoadBalancerId", lb)
	c.must("DeleteLoadBalancer", "LoadBalancerId", lb, "RegionId", home)
	for _, gone := range []said{
		c.call("DescribeLoadBalancerAttribute", "LoadBalancerId", lb),
		c.call("DeleteLoadBalancer", "LoadBalancerId", lb),
		c.call("CreateVServerGroup", "RegionId", home, "LoadBalancerId", lb),
	} {
		if gone.status != 404 || gone.text("Code") != "InvalidLoadBalancerId.NotFound" {
			differs(t, "%v", gone)
		}
	}
	for _, action := range []string{"DescribeVServerGroupAttribute", "DeleteVServerGroup"} {
		if gone := c.call(action, "RegionId", home, "VServerGroupId", group); gone.status != 404 || gone.text("Code") != "InvalidParameter" {
			differs(t, "%v", gone)
		}
	}
}

func TestDeleteProtection(t *testing.T) {
	c := newCaller(t)
	lb := c.must("CreateLoadBalancer", "RegionId", home, "DeleteProtection", "on").text("LoadBalancerId")
	if got := c.call("DeleteLoadBalancer", "LoadBalancerId", lb); got.text("Code") != "OperationDenied.DeleteProtectionIsOn" {
		differs(t, "%v", got)
	}
	c.must("SetLoadBalancerDeleteProtection", "RegionId", home, "LoadBalancerId", lb, "DeleteProtection", "off")
	c.must("DeleteLoadBalancer", "LoadBalancerId", lb)
}

func TestAClientTokenCreatesOnce(t *testing.T) {
	c := newCaller(t)
	create := func(token string) string {
		return c.must("CreateLoadBalancer", "RegionId", home, "ClientToken", token).text("LoadBalancerId")
	}
	first, again, other := create("a"), create("a"), create("b")
	if first != again || first == other {
		differs(t, "a token does not stand for one load balancer")
	}
}

func TestLoadBalancersAreFoundByTag(t *testing.T) {
	c := newCaller(t)
	tagged := c.must("CreateLoadBalancer", "RegionId", home, "Tag.1.Key", "run", "Tag.1.Value", "7").text("LoadBalancerId")
	later := c.loadBalancer()
	c.must("TagResources", "RegionId", home, "ResourceType", "instance", "ResourceId.1", later, "Tag.1.Key", "run", "Tag.1.Value", "8")
	for value, want := range map[string]string{"7": tagged, "8": later} {
		if got := balancers(c.must("DescribeLoadBalancers", "RegionId", home, "Tag.1.Key", "run", "Tag.1.Value", value)); !slices.Equal(got, []string{want}) {
			differs(t, "tagged %s: %v", value, got)
		}
	}
	c.must("TagResources", "RegionId", home, "ResourceType", "instance", "ResourceId.1", later, "Tag.1.Key", "run", "Tag.1.Value", "7")
	if got := balancers(c.must("DescribeLoadBalancers", "RegionId", home, "Tag.1.Key", "run", "Tag.1.Value", "7")); len(got) != 2 {
		differs(t, "tagged anew: %v", got)
	}
}

func TestLoadBalancersArePaged(t *testing.T) {
	c := newCaller(t)
	for range 5 {
		c.must("CreateLoadBalancer", "RegionId", home, "LoadBalancerName", "paged")
	}
	var all []string
	for page := 1; page <= 4; page++ {
		s := c.must("DescribeLoadBalancers", "RegionId", home, "LoadBalancerName", "paged", "PageSize", "2", "PageNumber", fmt.Sprint(page))
		if s.json["TotalCount"] != 5.0 || s.json["PageSize"] != 2.0 {
			differs(t, "%v", s)
		}
		all = append(all, balancers(s)...)
	}
	slices.Sort(all)
	if len(slices.Compact(all)) != 5 {
		differs(t, "the pages hold %v", all)
	}
}

func TestRemovingIgnoresWhatIsNotThere(t *testing.T) {
	c := newCaller(t)
	group := c.group("")
	c.add(group, many(2))
	got := c.must("RemoveVServerGroupBackendServers", "RegionId", home, "VServerGroupId", group,
		"BackendServers", `[{"ServerId":"eni-bp1mockfirst","Type":"eni","Port":8000},{"ServerId":"eni-bp1nobody","Type":"eni","Port":1}]`)
	if left := listed(got); !slices.Equal(left, []string{"eni-bp1mockfirst:8001*100"}) || !slices.Equal(left, c.holds(group)) {
		differs(t, "left: %v", left)
	}
}

func TestAGroupMayBeCreatedWithServers(t *testing.T) {
	c := newCaller(t)
	lb := c.loadBalancer()
	made := c.must("CreateVServerGroup", "RegionId", home, "LoadBalancerId", lb, "VServerGroupName", "web", "BackendServers", eni)
	if !slices.Equal(listed(made), c.holds(made.text("VServerGroupId"))) || len(listed(made)) != 1 {
		differs(t, "%v", made)
	}
	refused := c.call("CreateVServerGroup", "RegionId", home, "LoadBalancerId", lb, "BackendServers", with(`"Weight":101`))
	if !slices.Equal(refused.broke, []string{"CreateVServerGroup/server.weight.range"}) {
		differs(t, "%v", refused)
	}
}

func TestSiblingsInsistOnTheirParameters(t *testing.T) {
	c := newCaller(t)
	for action, name := range map[string]string{
		"CreateLoadBalancer": "RegionId", "DeleteLoadBalancer": "LoadBalancerId", "DescribeLoadBalancers": "RegionId",
		"DescribeLoadBalancerAttribute": "LoadBalancerId", "CreateVServerGroup": "RegionId", "DeleteVServerGroup": "RegionId",
		"DescribeVServerGroups": "RegionId", "DescribeVServerGroupAttribute": "RegionId",
		"RemoveVServerGroupBackendServers": "RegionId", "CreateMasterSlaveServerGroup": "RegionId",
		"DeleteMasterSlaveServerGroup": "RegionId", "SetLoadBalancerDeleteProtection": "RegionId",
		"TagResources": "RegionId",
	} {
		if got := c.call(action); got.status != 400 || got.text("Code") != "Missing"+name {
			differs(t, "%s: %s", action, got)
		}
	}
}

// A served mock whose clients never delete anything stays within bounds, and has room again once they do.
func TestAnAccountIsNotWithoutEnd(t *testing.T) {
	runtest.Sequential(t)
	c := newCaller(t)
	lb := c.loadBalancer()
	for _, one := range []struct{ create, remove, id string }{
		{"CreateVServerGroup", "DeleteVServerGroup", "VServerGroupId"},
		{"CreateLoadBalancer", "DeleteLoadBalancer", "LoadBalancerId"},
	} {
		var last, code string
		for created := 0; code == "" && created < 20_000; created++ {
			got := c.call(one.create, "RegionId", home, "LoadBalancerId", lb)
			if code = got.text("Code"); code == "" {
				last = got.text(one.id)
			}
		}
		if code != "QuotaExceeded" {
			t.Fatalf("%s has no end: %q", one.create, code)
		}
		c.must(one.remove, "RegionId", home, one.id, last)
		if again := c.call(one.create, "RegionId", home, "LoadBalancerId", lb); again.status != http.StatusOK {
			differs(t, "%s after one was deleted: %s", one.create, again)
		}
	}
}

// The quota of a load balancer counts the backend servers of all its groups.
func TestALoadBalancerHasRoomFor200(t *testing.T) {
	c := newCaller(t)
	lb := c.loadBalancer()
	for range 10 {
		if got := c.add(c.group(lb), many(20)); got.status != 200 {
			differs(t, "there is room: %s", got)
		}
	}
	if got := c.add(c.group(lb), eni); got.says() != "400 InstanceBackendServerNumberOverLimit" {
		differs(t, "there is no room: %s", got)
	}
}
