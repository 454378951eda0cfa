package run

import (
	"cmp"
	"net/http"
	"slices"

	"github.com/slbconform/slbconform/internal/plan"
	"github.com/slbconform/slbconform/spec"
)

// triedAlone is how many scenarios are repeated by themselves to find out whether others meddle, and mostAlone how many in all
// once one held.
const (
	triedAlone = 12
	mostAlone  = 100
)

// alonePrefix begins the name of the session of a scenario that is repeated by itself: it shows a premise too.
const alonePrefix = PremisePrefix + "alone/"

// repeatAlone runs once more, one at a time, what was contradicted by what a group holds: the scenarios of a run share a load
// balancer, and a call of one may have changed the group of another. What holds alone is not what is contradicted; which call
// changed what it does not name, the scenarios of the rules about that are asked alone. What is left when so many were repeated,
// and what could not be told alone, is not known to be contradicted.
func (r *run) repeatAlone() {
	if !r.premises.asked || r.about.Captured == "" && (!r.about.Shared || r.options.Concurrency < 2) {
		return
	}
	doubted := r.doubted()
	tried, repeated := min(len(doubted), triedAlone), min(len(doubted), mostAlone)
	meddled, untold := r.alone(doubted[:tried])
	if len(meddled) == 0 {
		return
	}
	again := func(more []*Outcome) {
		held, open := r.alone(more)
		meddled, untold = append(meddled, held...), append(untold, open...)
	}
	again(doubted[tried:repeated])
	again(slices.DeleteFunc(slices.Clone(r.outcomes), func(o *Outcome) bool {
		return !r.ofGroup(o) || slices.ContainsFunc(doubted[:repeated], func(d *Outcome) bool { return d.Scenario == o.Scenario })
	}))
	untold = append(untold, slices.DeleteFunc(slices.Clone(doubted[repeated:]), r.ofGroup)...)
	r.layToOthers(meddled, untold)
}

// layToOthers lays to the calls of other scenarios what held alone and what was not told alone, and to the rule of those calls where
// one is known.
func (r *run) layToOthers(meddled, untold []*Outcome) {
	others := &Premise{
		Says:   "the calls of other scenarios change what it looks at: -concurrency 1 runs one scenario at a time",
		Blames: r.reachesOthers(meddled),
	}
	for o, v := range violations(meddled) {
		if v.meddled = r.ofState(o, v); v.meddled && others.Blames != "" {
			v.Premise = others
		}
	}
	for o, v := range violations(untold) {
		if r.ofState(o, v) && v.Rule != others.Blames {
			v.Premise = others
		}
	}
}

// reachesOthers is the one rule of the group that a call names that is contradicted by scenarios which do not hold alone; "" for none,
// or several.
func (r *run) reachesOthers(meddled []*Outcome) string {
	var rules []string
	for _, o := range r.outcomes {
		if r.ofGroup(o) && o.contradicts(o.Scenario.Rule) && !slices.Contains(meddled, o) {
			rules = append(rules, cmp.Or(r.answersElsewhere(o), o.Scenario.Rule))
		}
	}
	slices.Sort(rules)
	if rules = slices.Compact(rules); len(rules) != 1 {
		return ""
	}
	return rules[0]
}

// ofGroup reports whether a scenario is about which group a call is carried out on.
func (r *run) ofGroup(o *Outcome) bool {
	return r.suite.Ledger.Rule(o.Scenario.Rule).Checks == spec.GroupOfTheCall
}

// doubted are the outcomes that another scenario may have led to: one for each rule first, and what is stated before the rest.
func (r *run) doubted() []*Outcome {
	var all []*Outcome
	for _, o := range r.outcomes {
		if r.showsState(o) {
			all = append(all, o)
		}
	}
	nth, of := map[*Outcome]int{}, map[string]int{}
	slices.SortFunc(all, func(a, b *Outcome) int { return cmp.Compare(a.Scenario.ID(), b.Scenario.ID()) })
	for _, o := range all {
		nth[o] = of[o.Scenario.Rule]*2 + 1
		of[o.Scenario.Rule]++
		if r.showsState(o, spec.Stated) {
			nth[o]--
		}
	}
	slices.SortStableFunc(all, func(a, b *Outcome) int { return cmp.Compare(nth[a], nth[b]) })
	return all
}

// showsState reports whether what a group holds contradicts something of any of some bases, or of any basis, in a scenario.
func (r *run) showsState(o *Outcome, of ...spec.Basis) bool {
	return slices.ContainsFunc(o.Violations, func(v *Violation) bool {
		return r.ofState(o, v) && (of == nil || slices.Contains(of, v.Basis))
	})
}

// ofState reports whether a contradiction is shown by what a group holds, in an answer or when it is read, by a group that is not
// found, or by a refusal of what should be accepted: what other groups of the load balancer hold may be why.
func (r *run) ofState(o *Outcome, v *Violation) bool {
	if v.Exchange == nil || v.ofForm() {
		return false
	}
	no := v.Exchange.Refusal()
	awaited := r.awaitsRefusal(o, v)
	return v.Exchange.Succeeded() && !awaited || no != nil && (no.Status == http.StatusNotFound || !awaited)
}

// alone repeats scenarios one at a time. Those that are contradicted alone too count as they are then; it gives back those that
// hold, and those of which nothing could be told.
func (r *run) alone(first []*Outcome) (held, untold []*Outcome) {
	var scenarios []*plan.Scenario
	for _, o := range first {
		scenarios = append(scenarios, o.Scenario)
	}
	before, readings := r.outcomes, r.readings
	r.outcomes, r.readings, r.repeats = nil, readings.Anew(), true
	r.play(scenarios, 1)
	again := r.outcomes
	r.outcomes, r.readings, r.repeats = before, readings, false
	for _, o := range again {
		at := slices.IndexFunc(r.outcomes, func(b *Outcome) bool { return b.Scenario == o.Scenario })
		switch was := r.outcomes[at]; {
		case r.showsState(o): // what it showed before is evidence of premises still
			o, r.outcomes[at] = was, o
		case !r.showsState(was):
		case o.Own.Held(), len(o.Violations) > 0:
			held = append(held, was)
		default:
			untold = append(untold, was)
		}
		r.keepPremise(o.Exchanges)
	}
	return held, untold
}

// session is the name of a scenario's session.
func (r *run) session(o *Outcome) string {
	if r.repeats {
		return alonePrefix + o.Scenario.ID()
	}
	return o.Scenario.ID()
}
