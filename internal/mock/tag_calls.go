package mock

import (
	"slices"
	"strings"

	"github.com/slbconform/slbconform/fixtures"
)

// The types of resources that carry tags here: load balancers and groups of either sort.
const (
	taggedBalancer = "instance"
	taggedGroup    = "vservergroup"
	taggedPrimary  = "masterslaveservergroup"
)

func (catalogue) TagResources() Operation {
	return Operation{Required: []string{"RegionId", "ResourceType"}, Rules: tagRules("MissingParam.TagKey"), Serve: tagResources}
}

func (catalogue) UntagResources() Operation {
	return Operation{Required: []string{"RegionId", "ResourceType"}, Serve: untagResources}
}

func (catalogue) ListTagResources() Operation {
	return Operation{Required: []string{"RegionId", "ResourceType"}, Rules: tagRules("MissingParam.TagKey"), Serve: listTagResources}
}

// tagged are the resources that a call names, or why it names none.
func (c *Call) tagged() ([]*[]tag, *Reply) {
	ids := c.numbered("ResourceId")
	var refused Reply
	var targets []*[]tag
	for _, id := range ids {
		target := c.tagsOf(c.params.Get("ResourceType"), id)
		if target == nil {
			refused = refuse(map[string]string{taggedBalancer: "InvalidLoadBalancerId.NotFound"}[c.params.Get("ResourceType")], "")
			if refused.Outcome == "" {
				refused = refuse("InvalidParameter.NoResource", "")
			}
			return nil, &refused
		}
		targets = append(targets, target)
	}
	if len(targets) == 0 {
		refused = refuse("MissingName", "ResourceId")
		return nil, &refused
	}
	return targets, nil
}

func (c *Call) tagsOf(kind, id string) *[]tag {
	if l := c.state.lbs[id]; kind == taggedBalancer && l != nil {
		return &l.tags
	}
	g := c.state.groups[id]
	if g != nil && (kind == taggedGroup && !g.masterSlave || kind == taggedPrimary && g.masterSlave) {
		return &g.tags
	}
	return nil
}

func tagResources(c *Call) Reply {
	tags := tagParams(c)
	if len(tags) == 0 {
		return refuse("MissingName", "Tag")
	}
	targets, refused := c.tagged()
	if refused != nil {
		return *refused
	}
	for _, target := range targets {
		*target = withTags(*target, tags)
	}
	return succeed(nil)
}

// untagResources takes away the tags with the keys that are named, or all where All says so.
func untagResources(c *Call) Reply {
	keys := c.numbered("TagKey")
	if len(keys) == 0 && !c.asks("All") {
		return refuse("MissingName", "TagKey")
	}
	targets, refused := c.tagged()
	if refused != nil {
		return *refused
	}
	for _, target := range targets {
		*target = slices.DeleteFunc(slices.Clone(*target), func(t tag) bool { return len(keys) == 0 || slices.Contains(keys, t.key) })
	}
	return succeed(nil)
}

// listTagResources lists tags of the resources that are named, or of those that carry the tags that are named.
func listTagResources(c *Call) Reply {
	kind, ids, tags := c.params.Get("ResourceType"), c.numbered("ResourceId"), tagParams(c)
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
