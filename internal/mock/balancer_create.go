package mock

import (
	"cmp"
	"net/netip"
	"slices"

	"github.com/slbconform/slbconform/fixtures"
)

func (catalogue) CreateLoadBalancer() Operation {
	return Operation{Required: []string{"RegionId"}, Rules: append(tagRules(), boolean("AutoPay")...), Serve: createLB}
}

// createLB makes a high-performance load balancer of the ordinary network mode: no other kind is sold any more.
func createLB(c *Call) Reply {
	l := newBalancer(newID("lb"), c.params.Get("RegionId"), c.now)
	l.tags = c.numberedTags()
	if c.params.Get("VSwitchId") != "" {
		l.attributes["AddressType"] = "intranet"
	}
	for _, a := range balancerAttributes {
		l.take(c, a.name)
	}
	l.take(c, "Bandwidth")
	l.meter(c)
	token := c.params.Get("ClientToken")
	if made := c.state.lbs[c.state.tokens[token]]; token != "" && made != nil {
		return succeed(made.values())
	}
	if c.quotaUsed() {
		return refuse("QuotaExceeded", "")
	}
	if outcome, detail := c.locate(l); outcome != "" {
		return refuse(outcome, detail)
	}
	c.state.addLB(l)
	if token != "" {
		l.token, c.state.tokens[token] = token, l.id
	}
	return succeed(l.values())
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

// locate sets the VPC, the zones and the address of a load balancer. outcome is the refusal if it cannot; "" if it can.
func (c *Call) locate(l *loadBalancer) (outcome, detail string) {
	has := l.attributes
	switch {
	case has["InstanceChargeType"] == payBySpec && c.params.Get("LoadBalancerSpec") == "":
		return "MissingParam.LoadBalancerSpec", ""
	case has["AddressType"] == "intranet" && has["AddressIPVersion"] == "ipv6":
		return "InvalidParameter.Mismatch", ""
	}
	if v := c.account.VPC(has["VpcId"]); has["VpcId"] != "" && (v == nil || v.Region != l.region) {
		return "InvalidVpcId.NotExist", ""
	}
	zone := ""
	if has["VSwitchId"] != "" {
		v := c.account.VSwitch(has["VSwitchId"])
		if v == nil || has["VpcId"] != "" && has["VpcId"] != v.VPC || c.account.Zone(v.Zone).Region != l.region {
			return "InvalidVSwitchId.NotFound", ""
		}
		has["VpcId"], zone = v.VPC, v.Zone
	}
	for _, name := range []string{"MasterZoneId", "SlaveZoneId"} {
		if z := c.account.Zone(has[name]); has[name] != "" && (z == nil || z.Region != l.region) {
			return "InvalidParameter.Value", name
		}
	}
	if has["VpcId"] != "" {
		has["NetworkType"] = "vpc"
	}
	has["MasterZoneId"] = cmp.Or(has["MasterZoneId"], zone, c.anyZone(l.region))
	has["SlaveZoneId"] = cmp.Or(has["SlaveZoneId"], has["MasterZoneId"])
	if has["Address"] == "" {
		has["Address"] = c.state.address(has["AddressType"] == "internet", has["AddressIPVersion"])
	} else if !c.free(has) {
		return "InvalidParameter.Value", "Address"
	}
	return "", ""
}

// free reports whether a load balancer can have the address that was asked for: it is of the right kind, and unused.
func (c *Call) free(has map[string]string) bool {
	a, err := netip.ParseAddr(has["Address"])
	if err != nil || !a.IsGlobalUnicast() || a.Is4() != (has["AddressIPVersion"] == "ipv4") || a.Is4() && a.IsPrivate() != (has["AddressType"] == "intranet") {
		return false
	}
	has["Address"] = a.String() // an IPv6 address may be written in several ways
	return !c.state.taken[has["Address"]] && !slices.ContainsFunc(c.account.Servers, func(s fixtures.Server) bool {
		return slices.Contains(s.Addresses, has["Address"])
	})
}

func (c *Call) anyZone(region string) string {
	i := slices.IndexFunc(c.account.Zones, func(z fixtures.Zone) bool { return z.Region == region })
	if i < 0 {
		return ""
	}
	return c.account.Zones[i].ID
}
