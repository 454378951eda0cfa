package mock

import (
	"slices"
	"strings"
	"time"

	"github.com/slbconform/slbconform/fixtures"
)

const defaultResourceGroup = "rg-acfmockdefault"

func (catalogue) CreateLoadBalancer() Operation {
	return Operation{Required: []string{"RegionId"}, Serve: createLB}
}

func (catalogue) DeleteLoadBalancer() Operation {
	return Operation{Required: []string{"LoadBalancerId"}, Serve: deleteLB}
}

func (catalogue) DescribeLoadBalancers() Operation {
	return Operation{Required: []string{"RegionId"}, Serve: describeLBs}
}

func (catalogue) DescribeLoadBalancerAttribute() Operation {
	return Operation{Required: []string{"LoadBalancerId"}, Serve: describeLB}
}

func (catalogue) SetLoadBalancerDeleteProtection() Operation {
	return Operation{Required: []string{"DeleteProtection", "LoadBalancerId", "RegionId"}, Serve: protectLB}
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
	if len(c.state.lbs) >= maxObjects {
		return refuse("QuotaExceeded", "")
	}
	l, outcome := c.newLB()
	if outcome != "" {
		return refuse(outcome, "")
	}
	c.state.addLB(l)
	if token != "" {
		l.token, c.state.tokens[token] = token, l.id
	}
	return succeed(lbValues(l))
}

func (c *Call) newLB() (l *loadBalancer, refused string) {
	p := func(name, otherwise string) string {
		if v := c.params.Get(name); v != "" {
			return v
		}
		return otherwise
	}
	l = &loadBalancer{
		id: newID("lb"), region: p("RegionId", ""), vpc: p("VpcId", ""), vswitch: p("VSwitchId", ""),
		addressType: p("AddressType", "internet"), ipVersion: p("AddressIPVersion", "ipv4"),
		spec: p("LoadBalancerSpec", "slb.lcu.elastic"), payType: p("PayType", "PayOnDemand"),
		chargeType: p("InstanceChargeType", "PayByCLCU"), internetCharge: p("InternetChargeType", "paybytraffic"),
		resGroup: p("ResourceGroupId", defaultResourceGroup), protected: p("DeleteProtection", "off") == "on",
		address: "10.0.0.3", status: "active", tags: tagParams(c), created: c.now,
	}
	l.name = p("LoadBalancerName", l.id)
	if l.vswitch != "" {
		v := c.account.VSwitch(l.vswitch)
		if v == nil || l.vpc != "" && l.vpc != v.VPC || c.account.Zone(v.Zone).Region != l.region {
			return nil, "InvalidVSwitchId.NotFound"
		}
		l.vpc, l.zone = v.VPC, v.Zone
	}
	l.zone = p("MasterZoneId", l.zone)
	if l.zone == "" || c.account.Zone(l.zone) == nil {
		l.zone = c.anyZone(l.region)
	}
	l.slaveZone = p("SlaveZoneId", l.zone)
	return l, ""
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

func protectLB(c *Call) Reply {
	if c.lb == nil || !c.inRegion() {
		return refuse("InvalidLoadBalancerId.NotFound", "")
	}
	c.lb.protected = c.params.Get("DeleteProtection") == "on"
	return succeed(nil)
}

func describeLB(c *Call) Reply {
	if c.lb == nil || !c.inRegion() {
		return refuse("InvalidLoadBalancerId.NotFound", "")
	}
	return succeed(lbValues(c.lb))
}

// inRegion reports whether the load balancer stands in the region that the call names, if it names one.
func (c *Call) inRegion() bool {
	region := c.params.Get("RegionId")
	return region == "" || region == c.lb.region
}

// maxPage is the most load balancers that one page holds.
const maxPage = 100

func describeLBs(c *Call) Reply {
	var found []*loadBalancer
	for _, l := range slices.Backward(c.state.order) { // the youngest first
		if c.wants(l) {
			found = append(found, l)
		}
	}
	page, size := max(c.intParam("PageNumber", 1), 1), min(max(c.intParam("PageSize", 50), 1), maxPage)
	from := min((page-1)*size, len(found))
	items := []fixtures.Values{}
	for _, l := range found[from:min(from+size, len(found))] {
		items = append(items, lbValues(l))
	}
	return succeed(fixtures.Values{"PageNumber": page, "PageSize": size, "TotalCount": len(found), "LoadBalancers": items})
}

// wants reports whether a load balancer passes the filters of a call.
func (c *Call) wants(l *loadBalancer) bool {
	facts := map[string]string{
		"RegionId": l.region, "LoadBalancerName": l.name, "VpcId": l.vpc, "VSwitchId": l.vswitch, "Address": l.address,
		"AddressType": l.addressType, "AddressIPVersion": l.ipVersion, "MasterZoneId": l.zone, "PayType": l.payType,
		"ResourceGroupId": l.resGroup, "LoadBalancerStatus": "active", "NetworkType": networkType(l),
	}
	for name, fact := range facts {
		if want := c.params.Get(name); want != "" && want != fact {
			return false
		}
	}
	if ids := c.params.Get("LoadBalancerId"); ids != "" && !slices.Contains(strings.Split(ids, ","), l.id) {
		return false
	}
	return carries(l.tags, tagParams(c))
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
	return fixtures.Values{
		"LoadBalancerId": l.id, "LoadBalancerName": l.name, "RegionId": l.region, "Address": l.address,
		"AddressType": l.addressType, "AddressIPVersion": l.ipVersion, "NetworkType": networkType(l), "VpcId": l.vpc,
		"VSwitchId": l.vswitch, "MasterZoneId": l.zone, "SlaveZoneId": l.slaveZone, "LoadBalancerSpec": l.spec,
		"PayType": l.payType, "InstanceChargeType": l.chargeType, "InternetChargeType": l.internetCharge,
		"ResourceGroupId": l.resGroup, "DeleteProtection": protection, "Tags": tagValues(l.tags),
		"CreateTime": l.created.UTC().Format(time.RFC3339), "CreateTimeStamp": int(l.created.UnixMilli()),
	}
}
