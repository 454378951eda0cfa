package run

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/slbconform/slbconform/internal/wire"
	"github.com/slbconform/slbconform/reports"
	"github.com/slbconform/slbconform/spec"
	"github.com/slbconform/slbconform/steps"
)

// Found is one cause: a rule that explains contradictions, or a part of the inventory that could not be shown.
type Found struct {
	Rule      string // full id; "" when the inventory is the cause
	Basis     spec.Basis
	Verdict   reports.Verdict
	Reason    string
	Shows     []*Outcome // scenarios that show it, its own first
	Followers []*Outcome // scenarios that were not judged because of it
	Beside    []string   // rules that would explain it alike
	Exchange  *wire.Exchange

	MockRule   string // the rule of the mock that spoke
	AnswerFile string // the recorded answer that it gave

	refused   string // the answer to the premises; empty for any other cause
	undecided []*Outcome
}

// causes groups all contradictions by what explains them, and what could not be judged for the same reason with them.
func (r *run) causes(outcomes []*Outcome) []*Found {
	c := r.contradictions(outcomes)
	var matrices []*Matrix
	if len(c.claims) > 0 && r.options.Matrices != nil {
		matrices, r.stale = r.options.Matrices()
	}
	var all []*Found
	for _, e := range c.explain(c.candidates(matrices)) {
		all = append(all, r.found(e, c.claims))
	}
	r.follow(all, outcomes, matrices)
	unshown := r.unshown(outcomes)
	blame(all, outcomes)
	all = append(all, unshown...)
	all = append(all, r.unjudged(all, outcomes)...)
	slices.SortStableFunc(all, func(a, b *Found) int { return cmp.Compare(a.Verdict.Rank(), b.Verdict.Rank()) })
	return all
}

// found makes a cause of an explanation, and notes in every contradiction what it follows from.
func (r *run) found(e explanation, claims []claim) *Found {
	f := &Found{Rule: e.rule, Verdict: reports.NotRun, Beside: e.beside}
	if rule := r.suite.Ledger.Rule(e.rule); rule != nil {
		f.Basis = rule.Basis
	}
	var all, own []claim
	for _, i := range e.claims {
		claims[i].v.cause = f
		all = append(all, claims[i])
		if claims[i].v.Rule == e.rule {
			own = append(own, claims[i])
		}
	}
	shown := e.worst(all)
	f.Verdict = shown.Verdict
	if len(own) > 0 {
		shown = e.worst(own)
		f.Basis = shown.Basis
		if !slices.ContainsFunc(own, func(c claim) bool { return c.v.Verdict != reports.Diverges }) {
			f.Verdict = reports.Diverges // and so does all that follows from it
		}
	}
	f.Reason, f.Exchange, f.MockRule, f.AnswerFile = shown.reason(), shown.Exchange, shown.MockRule, shown.AnswerFile
	return f
}

// worst is the first of the worst contradictions that count for how bad the cause is, one that a scenario of its rule shows before
// others.
func (e *explanation) worst(all []claim) *Violation {
	after := map[bool]int{true: 0, false: 1}
	rank := func(c claim) []int { return []int{after[e.weighs(c.v)], c.v.Verdict.Rank(), after[c.own()]} }
	return slices.MinFunc(all, func(a, b claim) int { return slices.Compare(rank(a), rank(b)) }).v
}

// follow lays what could not be judged to the causes whose mutants leave the same undecided, or that are shown by the same refusal with a
// code that no document of the operation has.
func (r *run) follow(causes []*Found, outcomes []*Outcome, matrices []*Matrix) {
	leaves := map[string]map[string]bool{} // scenario → rules
	for _, m := range matrices {
		for _, mutant := range m.Mutants {
			for _, s := range mutant.Symptoms {
				if s.Undecided {
					if leaves[s.Scenario] == nil {
						leaves[s.Scenario] = map[string]bool{}
					}
					leaves[s.Scenario][mutant.Rule] = true
				}
			}
		}
	}
	for _, o := range outcomes {
		if o.Own != reports.Inconclusive || len(o.Violations) > 0 || len(o.Faults) > 0 {
			continue
		}
		for _, f := range causes {
			if leaves[o.Scenario.ID()][f.Rule] || f.refuses(o) && len(r.suite.Ledger.RulesOfCode(f.Exchange.Action, f.Exchange.Refusal().Code)) == 0 {
				f.undecided = append(f.undecided, o)
				break
			}
		}
	}
}

// refuses reports whether the refusal that shows the cause is the one that a scenario came to nothing for.
func (f *Found) refuses(o *Outcome) bool {
	return f.Rule != "" && f.Exchange != nil && f.Exchange.Refusal() != nil && f.Exchange.Kind() != wire.Rights && steps.Answer(f.Exchange) == o.refused
}

// follows is the reason of what follows from the cause.
func (f *Found) follows() string {
	if f.Rule == "" {
		return f.Reason
	}
	return fmt.Sprintf("follows from %s: %s", f.Rule, f.Reason)
}
