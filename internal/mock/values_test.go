package mock_test

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"
	"testing"

	"github.com/slbconform/slbconform/internal/mock"
)

// standing is a load balancer with a group, a primary/secondary group, a listener of TCP and one of HTTP with a rule.
type standing struct {
	*caller
	lb, group, pair, rule, other string
	foreign, foreignPair         string // of another load balancer
}

func newStanding(t *testing.T) standing {
	c := newCaller(t)
	s := standing{caller: c, lb: c.must("CreateLoadBalancer", "RegionId", home, "AddressType", "internet", "LoadBalancerSpec", "slb.s1.small").text("LoadBalancerId")}
	s.group = c.group(s.lb)
	s.pair = c.shows("CreateMasterSlaveServerGroup", s.of("MasterSlaveBackendServers", primarySecondary)).text("MasterSlaveServerGroupId")
	elsewhere := c.loadBalancer()
	s.foreign = c.group(elsewhere)
	s.foreignPair = c.must("CreateMasterSlaveServerGroup", "RegionId", home, "LoadBalancerId", elsewhere, "MasterSlaveBackendServers", primarySecondary).text("MasterSlaveServerGroupId")
	c.shows("CreateLoadBalancerTCPListener", s.of("ListenerPort", "90", "VServerGroupId", s.group))
	c.shows("CreateLoadBalancerHTTPListener", s.of("ListenerPort", "80", "VServerGroupId", s.group))
	made := c.shows("CreateRules", s.of("ListenerPort", "80", "RuleList", fmt.Sprintf(`[{"RuleName":"r","Url":"/x","VServerGroupId":%[1]q},{"RuleName":"o","Url":"/o","VServerGroupId":%[1]q}]`, s.group)))
	s.rule, s.other = ruleID(made.json, 0), ruleID(made.json, 1)
	return s
}

// of are parameters that name the load balancer, and others.
func (s standing) of(more ...string) []string {
	return append([]string{"LoadBalancerId", s.lb}, more...)
}

// good are parameters with which each call succeeds.
func (s standing) good() map[string][]string {
	listener := func(port string) []string { return s.of("ListenerPort", port) }
	made := func(port string) []string { return s.of("ListenerPort", port, "BackendServerPort", "80") }
	return map[string][]string{
		"CreateLoadBalancer":                        nil,
		"DescribeLoadBalancers":                     nil,
		"SetLoadBalancerName":                       s.of("LoadBalancerName", "a"),
		"SetLoadBalancerStatus":                     s.of("LoadBalancerStatus", "active"),
		"SetLoadBalancerDeleteProtection":           s.of("DeleteProtection", "off"),
		"SetLoadBalancerModificationProtection":     s.of("ModificationProtectionStatus", "ConsoleProtection"),
		"ModifyLoadBalancerInstanceSpec":            s.of("LoadBalancerSpec", "slb.s1.small"),
		"ModifyLoadBalancerInternetSpec":            s.of("Bandwidth", "10"),
		"ModifyLoadBalancerInstanceChargeType":      s.of("InstanceChargeType", "PayBySpec"),
		"CreateLoadBalancerTCPListener":             made("6"),
		"CreateLoadBalancerUDPListener":             made("7"),
		"CreateLoadBalancerHTTPListener":            made("8"),
		"CreateLoadBalancerHTTPSListener":           append(made("9"), "ServerCertificateId", "c"),
		"SetLoadBalancerTCPListenerAttribute":       listener("90"),
		"SetLoadBalancerHTTPListenerAttribute":      listener("80"),
		"DescribeLoadBalancerTCPListenerAttribute":  listener("90"),
		"DescribeLoadBalancerHTTPListenerAttribute": listener("80"),
		"DescribeLoadBalancerListeners":             s.of(),
		"StartLoadBalancerListener":                 listener("80"),
		"StopLoadBalancerListener":                  listener("80"),
		"DescribeHealthStatus":                      s.of(),
		"CreateRules":                               append(listener("80"), "RuleList", fmt.Sprintf(`[{"RuleName":"g","Domain":"a.example.com","VServerGroupId":%q,"ListenerSync":"off"}]`, s.group)),
		"DescribeRules":                             listener("80"),
		"SetRule":                                   {"RuleId", s.rule},
		"DeleteRules":                               {"RuleIds", fmt.Sprintf("[%q]", s.other)},
		"TagResources":                              {"ResourceType", "instance", "ResourceId.1", s.lb, "Tag.1.Key", "k"},
		"UntagResources":                            {"ResourceType", "instance", "ResourceId.1", s.lb, "TagKey.1", "k"},
		"ListTagResources":                          {"ResourceType", "instance", "ResourceId.1", s.lb},
		"DescribeTags":                              s.of(),
		"CreateMasterSlaveServerGroup":              s.of("MasterSlaveBackendServers", primarySecondary),
		"DescribeMasterSlaveServerGroups":           s.of(),
		"DescribeMasterSlaveServerGroupAttribute":   {"MasterSlaveServerGroupId", s.pair},
		"CreateVServerGroup":                        s.of(),
		"DescribeVServerGroups":                     s.of(),
		"AddBackendServers":                         s.of("BackendServers", `[{"ServerId":"i-bp1mockrunning"}]`),
	}
}

// wrongValues are, by action, parameters with a value that they cannot have: documents list or bound what they may say.
func (s standing) wrongValues() map[string][]string {
	rule := func(text string) string { return strings.ReplaceAll(text, "GROUP", s.group) }
	ids := func(n int) string { return strings.Repeat("lb-x,", n) + "lb-x" }
	of := []string{"ListenerPort=x", "ListenerPort=70000", "ListenerProtocol=bogus"}
	common := []string{"Scheduler=bogus", "Bandwidth=5121", "HealthyThreshold=11", "AclStatus=bogus", "AclStatus=on", "AclId=a;b", "Description=a b;c", "VServerGroupId=rsp-x", "VServerGroupId=" + s.foreign}
	web := append([]string{"Scheduler=tch", "StickySession=bogus", "StickySession=on", "Gzip=bogus", "XForwardedFor=bogus", "HealthCheck=bogus", "HealthCheckMethod=post", "HealthCheckHttpCode=http_2xx,http_6xx", "IdleTimeout=61", "Cookie=a;b", "HealthCheckDomain=a b", "HealthCheckURI=x"}, common...)
	tcp := append([]string{"Scheduler=qch", "HealthCheckType=bogus", "ConnectionDrain=on", "EstablishedTimeout=901", "PersistenceTimeout=3601", "SynProxy=bogus", "ProxyProtocolV2Enabled=bogus"}, common...)
	name := "=" + strings.Repeat("a", 81)
	return map[string][]string{
		"CreateLoadBalancer": {"AddressType=bogus", "AddressType=intranet&AddressIPVersion=ipv6", "InstanceChargeType=PayBySpec", "AddressIPVersion=ipv5", "InternetChargeType=bogus", "PayType=bogus", "PricingCycle=bogus", "InstanceChargeType=bogus",
			"LoadBalancerSpec=bogus", "DeleteProtection=bogus", "ModificationProtectionStatus=bogus", "ModificationProtectionReason=1;", "LoadBalancerName=a b;c", "LoadBalancerName=7a",
			"LoadBalancerName" + name, "Bandwidth=5121", "Duration=10", "AutoPay=bogus", "Address=bogus", "Address=10.9.9.9", "Address=127.0.0.1", "Address=2001:db8::1", "MasterZoneId=bogus", "SlaveZoneId=bogus", "VpcId=bogus", "VSwitchId=bogus", "Tag.1.Value=v", "ResourceGroupId=a;b", "RegionId=bogus"},
		"DescribeLoadBalancers": {"AddressType=bogus", "AddressIPVersion=bogus", "NetworkType=bogus", "InternetChargeType=bogus", "PayType=bogus", "LoadBalancerStatus=bogus",
			"PageNumber=0", "PageSize=0", "PageSize=101", "Tags=x", "LoadBalancerId=" + ids(10), "LoadBalancerName=" + ids(10), "RegionId=bogus"},
		"SetLoadBalancerName":                       {"LoadBalancerName=a b;c", "LoadBalancerName" + name, "RegionId=bogus"},
		"SetLoadBalancerStatus":                     {"LoadBalancerStatus=bogus", "LoadBalancerStatus=locked"},
		"SetLoadBalancerDeleteProtection":           {"DeleteProtection=bogus"},
		"SetLoadBalancerModificationProtection":     {"ModificationProtectionStatus=bogus", "ModificationProtectionReason=a b;c"},
		"ModifyLoadBalancerInstanceSpec":            {"LoadBalancerSpec=bogus", "AutoPay=bogus"},
		"ModifyLoadBalancerInternetSpec":            {"InternetChargeType=bogus", "Bandwidth=x"},
		"ModifyLoadBalancerInstanceChargeType":      {"InstanceChargeType=bogus"},
		"CreateLoadBalancerTCPListener":             append([]string{"MasterSlaveServerGroupId=rsp-x", "MasterSlaveServerGroupId=" + s.foreignPair, "MasterSlaveServerGroupId=" + s.group, "Tag.1.Value=v"}, append(tcp, of[:2]...)...),
		"CreateLoadBalancerUDPListener":             append([]string{"HealthCheckConnectTimeout=301", "HealthCheckReq=a;b", "healthCheckExp=a;b"}, common...),
		"CreateLoadBalancerHTTPListener":            append([]string{"ListenerForward=bogus", "ListenerForward=on"}, web...),
		"CreateLoadBalancerHTTPSListener":           append([]string{"TLSCipherPolicy=bogus", "ServerCertificateId=a;b", "CACertificateId=a;b", "EnableHttp2=bogus"}, web...),
		"SetLoadBalancerTCPListenerAttribute":       append([]string{"VServerGroup=on", "MasterSlaveServerGroup=on", "VServerGroup=off&VServerGroupId=" + s.group, "VServerGroup=bogus", "MasterSlaveServerGroup=bogus", "MasterSlaveServerGroupId=" + s.pair, "MasterSlaveServerGroupId=" + s.foreignPair}, append(tcp, of[:2]...)...),
		"SetLoadBalancerHTTPListenerAttribute":      append([]string{"VServerGroup=bogus"}, web...),
		"DescribeLoadBalancerTCPListenerAttribute":  append([]string{"ListenerPort=80"}, of[:2]...),
		"DescribeLoadBalancerHTTPListenerAttribute": {"ListenerPort=90"},
		"DescribeLoadBalancerListeners":             append([]string{"MaxResults=0", "MaxResults=101", "MaxResults=x", "NextToken=x", "RegionId=bogus"}, of...),
		"StartLoadBalancerListener":                 of,
		"StopLoadBalancerListener":                  of,
		"DescribeHealthStatus":                      append([]string{"RegionId=bogus"}, of...),
		"CreateRules": append(of, "RuleList=x", "RuleList=[]", rule(`RuleList=[{"RuleName":"a b;c","Url":"/y","VServerGroupId":"GROUP"}]`), rule(`RuleList=[{"RuleName":"s","VServerGroupId":"GROUP"}]`),
			rule(`RuleList=[{"RuleName":"s","Url":"y","VServerGroupId":"GROUP"}]`), rule(`RuleList=[{"RuleName":"r","Url":"/y","VServerGroupId":"GROUP"}]`), rule(`RuleList=[{"RuleName":"s","Url":"/x","VServerGroupId":"GROUP"}]`),
			rule(`RuleList=[{"RuleName":"s","Url":"/y","VServerGroupId":"GROUP","Scheduler":"bogus"}]`), rule(`RuleList=[{"RuleName":"s","Domain":"not a domain!","VServerGroupId":"GROUP"}]`), rule(`RuleList=[{"RuleName":"s","Url":"/y","VServerGroupId":"GROUP","StickySession":"on"}]`), `RuleList=[{"RuleName":"s","Url":"/y","VServerGroupId":"rsp-x"}]`),
		"DescribeRules":                of,
		"SetRule":                      {"RuleName=a b;c", "ListenerSync=bogus", "Scheduler=bogus", "StickySession=bogus", "StickySession=on", "HealthCheck=bogus", "VServerGroupId=rsp-x", "RuleId=rule-x"},
		"DeleteRules":                  {"RuleIds=x", `RuleIds=["rule-x"]`},
		"TagResources":                 {"ResourceType=bogus", "ResourceId.1=lb-x", "Tag.1.Key=aliyun", "RegionId=bogus"},
		"UntagResources":               {"ResourceType=bogus", "ResourceId.1=lb-x", "All=bogus", "RegionId=bogus"},
		"ListTagResources":             {"ResourceType=bogus", "NextToken=x", "RegionId=bogus"},
		"DescribeTags":                 {"Tags=x", "DistinctKey=bogus", "PageNumber=0", "PageSize=101"},
		"CreateMasterSlaveServerGroup": {"MasterSlaveServerGroupName=a b;c", "MasterSlaveBackendServers=x", "MasterSlaveBackendServers=" + strings.ReplaceAll(primarySecondary, "80", "70000"), "Tag.1.Value=v"},
		"DescribeMasterSlaveServerGroupAttribute": {"MasterSlaveServerGroupId=rsp-x", "MasterSlaveServerGroupId=" + s.group, "RegionId=bogus"},
		"DescribeMasterSlaveServerGroups":         {"IncludeListener=bogus", "Tag.1.Value=v", "LoadBalancerId=lb-x"},
		"CreateVServerGroup":                      {"VServerGroupName=a b;c", "LoadBalancerId=lb-x", "RegionId=bogus"},
		"DescribeVServerGroups":                   {"IncludeListener=bogus", "IncludeRule=bogus", "LoadBalancerId=lb-x"},
		"AddBackendServers":                       {`BackendServers=[{"ServerId":"eni-bp1mockfirst","Type":"eni","ServerIp":"10.250.0.1"}]`, `BackendServers=[{"ServerId":"i-x"}]`, `BackendServers=[{"ServerId":"i-bp1mockrunning","Type":"bogus"}]`, `BackendServers=[{"ServerId":"i-bp1mockrunning","Weight":101}]`},
	}
}

// A parameter that an operation takes is heeded or refused: what no document allows is never accepted in silence, and
// changes nothing.
func TestAValueThatCannotBeIsRefused(t *testing.T) {
	s := newStanding(t)
	good := s.good()
	for action, wrong := range s.wrongValues() {
		for _, one := range wrong {
			params := append([]string{"RegionId", home}, good[action]...)
			for _, parameter := range strings.Split(one, "&") {
				name, value, _ := strings.Cut(parameter, "=")
				params = append(params, name, value)
			}
			if got := s.call(action, params...); got.status < 400 || got.status > 499 || got.text("Message") == "" {
				differs(t, "%s with %s: %s", action, one, got)
			}
		}
		if slices.Contains(good[action], "LoadBalancerId") && !strings.HasPrefix(action, "Describe") { // it decides, whatever group is named besides
			for _, group := range []string{"VServerGroupId", "MasterSlaveServerGroupId"} {
				params := append([]string{"RegionId", home}, good[action]...)
				if got := s.call(action, append(params, "LoadBalancerId", "lb-x", group, s.group)...); got.status < 400 || got.status > 499 {
					differs(t, "%s of a load balancer that is not there, with a group: %s", action, got)
				}
			}
		}
		s.must(action, append([]string{"RegionId", home}, good[action]...)...)
	}
}

// What an operation does not ask for is refused or named: misspelt numbers of what repeats, names that nobody knows, a value
// that comes after another.
func TestWhatIsPassedOverIsNamed(t *testing.T) {
	misspelt := []string{
		"Tag", "Tag.01.Key", "Tag.x.Key", "Tag.1.Keys", "Tag.101.Key", "tag.1.Key", "TagKey.01", "ResourceId.01", "ResourceId.9", "ResourceId.x",
		"LoadBalancerId.01", "LoadBalancerId.9", "loadBalancerId.1", "Bogus", "Bogus.1.Key", "regionid", "BackendServers.1",
	}
	s := newStanding(t)
	good := s.good()
	twice := s.call("CreateLoadBalancerTCPListener", append(good["CreateLoadBalancerTCPListener"], "HealthCheckInterval", "5", "healthCheckInterval", "6")...)
	if twice.notPlayed != "healthCheckInterval" {
		differs(t, "a parameter under two names, of which the header names %q: %s", twice.notPlayed, twice)
	}
	s.must("DeleteLoadBalancerListener", s.of("ListenerPort", "6")...)
	members := s.call(action, "RegionId", home, "VServerGroupId", s.group, "BackendServers", strings.Replace(with(`"wieght":5,"ServerRegionId":5,"VbrId":[1]`), `:80`, `:8088`, 1))
	if want := "BackendServers.ServerRegionId, BackendServers.VbrId, BackendServers.Wieght"; members.notPlayed != want {
		differs(t, "members that nobody knows, or of another type, of which the header names %q, not %q: %s", members.notPlayed, want, members)
	}
	many := []string{"RegionId", home}
	for i := range 103 {
		many = append(many, fmt.Sprintf("Bogus%d", i), "1")
	}
	if regions := s.call("DescribeRegions", many...); !strings.HasSuffix(regions.notPlayed, ", and 3 more") {
		differs(t, "more than a header is to hold, which is %q: %s", regions.notPlayed, regions)
	}
	for _, action := range mock.Actions() {
		params, known := good[action]
		if !known {
			continue
		}
		for _, name := range misspelt {
			got := s.call(action, append([]string{"RegionId", home, name, "x"}, params...)...)
			if got.status < 400 && got.notPlayed != name {
				differs(t, "%s with %s, of which the header names %q: %s", action, name, got.notPlayed, got)
			}
		}
	}
}

// The documents leave RegionId out where the endpoint says it.
func TestTheRegionMayBeLeftOut(t *testing.T) {
	s := newStanding(t)
	for _, action := range []string{
		"SetLoadBalancerName", "SetLoadBalancerStatus", "ModifyLoadBalancerInstanceSpec", "CreateLoadBalancerTCPListener", "SetLoadBalancerTCPListenerAttribute",
		"DescribeLoadBalancerTCPListenerAttribute", "DescribeLoadBalancerHTTPListenerAttribute", "DescribeLoadBalancerListeners", "StartLoadBalancerListener",
		"DescribeHealthStatus", "AddBackendServers",
	} {
		s.must(action, s.good()[action]...)
	}
}

// An address belongs to one load balancer and to no server, whether it was asked for or not.
func TestAddressesAreDistinct(t *testing.T) {
	c := newCaller(t)
	create := func(address string) said {
		return c.call("CreateLoadBalancer", "RegionId", home, "AddressType", "intranet", "VSwitchId", "vsw-bp1mockmain", "Address", address)
	}
	first := netip.MustParseAddr(create("").text("Address"))
	asked := create(first.Next().String()).text("Address")
	if next := create("").text("Address"); asked != first.Next().String() || next == asked {
		differs(t, "after %s was asked for, %s is given out", asked, next)
	}
	for _, address := range []string{asked, "10.0.1.11", "8.8.8.8", "0.0.0.0", "127.0.0.1", "2001:db8::1"} {
		if got := create(address); got.status != 400 {
			differs(t, "%s: %s", address, got)
		}
	}
}
