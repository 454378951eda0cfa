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
	filters := c.filters()
	var found []*loadBalancer
	for _, l := range slices.Backward(c.state.order) { // the youngest first
		unwanted := slices.ContainsFunc(filters, func(passes func(*loadBalancer) bool) bool { return !passes(l) })
		if !unwanted && carries(l.tags, tags) {
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

// filters are what a call asks of a load balancer, by the parameters that it has.
func (c *Call) filters() []func(*loadBalancer) bool {
	var all []func(*loadBalancer) bool
	for name := range c.params {
		if passes, want := balancerFilters[name], c.params.Get(name); passes != nil && want != "" {
			all = append(all, func(l *loadBalancer) bool { return passes(l, want) })
		}
	}
	return all
}

// balancerFilters tell, by the parameter, whether a load balancer passes the filter. Some take several values, with commas
// between.
var balancerFilters = map[string]func(l *loadBalancer, want string) bool{
	"RegionId":           func(l *loadBalancer, want string) bool { return l.region == want },
	"VpcId":              func(l *loadBalancer, want string) bool { return l.vpc == want },
	"VSwitchId":          func(l *loadBalancer, want string) bool { return l.vswitch == want },
	"Address":            func(l *loadBalancer, want string) bool { return l.address == want },
	"AddressType":        func(l *loadBalancer, want string) bool { return l.addressType == want },
	"AddressIPVersion":   func(l *loadBalancer, want string) bool { return l.ipVersion == want },
	"MasterZoneId":       func(l *loadBalancer, want string) bool { return l.zone == want },
	"SlaveZoneId":        func(l *loadBalancer, want string) bool { return l.slaveZone == want },
	"PayType":            func(l *loadBalancer, want string) bool { return l.payType == want },
	"InternetChargeType": func(l *loadBalancer, want string) bool { return l.internetCharge == want },
	"ResourceGroupId":    func(l *loadBalancer, want string) bool { return l.resGroup == want },
	"LoadBalancerStatus": func(l *loadBalancer, want string) bool { return l.status == want },
	"NetworkType":        func(l *loadBalancer, want string) bool { return networkType(l) == want },
	"LoadBalancerId":     func(l *loadBalancer, want string) bool { return among(want, l.id) },
	"LoadBalancerName":   func(l *loadBalancer, want string) bool { return among(want, l.name) },
	"ServerId": func(l *loadBalancer, want string) bool {
		return l.serves(func(m Member) bool { return among(want, m.ServerID) })
	},
	"ServerIntranetAddress": func(l *loadBalancer, want string) bool {
		return l.serves(func(m Member) bool { return among(want, m.ServerIP) })
	},
}

func among(list, one string) bool { return slices.Contains(strings.Split(list, ","), one) }

// serves reports whether a backend server is among those of any group of the load balancer, or its own.
func (l *loadBalancer) serves(is func(Member) bool) bool {
	return slices.ContainsFunc(l.own.members, is) ||
		slices.ContainsFunc(l.groups, func(g *group) bool { return slices.ContainsFunc(g.members, is) })
}
