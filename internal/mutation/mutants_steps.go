package mutation

import (
	"maps"

	"github.com/slbconform/slbconform/internal/mock"
	"github.com/slbconform/slbconform/spec"
	"github.com/slbconform/slbconform/steps"
)

// skipping are the sorts that leave one step of a life cycle out: one for each operation that changes something.
func skipping() []Sort {
	var all []Sort
	for _, o := range steps.Operations() {
		if !o.ReadOnly {
			all = append(all, Sort{Name: "skips " + o.Name, Make: skips(o.Name), Named: true, Shows: true})
		}
	}
	return all
}

func skips(action string) func(*Generator, *spec.Rule) []*Mutant {
	return func(*Generator, *spec.Rule) []*Mutant {
		return []*Mutant{{How: "says that " + action + " is done, and does nothing", alter: func(s *mutated) {
			s.serves(action, func(o mock.Operation, c *mock.Call) mock.Reply {
				s.reached()
				if o.Adds == "" && o.Names == "" {
					return mock.Reply{Outcome: "success"}
				}
				before := c.Held(c.Group())
				if c.Group() != "" {
					c.SetParam("VServerGroupName", "")
				}
				r := o.Serve(c)
				c.Hold(c.Group(), before)
				r.List(before)
				return r
			})
		}}}
	}
}

// spreads does to all groups of the load balancer what is done to one.
func spreads(*Generator, *spec.Rule) []*Mutant {
	return []*Mutant{{How: "changes all groups of the load balancer", alter: func(s *mutated) {
		for _, o := range steps.Operations() {
			if o.ReadOnly {
				continue
			}
			s.serves(o.Name, func(o mock.Operation, c *mock.Call) mock.Reply {
				before := c.Held(c.Group())
				r := o.Serve(c)
				after := c.Held(c.Group())
				if same(before, after) {
					return r
				}
				for _, g := range c.Groups() {
					if g != c.Group() {
						s.reached()
						c.Hold(g, after)
					}
				}
				return r
			})
		}
	}}}
}

// serves makes an action do something else with a call that broke no rule.
func (s *mutated) serves(action string, how func(intact mock.Operation, c *mock.Call) mock.Reply) {
	s.Table.Operations = maps.Clone(s.Table.Operations)
	intact := s.Table.Operations[action]
	broken := intact
	broken.Serve = func(c *mock.Call) mock.Reply { return how(intact, c) }
	s.Table.Operations[action] = broken
	s.touches = append(s.touches, touch{answers: func(called string, succeeded bool) bool { return succeeded && called == action }})
}
