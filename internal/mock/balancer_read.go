package mock

import (
	"time"

	"github.com/slbconform/slbconform/fixtures"
)

func (catalogue) DeleteLoadBalancer() Operation {
	return Operation{Required: []string{"LoadBalancerId"}, Serve: deleteLB}
}

func (catalogue) DescribeLoadBalancerAttribute() Operation {
	return Operation{Reads: true, Required: []string{"LoadBalancerId"}, Serve: describeLB}
}

func deleteLB(c *Call) Reply {
	if c.lb.attributes["DeleteProtection"] == "on" {
		return refuse("OperationDenied.DeleteProtectionIsOn", "")
	}
	c.state.deleteLB(c.lb)
	return succeed(nil)
}

func describeLB(c *Call) Reply {
	values := c.lb.values()
	values["Servers"] = serverValues(c.lb.own.servers)
	ports, listeners := []int{}, []fixtures.Values{}
	for _, l := range c.lb.listeners {
		one := l.values(c.lb.id)
		for _, name := range []string{"Description", "ListenerForward", "ForwardPort"} {
			if _, ok := one[name]; !ok {
				one[name] = nil
			}
		}
		ports, listeners = append(ports, l.port), append(listeners, one)
	}
	values["ListenerPorts"], values["Listeners"] = ports, listeners
	return succeed(values)
}

func noBalancerThere(c *Call, _ Limits) (string, bool) { return "", c.lb == nil || !c.inRegion() }

// inRegion reports whether the load balancer is in the region that the call names, if it names one.
func (c *Call) inRegion() bool {
	region := c.params.Get("RegionId")
	return region == "" || region == c.lb.region
}

// values are the members that describe the load balancer in answers.
func (l *loadBalancer) values() fixtures.Values {
	v := fixtures.Values{
		"Tags": tagValues(l.tags), "Bandwidth": l.bandwidth,
		"CreateTime": l.created.UTC().Format(time.RFC3339), "CreateTimeStamp": int(l.created.UnixMilli()),
	}
	for name, value := range l.attributes {
		v[name] = value
	}
	if v["ModificationProtectionReason"] == "" {
		v["ModificationProtectionReason"] = nil
	}
	return v
}
