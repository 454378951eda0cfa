package mock_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/slbconform/slbconform/internal/mock"
)

// one calls an operation that must succeed and whose answer must hold some texts.
func (c *caller) shows(action string, params []string, holds ...string) said {
	c.t.Helper()
	got := c.must(action, append([]string{"RegionId", home}, params...)...)
	for _, text := range holds {
		if !strings.Contains(got.body, text) {
			differs(c.t, "%s lacks %s: %s", action, text, got.body)
		}
	}
	return got
}

// lives is the life of a listener of one protocol: what it is made with is described, changed, listed and gone.
func lives(t *testing.T, protocol string, made, changed []string, before, after string) {
	c := newCaller(t)
	lb := c.loadBalancer()
	group := c.group(lb)
	port := []string{"LoadBalancerId", lb, "ListenerPort", "443"}
	name := "LoadBalancer" + protocol + "Listener"
	c.shows("Create"+name, append(append(port, "VServerGroupId", group), made...))
	c.shows("Describe"+name+"Attribute", port, before, `"Status":"stopped"`, `"ListenerPort":443`, `"VServerGroupId":"`+group)
	if again := c.call("Create"+name, append([]string{"RegionId", home, "BackendServerPort", "80"}, port...)...); again.status != 400 {
		differs(t, "a second one on its port: %s", again)
	}
	c.shows("Set"+name+"Attribute", append(port, changed...))
	c.shows("StartLoadBalancerListener", port)
	c.shows("Describe"+name+"Attribute", port, after, `"Status":"running"`)
	c.shows("DescribeLoadBalancerListeners", []string{"LoadBalancerId.1", lb}, `"`+protocol+`ListenerConfig":{`, `"TotalCount":1`, `"ListenerProtocol":"`+strings.ToLower(protocol)+`"`)
	c.shows("DescribeLoadBalancerAttribute", port[:2], `"ListenerPort":[443]`)
	c.shows("StopLoadBalancerListener", port)
	c.shows("DeleteLoadBalancerListener", port)
	if gone := c.call("Describe"+name+"Attribute", append([]string{"RegionId", home}, port...)...); gone.status != 400 || !strings.Contains(gone.text("Message"), "does not exist") {
		differs(t, "once it is gone: %s", gone)
	}
}

func TestListenersLive(t *testing.T) {
	lives(t, "TCP", []string{"healthCheckInterval", "7", "EstablishedTimeout", "100"}, []string{"HealthCheckSwitch", "off"}, `"HealthCheckInterval":7`, `"HealthCheck":"off"`)
	lives(t, "UDP", []string{"Description", "dns"}, []string{"Scheduler", "rr"}, `"Description":"dns"`, `"Scheduler":"rr"`)
	lives(t, "HTTP", []string{"StickySession", "on", "StickySessionType", "insert", "CookieTimeout", "60"}, []string{"IdleTimeout", "20"}, `"StickySession":"on"`, `"IdleTimeout":20`)
	lives(t, "HTTPS", []string{"ServerCertificateId", "cert"}, []string{"EnableHttp2", "off"}, `"ServerCertificateId":"cert"`, `"EnableHttp2":"off"`)
}

func TestAListenerIsRefusedForWhatItCannotHave(t *testing.T) {
	c := newCaller(t)
	lb := c.loadBalancer()
	for _, wrong := range [][]string{
		{"Scheduler", "best"}, {"HealthyThreshold", "1"}, {"EstablishedTimeout", "9"}, {"Bandwidth", "0"}, {"VServerGroupId", "rsp-nobody"}, {"ListenerPort", "0"},
	} {
		got := c.onBalancer("CreateLoadBalancerTCPListener", lb, append([]string{"ListenerPort", "80", "BackendServerPort", "80"}, wrong...)...)
		if got.status == 200 {
			differs(t, "%v is accepted", wrong)
		}
	}
}

func TestForwardingRulesLive(t *testing.T) {
	c := newCaller(t)
	lb := c.loadBalancer()
	first, second := c.group(lb), c.group(lb)
	port := []string{"LoadBalancerId", lb, "ListenerPort", "80"}
	c.shows("CreateLoadBalancerHTTPListener", append(port, "VServerGroupId", first))
	made := c.shows("CreateRules", append(port, "RuleList", fmt.Sprintf(`[{"RuleName":"r","Domain":"a.example.com","Url":"/x","VServerGroupId":%q}]`, first)), `"RuleName":"r"`)
	id := ruleID(made.json, 0)
	c.shows("DescribeRules", port, id, `"Domain":"a.example.com"`, `"Url":"/x"`, first)
	c.shows("SetRule", []string{"RuleId", id, "RuleName", "s", "VServerGroupId", second, "ListenerSync", "off", "HealthCheck", "off"})
	c.shows("DescribeRuleAttribute", []string{"RuleId", id}, `"RuleName":"s"`, second, `"ListenerPort":"80"`, `"HealthCheck":"off"`)
	c.shows("DescribeLoadBalancerHTTPListenerAttribute", port, id)
	c.shows("DeleteRules", []string{"RuleIds", fmt.Sprintf("[%q]", id)})
	if gone := c.call("DescribeRuleAttribute", "RegionId", home, "RuleId", id); gone.says() != "404 InvalidRuleId.NotFound" {
		differs(t, "%v", gone)
	}
}

func TestTagsComeAndGo(t *testing.T) {
	c := newCaller(t)
	lb := c.loadBalancer()
	group := c.group(lb)
	for kind, id := range map[string]string{"instance": lb, "vservergroup": group} {
		named := []string{"ResourceType", kind, "ResourceId.1", id}
		c.shows("TagResources", append(named, "Tag.1.Key", "a", "Tag.1.Value", "1", "Tag.2.Key", "b"))
		c.shows("ListTagResources", named, `"ResourceId":"`+id+`","ResourceType":"`+kind+`","TagKey":"a","TagValue":"1"`, `"TagKey":"b","TagValue":""`)
		c.shows("ListTagResources", []string{"ResourceType", kind, "Tag.1.Key", "a", "Tag.1.Value", "1"}, id)
		c.shows("UntagResources", append(named, "TagKey.1", "a"))
		if left := c.shows("ListTagResources", named, `"TagKey":"b"`); strings.Contains(left.body, `"TagKey":"a"`) {
			differs(t, "%v", left)
		}
		c.shows("UntagResources", append(named, "All", "true"))
		c.shows("ListTagResources", named, `"TagResource":[]`)
	}
}

func TestOlderTagOperations(t *testing.T) {
	c := newCaller(t)
	named := []string{"LoadBalancerId", c.loadBalancer()}
	c.shows("AddTags", append(named, "Tags", `[{"TagKey":"a","TagValue":"1"},{"TagKey":"b","TagValue":"2"}]`))
	c.shows("DescribeTags", named, `:"a"`, `"TotalCount":2`)
	c.shows("RemoveTags", append(named, "Tags", `[{"TagKey":"a","TagValue":"1"}]`))
	c.shows("DescribeTags", named, `"TotalCount":1`)
	if wrong := c.call("AddTags", append([]string{"RegionId", home, "Tags", "null"}, named...)...); wrong.status != 400 {
		differs(t, "%v", wrong)
	}
}

func TestSettingsOfALoadBalancer(t *testing.T) {
	c := newCaller(t)
	lb := c.must("CreateLoadBalancer", "RegionId", home, "AddressType", "internet", "LoadBalancerSpec", "slb.s1.small").text("LoadBalancerId")
	named := []string{"LoadBalancerId", lb}
	for _, one := range []struct {
		action, holds string
		params        []string
	}{
		{"SetLoadBalancerName", `"LoadBalancerName":"web"`, []string{"LoadBalancerName", "web"}},
		{"SetLoadBalancerStatus", `"LoadBalancerStatus":"inactive"`, []string{"LoadBalancerStatus", "inactive"}},
		{"SetLoadBalancerModificationProtection", `"ModificationProtectionReason":"managed"`, []string{"ModificationProtectionStatus", "ConsoleProtection", "ModificationProtectionReason", "managed"}},
		{"ModifyLoadBalancerInstanceSpec", `"LoadBalancerSpec":"slb.s3.small"`, []string{"LoadBalancerSpec", "slb.s3.small"}},
		{"ModifyLoadBalancerInstanceSpec", `"InstanceChargeType":"PayBySpec"`, []string{"LoadBalancerSpec", "slb.s1.small"}},
		{"ModifyLoadBalancerInternetSpec", `"InternetChargeType":"paybybandwidth"`, []string{"InternetChargeType", "paybybandwidth", "Bandwidth", "10"}},
		{"ModifyLoadBalancerInternetSpec", `"Bandwidth":10`, []string{"Bandwidth", "10"}},
		{"ModifyLoadBalancerInstanceChargeType", `"LoadBalancerSpec":"slb.lcu.elastic"`, []string{"InstanceChargeType", "PayByCLCU"}},
	} {
		c.shows(one.action, append(named, one.params...))
		c.shows("DescribeLoadBalancerAttribute", named, one.holds)
	}
	for action, change := range map[string][]string{"ModifyLoadBalancerInstanceSpec": {"LoadBalancerSpec", "slb.s1.small"}, "ModifyLoadBalancerInternetSpec": {"Bandwidth", "5"}} {
		if got := c.call(action, append(named, change...)...); got.says() != "400 OperationDenied.PayByCLCU" {
			differs(t, "%s where LCU are paid for: %s", action, got)
		}
	}
}

func TestServersOfALoadBalancerItself(t *testing.T) {
	c := newCaller(t)
	lb := c.loadBalancer()
	named := []string{"LoadBalancerId", lb}
	c.shows("AddBackendServers", append(named, "BackendServers", `[{"ServerId":"i-bp1mockrunning","Weight":"40"}]`), `"Weight":"40"`, `"LoadBalancerId":"`+lb)
	c.shows("DescribeLoadBalancerAttribute", named, `"ServerId":"i-bp1mockrunning","ServerIp":"10.0.1.21","Type":"ecs","Weight":40`)
	c.shows("SetBackendServers", append(named, "BackendServers", `[{"ServerId":"i-bp1mockrunning","Weight":0}]`), `"Weight":"0"`)
	c.shows("CreateLoadBalancerTCPListener", append(named, "ListenerPort", "80", "BackendServerPort", "8080"))
	c.shows("StartLoadBalancerListener", append(named, "ListenerPort", "80"))
	c.shows("DescribeHealthStatus", named, `"ServerHealthStatus":"normal"`, `"Port":8080`, `"ServerId":"i-bp1mockrunning"`)
	c.shows("RemoveBackendServers", append(named, "BackendServers", `[{"ServerId":"i-bp1mockrunning"}]`), `"BackendServer":[]`)
	ill := withOptions(t, mock.Options{Health: "abnormal"})
	group := ill.group(ill.loadBalancer())
	ill.add(group, eni)
	balancer := ill.shows("DescribeVServerGroupAttribute", []string{"VServerGroupId", group}).text("LoadBalancerId")
	ill.shows("CreateLoadBalancerTCPListener", []string{"LoadBalancerId", balancer, "ListenerPort", "80", "VServerGroupId", group})
	ill.shows("DescribeHealthStatus", []string{"LoadBalancerId", balancer}, `"ServerHealthStatus":"unavailable"`)
	ill.shows("StartLoadBalancerListener", []string{"LoadBalancerId", balancer, "ListenerPort", "80"})
	ill.shows("DescribeHealthStatus", []string{"LoadBalancerId", balancer}, `"ServerHealthStatus":"abnormal"`, `"ServerIp":"10.0.1.11"`)
}

func TestPrimarySecondaryGroupsLive(t *testing.T) {
	c := newCaller(t)
	lb := c.loadBalancer()
	made := c.shows("CreateMasterSlaveServerGroup", []string{"LoadBalancerId", lb, "MasterSlaveServerGroupName", "pair", "MasterSlaveBackendServers", primarySecondary})
	named := []string{"MasterSlaveServerGroupId", made.text("MasterSlaveServerGroupId")}
	c.shows("DescribeMasterSlaveServerGroups", []string{"LoadBalancerId", lb}, `"MasterSlaveServerGroupName":"pair"`)
	c.shows("DescribeMasterSlaveServerGroupAttribute", named, `"ServerType":"Master"`, lb)
	c.shows("CreateLoadBalancerTCPListener", append([]string{"LoadBalancerId", lb, "ListenerPort", "80"}, named...))
	if used := c.call("DeleteMasterSlaveServerGroup", append([]string{"RegionId", home}, named...)...); used.text("Code") != "RspoolVipExist" {
		differs(t, "%v", used)
	}
	c.shows("DeleteLoadBalancerListener", []string{"LoadBalancerId", lb, "ListenerPort", "80"})
	c.shows("DeleteMasterSlaveServerGroup", named)
}

func TestPlaces(t *testing.T) {
	c := newCaller(t)
	c.shows("DescribeRegions", nil, `"RegionId":"cn-hangzhou"`, `"LocalName":"China (Hangzhou)"`, `"RegionEndpoint":"slb.eu-central-1.aliyuncs.com"`)
	c.shows("DescribeZones", nil, `"ZoneId":"cn-hangzhou-h"`, `"SlaveZone":[{`)
}

func TestLoadBalancersAreFoundByWhatTheyAre(t *testing.T) {
	c := newCaller(t)
	public := c.must("CreateLoadBalancer", "RegionId", home, "AddressType", "internet", "Tag.1.Key", "x", "Tag.1.Value", "y").text("LoadBalancerId")
	private := c.loadBalancer()
	c.add(c.group(private), eni)
	for filter, want := range map[[2]string]string{
		{"Tags", `[{"TagKey":"x","TagValue":"y"}]`}: public, {"Tags", `[{"tagKey":"x"}]`}: public,
		{"ServerId", "eni-bp1mockfirst"}: private, {"ServerIntranetAddress", "10.0.1.11,10.9.9.9"}: private,
		{"LoadBalancerId", private + ",lb-nobody"}: private,
	} {
		if got := balancers(c.must("DescribeLoadBalancers", "RegionId", home, filter[0], filter[1])); len(got) != 1 || got[0] != want {
			differs(t, "%v finds %v", filter, got)
		}
	}
	for _, wrong := range [][2]string{{"Tags", "x"}, {"AddressType", "bogus"}, {"PageSize", "101"}, {"PageNumber", "0"}} {
		if got := c.call("DescribeLoadBalancers", "RegionId", home, wrong[0], wrong[1]); got.status != 400 {
			differs(t, "%v: %s", wrong, got)
		}
	}
}

func TestALoadBalancerHasAnAddressOfItsKind(t *testing.T) {
	c := newCaller(t)
	seen := map[string]bool{}
	for range 3 {
		for kind, prefix := range map[string]string{"internet": "198.18.", "intranet": "10.0."} {
			got := c.must("CreateLoadBalancer", "RegionId", home, "AddressType", kind).text("Address")
			if seen[got] || !strings.HasPrefix(got, prefix) {
				differs(t, "%s: %s", kind, got)
			}
			seen[got] = true
		}
	}
	for _, wrong := range [][2]string{{"AddressType", "bogus"}, {"LoadBalancerSpec", "huge"}, {"MasterZoneId", "cn-shanghai-g"}, {"VpcId", "vpc-nobody"}, {"PayType", "PrePay"}, {"Bandwidth", "many"}} {
		if got := c.call("CreateLoadBalancer", "RegionId", home, wrong[0], wrong[1]); got.status == 200 {
			differs(t, "%v is accepted", wrong)
		}
	}
}
