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

// tagged are the rules of the resources that a call names. Certificates and access control lists carry tags too; there are
// none here.
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

// noTarget is why a call names no resources; "" where it names some.
func (c *Call) noTarget() (outcome, detail string) {
	ids, kind := c.numbered("ResourceId"), c.params.Get("ResourceType")
	missing := func(id string) bool { return c.tagsOf(kind, id) == nil }
	switch {
	case len(ids) == 0:
		return "MissingName", "ResourceId"
	case !slices.ContainsFunc(ids, missing):
		return "", ""
	case kind == taggedBalancer:
		return "InvalidLoadBalancerId.NotFound", ""
	}
	return "InvalidParameter.NoResource", ""
}

// retag changes the tags of the resources that a call names.
func (c *Call) retag(change func([]tag) []tag) Reply {
	if outcome, detail := c.noTarget(); outcome != "" {
		return refuse(outcome, detail)
	}
	for _, id := range c.numbered("ResourceId") {
		tags := c.tagsOf(c.params.Get("ResourceType"), id)
		*tags = change(*tags)
	}
	return succeed(nil)
}

func (c *Call) tagsOf(kind, id string) *[]tag {
	if l := c.state.lbs[id]; kind == taggedBalancer && l != nil {
		return &l.tags
	}
	if l := c.state.listenerOf(id); kind == taggedListener && l != nil {
		return &l.tags
	}
	g := c.state.groups[id]
	if g != nil && (kind == taggedGroup && !g.masterSlave || kind == taggedPrimary && g.masterSlave) {
		return &g.tags
	}
	return nil
}

// resourceID names a listener where tags are spoken of.
func (l *listener) resourceID(lb string) string {
	return lb + "_" + l.protocol + "_" + strconv.Itoa(l.port)
}

func (s *state) listenerOf(id string) *listener {
	for _, lb := range s.order {
		for _, l := range lb.listeners {
			if l.resourceID(lb.id) == id {
				return l
			}
		}
	}
	return nil
}

func tagResources(c *Call) Reply {
	tags := tagParams(c)
	if len(tags) == 0 {
		return refuse("MissingName", "Tag")
	}
	return c.retag(func(has []tag) []tag { return withTags(has, tags) })
}

// untagResources takes away the tags with the keys that are named, or all where none is.
func untagResources(c *Call) Reply {
	keys := c.numbered("TagKey")
	if len(keys) == 0 && strings.EqualFold(c.params.Get("All"), "false") {
		return refuse("MissingName", "TagKey")
	}
	named := func(t tag) bool { return len(keys) == 0 || slices.Contains(keys, t.key) }
	return c.retag(func(has []tag) []tag { return slices.DeleteFunc(slices.Clone(has), named) })
}

// listTagResources lists tags of the resources that are named, or of those that carry the tags that are named.
func listTagResources(c *Call) Reply {
	kind, ids, tags := c.params.Get("ResourceType"), c.numbered("ResourceId"), tagParams(c)
	if c.params.Get("NextToken") != "" { // everything stands on the first page
		return refuse("InvalidParameter.Value", "NextToken")
	}
	if len(ids) == 0 && len(tags) == 0 {
		return refuse("MissingName", "ResourceId")
	}
	found := []fixtures.Values{}
	add := func(id string, carried []tag) {
		if len(ids) > 0 && !slices.Contains(ids, id) || !carries(carried, tags) {
			return
		}
		for _, t := range carried {
			found = append(found, fixtures.Values{"ResourceId": id, "ResourceType": kind, "TagKey": t.key, "TagValue": t.value})
		}
	}
	for _, lb := range c.state.order {
		if lb.region != c.params.Get("RegionId") {
			continue
		}
		if kind == taggedBalancer {
			add(lb.id, lb.tags)
		}
		for _, l := range lb.listeners {
			if kind == taggedListener {
				add(l.resourceID(lb.id), l.tags)
			}
		}
		for _, g := range lb.groups {
			if kind == taggedGroup && !g.masterSlave || kind == taggedPrimary && g.masterSlave {
				add(g.id, g.tags)
			}
		}
	}
	return succeed(fixtures.Values{"TagResources": found, "NextToken": ""})
}

// asks reports whether a parameter says true.
func (c *Call) asks(parameter string) bool { return strings.EqualFold(c.params.Get(parameter), "true") }
