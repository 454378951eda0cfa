package mock

import (
	"cmp"
	"net/netip"
	"slices"
	"time"

	"github.com/slbconform/slbconform/fixtures"
)

const defaultResourceGroup = "rg-acfmockdefault"

func (catalogue) CreateLoadBalancer() Operation {
	return Operation{Required: []string{"RegionId"}, Rules: tagRules("MissingParam.TagKey"), Serve: createLB}
}

func (catalogue) DeleteLoadBalancer() Operation {
	return Operation{Required: []string{"LoadBalancerId"}, Serve: deleteLB}
}

func (catalogue) DescribeLoadBalancerAttribute() Operation {
	return Operation{Required: []string{"LoadBalancerId"}, Serve: describeLB}
}

// createLB makes a high-performance load balancer of the ordinary network mode: no other kind is sold any more.
func createLB(c *Call) Reply {
	if c.account.Region(c.params.Get("RegionId")) == nil {
		return refuse("InvalidRegionId.NotFound", "")
	}
	token := c.params.Get("ClientToken")
	if l := c.state.lbs[c.state.tokens[token]]; token != "" && l != nil {
		return succeed(lbValues(l))
	}
	if parameter := c.wrongBalancerValue(); parameter != "" {
		return refuse("InvalidParameter.Value", parameter)
	}
	if len(c.state.lbs) >= maxObjects {
		return refuse("QuotaExceeded", "")
	}
	l, refused := c.newLB()
	if refused != nil {
		return *refused
	}
	c.state.addLB(l)
	if token != "" {
		l.token, c.state.tokens[token] = token, l.id
	}
	return succeed(lbValues(l))
}

func (c *Call) newLB() (*loadBalancer, *Reply) {
	p := func(name, otherwise string) string { return cmp.Or(c.params.Get(name), otherwise) }
	l := &loadBalancer{
		id: newID("lb"), region: p("RegionId", ""), vpc: p("VpcId", ""), vswitch: p("VSwitchId", ""),
		addressType: p("AddressType", "internet"), ipVersion: p("AddressIPVersion", "ipv4"),
		spec: p("LoadBalancerSpec", "slb.lcu.elastic"), payType: p("PayType", "PayOnDemand"),
		chargeType: p("InstanceChargeType", "PayByCLCU"), internetCharge: p("InternetChargeType", "paybytraffic"),
		resGroup: p("ResourceGroupId", defaultResourceGroup), protected: p("DeleteProtection", "off") == "on",
		status: "active", tags: tagParams(c), created: c.now, own: &group{}, bandwidth: c.intParam("Bandwidth", 5120),
	}
	l.name = p("LoadBalancerName", l.id)
	l.protectModification(c)
	if refused := c.place(l); refused != nil {
		return nil, refused
	}
	l.address = c.params.Get("Address")
	if l.address == "" {
		l.address = c.state.address(l.addressType == "internet", l.ipVersion)
	} else if _, err := netip.ParseAddr(l.address); err != nil || c.state.hasAddress(l.address) {
		refused := refuse("InvalidParameter.Value", "Address")
		return nil, &refused
	}
	return l, nil
}

// place finds where a load balancer is to stand: its VPC and its zones.
func (c *Call) place(l *loadBalancer) *Reply {
	refused := Reply{}
	if v := c.account.VPC(l.vpc); l.vpc != "" && (v == nil || v.Region != l.region) {
		refused = refuse("InvalidVpcId.NotFound", "")
		return &refused
	}
	if l.vswitch != "" {
		v := c.account.VSwitch(l.vswitch)
		if v == nil || l.vpc != "" && l.vpc != v.VPC || c.account.Zone(v.Zone).Region != l.region {
			refused = refuse("InvalidVSwitchId.NotFound", "")
			return &refused
		}
		l.vpc, l.zone = v.VPC, v.Zone
	}
	for _, name := range []string{"MasterZoneId", "SlaveZoneId"} {
		if z := c.account.Zone(c.params.Get(name)); c.params.Get(name) != "" && (z == nil || z.Region != l.region) {
			refused = refuse("InvalidParameter.Value", name)
			return &refused
		}
	}
	l.zone = cmp.Or(c.params.Get("MasterZoneId"), l.zone, c.anyZone(l.region))
	l.slaveZone = cmp.Or(c.params.Get("SlaveZoneId"), l.zone)
	return nil
}

func (c *Call) anyZone(region string) string {
	i := slices.IndexFunc(c.account.Zones, func(z fixtures.Zone) bool { return z.Region == region })
	if i < 0 {
		return ""
	}
	return c.account.Zones[i].ID
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
