package mock

import (
	"cmp"
	"strings"

	"github.com/slbconform/slbconform/fixtures"
)

func (catalogue) DescribeHealthStatus() Operation {
	return Operation{Reads: true, Required: []string{"LoadBalancerId"}, Serve: describeHealth}
}

// describeHealth reports Options.Health for every backend server behind a listener, and "unavailable" behind a listener that
// does not run or has no health check.
func describeHealth(c *Call) Reply {
	protocol := strings.ToLower(c.params.Get("ListenerProtocol"))
	servers, asked := []fixtures.Values{}, c.intParam("ListenerPort", 0)
	for _, l := range c.lb.listeners {
		redirects := l.attributes["ListenerForward"] == "on" // to another listener, which has the servers
		if redirects || cmp.Or(asked, l.port) != l.port || protocol != "" && protocol != l.protocol {
			continue
		}
		status := cmp.Or(string(c.options.Health), "normal")
		if l.status != "running" || l.attributes["HealthCheck"] != "on" {
			status = "unavailable"
		}
		port, _ := l.attributes["BackendServerPort"].(int)
		for _, m := range c.serversBehind(l) {
			servers = append(servers, fixtures.Values{
				"ListenerPort": l.port, "Protocol": l.protocol, "Port": cmp.Or(m.Port, port),
				"ServerId": m.ServerID, "ServerIp": m.ServerIP, "ServerHealthStatus": status,
			})
		}
	}
	return succeed(fixtures.Values{"Servers": servers})
}

// serversBehind are the backend servers that a listener leads to.
func (c *Call) serversBehind(l *listener) []BackendServer {
	for _, g := range c.lb.groups {
		if l.uses(g) {
			return g.servers
		}
	}
	return c.lb.own.servers
}
