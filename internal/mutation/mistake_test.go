package mutation

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"github.com/slbconform/slbconform/internal/mock"
	"github.com/slbconform/slbconform/internal/plan"
	"github.com/slbconform/slbconform/internal/run"
	"github.com/slbconform/slbconform/internal/target"
	"github.com/slbconform/slbconform/internal/target/mocktarget"
	"github.com/slbconform/slbconform/internal/wire"
	"github.com/slbconform/slbconform/reports"
)

// Mistake is an inventory that is wrong in one role. No rule may be called violated because of it, and whoever reads the
// run must be told which role to look at.
type Mistake struct {
	Role string
	Says string // how the inventory is wrong, in a few words

	refuses bool // only a call that should be refused can show it
	alter   func(*mutated)
}

// String names the mistake in messages.
func (m *Mistake) String() string { return fmt.Sprintf("%q %s", m.Role, m.Says) }

// Mistakes are what may be wrong with each role of the inventory, by its kind.
func (r *Run) Mistakes() []*Mistake {
	inv := r.Generator.intact.Inventory
	var all []*Mistake
	for _, role := range target.Roles() {
		switch resource, has := inv.Roles[role.Name]; {
		case has && len(resource.IDs) > 0:
			all = append(all, filled(role.Name, "lost its first", lost(resource, 0)), filled(role.Name, "lost its last", lost(resource, len(resource.IDs)-1)))
		case has:
			all = append(all, r.ofResource(role, resource)...)
		}
		if _, has := inv.Identities[role.Name]; has {
			all = append(all, r.ofIdentity(role)...)
		}
	}
	return all
}

// filled is a mistake that fills the role with another resource. Where that one has a role, nobody else plays it.
func filled(role, says string, with target.Resource) *Mistake {
	return &Mistake{Role: role, Says: says, alter: func(s *mutated) {
		inv := *s.Inventory
		inv.Roles = maps.Clone(inv.Roles)
		maps.DeleteFunc(inv.Roles, func(_ string, r target.Resource) bool { return r.ID == with.ID })
		inv.Roles[role] = with
		s.Inventory = &inv
	}}
}

// lost is a resource of several of which one was deleted since. A service that counts them before it looks shows it where a call
// names fewer: the first twenty in one scenario, the last twenty in the next.
func lost(of target.Resource, at int) target.Resource {
	of.IDs = slices.Clone(of.IDs)
	of.IDs[at] += "gone"
	return of
}

// ofResource are the mistakes about a resource. Of a server whose point is to be refused, that it was deleted is none that
// a run could tell: it is refused.
func (r *Run) ofResource(role target.Role, resource target.Resource) []*Mistake {
	deleted := resource
	deleted.ID += "gone"
	var all []*Mistake
	if !role.Vouched || role.Kind == target.LoadBalancerRole || role.Kind == target.GroupRole {
		all = append(all, filled(role.Name, "was deleted since", deleted))
	}
	if plain, ok := r.plain(role, resource); ok && role.Vouched && resource.Region == "" {
		all = append(all, filled(role.Name, "is a plain one", plain))
	}
	if role.Vouched || role.Kind != target.ServerRole {
		return all
	}
	all = append(all, goes(role.Name, "is released in the middle of a run", mock.StageLookup, "InvalidServerId.NotExist", func(c *mock.Call) bool {
		return slices.ContainsFunc(c.Asked(), func(m mock.BackendServer) bool { return m.ServerID == resource.ID })
	}))
	if resource.Type == "ecs" {
		for _, s := range r.Generator.intact.Account.Servers {
			if s.Kind == resource.Type && s.Status != "Running" {
				all = append(all, filled(role.Name, "was stopped since", target.Resource{ID: s.ID, Type: s.Kind, Addresses: s.Addresses}))
			}
		}
		return all
	}
	for _, s := range r.Generator.intact.Account.Servers {
		if s.Kind == "ecs" && s.Status == "Running" && resource.Region == "" {
			all = append(all, filled(role.Name, "is an ECS instance", target.Resource{ID: s.ID, Type: resource.Type, Addresses: s.Addresses}))
			break
		}
	}
	if len(resource.Addresses) != 1 {
		return all
	}
	elsewhere := resource
	elsewhere.Addresses = []string{"10.0.1.250"}
	return append(all, filled(role.Name, "has the address of another", elsewhere))
}

// goes is the mistake of what was there when a run began: the first call that uses it is answered, and later ones are refused.
func goes(role, says string, stage mock.Stage, outcome string, uses func(*mock.Call) bool) *Mistake {
	return &Mistake{Role: role, Says: says, alter: func(s *mutated) {
		var used atomic.Int64
		s.Table.Rules = append(s.Table.Rules, mock.Rule{Stage: stage, Outcome: outcome, Breaks: func(c *mock.Call, _ mock.Limits) (string, bool) {
			return "", uses(c) && used.Add(1) > 1
		}})
	}}
}

// plain is the resource of the last role that is not there to be refused, of the same kind and type and with as many
// addresses.
func (r *Run) plain(of target.Role, like target.Resource) (target.Resource, bool) {
	for _, role := range slices.Backward(target.Roles()) {
		resource, has := r.Generator.intact.Inventory.Roles[role.Name]
		if has && role.Kind == of.Kind && !role.Vouched && resource.Type == like.Type && len(resource.IDs) == 0 && resource.Region == "" && len(resource.Addresses) == len(like.Addresses) && !slices.ContainsFunc(like.Addresses, isIPv6) {
			return resource, true
		}
	}
	return target.Resource{}, false
}

func isIPv6(address string) bool { return strings.Contains(address, ":") }

// ofIdentity are the mistakes about what a RAM user may do.
func (r *Run) ofIdentity(role target.Role) []*Mistake {
	key := r.Generator.intact.Account.Profile(r.Generator.intact.Inventory.Identities[role.Name].Profile)
	if key == nil || key.User == "" {
		return nil
	}
	is := func(c *mock.Call) bool { return c.User() != nil && c.User().Name == key.User }
	if role.Vouched {
		return []*Mistake{{Role: role.Name, Says: "has more rights than that", refuses: true, alter: func(s *mutated) {
			s.rows(func(r mock.Rule) bool { return r.Outcome == forbidden }, func(c *mock.Call, broken bool) bool { return broken && !is(c) })
		}}}
	}
	lacks := func(says string, right func(action string) bool) *Mistake {
		return &Mistake{Role: role.Name, Says: says, alter: func(s *mutated) {
			s.Table.Rules = append(s.Table.Rules, mock.Rule{Stage: mock.StageGateway, Outcome: forbidden, Breaks: func(c *mock.Call, _ mock.Limits) (string, bool) {
				return key.User, is(c) && !right(c.Action())
			}})
		}}
	}
	return []*Mistake{
		lacks("has fewer rights than that", func(string) bool { return false }),
		goes(role.Name, "loses its key in the middle of a run", mock.StageGateway, "InvalidAccessKeyId.NotFound", is),
		lacks("may read and no more", func(action string) bool { return r.Suite.Document.Actions()[action].Does == wire.Reads }),
	}
}

// forbidden is the recorded answer to who lacks a right.
const forbidden = "Forbidden"

// Notice runs a mistake against a target that behaves as a service does: nobody knows beforehand what stands behind the
// inventory. The error says that a rule was violated, or that the role was not named.
func (r *Run) Notice(ctx context.Context, m *Mistake) error {
	s := newMutated(r.Generator.intact, func(string) bool { return true })
	m.alter(s)
	scenarios := r.some(r.uses(m), "")
	if len(scenarios) == 0 {
		return fmt.Errorf("inventory mistake not noticed: %s: no scenario uses the role", m)
	}
	result, err := r.Suite.Run(ctx, run.Options{Target: &likeLive{Target: mocktarget.New(s.Config)}, Timeout: 20 * time.Second, Filter: plan.Filter{IDs: scenarios}})
	if err != nil {
		return err
	}
	for _, rule := range result.Rules {
		if rule.Verdict == reports.Violates {
			return fmt.Errorf("inventory mistake taken for a fault: %s: rule %s violates: %s", m, rule.ID, rule.Reason)
		}
	}
	if !named(result, m.Role) {
		return fmt.Errorf("inventory mistake not noticed: %s: nothing names the role; %s", m, said(result))
	}
	return nil
}

// uses are the scenarios in which a role of the intact inventory is named by a call; of a RAM user who lacks a right, those
// that expect a refusal.
func (r *Run) uses(m *Mistake) map[string]bool {
	resource, identity := r.Generator.intact.Inventory.Roles[m.Role], r.Generator.intact.Inventory.Identities[m.Role]
	mark := resource.Each()[0].ID
	key := r.Generator.intact.Account.Profile(identity.Profile)
	if identity.Profile != "" && key != nil {
		mark = key.ID
	}
	b := r.Generator.baseline
	scenarios := map[string]bool{}
	for _, s := range r.Suite.Plan.Scenarios {
		names := slices.ContainsFunc(b.calls[s.ID()], func(x exchange) bool { return strings.Contains(x.sent, mark) }) || strings.Contains(b.signed[s.ID()], mark)
		if names && !(m.refuses && r.Generator.accepting(s)) {
			scenarios[s.ID()] = true
		}
	}
	return scenarios
}

// named reports whether something that a run says names the role.
func named(result *run.Result, role string) bool {
	says := []string{result.Incomplete}
	for _, o := range result.Outcomes {
		says = append(says, o.Reason)
		for _, v := range o.Violations {
			says = append(says, v.Vouched)
		}
	}
	for _, rule := range result.Rules {
		says = append(says, rule.Reason)
	}
	for _, c := range result.Causes {
		says = append(says, c.Reason)
	}
	for _, p := range result.Premises {
		if !p.Shown {
			says = append(says, p.Role)
		}
	}
	return slices.ContainsFunc(says, func(text string) bool { return strings.Contains(text, role) })
}
