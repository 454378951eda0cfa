package mock

import (
	"encoding/json"
	"slices"
	"strings"

	"github.com/slbconform/slbconform/fixtures"
)

func (catalogue) DescribeLoadBalancers() Operation {
	return Operation{Required: []string{"RegionId"}, Rules: tagRules("MissingParam.TagKey"), Serve: describeLBs}
}

// maxPage is the most load balancers that one page holds.
const maxPage = 100

func describeLBs(c *Call) Reply {
	if parameter := c.wrongBalancerValue(); parameter != "" {
		return refuse("InvalidParameter.Value", parameter)
	}
	for _, name := range []string{"LoadBalancerId", "LoadBalancerName"} {
		if strings.Count(c.params.Get(name), ",") >= maxNamed {
			return refuse("InvalidParameter.Value", name)
		}
	}
	tags, ok := c.tagFilter()
	if !ok {
		return refuse("InvalidParameter.Value", "Tags")
	}
	var found []*loadBalancer
	for _, l := range slices.Backward(c.state.order) { // the youngest first
		if c.wants(l) && carries(l.tags, tags) {
			found = append(found, l)
		}
	}
	page, size := c.intParam("PageNumber", 1), c.intParam("PageSize", 50)
	from := min((page-1)*size, len(found))
	items := []fixtures.Values{}
	for _, l := range found[from:min(from+size, len(found))] {
		items = append(items, lbValues(l))
	}
	return succeed(fixtures.Values{"PageNumber": page, "PageSize": size, "TotalCount": len(found), "LoadBalancers": items})
}

// tagFilter reads tags in either spelling: Tag.1.Key and its like, and Tags, which is a list in JSON whose members are
// written with a capital letter or a small one (docs/sources.md#tags-in-two-spellings).
func (c *Call) tagFilter() ([]tag, bool) {
	tags := tagParams(c)
	text := c.params.Get("Tags")
	if text == "" {
		return tags, true
	}
	var listed []map[string]string
	if json.Unmarshal([]byte(text), &listed) != nil {
		return nil, false
	}
	for _, one := range listed {
		t := tag{}
		for name, value := range one {
			switch strings.ToLower(name) {
			case "tagkey", "key":
				t.key = value
			case "tagvalue", "value":
				t.value = value
			}
		}
		if t.key == "" {
			return nil, false
		}
		tags = append(tags, t)
	}
	return tags, true
}

// wants reports whether a load balancer passes the filters of a call. Some take several values, with commas between.
func (c *Call) wants(l *loadBalancer) bool {
	facts := map[string]string{
		"RegionId": l.region, "VpcId": l.vpc, "VSwitchId": l.vswitch, "Address": l.address, "AddressType": l.addressType,
		"AddressIPVersion": l.ipVersion, "MasterZoneId": l.zone, "SlaveZoneId": l.slaveZone, "PayType": l.payType,
		"InternetChargeType": l.internetCharge, "ResourceGroupId": l.resGroup, "LoadBalancerStatus": l.status,
		"NetworkType": networkType(l),
	}
	for name, fact := range facts {
		if want := c.params.Get(name); want != "" && want != fact {
			return false
		}
	}
	for name, has := range map[string]func(string) bool{
		"LoadBalancerId":        func(id string) bool { return id == l.id },
		"LoadBalancerName":      func(name string) bool { return name == l.name },
		"ServerId":              func(id string) bool { return l.serves(func(m Member) bool { return m.ServerID == id }) },
		"ServerIntranetAddress": func(address string) bool { return l.serves(func(m Member) bool { return m.ServerIP == address }) },
	} {
		if want := c.params.Get(name); want != "" && !slices.ContainsFunc(strings.Split(want, ","), has) {
			return false
		}
	}
	return true
}

// serves reports whether a backend server is among those of any group of the load balancer, or its own.
func (l *loadBalancer) serves(is func(Member) bool) bool {
	return slices.ContainsFunc(l.own.members, is) ||
		slices.ContainsFunc(l.groups, func(g *group) bool { return slices.ContainsFunc(g.members, is) })
}
