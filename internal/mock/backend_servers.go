package mock

import (
	"slices"

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
