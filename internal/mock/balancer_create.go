package mock

import (
	"cmp"
	"net/netip"
	"slices"

	"github.com/slbconform/slbconform/fixtures"
)

const defaultResourceGroup = "rg-acfmockdefault"

func (catalogue) CreateLoadBalancer() Operation {
	return Operation{Required: []string{"RegionId"}, Rules: append(tagRules("MissingParam.TagKey"), boolean("AutoPay")...), Serve: createLB}
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
	if c.quotaUsed() {
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

func (c *Call) quotaUsed() bool {
	quota := c.options.LoadBalancers
	if quota == 0 {
		return len(c.state.lbs) >= maxObjects
	}
	created := 0
	for _, l := range c.state.order {
		if !c.account.Has(l.id) {
			created++
		}
	}
	return created >= quota
}

func (c *Call) newLB() (*loadBalancer, *Reply) {
	p := func(name, otherwise string) string { return cmp.Or(c.params.Get(name), otherwise) }
	l := &loadBalancer{
		id: newID("lb"), region: p("RegionId", ""), vpc: p("VpcId", ""), vswitch: p("VSwitchId", ""),
		addressType: p("AddressType", "internet"), ipVersion: p("AddressIPVersion", "ipv4"),
		spec: p("LoadBalancerSpec", "slb.lcu.elastic"), payType: p("PayType", "PayOnDemand"),
		chargeType: p("InstanceChargeType", "PayByCLCU"), internetCharge: p("InternetChargeType", "paybytraffic"),
		resGroup: p("ResourceGroupId", defaultResourceGroup), protected: p("DeleteProtection", "off") == "on",
		status: "active", tags: tagParams(c), created: c.now, own: &group{}, bandwidth: 5120,
	}
	if l.vswitch != "" {
		l.addressType = p("AddressType", "intranet")
	}
	l.name = p("LoadBalancerName", l.id)
	if n := c.intParam("Bandwidth", 0); n > 0 {
		l.bandwidth = n
	}
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
