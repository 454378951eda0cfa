package mock

import (
	"net/netip"
	"slices"

	"github.com/slbconform/slbconform/fixtures"
)

// placeRules are about the VPC, zone, address and status of an added backend server. None is broken where the facts that it
// needs are missing or another rule is broken already, so that one cause breaks one rule.
func placeRules() []Rule {
	return atStage(StageState, []Rule{
		{ID: "server.type.high-performance", Outcome: "InvalidParameter.Parameter", Limits: Limits{Values: []string{fixtures.ENI, fixtures.ECI}}, Breaks: anyServer(sharedPerformance)},
		{ID: "server.running", Outcome: "ObtainIpFail", Limits: Limits{Values: []string{"Running"}}, Breaks: anyServer(notRunning)},
		{ID: "error.IncorrectStatus.RSByPassToas", Outcome: "IncorrectStatus.RSByPassToas", Breaks: anyServer(bypassesTOA)},
		{ID: "error.Mismatched.ZoneId", Outcome: "Mismatched.ZoneId", Breaks: anyServer(outsideTheCloudBox)},
		{ID: "error.NetworkConflict", Outcome: "NetworkConflict", Breaks: anyServer(otherVPC)},
		{ID: "error.InvalidBackendServers.ServerIpConflict", Outcome: "InvalidBackendServers.ServerIpConflict", Breaks: sameAddressTwice},
	})
}

// tunnelled refuses kinds of servers on load balancers of other network modes, by an operation's own code.
func tunnelled(code string) []Rule {
	return []Rule{{ID: "error." + code, Stage: StageState, Outcome: code, Limits: Limits{Values: []string{fixtures.ENI, fixtures.ECI}}, Breaks: anyServer(tunnel)}}
}

// withoutIPv6 refuses IPv6 addresses on load balancers of IPv4, by an operation's own code.
func withoutIPv6(code string) []Rule {
	return []Rule{{ID: "error." + code, Stage: StageState, Outcome: code, Limits: Limits{Values: []string{"ipv6"}}, Breaks: anyServer(ipv6)}}
}

// busy are rules with codes that no fact of the account can cause: the account ties each code to a server by name.
func busy(codes ...string) []Rule {
	var rules []Rule
	for _, code := range codes {
		rules = append(rules, Rule{ID: "error." + code, Stage: StageState, Outcome: code, Limits: Limits{Name: code}, Breaks: anyServer(namedOutcome)})
	}
	return rules
}

// primarySecondary refuses servers of a primary/secondary group of the same load balancer.
func primarySecondary() []Rule {
	return []Rule{{ID: "error.MasterSlaveServerConflict", Stage: StageState, Outcome: "MasterSlaveServerConflict", Breaks: anyServer(inPrimarySecondaryGroup)}}
}

// groupBusy refuses changes of a group that is changing. Only the page of adding has a code of its own for that.
func groupBusy() []Rule {
	return []Rule{{Says: "Another change of the vServer group is in progress.", Stage: StageState, Outcome: "VServerGroupProcessing", Breaks: groupChanging}}
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
	return "", c.near(e) && c.lb.cloudBox && e.server.Zone != c.lb.attributes["MasterZoneId"]
}

func ipv6(c *Call, e *element, l Limits) (string, bool) {
	if c.lb == nil || slices.Contains(l.Values, c.lb.attributes["AddressIPVersion"]) {
		return "", false
	}
	address, err := netip.ParseAddr(e.address)
	return "", err == nil && address.Is6()
}

func otherVPC(c *Call, e *element, _ Limits) (string, bool) {
	return "The VPC of " + e.id + " is not the load balancer's", c.near(e) && c.lb.attributes["VpcId"] != "" && e.server.VPC != c.lb.attributes["VpcId"]
}

// near reports whether a server is in the load balancer's own region.
func (c *Call) near(e *element) bool {
	return c.lb != nil && e.exists() && !e.onPremises() && e.server.Region == c.lb.region
}

func inPrimarySecondaryGroup(c *Call, e *element, _ Limits) (string, bool) {
	if c.lb == nil {
		return "", false
	}
	for _, g := range c.lb.groups {
		if g.masterSlave && slices.ContainsFunc(g.servers, e.backendServer().SameAs) {
			return "", true
		}
	}
	return "", false
}

func sameAddressTwice(c *Call, _ Limits) (string, bool) {
	for i, e := range c.elements {
		m := e.backendServer()
		conflicts := func(o BackendServer) bool {
			return o.ServerID != m.ServerID && o.Port == m.Port && o.vpc != "" && o.vpc == m.vpc && o.ServerIP == m.ServerIP
		}
		if c.meets(i, conflicts) {
			return "The address " + m.ServerIP + " is reached through another backend server already", true
		}
	}
	return "", false
}

func groupHasListener(c *Call, _ Limits) (string, bool) {
	return "", c.group != nil && c.lb != nil && slices.ContainsFunc(c.lb.listeners, func(l *listener) bool { return l.uses(c.group) })
}
