package mock

import (
	"slices"
	"strconv"
	"strings"

	"github.com/slbconform/slbconform/fixtures"
)

// The types of resources that carry tags here: load balancers and groups of either sort.
const (
	taggedBalancer = "instance"
	taggedGroup    = "vservergroup"
	taggedPrimary  = "masterslaveservergroup"
	taggedListener = "listener"
)

// tagged are the rules of the resources that a call names. Certificates and access control lists may have tags too, but the
// mock has none.
func tagged() []Rule {
	kinds := []string{taggedBalancer, taggedGroup, taggedPrimary, taggedListener, "certificate", "acl"}
	return atStage(StageParse, []Rule{
		{Outcome: "InvalidParameter.Value", Limits: Limits{Name: "ResourceType", Values: kinds}, Breaks: unknownValue},
		{Outcome: "InvalidParameter.Value", Limits: Limits{Name: "ResourceId", Max: 20}, Breaks: tooManyNumbered},
	})
}

func tooManyNumbered(c *Call, l Limits) (string, bool) {
	return l.Name, len(c.numbered(l.Name)) > l.Max
}

func (catalogue) TagResources() Operation {
	return Operation{Required: []string{"RegionId", "ResourceType"}, Rules: append(tagRules(), tagged()...), Serve: tagResources}
}

func (catalogue) UntagResources() Operation {
	return Operation{Required: []string{"RegionId", "ResourceType"}, Rules: append(boolean("All"), tagged()...), Serve: untagResources}
}

func (catalogue) ListTagResources() Operation {
	return Operation{Reads: true, Required: []string{"RegionId", "ResourceType"}, Rules: append(tagRules(), tagged()...), Serve: listTagResources}
}

// carrier is a resource that carries tags.
type carrier struct {
	kind, id, region string
	tags             *[]tag
}

// carriers are all resources with tags: the load balancers, oldest first, each followed by its listeners and groups.
func (s *state) carriers() []carrier {
	var all []carrier
	for _, lb := range s.order {
		all = append(all, carrier{taggedBalancer, lb.id, lb.region, &lb.tags})
		for _, l := range lb.listeners {
			id := lb.id + "_" + l.protocol + "_" + strconv.Itoa(l.port)
			all = append(all, carrier{taggedListener, id, lb.region, &l.tags})
		}
		for _, g := range lb.groups {
			kind := taggedGroup
			if g.masterSlave {
				kind = taggedPrimary
			}
			all = append(all, carrier{kind, g.id, lb.region, &g.tags})
		}
	}
	return all
}

// retag changes the tags of the resources that a call names, or refuses if one of them does not exist.
func (c *Call) retag(change func([]tag) []tag) Reply {
	ids, kind := c.numbered("ResourceId"), c.params.Get("ResourceType")
	named := slices.DeleteFunc(c.state.carriers(), func(r carrier) bool { return r.kind != kind || !slices.Contains(ids, r.id) })
	there := func(id string) bool { return slices.ContainsFunc(named, func(r carrier) bool { return r.id == id }) }
	switch {
	case len(ids) == 0:
		return refuse("MissingName", "ResourceId")
	case !slices.ContainsFunc(ids, func(id string) bool { return !there(id) }):
	case kind == taggedBalancer:
		return refuse("InvalidLoadBalancerId.NotFound", "")
	default:
		return refuse("InvalidParameter.NoResource", "")
	}
	for _, r := range named {
		*r.tags = change(*r.tags)
	}
	return succeed(nil)
}

func tagResources(c *Call) Reply {
	tags := c.numberedTags()
	if len(tags) == 0 {
		return refuse("MissingName", "Tag")
	}
	return c.retag(func(has []tag) []tag { return withTags(has, tags) })
}

// untagResources removes the tags with the keys that are named, or all if none is.
func untagResources(c *Call) Reply {
	keys := c.numbered("TagKey")
	if len(keys) == 0 && strings.EqualFold(c.params.Get("All"), "false") {
		return refuse("MissingName", "TagKey")
	}
	named := func(t tag) bool { return len(keys) == 0 || slices.Contains(keys, t.key) }
	return c.retag(func(has []tag) []tag { return slices.DeleteFunc(slices.Clone(has), named) })
}

// listTagResources lists the tags of the resources that are named, or that have the tags that are named.
func listTagResources(c *Call) Reply {
	kind, ids, tags := c.params.Get("ResourceType"), c.numbered("ResourceId"), c.numberedTags()
	if c.params.Get("NextToken") != "" { // everything is on the first page
		return refuse("InvalidParameter.Value", "NextToken")
	}
	if len(ids) == 0 && len(tags) == 0 {
		return refuse("MissingName", "ResourceId")
	}
	found := []fixtures.Values{}
	for _, r := range c.state.carriers() {
		asked := r.kind == kind && r.region == c.params.Get("RegionId") && (len(ids) == 0 || slices.Contains(ids, r.id))
		if !asked || !carries(*r.tags, tags) {
			continue
		}
		for _, t := range *r.tags {
			found = append(found, fixtures.Values{"ResourceId": r.id, "ResourceType": kind, "TagKey": t.key, "TagValue": t.value})
		}
	}
	return succeed(fixtures.Values{"TagResources": found, "NextToken": nil})
}

// asks reports whether a parameter is true, in any case.
func (c *Call) asks(parameter string) bool { return strings.EqualFold(c.params.Get(parameter), "true") }
