package mock

import (
	"cmp"
	"time"

	"github.com/slbconform/slbconform/fixtures"
)

func (catalogue) DeleteLoadBalancer() Operation {
	return Operation{Required: []string{"LoadBalancerId"}, Serve: deleteLB}
}

func (catalogue) DescribeLoadBalancerAttribute() Operation {
	return Operation{Required: []string{"LoadBalancerId"}, Serve: describeLB}
}

func deleteLB(c *Call) Reply {
	switch {
	case c.lb == nil || !c.inRegion():
		return refuse("InvalidLoadBalancerId.NotFound", "")
	case c.lb.protected:
		return refuse("OperationDenied.DeleteProtectionIsOn", "")
	}
	c.state.deleteLB(c.lb)
	return succeed(nil)
}

func describeLB(c *Call) Reply {
	if c.lb == nil || !c.inRegion() {
		return refuse("InvalidLoadBalancerId.NotFound", "")
	}
	values := lbValues(c.lb)
	values["Servers"] = memberValues(c.lb.own.members)
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

// inRegion reports whether the load balancer stands in the region that the call names, if it names one.
func (c *Call) inRegion() bool {
	region := c.params.Get("RegionId")
	return region == "" || region == c.lb.region
}

func networkType(l *loadBalancer) string {
	if l.vpc == "" {
		return "classic"
	}
	return "vpc"
}

func lbValues(l *loadBalancer) fixtures.Values {
	protection := "off"
	if l.protected {
		protection = "on"
	}
	v := fixtures.Values{
		"LoadBalancerId": l.id, "LoadBalancerName": l.name, "RegionId": l.region, "Address": l.address,
		"AddressType": l.addressType, "AddressIPVersion": l.ipVersion, "NetworkType": networkType(l), "VpcId": l.vpc,
		"VSwitchId": l.vswitch, "MasterZoneId": l.zone, "SlaveZoneId": l.slaveZone, "LoadBalancerSpec": l.spec,
		"PayType": l.payType, "InstanceChargeType": l.chargeType, "InternetChargeType": l.internetCharge,
		"ResourceGroupId": l.resGroup, "DeleteProtection": protection, "Tags": tagValues(l.tags), "Bandwidth": l.bandwidth,
		"LoadBalancerStatus": l.status, "ModificationProtectionStatus": cmp.Or(l.protection, "NonProtection"),
		"ModificationProtectionReason": nil,
		"CreateTime":                   l.created.UTC().Format(time.RFC3339), "CreateTimeStamp": int(l.created.UnixMilli()),
	}
	if l.reason != "" {
		v["ModificationProtectionReason"] = l.reason
	}
	return v
}
