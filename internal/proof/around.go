package proof

import (
	"slices"

	"github.com/slbconform/slbconform/internal/mock"
)

// around puts a fault around the calls of the operation under test; faults that stand there already stay outside it.
func (s *server) around(fault func(c *mock.Call, handle func() mock.Reply) mock.Reply) {
	outer := s.Table.Around
	s.Table.Around = func(c *mock.Call, handle func() mock.Reply) mock.Reply {
		inner := handle
		if c.Action() == underTest || !slices.Contains(siblings(), c.Action()) {
			inner = func() mock.Reply { return fault(c, handle) }
		}
		if outer == nil {
			return inner()
		}
		return outer(c, inner)
	}
}

// adds makes a service add other members than it should. what gets those that were added, and returns those that are; it
// may change the members it gets.
func (s *server) adds(what func(added []mock.Member) []mock.Member) {
	s.around(func(c *mock.Call, handle func() mock.Reply) mock.Reply {
		before := len(c.Held(c.Group()))
		r := handle()
		held := c.Held(c.Group())
		if r.Refused() || len(held) <= before {
			return r
		}
		s.reached()
		all := append(held[:before:before], what(held[before:])...)
		c.Hold(c.Group(), all)
		r.List(all)
		return r
	})
}

// addsTo makes a service add to another group than the one asked for, "" is none.
func (s *server) addsTo(pick func(asked string, groups []string) string) {
	s.around(func(c *mock.Call, handle func() mock.Reply) mock.Reply {
		before := c.Held(c.Group())
		r := handle()
		if r.Refused() {
			return r
		}
		asked := c.Asked()
		if held := c.Held(c.Group()); len(held) > len(before) {
			asked = held[len(before):]
		}
		c.Hold(c.Group(), before)
		to := pick(c.Group(), c.Groups())
		all := append(c.Held(to), asked...)
		c.Hold(to, all)
		r.List(all)
		if c.Group() == "" {
			r.Values["VServerGroupId"] = to
		}
		return r
	})
}

// takesStrays makes the service add what names no group to the youngest one there is.
func (s *server) takesStrays() {
	s.around(func(c *mock.Call, handle func() mock.Reply) mock.Reply {
		r := handle()
		groups := c.Groups()
		if r.Refused() || c.Group() != "" || len(groups) == 0 {
			return r
		}
		to := groups[len(groups)-1]
		all := append(c.Held(to), c.Asked()...)
		c.Hold(to, all)
		r.List(all)
		if c.Param("VServerGroupId") == "" {
			r.Values["VServerGroupId"] = to
		}
		return r
	})
}

// addsRefused makes a service add of a call that it refuses what pick returns for each rule that was broken.
func (s *server) addsRefused(pick func(rule string, asked []mock.Member) []mock.Member) {
	s.around(func(c *mock.Call, handle func() mock.Reply) mock.Reply {
		r := handle()
		to := c.Group()
		if groups := c.Groups(); to == "" && len(groups) > 0 {
			to = groups[len(groups)-1]
		}
		for _, rule := range c.Broke() {
			if added := pick(rule, c.Asked()); len(added) > 0 && to != "" {
				c.Hold(to, append(c.Held(to), added...))
			}
		}
		return r
	})
}

// lists makes the service show other members of a group than it has.
func (s *server) lists(what func(all []mock.Member) []mock.Member) {
	outer := s.Table.Around
	s.Table.Around = func(c *mock.Call, handle func() mock.Reply) mock.Reply {
		r := handle()
		if outer != nil {
			r = outer(c, func() mock.Reply { return r })
		}
		if c.Action() == "DescribeVServerGroupAttribute" && !r.Refused() {
			r.List(what(c.Held(c.Group())))
		}
		return r
	}
}
