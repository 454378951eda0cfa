package mock

import (
	"cmp"
	"slices"
	"strings"

	"github.com/slbconform/slbconform/fixtures"
)

// The backend servers of a load balancer itself, which its listeners without a group lead to. They have no port.

func (catalogue) AddBackendServers() Operation {
	o := ownServers("BackendServers", "", addServers)
	o.Rules = append(o.Rules, slices.Concat(
		[]Rule{{Stage: StageLookup, Outcome: "InvalidParameter.BackendServers", Breaks: anyServer(foreignAddress)}},
		unknownServer("InvalidServerId.NotExist", fixtures.ECS, fixtures.ENI, fixtures.ECI), placeRules(), duplicateRules(), equalRules(), quotaRules())...)
	return o
}

func (catalogue) RemoveBackendServers() Operation {
	o := ownServers("", "BackendServers", removeServers)
	o.IDsWillDo = true // the Terraform provider and the older SDK's own test send no more
	return o
}

func (catalogue) SetBackendServers() Operation {
	return ownServers("", "BackendServers", setGroup)
}

// ownServers is an operation on the backend servers of a load balancer, which lists them in its answer.
func ownServers(adds, names string, serve func(*Call) Reply) Operation {
	return Operation{
		Required: []string{"LoadBalancerId", "BackendServers"}, Adds: adds, Names: names, OwnServers: true,
		Rules: slices.Concat(servers("BackendServers"), serverIDRules(), typeRules(), weightRules(), descriptionRules(), []Rule{
			{Stage: StageLookup, Outcome: "InvalidLoadBalancerId.NotFound", Breaks: noSuchBalancer},
			{Stage: StageLookup, Outcome: "InvalidRegionId.NotFound", Breaks: otherRegion},
		}),
		Serve: func(c *Call) Reply {
			r := serve(c)
			r.Values["LoadBalancerId"] = c.params.Get("LoadBalancerId")
			return r
		},
	}
}

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
