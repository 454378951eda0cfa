package mock

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/slbconform/slbconform/fixtures"
)

func (catalogue) DescribeLoadBalancerListeners() Operation {
	return Operation{Reads: true, Rules: tagRules(), Serve: describeListeners}
}

// maxNamed is the most load balancers that one call may ask for by id or by name.
const maxNamed = 10

// describeListeners lists those of all load balancers of a region, or of those that are named, in pages.
func describeListeners(c *Call) Reply {
	size, sizeErr := strconv.Atoi(cmp.Or(c.params.Get("MaxResults"), "20"))
	from, fromErr := strconv.Atoi(cmp.Or(c.params.Get("NextToken"), "0"))
	wrong := ""
	switch {
	case sizeErr != nil || size < 1 || size > 100:
		wrong = "MaxResults"
	case fromErr != nil || from < 0:
		wrong = "NextToken"
	case len(c.numbered("LoadBalancerId")) > maxNamed:
		wrong = "LoadBalancerId"
	}
	if wrong != "" {
		return refuse("InvalidParameter.Value", wrong)
	}
	found := c.listeners()
	from = min(from, len(found))
	until := min(from+size, len(found))
	values := fixtures.Values{"Listeners": found[from:until], "MaxResults": size, "TotalCount": len(found), "NextToken": nil}
	if until < len(found) {
		values["NextToken"] = strconv.Itoa(until)
	}
	return succeed(values)
}

// listeners are the listeners that a call's filters select.
func (c *Call) listeners() []fixtures.Values {
	ids := c.numbered("LoadBalancerId")
	if one := c.params.Get("LoadBalancerId"); one != "" {
		ids = append(ids, one)
	}
	found := []fixtures.Values{}
	region, wants := c.params.Get("RegionId"), c.listenerFilter()
	for _, lb := range c.state.order {
		if region != "" && region != lb.region || len(ids) > 0 && !slices.Contains(ids, lb.id) {
			continue
		}
		for _, l := range lb.listeners {
			if wants(l) {
				found = append(found, l.listed(lb.id))
			}
		}
	}
	return found
}

func (c *Call) listenerFilter() func(*listener) bool {
	protocol, description, port := c.params.Get("ListenerProtocol"), c.params.Get("Description"), c.intParam("ListenerPort", 0)
	tags := c.numberedTags()
	return func(l *listener) bool {
		return (protocol == "" || strings.EqualFold(protocol, l.protocol)) &&
			(description == "" || l.attributes["Description"] == description) &&
			cmp.Or(port, l.port) == l.port && carries(l.tags, tags)
	}
}

// listed is a listener in a list: the common members, and those of its protocol in an object of their own.
func (l *listener) listed(lb string) fixtures.Values {
	v := l.values(lb)
	for _, k := range kinds() {
		config := strings.ToUpper(k.protocol) + "ListenerConfig"
		if v[config] = nil; k.protocol == l.protocol {
			v[config] = l.config(withAll(k.attributes(), v), k.attributes())
		}
	}
	return v
}

// config is the object with a protocol's attributes of a listener. Booleans are texts here.
func (l *listener) config(v fixtures.Values, of []attribute) fixtures.Values {
	config := fixtures.Values{}
	for _, a := range of {
		config[a.name] = v[a.name]
		if b, isBool := v[a.name].(bool); isBool {
			config[a.name] = strconv.FormatBool(b)
		}
	}
	return config
}
