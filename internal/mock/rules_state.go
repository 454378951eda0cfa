package mock

import (
	"net/netip"
	"slices"

	"github.com/slbconform/slbconform/fixtures"
)

// stateRules hold what stands in the way of the change. Each looks away where the facts it needs are missing or
// another rule has already spoken, so that one cause breaks one rule.
func stateRules() []Rule {
	multi := []string{fixtures.ENI, fixtures.ECI}
	rules := []Rule{
		{ID: "error.OperationFailed.ServiceGroupProcessing", Outcome: "OperationFailed.ServiceGroupProcessing", Breaks: groupChanging},
		{ID: "error.SystemBusy", Outcome: "SystemBusy", Limits: Limits{Name: "SystemBusy"}, Breaks: anyServer(namedOutcome)},
		{ID: "error.VpcSystemBusy", Outcome: "VpcSystemBusy", Limits: Limits{Name: "VpcSystemBusy"}, Breaks: anyServer(namedOutcome)},
		{ID: "error.OperationBusy", Outcome: "OperationBusy", Limits: Limits{Name: "OperationBusy"}, Breaks: anyServer(namedOutcome)},
		{ID: "server.type.high-performance", Outcome: "InvalidParameter.Parameter", Limits: Limits{Values: multi}, Breaks: anyServer(sharedPerformance)},
		{ID: "error.OperationUnsupported.AddVServerGroupBackendServers", Outcome: "OperationUnsupported.AddVServerGroupBackendServers", Limits: Limits{Values: multi}, Breaks: anyServer(tunnel)},
		{ID: "server.running", Outcome: "ObtainIpFail", Limits: Limits{Values: []string{"Running"}}, Breaks: anyServer(notRunning)},
		{ID: "error.IncorrectStatus.RSByPassToas", Outcome: "IncorrectStatus.RSByPassToas", Breaks: anyServer(bypassesTOA)},
		{ID: "error.Mismatched.ZoneId", Outcome: "Mismatched.ZoneId", Breaks: anyServer(outsideTheCloudBox)},
		{ID: "error.OperationDeny.LbNotSupportIPv6Server", Outcome: "OperationDeny.LbNotSupportIPv6Server", Limits: Limits{Values: []string{"ipv6"}}, Breaks: anyServer(ipv6)},
		{ID: "error.NetworkConflict", Outcome: "NetworkConflict", Breaks: anyServer(otherVPC)},
		{ID: "error.MasterSlaveServerConflict", Outcome: "MasterSlaveServerConflict", Breaks: anyServer(inPrimarySecondaryGroup)},
		{ID: "error.InvalidBackendServers.ServerIpConflict", Outcome: "InvalidBackendServers.ServerIpConflict", Breaks: sameAddressTwice},
		{ID: "field.duplicate-in-group", Outcome: "InvalidParameter.Exists", Breaks: anyServer(alreadyThere)},
	}
	rules = append(rules, cenRules()...)
	for i := range rules {
		rules[i].Stage = StageState
	}
	return rules
}

func groupChanging(c *Call, _ Limits) (string, bool) { return "", c.group != nil && c.group.changing }

func namedOutcome(c *Call, e *element, l Limits) (string, bool) {
	return "", c.account.NamedOutcome(e.id) == l.Name
}

func sharedPerformance(c *Call, e *element, l Limits) (string, bool) {
	return "", c.lb != nil && c.lb.shared && slices.Contains(l.Values, e.kind)
}

func tunnel(c *Call, e *element, l Limits) (string, bool) {
	return "", c.lb != nil && c.lb.tunnel != "" && slices.Contains(l.Values, e.kind)
}

func notRunning(_ *Call, e *element, l Limits) (string, bool) {
	return "", e.server != nil && e.server.Status != "" && !slices.Contains(l.Values, e.server.Status)
}

func bypassesTOA(_ *Call, e *element, _ Limits) (string, bool) {
	return "The backend server " + e.id + " bypasses TOA", e.server != nil && e.server.BypassesTOA
}

func outsideTheCloudBox(c *Call, e *element, _ Limits) (string, bool) {
	return "", c.near(e) && c.lb.cloudBox && e.server.Zone != c.lb.zone
}

func ipv6(c *Call, e *element, l Limits) (string, bool) {
	if c.lb == nil || slices.Contains(l.Values, c.lb.ipVersion) {
		return "", false
	}
	address, err := netip.ParseAddr(e.address)
	return "", err == nil && address.Is6()
}

func otherVPC(c *Call, e *element, _ Limits) (string, bool) {
	return "The VPC of " + e.id + " is not the load balancer's", c.near(e) && c.lb.vpc != "" && e.server.VPC != c.lb.vpc
}

// near says whether a server is one of the load balancer's own region.
func (c *Call) near(e *element) bool {
	return c.lb != nil && e.exists() && !e.onPremises() && e.server.Region == c.lb.region
}

func inPrimarySecondaryGroup(c *Call, e *element, _ Limits) (string, bool) {
	if c.lb == nil {
		return "", false
	}
	for _, g := range c.lb.groups {
		if g.masterSlave && slices.ContainsFunc(g.members, e.member().sameAs) {
			return "", true
		}
	}
	return "", false
}

func sameAddressTwice(c *Call, _ Limits) (string, bool) {
	for i, e := range c.elements {
		m := e.member()
		clash := func(o Member) bool {
			return o.ServerID != m.ServerID && o.Port == m.Port && o.vpc != "" && o.vpc == m.vpc && o.ServerIP == m.ServerIP
		}
		if c.meets(i, clash) {
			return "The address " + m.ServerIP + " is reached through another backend server already", true
		}
	}
	return "", false
}

func alreadyThere(c *Call, e *element, _ Limits) (string, bool) {
	return "", c.group != nil && slices.ContainsFunc(c.group.members, e.member().sameAs)
}
