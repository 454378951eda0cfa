package run

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/slbconform/slbconform/internal/target"
	"github.com/slbconform/slbconform/internal/wire"
	"github.com/slbconform/slbconform/steps"
)

// Premise is a call that shows whether a part of the inventory is what its role says. It is no scenario.
type Premise struct {
	Role     string
	Shown    bool
	Says     string         // what was answered, and what that means
	Exchange *wire.Exchange // nil when no call could be made
	Blames   string         // full id of the rule that the answer contradicts; "" for none

	refused string // the answer, when it was refused for what the call is not
	with    string // the role of the backend server that the run took, where the call rests on none itself
}

// premises knows what the run has shown of the inventory.
type premises struct {
	asked  bool // the target is asked; a mock is not: its account is the premise
	index  *roleIndex
	looked []string // roles that a person looked at, and vouches for

	mu       sync.Mutex
	shown    map[part]bool
	may      map[part]bool     // what was accepted of RAM users
	taken    map[part]taking   // by role or server: a backend server as it was accepted last
	listings map[part]*listing // by role or server: how answers list it
	calls    map[plain]*Premise
	order    []*Premise
	tried    bool // whether anything of the inventory can be shown was tried
}

func newPremises(r *run) *premises {
	return &premises{
		asked: r.about.Of() != "mock", index: newRoleIndex(r.about.Inventory, r.suite.Document.Actions()), looked: r.options.Shown,
		shown: map[part]bool{}, may: map[part]bool{}, taken: map[part]taking{}, listings: map[part]*listing{}, calls: map[plain]*Premise{},
	}
}

// note takes note of what the successes of a scenario show: a backend server that an answer lists was taken, and a RAM user
// may call what was accepted of it.
func (p *premises) note(c *calls, exchanges []*wire.Exchange) {
	for _, x := range exchanges {
		if x.Succeeded() {
			p.show(c.taken(x).parts)
			p.keepTaken(c.accepted(x))
			p.grant(c.right(x))
		}
	}
	p.noteListings(exchanges)
}

// taking is how a backend server was accepted: the members that it was sent with, and whether a call that creates a group
// was, which is one of another operation than those that are told a group.
type taking struct {
	members string
	created bool
}

func (p *premises) keepTaken(entries map[part]taking) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for of, one := range entries {
		if one.created || !p.taken[of].created {
			p.taken[of] = one
		}
	}
}

// acceptedOf is the call that was accepted of a part before, to be made once more: a refusal by one operation speaks of the
// part only where another refuses it too.
func (p *premises) acceptedOf(of part, call plain, refused *wire.Exchange) plain {
	p.mu.Lock()
	defer p.mu.Unlock()
	if one := p.taken[of]; one.members != "" && call.profile == "" {
		call.members = one.members
		call.created = one.created && refused.Request.Params().Has("VServerGroupId")
	}
	call.late = true
	return call
}

func (p *premises) grant(right part) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.may[right] = true
}

// unsure is the RAM user on whose policy a contradiction rests, where only the inventory says what is in it; "" for none.
// A refusal is the service's where the same action was accepted of the same user in this run.
func (p *premises) unsure(v *Violation) string {
	right := v.uses.right
	p.mu.Lock()
	defer p.mu.Unlock()
	if right == (part{}) || p.vouchedFor(right.role) || p.may[right] && v.Exchange.Refusal() != nil {
		return ""
	}
	return right.role
}

func (p *premises) show(parts []part) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, one := range parts {
		p.shown[one] = true
	}
}

// lacking are the parts of a usage that nothing has shown yet. What only the inventory vouches for is none of them: no call
// can show it.
func (p *premises) lacking(u usage) []part {
	if !p.asked {
		return nil
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	return slices.DeleteFunc(slices.Clone(u.parts), func(one part) bool { return p.shown[one] || vouched(one.role) })
}

func vouched(name string) bool {
	role := target.FindRole(name)
	return role != nil && role.Vouched
}

// nothingShown reports, once a run, that a role is needed and none was shown so far.
func (p *premises) nothingShown() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if !p.asked || p.tried || len(p.shown) > 0 {
		return false
	}
	p.tried = true
	return true
}

// known returns the premise call that was made already.
func (p *premises) known(call plain) *Premise {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.calls[call]
}

func (p *premises) keep(call plain, made *Premise) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.calls[call] = made
	p.order = append(p.order, made)
}

// vouchedFor reports whether a person vouches for the role, or none has to.
func (p *premises) vouchedFor(role string) bool {
	return !p.asked || slices.Contains(p.looked, role)
}

// placed says where the inventory puts the run's own load balancer, of a refusal for its zone: a load balancer in another zone
// may be refused nothing.
func placed(x *wire.Exchange, of []part, inv *target.Inventory) string {
	ofInventory := func(p part) bool {
		role := target.FindRole(p.role)
		return role != nil && (role.Kind == target.LoadBalancerRole || role.Kind == target.GroupRole)
	}
	if x == nil || x.Refusal() == nil || slices.ContainsFunc(of, ofInventory) {
		return ""
	}
	place := steps.Located(x.Refusal().Code, inv)
	if place == "" || !strings.Contains(strings.ToLower(x.Refusal().Code), "zone") {
		return ""
	}
	return "; the run's load balancer stands where " + place
}

// failed is one line for all roles that were answered alike, both readings and the remedy. What is refused with a backend server that
// is refused by itself too, in whichever words, is that one's.
func (p *premises) failed(answer string) string {
	var roles []string
	place := ""
	for call, made := range p.calls {
		if made.refused == answer && call.lb == "" {
			place = placed(made.Exchange, nil, p.index.inventory)
		}
	}
	refused := func(role string) bool {
		return slices.ContainsFunc(p.order, func(made *Premise) bool { return made.Role == role && made.refused != "" })
	}
	for _, made := range p.order {
		role := made.Role
		if refused(made.with) {
			role = made.with
		}
		if name := p.index.inventory.Named(role); made.refused == answer && !slices.Contains(roles, name) {
			roles = append(roles, name)
		}
	}
	return fmt.Sprintf("a plain call with %s of the inventory %s is refused: %s; either it is no longer what the inventory says, or the service refuses what the documents' own samples send: look at it, mend the inventory, and repeat",
		strings.Join(roles, ", "), p.index.inventory.File, answer+place)
}
