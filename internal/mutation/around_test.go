package mutation

import (
	"slices"

	"github.com/slbconform/slbconform/internal/mock"
)

// shown reports whether a fault shows in a call that was handled; before is what its group held before.
type shown func(c *mock.Call, before []mock.BackendServer, r mock.Reply) bool

// accepted shows in every call that is accepted.
func accepted(_ *mock.Call, _ []mock.BackendServer, r mock.Reply) bool { return !r.Refused() }

// followUp does something more, or something else, after a call was handled.
type followUp func(c *mock.Call, before []mock.BackendServer, r *mock.Reply)

// then lets a fault follow every call; faults that stand there already stay outside it.
func (s *mutated) then(follow followUp) {
	outer := s.Table.Around
	s.Table.Around = func(c *mock.Call, handle func() mock.Reply) mock.Reply {
		inner := func() mock.Reply {
			before := c.Held(c.Group())
			r := handle()
			follow(c, before, &r)
			return r
		}
		if outer == nil {
			return inner()
		}
		return outer(c, inner)
	}
}

// ahead lets a fault come before every call.
func (s *mutated) ahead(does func(*mock.Call)) {
	outer := s.Table.Around
	s.Table.Around = func(c *mock.Call, handle func() mock.Reply) mock.Reply {
		does(c)
		if outer == nil {
			return handle()
		}
		return outer(c, handle)
	}
}

// afterAny lets a fault follow every call in which it shows.
func (s *mutated) afterAny(shows shown, follow followUp) {
	s.touches = append(s.touches, touch{shows: shows})
	s.then(func(c *mock.Call, before []mock.BackendServer, r *mock.Reply) {
		if shows(c, before, *r) {
			s.reached()
			follow(c, before, r)
		}
	})
}

// after lets a fault follow those calls under test in which it shows.
func (s *mutated) after(shows shown, follow followUp) {
	s.afterAny(func(c *mock.Call, before []mock.BackendServer, r mock.Reply) bool {
		return s.tests(c.Action()) && shows(c, before, r)
	}, follow)
}

// hold gives a group other backend servers, and lists them in the answer.
func hold(c *mock.Call, r *mock.Reply, group string, servers []mock.BackendServer) {
	c.Hold(group, servers)
	r.List(servers)
}

// changes makes a service change a group otherwise than it should. what gets what the group held before and holds after a
// success, and returns what it holds instead.
func (s *mutated) changes(what func(before, after []mock.BackendServer) []mock.BackendServer) {
	s.after(groupChanged, func(c *mock.Call, before []mock.BackendServer, r *mock.Reply) {
		hold(c, r, c.Group(), what(before, c.Held(c.Group())))
	})
}

// groupChanged shows in calls that change what a group holds.
func groupChanged(c *mock.Call, before []mock.BackendServer, r mock.Reply) bool {
	return !r.Refused() && !same(before, c.Held(c.Group()))
}

// stores makes a service keep other values than those it was given, for what a call puts in or alters.
func (s *mutated) stores(change func(*mock.BackendServer)) {
	s.changes(func(before, after []mock.BackendServer) []mock.BackendServer {
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
	s.after(accepted, func(c *mock.Call, before []mock.BackendServer, r *mock.Reply) {
		asked := c.Asked()
		if held := c.Held(c.Group()); len(held) > len(before) {
			asked = held[len(before):]
		}
		c.Hold(c.Group(), before)
		to := pick(c.Group(), c.Groups())
		hold(c, r, to, append(c.Held(to), asked...))
		if c.Group() == "" {
			r.Values["VServerGroupId"] = to
		}
	})
}

// fallsBackToNewestGroup makes a service put what names no group into the youngest one there is.
func (s *mutated) fallsBackToNewestGroup() {
	s.then(func(c *mock.Call, _ []mock.BackendServer, r *mock.Reply) {
		groups := c.Groups()
		if !s.tests(c.Action()) || r.Refused() || c.Group() != "" || len(groups) == 0 {
			return
		}
		to := groups[len(groups)-1]
		hold(c, r, to, append(c.Held(to), c.Asked()...))
		if c.Param("VServerGroupId") == "" {
			r.Values["VServerGroupId"] = to
		}
	})
}

// addsRefused makes a service put into the group, of a call that it refuses, what pick returns for each rule that was
// broken.
func (s *mutated) addsRefused(pick func(rule string, asked []mock.BackendServer) []mock.BackendServer) {
	adds := func(c *mock.Call, _ []mock.BackendServer, _ mock.Reply) bool {
		return slices.ContainsFunc(c.Broke(), func(rule string) bool { return len(pick(rule, c.Asked())) > 0 })
	}
	s.after(adds, func(c *mock.Call, _ []mock.BackendServer, _ *mock.Reply) {
		to := c.Group()
		if groups := c.Groups(); to == "" && len(groups) > 0 {
			to = groups[len(groups)-1]
		}
		for _, rule := range c.Broke() {
			c.Hold(to, append(c.Held(to), pick(rule, c.Asked())...))
		}
	})
}

// lists makes a service show other backend servers of a group than it has.
func (s *mutated) lists(what func(all []mock.BackendServer) []mock.BackendServer) {
	reads := map[string]bool{}
	for _, o := range operations() {
		reads[o.Name] = o.ReadsGroup
	}
	others := func(c *mock.Call, _ []mock.BackendServer, r mock.Reply) bool {
		return reads[c.Action()] && !r.Refused() && !same(c.Held(c.Group()), what(c.Held(c.Group())))
	}
	s.afterAny(others, func(c *mock.Call, _ []mock.BackendServer, r *mock.Reply) { r.List(what(c.Held(c.Group()))) })
}
