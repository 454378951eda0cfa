package run

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/slbconform/slbconform/internal/target"
	"github.com/slbconform/slbconform/internal/wire"
	"github.com/slbconform/slbconform/reports"
	"github.com/slbconform/slbconform/spec"
)

// settle shows the premises of the contradictions that need one, before the target is closed, and gives every
// contradiction its verdict.
func (r *run) settle() {
	ctx := r.ctx
	r.layElsewhere()
	r.layReadings()
	r.settleUnrelated()
	r.markUntried()
	for o, v := range violations(r.outcomes) {
		for _, role := range []string{r.premises.unsure(v), r.premises.lost(o, v)} {
			if role != "" && !strings.Contains(v.Vouched, role) {
				v.Vouched = strings.TrimPrefix(v.Vouched+", "+role, ", ")
			}
		}
		r.checkPremise(ctx, o, v)
	}
	for _, o := range r.outcomes {
		r.checkRefusals(ctx, o)
		r.decide(o)
	}
}

// checkRefusals asks for what a refusal rests on that keeps its rule with a code which the documents list for something else: where a
// backend server of the call is refused by itself, the refusal may be of that alone, and proves nothing.
func (r *run) checkRefusals(ctx context.Context, o *Outcome) {
	for _, x := range o.foreign {
		made := r.lacks(ctx, o, r.premises.index.callsOf(o.Exchanges, o.session).of(x))
		if made == nil || made.refused == "" { // what could not be asked leaves the rule as it is
			continue
		}
		o.Violations = append(o.Violations, &Violation{
			Rule: o.Scenario.Rule, Where: "body /Code", Expected: "a refusal that is not of what the call names", Got: x.Refusal().Code, Step: -1,
			Exchange: x, Basis: spec.Assumed, Premise: made,
		})
	}
}

// checkPremise asks for what a contradiction rests on, unless it was shown.
func (r *run) checkPremise(ctx context.Context, o *Outcome, v *Violation) {
	if v.Premise != nil {
		return
	}
	if v.Premise = r.ofTheMoment(v); v.Premise != nil {
		return
	}
	if v.Premise = r.premises.elsewhere(v.uses); v.Premise != nil {
		return
	}
	made := r.lacks(ctx, o, v.uses)
	if made == nil {
		made = r.since(ctx, o, v)
	}
	if made == nil {
		return
	}
	v.Premise = made
	if made.Blames == "" || r.blamed[made] {
		return
	}
	r.blamed[made] = true
	o.Violations = append(o.Violations, &Violation{
		Rule: made.Blames, Where: "status", Expected: "a success, as of the sample", Got: made.refused, Step: -1, Exchange: made.Exchange, inAnswer: true,
		Basis: r.suite.Ledger.Rule(made.Blames).Basis,
	})
}

// ofTheMoment is what is said of a refusal with a code that elsewhere in this run was gone when the call was repeated; nil of any
// other.
func (r *run) ofTheMoment(v *Violation) *Premise {
	if v.inAnswer || v.Exchange == nil || v.Exchange.Refusal() == nil {
		return nil
	}
	says := r.passed[v.Exchange.Action+" "+v.Exchange.Refusal().Code]
	if says == "" {
		return nil
	}
	var rests []string
	for _, p := range v.uses.parts {
		rests = append(rests, p.role)
	}
	return &Premise{Says: says + r.named(rests), Exchange: v.Exchange}
}

// since is the call that was accepted of a role of a contradiction and is refused by now: a server is deleted or stopped, a
// quota is used up or a key expires while a run goes on. It is nil where nothing changed, or nothing was refused.
func (r *run) since(ctx context.Context, o *Outcome, v *Violation) *Premise {
	if !r.premises.asked || v.inAnswer || v.Aspect == Row || v.Exchange == nil || v.Exchange.Refusal() == nil {
		return nil
	}
	roles := v.uses.parts
	if len(roles) == 0 {
		roles = []part{{role: target.Cheapest()}}
	}
	for _, of := range roles {
		call, asked := v.uses.plain[of]
		if of.what != "" && !asked {
			continue // it goes with its role
		}
		if vouched(of.role) || call.lb != "" {
			continue
		}
		call = r.premises.acceptedOf(of, call, v.Exchange)
		made := r.premise(ctx, tested(o.Scenario), of.role, []part{of}, call)
		if !made.Shown && made.refused == "" { // there is no group to put it into: one is made with it
			if v.Basis != spec.Stated {
				continue // what no document states of groups may be why
			}
			call.created = true
			made = r.premise(ctx, tested(o.Scenario), of.role, []part{of}, call)
		}
		if !made.Shown {
			return made
		}
	}
	return nil
}

// lacks asks for all that a usage lacks, and is the first premise that could not be shown; nil where all are.
func (r *run) lacks(ctx context.Context, o *Outcome, u usage) *Premise {
	for lacking := r.premises.lacking(u); len(lacking) > 0; lacking = r.premises.lacking(u) {
		if made := r.show(ctx, o, u, lacking); !made.Shown {
			return made
		}
	}
	return nil
}

// show asks for the first part that a contradiction lacks, with all that it uses of the role.
func (r *run) show(ctx context.Context, o *Outcome, u usage, lacking []part) *Premise {
	first, of := lacking[0], lacking[:1]
	call, own := u.plain[first]
	if first.what == "" || !own {
		call = u.plain[part{role: first.role}]
		of = slices.DeleteFunc(slices.Clone(lacking), func(p part) bool { return p.role != first.role })
	}
	return r.premise(ctx, tested(o.Scenario), first.role, of, call)
}

// early ends the run when a contradiction needs a premise, nothing of the inventory was shown so far, and nothing can be.
func (r *run) early(ctx context.Context, o *Outcome) {
	needs := func(v *Violation) bool { return len(r.premises.lacking(v.uses)) > 0 }
	i := slices.IndexFunc(o.Violations, needs)
	if i < 0 || !r.premises.nothingShown() {
		return
	}
	u := o.Violations[i].uses
	first := r.show(ctx, o, u, r.premises.lacking(u))
	if err := r.anyRole(ctx, tested(o.Scenario), first); err != nil {
		_ = r.stop(err)
	}
}

// keepPremise keeps the calls of a premise for the report.
func (r *run) keepPremise(calls []*wire.Exchange) {
	for _, x := range calls {
		x.Compact()
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.premiseCalls = append(r.premiseCalls, calls...)
}

// provisional is the verdict of a scenario as far as it can be told while the run goes on.
func (r *run) provisional(o *Outcome) (worst reports.Verdict, why string) {
	r.decide(o)
	worst, why = o.Own, o.Reason
	for _, v := range o.Violations {
		verdict, reason := v.Verdict, v.reason()
		if lacking := r.premises.lacking(v.uses); len(lacking) > 0 {
			verdict, reason = reports.Inconclusive, fmt.Sprintf("%s; whether %q is what the inventory says is not shown yet", reason, lacking[0].role)
		}
		if verdict.Rank() < worst.Rank() {
			worst, why = verdict, reason
		}
	}
	return worst, why
}
