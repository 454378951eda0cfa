package run

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/slbconform/slbconform/internal/target"
	"github.com/slbconform/slbconform/internal/wire"
	"github.com/slbconform/slbconform/reports"
	"github.com/slbconform/slbconform/spec"
	"github.com/slbconform/slbconform/steps"
)

// premise makes the plain call that would show parts of one role, unless it was made before.
func (r *run) premise(ctx context.Context, operation, role string, parts []part, call plain) *Premise {
	if made := r.premises.known(call); made != nil {
		if made.Shown {
			r.premises.show(parts)
		}
		return made
	}
	ctx, cancel := context.WithTimeout(ctx, r.options.Timeout)
	defer cancel()
	made := &Premise{Role: role}
	if call.role == "" {
		made.with = target.Cheapest()
	}
	x, err := r.ask(ctx, operation, role, call)
	for i := 0; i < 2 && err == nil && !x.Complete(); i++ { // every call is for a new group
		x, err = r.ask(ctx, operation, role, call)
	}
	made.Exchange = x
	r.weigh(made, operation, parts, err)
	r.premises.keep(call, made)
	return made
}

// ask makes one call in a session of its own, which is journalled and captured like any other.
func (r *run) ask(ctx context.Context, operation, role string, call plain) (*wire.Exchange, error) {
	session, err := r.options.Target.Open(ctx, PremisePrefix+role)
	if err != nil {
		return nil, err
	}
	defer session.Close(context.WithoutCancel(ctx))
	w := &steps.World{}
	if err := r.enter(w, steps.Setting{Operation: operation, Session: session, Name: r.options.Name}); err != nil {
		return nil, err
	}
	p := steps.Plain{LoadBalancer: call.lb, Profile: call.profile, Created: call.created}
	if p.Server, err = r.about.Inventory.Resource(cmp.Or(call.role, target.Cheapest())); err == nil {
		err = json.Unmarshal([]byte(cmp.Or(call.members, "{}")), &p.Members)
	}
	var x *wire.Exchange
	if err == nil {
		x, err = w.TryPlain(ctx, p)
	}
	cleanUp, cancel := context.WithTimeout(context.WithoutCancel(ctx), cleanUpTime)
	defer cancel()
	if leak := w.Close(cleanUp); errors.Is(leak, steps.ErrLeaked) && !r.about.Journals {
		r.fault(Fault{Kind: "leaked", Says: leak.Error()})
	}
	r.keepPremise(w.Calls())
	if r.options.Ended != nil {
		r.options.Ended(PremisePrefix+role, reports.NotRun)
	}
	return x, err
}

// PremisePrefix begins the name of the session of a premise call, where a scenario's has its id.
const PremisePrefix = "premise/"

// weigh says what the answer to a premise call means.
func (r *run) weigh(made *Premise, operation string, parts []part, err error) {
	switch {
	case err != nil:
		made.Says = "it could not be asked: " + err.Error()
	case made.Exchange.Succeeded():
		made.Shown, made.Says = true, "a plain call with it is accepted"
		r.premises.show(parts)
	case !made.Exchange.Kind().Decides():
		made.Says = "it could not be shown: " + steps.Answer(made.Exchange)
	default:
		made.refused = steps.Answer(made.Exchange)
		made.Says = "a plain call with it is refused: " + made.refused
		if !r.elsewhere(made.Role) {
			made.Blames = r.ofCall(operation, made.Role, made.Exchange)
		}
	}
}

// elsewhere reports whether the backend server of a role is in another region: no sample shows such a one.
func (r *run) elsewhere(role string) bool {
	inventory := r.about.Inventory
	region := inventory.Roles[role].Region
	return region != "" && region != inventory.Region
}

// ofCall is the rule that a refused plain call contradicts, where its code speaks of the call and not of what it names:
// that of the sample it is written after.
func (r *run) ofCall(operation, role string, x *wire.Exchange) string {
	code := x.Refusal().Code
	for _, id := range r.suite.Ledger.RulesOfCode(operation, code) {
		rule := r.suite.Ledger.Rule(id)
		if text := rule.Fact.Message; !rule.OfCall || text != "" && !strings.Contains(text, "%s") && text != x.Refusal().Message {
			continue
		}
		return r.sampleWith(operation, role)
	}
	return ""
}

// sampleWith is the rule of a document's sample: the one that needs the role, or else the first.
func (r *run) sampleWith(operation, role string) string {
	first := ""
	for _, rule := range r.suite.Ledger.RulesOf(operation) {
		if rule.Kind != "sample" || rule.Basis != spec.Stated {
			continue
		}
		if rule.Live == "needs "+role {
			return rule.ID
		}
		first = cmp.Or(first, rule.ID)
	}
	return first
}

// anyRole tries whether any role of the inventory can be shown, the cheapest first, after a plain call with one was
// refused. The error says that none can: the run is not worth making.
func (r *run) anyRole(ctx context.Context, operation string, first *Premise) error {
	if first.Shown || first.refused == "" || first.Blames != "" {
		return nil
	}
	for _, role := range target.Roles() {
		if role.Kind != target.ServerRole || role.Vouched || role.Name == first.Role {
			continue
		}
		if _, err := r.about.Inventory.Resource(role.Name); err != nil {
			continue
		}
		made := r.premise(ctx, operation, role.Name, []part{{role: role.Name}}, plain{role: role.Name})
		if made.refused == "" || made.Blames != "" {
			return nil
		}
	}
	return fmt.Errorf("no role of the inventory could be shown: %s", r.premises.failed(first.refused))
}
