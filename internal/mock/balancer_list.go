package mock

import (
	"encoding/json"
	"slices"
	"strings"

	"github.com/slbconform/slbconform/fixtures"
)

func (catalogue) DescribeLoadBalancers() Operation {
	return Operation{Reads: true, Required: []string{"RegionId"}, Rules: tagRules(), Serve: describeLBs}
}

// maxPage is the most load balancers that one page holds.
const maxPage = 100

func describeLBs(c *Call) Reply {
	for _, name := range []string{"LoadBalancerId", "LoadBalancerName"} {
		if strings.Count(c.params.Values.Get(name), ",") >= maxNamed {
			return refuse("InvalidParameter.Value", name)
		}
	}
	tags, ok := c.tagFilter()
	if !ok {
		return refuse("InvalidParameter.Value", "Tags")
	}
	var found []*loadBalancer
	filters := c.filters()
	for _, l := range slices.Backward(c.state.order) { // the youngest first
		if l.passes(filters) && carries(l.tags, tags) {
			found = append(found, l)
		}
	}
	shown, values := paged(c, found)
	items := []fixtures.Values{}
	for _, l := range shown {
		items = append(items, l.values())
	}
	values["LoadBalancers"] = items
	return succeed(values)
}

// paged is the page of a list that a call asks for, and what the answer says of the pages.
func paged[T any](c *Call, all []T) ([]T, fixtures.Values) {
	page, size := c.intParam("PageNumber", 1), c.intParam("PageSize", 50)
	from := min((page-1)*size, len(all))
	return all[from:min(from+size, len(all))], fixtures.Values{"PageNumber": page, "PageSize": size, "TotalCount": len(all)}
}

// tagFilter reads tags in either spelling: Tag.1.Key and its like, and Tags, which is a list in JSON whose members are
// written with a capital letter or a small one (docs/sources.md#tags-in-two-spellings).
func (c *Call) tagFilter() ([]tag, bool) {
	tags := c.numberedTags()
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

// filter is what a call says of the load balancers that it looks for, by one parameter: the value, and its parts between commas.
type filter struct {
	name, want string
	parts      []string
}

func (c *Call) filters() []filter {
	var filters []filter
	for name := range c.params.Values {
		if sought(name) {
			if want := c.params.Get(name); want != "" {
				filters = append(filters, filter{name, want, strings.Split(want, ",")})
			}
		}
	}
	return filters
}

// passes reports whether a load balancer passes filters: what it is asked to be, or, with commas between, to be one of.
func (l *loadBalancer) passes(filters []filter) bool {
	return !slices.ContainsFunc(filters, func(f filter) bool {
		switch f.name {
		case "ServerId":
			return !l.serves(func(m BackendServer) bool { return slices.Contains(f.parts, m.ServerID) })
		case "ServerIntranetAddress":
			return !l.serves(func(m BackendServer) bool { return slices.Contains(f.parts, m.ServerIP) })
		case "LoadBalancerId", "LoadBalancerName":
			return !slices.Contains(f.parts, l.attributes[f.name])
		}
		return l.attributes[f.name] != f.want
	})
}

// serves reports whether a backend server is among those of any group of the load balancer, or its own.
func (l *loadBalancer) serves(is func(BackendServer) bool) bool {
	return slices.ContainsFunc(l.own.servers, is) ||
		slices.ContainsFunc(l.groups, func(g *group) bool { return slices.ContainsFunc(g.servers, is) })
}
