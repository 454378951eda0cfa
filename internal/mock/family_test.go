package mock_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/slbconform/slbconform/internal/mock"
)

// inGroup calls an operation on a group; params are name, value, name, value …
func (c *caller) inGroup(action, group string, params ...string) said {
	c.t.Helper()
	return c.call(action, append([]string{"RegionId", home, "VServerGroupId", group}, params...)...)
}

func (c *caller) onBalancer(action, lb string, params ...string) said {
	c.t.Helper()
	return c.call(action, append([]string{"RegionId", home, "LoadBalancerId", lb}, params...)...)
}

// A group lives through everything that the family does to it, and each operation sees what the others did.
func TestTheLifeOfAGroup(t *testing.T) {
	c := newCaller(t)
	lb := c.loadBalancer()
	made := c.must("CreateVServerGroup", "RegionId", home, "LoadBalancerId", lb, "VServerGroupName", "web", "Tag.1.Key", "team", "Tag.1.Value", "red", "BackendServers", eni)
	group := made.text("VServerGroupId")
	holds := func(after string, want ...string) {
		t.Helper()
		if got := c.holds(group); !slices.Equal(got, want) {
			differs(t, "after %s the group holds %v, not %v", after, got, want)
		}
	}
	second := strings.Replace(eni, "first", "second", 1)
	holds("creating it", "eni-bp1mockfirst:80*100")
	c.add(group, second)
	holds("adding", "eni-bp1mockfirst:80*100", "eni-bp1mocksecond:80*100")

	set := c.inGroup("SetVServerGroupAttribute", group, "VServerGroupName", "api", "BackendServers", with(`"Weight":"0"`))
	if set.text("VServerGroupName") != "api" || len(listed(set)) != 2 {
		differs(t, "%v", set)
	}
	holds("setting a weight", "eni-bp1mockfirst:80*0", "eni-bp1mocksecond:80*100")
	c.inGroup("SetVServerGroupAttribute", group, "BackendServers", eni)
	holds("setting nothing of it", "eni-bp1mockfirst:80*0", "eni-bp1mocksecond:80*100")

	c.inGroup("ModifyVServerGroupBackendServers", group, "OldBackendServers", eni, "NewBackendServers", `[{"ServerId":"i-bp1mockrunning","Port":"8080"}]`)
	holds("modifying", "eni-bp1mocksecond:80*100", "i-bp1mockrunning:8080*100")
	c.inGroup("ModifyVServerGroupBackendServers", group, "OldBackendServers", second, "NewBackendServers", strings.Replace(second, `"Port"`, `"Weight":7,"Port"`, 1))
	holds("putting one in anew", "i-bp1mockrunning:8080*100", "eni-bp1mocksecond:80*7")
	c.inGroup("RemoveVServerGroupBackendServers", group, "BackendServers", second)
	holds("removing", "i-bp1mockrunning:8080*100")

	found := c.must("DescribeVServerGroups", "RegionId", home, "LoadBalancerId", lb, "Description", "api", "Tag.1.Key", "team")
	if !strings.Contains(found.body, group) || !strings.Contains(found.body, `"TagKey":"team","TagValue":"red"`) {
		differs(t, "%v", found)
	}
	if none := c.must("DescribeVServerGroups", "RegionId", home, "LoadBalancerId", lb, "Description", "nobody"); strings.Contains(none.body, group) {
		differs(t, "a name that no group has: %s", none)
	}
	c.must("DeleteVServerGroup", "RegionId", home, "VServerGroupId", group)
	if gone := c.inGroup("DescribeVServerGroupAttribute", group); gone.status != 404 {
		differs(t, "%v", gone)
	}
}

// familyRefusals are the rows that the other seven operations have of their own, and what the table of all provokes there.
func familyRefusals(c *caller) map[string]said {
	lb := c.loadBalancer()
	group := c.group(lb)
	create := func(params ...string) said { return c.onBalancer("CreateVServerGroup", lb, params...) }
	modify := func(list string) said {
		return c.inGroup("ModifyVServerGroupBackendServers", group, "NewBackendServers", list)
	}
	many := []string{}
	for n := range 21 {
		many = append(many, fmt.Sprintf("Tag.%d.Key", n+1), fmt.Sprint("k", n))
	}
	ipv6 := `[{"ServerId":"eni-bp1mockipv6","Type":"eni","Port":80,"ServerIp":"2001:db8:1::15"}]`
	tunnelled := c.group("lb-bp1mockanytunnel")
	return map[string]said{
		"CreateVServerGroup/error.LBNotSupportIpv6Backend 400 LBNotSupportIpv6Backend":                                                                           create("BackendServers", ipv6),
		"CreateVServerGroup/error.OperationUnsupported.CreateVServerGroup 400 OperationUnsupported.CreateVServerGroup":                                           c.onBalancer("CreateVServerGroup", "lb-bp1mocksingletunnel", "BackendServers", eni),
		"CreateVServerGroup/tag.value.forbidden 400 InvalidParam.TagValue":                                                                                       create("Tag.1.Key", "a", "Tag.1.Value", "see http://x"),
		"CreateVServerGroup/tag.key.forbidden 400 InvalidParam.TagKey":                                                                                           create("Tag.1.Key", "acs:a"),
		"CreateVServerGroup/assumed.tag.form 400 InvalidParameter":                                                                                               create("Tag.01.Key", "x"),
		"DescribeVServerGroups/assumed.tag.form 400 InvalidParameter":                                                                                            c.onBalancer("DescribeVServerGroups", lb, "Tag.01.Key", "x"),
		"CreateVServerGroup/tag.limit 400 SizeLimitExceeded.Tag":                                                                                                 create(many...),
		"CreateVServerGroup/error.MissingParam.TagKey 400 MissingParam.TagKey":                                                                                   create("Tag.1.Value", "a"),
		"CreateVServerGroup/error.VpcSystemBusy 400 VpcSystemBusy":                                                                                               create("BackendServers", strings.Replace(eni, "eni-bp1mockfirst", "eni-bp1mockvpcbusy", 1)),
		"CreateVServerGroup/error.OperationFailed.Endpoint 400 OperationFailed.Endpoint":                                                                         c.call("CreateVServerGroup", "RegionId", "eu-central-1", "LoadBalancerId", lb),
		"CreateVServerGroup/error.UnauthorizedRegion 403 UnauthorizedRegion":                                                                                     c.call("CreateVServerGroup", "RegionId", "ap-northeast-2", "LoadBalancerId", lb),
		"CreateVServerGroup/request.vserver-group-name.length 400 InvalidParameterLength":                                                                        create("VServerGroupName", strings.Repeat("a", 81)),
		"CreateVServerGroup/request.vserver-group-name.alphabet 400 InvalidParameter":                                                                            create("VServerGroupName", "a b;c"),
		"CreateVServerGroup/assumed.vserver-group-name.letters 400 InvalidParameter":                                                                             create("VServerGroupName", "中文"),
		"SetVServerGroupAttribute/assumed.vserver-group-name.letters 400 InvalidParameter":                                                                       c.inGroup("SetVServerGroupAttribute", group, "VServerGroupName", "中文"),
		"CreateVServerGroup/field.load-balancer-exists 404 InvalidLoadBalancerId.NotFound":                                                                       c.onBalancer("CreateVServerGroup", "lb-nobody"),
		"ModifyVServerGroupBackendServers/error.InvalidParameter 400 InvalidParameter":                                                                           modify(equal),
		"ModifyVServerGroupBackendServers/error.OperationUnsupported.ModifyVServerGroupBackendServers 400 OperationUnsupported.ModifyVServerGroupBackendServers": c.inGroup("ModifyVServerGroupBackendServers", tunnelled, "NewBackendServers", eni),
		"ModifyVServerGroupBackendServers/error.InvalidServerId.NotExist 400 InvalidServerId.NotExist":                                                           modify(strings.Replace(eni, "eni-bp1mockfirst", "eni-bp1nobody", 1)),
		"ModifyVServerGroupBackendServers/request.new-backend-servers.type 400 BackendServersMalformed":                                                          modify("no list"),
		"SetVServerGroupAttribute/error.MissingParameter 400 MissingParameter":                                                                                   c.inGroup("SetVServerGroupAttribute", group),
		"SetVServerGroupAttribute/error.InvalidParameter.ZoneNotSupport 400 InvalidParameter.ZoneNotSupport":                                                     c.inGroup("SetVServerGroupAttribute", c.group("lb-bp1mockoldzone"), "BackendServers", with(`"ServerRegionId":"cn-hangzhou"`)),
		"SetVServerGroupAttribute/server.weight.range 400 InvalidWeight.Malformed":                                                                               c.inGroup("SetVServerGroupAttribute", group, "BackendServers", with(`"Weight":101`)),
		"RemoveVServerGroupBackendServers/error.LbStatusNotSupport 400 LbStatusNotSupport":                                                                       c.inGroup("RemoveVServerGroupBackendServers", c.group("lb-bp1mocklocked"), "BackendServers", eni),
		"RemoveVServerGroupBackendServers/request.backend-servers.limit 400 TooManyBackendServers":                                                               c.inGroup("RemoveVServerGroupBackendServers", group, "BackendServers", manyServers(21)),
		"DescribeVServerGroups/error.MissingParam.TagKey 400 MissingParam.TagKey":                                                                                c.onBalancer("DescribeVServerGroups", lb, "Tag.1.Value", "a"),
		"DescribeVServerGroups/assumed.include-rule.odd 400 InvalidParameter":                                                                                    c.onBalancer("DescribeVServerGroups", lb, "IncludeRule", "perhaps"),
		"DescribeVServerGroupAttribute/error.LocationServiceTimeout 400 LocationServiceTimeout":                                                                  c.inGroup("DescribeVServerGroupAttribute", "rsp-bp1mocktimeout"),
	}
}

func manyServers(n int) string { return many(n) }

func TestRowsOfTheFamily(t *testing.T) {
	for want, got := range familyRefusals(newCaller(t)) {
		rule, says, _ := strings.Cut(want, " ")
		if got.says() != says || !slices.Equal(got.broke, []string{rule}) {
			differs(t, "want %s, got %s", want, got)
		}
	}
}

// A group that is in use is not deleted: first a listener leads to it, then a forwarding rule.
func TestAGroupInUseIsNotDeleted(t *testing.T) {
	c := newCaller(t)
	lb := c.loadBalancer()
	group, other := c.group(lb), c.group(lb)
	remove := func() said { return c.inGroup("DeleteVServerGroup", group) }
	c.must("CreateLoadBalancerTCPListener", "RegionId", home, "LoadBalancerId", lb, "ListenerPort", "80", "VServerGroupId", group)
	held(t, remove(), "400 RspoolVipExist there are vips associating with this vServer group.", "DeleteVServerGroup/error.RspoolVipExist")
	c.must("DeleteLoadBalancerListener", "RegionId", home, "LoadBalancerId", lb, "ListenerPort", "80")
	c.must("CreateLoadBalancerHTTPListener", "RegionId", home, "LoadBalancerId", lb, "ListenerPort", "80", "VServerGroupId", other)
	made := c.must("CreateRules", "RegionId", home, "LoadBalancerId", lb, "ListenerPort", "80", "RuleList", fmt.Sprintf(`[{"RuleName":"r","Domain":"www.example.com","Url":"/a","VServerGroupId":%q}]`, group))
	held(t, remove(), "400 RspoolRuleExist there are rules associating with this vServer group.", "DeleteVServerGroup/field.rule-in-use")

	users := c.must("DescribeVServerGroups", "RegionId", home, "LoadBalancerId", lb, "IncludeListener", "true", "IncludeRule", "true")
	if !strings.Contains(users.body, `"Listener":[{"Port":80,"Protocol":"http"}]`) || !strings.Contains(users.body, `"RuleName":"r"`) {
		differs(t, "%v", users)
	}
	if quiet := c.must("DescribeVServerGroups", "RegionId", home, "LoadBalancerId", lb); strings.Contains(quiet.body, "RuleName") {
		differs(t, "without being asked: %s", quiet)
	}
	rule := ruleID(made.json, 0)
	c.must("DeleteRules", "RegionId", home, "RuleIds", fmt.Sprintf(`[%q]`, rule))
	c.must("DeleteVServerGroup", "RegionId", home, "VServerGroupId", group)
}

// A policy on the condition of a tag grants what the page lists the condition key for: all but adding.
func TestAConditionOnTags(t *testing.T) {
	c := newCaller(t)
	tagged, plain := c.group("lb-bp1mockram"), c.group("")
	for want, got := range map[string]said{
		"200":             c.as("by-tag", "SetVServerGroupAttribute", "RegionId", home, "VServerGroupId", tagged, "VServerGroupName", "a"),
		"403 Forbidden":   c.as("by-tag", "SetVServerGroupAttribute", "RegionId", home, "VServerGroupId", plain, "VServerGroupName", "a"),
		"403 Forbidden ":  c.as("by-tag", action, "RegionId", home, "VServerGroupId", tagged, "BackendServers", eni),
		"403 Forbidden  ": c.as("groups", "ModifyVServerGroupBackendServers", "RegionId", home, "VServerGroupId", tagged, "NewBackendServers", `[{"ServerId":"i-bp1mockrunning","Port":80}]`),
		"200 ":            c.as("groups", "ModifyVServerGroupBackendServers", "RegionId", home, "VServerGroupId", tagged, "NewBackendServers", eni),
	} {
		if got.says() != strings.TrimSpace(want) {
			differs(t, "want %s, got %s", want, got)
		}
	}
}

// The names of the table's operations are those of the recorded answers' folders: none is misspelt.
func TestEveryActionIsOneOfTheAPI(t *testing.T) {
	for _, name := range mock.Actions() {
		if name != "GetCallerIdentity" && !answers(t).Published(name) && !invented(t, name) {
			t.Errorf("the API has no action %s", name)
		}
	}
}

// What is wrong with a backend server is wrong in every operation that puts servers into a group, by the same table.
func TestSharedRowsOfTheFamily(t *testing.T) {
	table := mock.Rules()
	for _, r := range refusals() {
		if r.before != "" {
			continue // of what is in the group already
		}
		for _, op := range []string{"CreateVServerGroup", "ModifyVServerGroupBackendServers"} {
			rule := op + "/" + r.rule
			if r.rule == "request.backend-servers.type" && op[0] == 'M' {
				rule = op + "/request.new-backend-servers.type"
			}
			if r.rule == "request.backend-servers.limit" && op[0] == 'M' {
				rule = op + "/request.new-backend-servers.limit"
			}
			if len(table.Entries(rule)) == 0 {
				continue // its page has no such row
			}
			c := newCaller(t)
			lb := r.lb
			if lb == "" {
				lb = c.loadBalancer()
			}
			call := func(list string) said {
				if op == "CreateVServerGroup" {
					return c.onBalancer(op, lb, "BackendServers", list)
				}
				return c.inGroup(op, c.group(lb), "NewBackendServers", list)
			}
			if got := call(r.servers); !slices.Equal(got.broke, []string{rule}) {
				differs(t, "%s: %s: %s", rule, r.servers, got)
			}
			if control := call(r.control); control.status != 200 {
				differs(t, "%s: the control %s: %s", rule, r.control, control)
			}
		}
	}
}
