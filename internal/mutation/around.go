package mutation

import (
	"slices"

	"github.com/slbconform/slbconform/internal/mock"
)

// around puts a fault around the calls under test; faults that stand there already stay outside it.
func (s *mutated) around(fault func(c *mock.Call, handle func() mock.Reply) mock.Reply) {
	s.touchesCalls()
	s.surround(fault)
}

// showing puts a fault around those calls under test in which it shows.
func (s *mutated) showing(shows func(c *mock.Call, before []mock.Member, r mock.Reply) bool, fault func(c *mock.Call, handle func() mock.Reply) mock.Reply) {
	s.touches = append(s.touches, touch{shows: shows})
	s.surround(fault)
}

func (s *mutated) surround(fault func(c *mock.Call, handle func() mock.Reply) mock.Reply) {
	outer := s.Table.Around
	s.Table.Around = func(c *mock.Call, handle func() mock.Reply) mock.Reply {
		inner := handle
		if s.tests(c.Action()) {
			inner = func() mock.Reply { return fault(c, handle) }
		}
		if outer == nil {
			return inner()
		}
		return outer(c, inner)
	}
}

// afterThose does something more after some of the calls under test, and says that only they may show it.
func (s *mutated) afterThose(which func(*mutated, *mock.Call) bool, more func(c *mock.Call, r *mock.Reply)) {
	s.showsIn(which)
	outer := s.Table.Around
	s.Table.Around = func(c *mock.Call, handle func() mock.Reply) mock.Reply {
		inner := func() mock.Reply {
			r := handle()
			if s.tests(c.Action()) && which(s, c) {
				more(c, &r)
			}
			return r
		}
		if outer == nil {
			return inner()
		}
		return outer(c, inner)
	}
}

// changes makes a service change a group otherwise than it should. what gets what the group held before and holds after a
// success, and returns what it holds instead.
func (s *mutated) changes(what func(before, after []mock.Member) []mock.Member) {
	changed := func(c *mock.Call, before []mock.Member, r mock.Reply) bool {
		return !r.Refused() && !same(before, c.Held(c.Group()))
	}
	s.showing(changed, func(c *mock.Call, handle func() mock.Reply) mock.Reply {
		before := c.Held(c.Group())
		r := handle()
		if !changed(c, before, r) {
			return r
		}
		s.reached()
		held := what(before, c.Held(c.Group()))
		c.Hold(c.Group(), held)
		r.List(held)
		return r
	})
}

// stores makes a service keep other values than those it was given, for what a call puts in or alters.
func (s *mutated) stores(change func(*mock.Member)) {
	s.changes(func(before, after []mock.Member) []mock.Member {
		for i := range after {
			if !holds(before, after[i]) {
				change(&after[i])
			}
		}
		return after
	})
}

// changesAnother makes a service change another group than the one that was asked for; "" is none.
func (s *mutated) changesAnother(pick func(asked string, groups []string) string) {
	s.around(func(c *mock.Call, handle func() mock.Reply) mock.Reply {
		before := c.Held(c.Group())
		r := handle()
		if r.Refused() {
			return r
		}
		s.reached()
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

// takesStrays makes a service put what names no group into the youngest one there is.
func (s *mutated) takesStrays() {
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

// addsRefused makes a service put into the group, of a call that it refuses, what pick returns for each rule that was
// broken.
func (s *mutated) addsRefused(pick func(rule string, asked []mock.Member) []mock.Member) {
	adds := func(c *mock.Call, _ []mock.Member, _ mock.Reply) bool {
		return slices.ContainsFunc(c.Broke(), func(rule string) bool { return len(pick(rule, c.Asked())) > 0 })
	}
	s.showing(adds, func(c *mock.Call, handle func() mock.Reply) mock.Reply {
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

// lists makes a service show other members of a group than it has.
func (s *mutated) lists(what func(all []mock.Member) []mock.Member) {
	reads := readsGroup
	s.touches = append(s.touches, touch{answers: func(action string, _ bool) bool { return reads(action) }})
	outer := s.Table.Around
	s.Table.Around = func(c *mock.Call, handle func() mock.Reply) mock.Reply {
		r := handle()
		if outer != nil {
			r = outer(c, func() mock.Reply { return r })
		}
		if !reads(c.Action()) || r.Refused() {
			return r
		}
		held := c.Held(c.Group())
		listed := what(c.Held(c.Group()))
		if !same(held, listed) {
			s.reached()
		}
		r.List(listed)
		return r
	}
}
