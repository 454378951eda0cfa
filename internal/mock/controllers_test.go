package mock_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/slbconform/slbconform/internal/mock"
)

// sent is a call as a real controller sends it, rebuilt from its public sources (docs/sources.md#repositories-and-documents).
// In params and holds, $lb, $group and $rule stand for what earlier answers gave.
type sent struct {
	action string
	params []string
	says   string // status and code; "" is 200
	holds  []string
}

// play makes the calls one after the other, and keeps the ids that answers give.
func play(t *testing.T, c *caller, calls []sent) {
	t.Helper()
	ids := map[string]string{}
	fill := func(s string) string {
		for mark, id := range ids {
			s = strings.ReplaceAll(s, mark, id)
		}
		return s
	}
	for i, one := range calls {
		params := []string{"RegionId", home}
		for _, p := range one.params {
			params = append(params, fill(p))
		}
		got := c.call(one.action, params...)
		if want := one.says; got.says() != want && (want != "" || got.status != 200) {
			t.Fatalf("call %d, %s: want %q, got %s", i+1, one.action, want, got)
		}
		for _, text := range one.holds {
			if !strings.Contains(got.body, fill(text)) {
				differs(t, "call %d, %s lacks %s: %s", i+1, one.action, fill(text), got.body)
			}
		}
		for mark, name := range map[string]string{"$lb": "LoadBalancerId", "$group": "VServerGroupId"} {
			if id := got.text(name); id != "" {
				ids[mark] = id
			}
		}
		if _, rule, ok := strings.Cut(got.body, `"RuleId":"`); ok {
			ids["$rule"], _, _ = strings.Cut(rule, `"`)
		}
	}
}

// podServers is a list as the Kubernetes controller writes it: small first letters, members that nobody documents.
func podServers(n, weight int) string {
	var items []string
	for i := range n {
		items = append(items, fmt.Sprintf(`{"IsUserManaged":false,"NodeName":null,"description":"k8s/30080/web/default/c1","serverId":"eni-bp1mockfirst","serverIp":"10.0.1.11","weight":%d,"port":%d,"type":"eni","TargetRef":null,"Invalid":false}`, weight, 30000+i))
	}
	return "[" + strings.Join(items, ",") + "]"
}

// A Kubernetes Service of type LoadBalancer: it is looked for, made, filled in a batch of forty, reweighed and taken away.
func TestAKubernetesServiceLives(t *testing.T) {
	tags := `[{"TagKey":"kubernetes.do.not.delete","TagValue":"a1"}]`
	listener := []string{"LoadBalancerId", "$lb", "ListenerPort", "80"}
	play(t, withOptions(t, mock.Options{ServersPerCall: 40}), []sent{
		{"DescribeLoadBalancers", []string{"Tags", tags}, "", []string{`"TotalCount":0`}},
		{"CreateLoadBalancer", []string{"AddressType", "intranet", "LoadBalancerName", "a1", "VSwitchId", "vsw-bp1mockmain", "VpcId", "vpc-bp1mockmain", "LoadBalancerSpec", "slb.s1.small",
			"DeleteProtection", "on", "ModificationProtectionStatus", "ConsoleProtection", "ModificationProtectionReason", "managed.by.ack", "ClientToken", "t1"}, "", []string{`"Address":"10.0.`}},
		{"TagResources", []string{"ResourceType", "instance", "ResourceId.1", "$lb", "Tag.1.Key", "kubernetes.do.not.delete", "Tag.1.Value", "a1"}, "", nil},
		{"DescribeLoadBalancers", []string{"Tags", tags}, "", []string{`"TotalCount":1`, "$lb"}},
		{"ListTagResources", []string{"ResourceType", "instance", "ResourceId.1", "$lb"}, "", []string{`"TagValue":"a1"`}},
		{"DescribeLoadBalancerAttribute", []string{"LoadBalancerId", "$lb"}, "", []string{`"ModificationProtectionStatus":"ConsoleProtection"`, `"DeleteProtection":"on"`}},
		{"DescribeVServerGroups", []string{"LoadBalancerId", "$lb"}, "", []string{`"VServerGroup":[]`}},
		{"CreateVServerGroup", []string{"LoadBalancerId", "$lb", "VServerGroupName", "k8s/30080/web/default/c1"}, "", nil},
		{"AddVServerGroupBackendServers", []string{"VServerGroupId", "$group", "BackendServers", podServers(40, 100)}, "", nil},
		{"CreateLoadBalancerTCPListener", append(listener, "VServerGroupId", "$group", "Description", "k8s/80/web/default/c1", "Scheduler", "rr", "Bandwidth", "-1", "PersistenceTimeout", "0", "HealthCheckConnectPort", "30080"), "", nil},
		{"StartLoadBalancerListener", listener, "", nil},
		{"DescribeLoadBalancerListeners", []string{"LoadBalancerId.1", "$lb", "MaxResults", "50"}, "", []string{`"Description":"k8s/80/web/default/c1"`, `"Status":"running"`, `"VServerGroupId":"$group"`}},
		{"SetVServerGroupAttribute", []string{"VServerGroupId", "$group", "BackendServers", podServers(2, 50)}, "", []string{`"Weight":50`}},
		{"SetLoadBalancerTCPListenerAttribute", append(listener, "VServerGroup", "on", "VServerGroupId", "$group", "HealthCheckConnectTimeout", "10"), "", nil},
		{"DescribeLoadBalancerTCPListenerAttribute", listener, "", []string{`"HealthCheckConnectTimeout":10`, `"Status":"running"`}},
		{"DescribeVServerGroups", []string{"LoadBalancerId", "$lb", "IncludeListener", "true"}, "", []string{`"Port":80,"Protocol":"tcp"`}},
		{"SetLoadBalancerName", []string{"LoadBalancerId", "$lb", "LoadBalancerName", "a1-renamed"}, "", nil},
		{"ModifyLoadBalancerInstanceSpec", []string{"LoadBalancerId", "$lb", "LoadBalancerSpec", "slb.s2.small"}, "", nil},
		{"DescribeLoadBalancerAttribute", []string{"LoadBalancerId", "$lb"}, "", []string{`"LoadBalancerName":"a1-renamed"`, `"LoadBalancerSpec":"slb.s2.small"`, `"ListenerPort":[80]`}},
		{"RemoveVServerGroupBackendServers", []string{"VServerGroupId", "$group", "BackendServers", podServers(40, 100)}, "", []string{`"BackendServer":[]`}},
		{"DeleteVServerGroup", []string{"VServerGroupId", "$group"}, "400 RspoolVipExist", nil},
		{"StopLoadBalancerListener", listener, "", nil},
		{"DeleteLoadBalancerListener", listener, "", nil},
		{"DeleteVServerGroup", []string{"VServerGroupId", "$group"}, "", nil},
		{"DeleteLoadBalancer", []string{"LoadBalancerId", "$lb"}, "400 OperationDenied.DeleteProtectionIsOn", nil},
		{"SetLoadBalancerDeleteProtection", []string{"LoadBalancerId", "$lb", "DeleteProtection", "off"}, "", nil},
		{"SetLoadBalancerModificationProtection", []string{"LoadBalancerId", "$lb", "ModificationProtectionStatus", "NonProtection"}, "", nil},
		{"DeleteLoadBalancer", []string{"LoadBalancerId", "$lb"}, "", nil},
		{"DescribeLoadBalancerAttribute", []string{"LoadBalancerId", "$lb"}, "404 InvalidLoadBalancerId.NotFound", nil},
	})
}

// A server group of Terraform: made by name, filled, renamed and reweighed in one call with single quotes, emptied.
func TestATerraformServerGroupLives(t *testing.T) {
	quoted := func(weight int) string {
		return fmt.Sprintf(`[{'ServerId':'eni-bp1mockfirst','Port':'80','Weight':'%d', 'Type': 'eni'}]`, weight)
	}
	name := []string{"VServerGroupId", "$group", "VServerGroupName"}
	play(t, newCaller(t), []sent{
		{"CreateLoadBalancer", []string{"LoadBalancerName", "tf", "AddressType", "internet", "InternetChargeType", "paybytraffic", "LoadBalancerSpec", "slb.s2.small"}, "", nil},
		{"CreateVServerGroup", []string{"LoadBalancerId", "$lb", "VServerGroupName", "tf-server-group"}, "", nil},
		{"AddVServerGroupBackendServers", []string{"VServerGroupId", "$group", "BackendServers", `[{"ServerId":"eni-bp1mockfirst","Port":80,"Weight":100,"Type":"eni"}]`}, "", nil},
		{"AddVServerGroupBackendServers", []string{"VServerGroupId", "$group", "BackendServers", `[{"ServerId":"eni-bp1mockfirst","Port":80,"Weight":100,"Type":"eni"}]`}, "400 InvalidParameter", nil}, // as of a list of 20
		{"SetVServerGroupAttribute", append(name, "renamed"), "", []string{`"VServerGroupName":"renamed"`}},
		{"SetVServerGroupAttribute", append(slices.Clone(name), "renamed", "BackendServers", quoted(10)), "", []string{`"Weight":10`}},
		{"ListTagResources", []string{"ResourceType", "vservergroup", "ResourceId.1", "$group"}, "", []string{`"TagResource":[]`}},
		{"DescribeVServerGroupAttribute", []string{"VServerGroupId", "$group"}, "", []string{`"VServerGroupName":"renamed"`, `"LoadBalancerId":"$lb"`}},
		{"ModifyVServerGroupBackendServers", []string{"VServerGroupId", "$group", "OldBackendServers", quoted(10), "NewBackendServers", quoted(20)}, "", []string{`"Weight":20`}},
		{"RemoveVServerGroupBackendServers", []string{"VServerGroupId", "$group", "BackendServers", `[{"ServerId":"eni-bp1mockfirst","Port":"80","Type":"eni"}]`}, "", nil},
		{"DeleteVServerGroup", []string{"VServerGroupId", "$group"}, "", nil},
		{"DescribeVServerGroupAttribute", []string{"VServerGroupId", "$group"}, "404 InvalidParameter", nil},
		{"DeleteLoadBalancer", []string{"LoadBalancerId", "$lb"}, "", nil},
	})
}

// Terraform's listeners and rules: of HTTP with a redirection, HTTPS and UDP, a rule that goes its own way, and what is asked of
// a listener's health and of places.
func TestTerraformListenersLive(t *testing.T) {
	port := func(n string, more ...string) []string {
		return append([]string{"LoadBalancerId", "$lb", "ListenerPort", n}, more...)
	}
	web := []string{"VServerGroupId", "$group", "Bandwidth", "10", "Scheduler", "wrr", "StickySession", "on", "StickySessionType", "insert", "CookieTimeout", "86400", "HealthCheck", "on",
		"HealthCheckURI", "/cons", "HealthCheckConnectPort", "20", "HealthyThreshold", "8", "UnhealthyThreshold", "8", "HealthCheckTimeout", "8", "HealthCheckInterval", "5",
		"HealthCheckHttpCode", "http_2xx,http_3xx", "XForwardedFor_SLBIP", "on", "RequestTimeout", "80", "IdleTimeout", "30"}
	play(t, newCaller(t), []sent{
		{"DescribeRegions", nil, "", []string{`"RegionId":"cn-hangzhou"`}},
		{"DescribeZones", nil, "", []string{`"ZoneId":"cn-hangzhou-`}},
		{"CreateLoadBalancer", []string{"LoadBalancerName", "tf", "AddressType", "internet", "LoadBalancerSpec", "slb.s1.small"}, "", []string{`"Address":"198.18.`}},
		{"CreateVServerGroup", []string{"LoadBalancerId", "$lb", "VServerGroupName", "tf", "BackendServers", eni}, "", nil},
		{"CreateLoadBalancerHTTPListener", port("80", web...), "", nil},
		{"CreateLoadBalancerHTTPSListener", port("443", append(web, "ServerCertificateId", "cert-1", "EnableHttp2", "on", "TLSCipherPolicy", "tls_cipher_policy_1_2")...), "", nil},
		{"CreateLoadBalancerHTTPListener", port("8080", "ListenerForward", "on", "ForwardPort", "443", "StickySession", "off", "HealthCheck", "off", "", "80"), "", nil}, // a port without a name
		{"CreateLoadBalancerUDPListener", port("80", "VServerGroupId", "$group", "Bandwidth", "-1", "Scheduler", "qch"), "", nil},
		{"StartLoadBalancerListener", port("80"), "400 MissingListenerProtocol", nil}, // of two on one port
		{"StartLoadBalancerListener", port("80", "ListenerProtocol", "udp"), "", nil},
		{"StartLoadBalancerListener", port("443", "ListenerProtocol", "https"), "", nil},
		{"DescribeLoadBalancerHTTPSListenerAttribute", port("443"), "", []string{`"Status":"running"`, `"TLSCipherPolicy":"tls_cipher_policy_1_2"`, `"CookieTimeout":86400`, `"HealthCheckHttpCode":"http_2xx,http_3xx"`}},
		{"DescribeLoadBalancerUDPListenerAttribute", port("80"), "", []string{`"Status":"running"`, `"Scheduler":"qch"`}},
		{"DescribeLoadBalancerHTTPListenerAttribute", port("8080"), "", []string{`"ListenerForward":"on"`, `"ForwardPort":443`, `"Status":"stopped"`}},
		{"DescribeHealthStatus", port("443"), "", []string{`"ServerHealthStatus":"normal"`, `"ServerId":"eni-bp1mockfirst"`}},
		{"DescribeHealthStatus", port("8080"), "", []string{`"BackendServer":[]`}}, // a redirection has no servers
		{"CreateRules", port("80", "ListenerProtocol", "http", "RuleList", `[{"RuleName":"r","Url":"/test","Domain":"*.aliyun.com","VServerGroupId":"$group"}]`), "", []string{`"RuleName":"r"`}},
		{"SetRule", []string{"RuleId", "$rule", "ListenerSync", "off", "Scheduler", "rr", "StickySession", "off", "HealthCheck", "off"}, "", nil},
		{"DescribeRuleAttribute", []string{"RuleId", "$rule"}, "", []string{`"ListenerSync":"off"`, `"Scheduler":"rr"`, `"Url":"/test"`}},
		{"DeleteLoadBalancerListener", port("443"), "", nil},
		{"DeleteVServerGroup", []string{"VServerGroupId", "$group"}, "400 RspoolVipExist", nil},
		{"DeleteRules", []string{"RuleIds", "['$rule']"}, "", nil},
		{"DescribeRuleAttribute", []string{"RuleId", "$rule"}, "404 InvalidRuleId.NotFound", nil},
		{"DeleteRules", []string{"RuleIds", "['$rule']"}, "404 InvalidRuleId.NotFound", nil},
		{"ModifyLoadBalancerInternetSpec", []string{"LoadBalancerId", "$lb", "InternetChargeType", "PayByBandwidth", "Bandwidth", "10"}, "", nil},
		{"ModifyLoadBalancerInstanceSpec", []string{"LoadBalancerId", "$lb", "LoadBalancerSpec", "slb.s4.large"}, "", nil},
		{"DescribeLoadBalancerAttribute", []string{"LoadBalancerId", "$lb"}, "", []string{`"InternetChargeType":"paybybandwidth"`, `"LoadBalancerSpec":"slb.s4.large"`}},
		{"AddBackendServers", []string{"LoadBalancerId", "$lb", "BackendServers", "[{'ServerId':'i-bp1mockrunning','Weight':'100'}]"}, "", nil},
		{"RemoveBackendServers", []string{"LoadBalancerId", "$lb", "BackendServers", `["i-bp1mockrunning"]`}, "", []string{`"BackendServer":[]`}},
		{"DeleteLoadBalancer", []string{"LoadBalancerId", "$lb"}, "", nil},
		{"DescribeVServerGroupAttribute", []string{"VServerGroupId", "$group"}, "404 InvalidParameter", nil},
	})
}
