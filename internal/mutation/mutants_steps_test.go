package mutation

import (
	"maps"
	"slices"

	"github.com/slbconform/slbconform/internal/mock"
)

// skipping are the sorts that leave one step of a life cycle out: one for each operation that changes something.
func skipping() []Sort {
	var all []Sort
	for _, action := range writing() {
		all = append(all, Sort{Name: "skips " + action, Make: only(skips(action)), Named: true, Shows: true})
	}
	return all
}

// writing are the operations that change something.
func writing() []string {
	var all []string
	for name, o := range mock.Rules().Operations {
		if o.Ledger && !o.Reads {
			all = append(all, name)
		}
	}
	slices.Sort(all)
	return all
}

func skips(action string) *Mutant {
	return &Mutant{How: "says that " + action + " is done, and does nothing", alter: func(s *mutated) {
		s.serves(action, func(o mock.Operation, c *mock.Call) mock.Reply {
			if o.Adds == "" && o.Names == "" {
				return mock.Reply{Outcome: "success"}
			}
			before := c.Held(c.Group())
			if c.Group() != "" {
				c.SetParam("VServerGroupName", "")
			}
			r := o.Serve(c)
			hold(c, &r, c.Group(), before)
			return r
		})
	}}
}

// pretends is a mutant that answers calls of an action, and does nothing.
func pretends(how, action string) *Mutant {
	return &Mutant{How: how, alter: func(s *mutated) {
		s.serves(action, func(mock.Operation, *mock.Call) mock.Reply { return mock.Reply{Outcome: "success"} })
	}}
}

// appliesToAllGroups does to all groups of the load balancer what is done to one.
func appliesToAllGroups() *Mutant {
	return &Mutant{How: "changes all groups of the load balancer", alter: func(s *mutated) {
		actions := writing()
		several := func(c *mock.Call, before []mock.BackendServer, r mock.Reply) bool {
			return slices.Contains(actions, c.Action()) && groupChanged(c, before, r) && len(c.Groups()) > 1
		}
		s.afterAny(several, func(c *mock.Call, _ []mock.BackendServer, _ *mock.Reply) {
			after := c.Held(c.Group())
			for _, g := range c.Groups() {
				c.Hold(g, after)
			}
		})
	}}
}

// serves makes an action do something else with a call that broke no rule.
func (s *mutated) serves(action string, how func(intact mock.Operation, c *mock.Call) mock.Reply) {
	s.Table.Operations = maps.Clone(s.Table.Operations)
	intact := s.Table.Operations[action]
	broken := intact
	broken.Serve = func(c *mock.Call) mock.Reply {
		s.reached()
		return how(intact, c)
	}
	s.Table.Operations[action] = broken
	s.touches = append(s.touches, touch{answers: func(called string, succeeded bool) bool { return succeeded && called == action }})
}
