package mutation

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/slbconform/slbconform/internal/run"
	"github.com/slbconform/slbconform/reports"
)

// Accept runs a variant against the scenarios that see it. What a document states may not be violated; something else
// must be unexpected, or a finding; and a judge that takes every basis for stated must call it violated. Of one that is judged
// as a service is, nothing need be said: the judge of the mock shows that it is there. It returns the ids of the scenarios of
// which a contradiction or a finding spoke.
func (r *Run) Accept(ctx context.Context, v *Mutant) (map[string]bool, error) {
	shown, err := r.accept(ctx, v, r.some(v.reaches, v.Rule))
	if errors.Is(err, errUnnoticed) { // by the few that were tried
		return r.accept(ctx, v, v.reaches)
	}
	return shown, err
}

// errUnnoticed is what the error of a variant wraps of which the scenarios that were tried say nothing.
var errUnnoticed = errors.New("lawful variant not noticed")

func (r *Run) accept(ctx context.Context, v *Mutant, scenarios map[string]bool) (map[string]bool, error) {
	if len(v.reaches) == 0 {
		return nil, fmt.Errorf("lawful variant not shown: a service that %s: no scenario makes a call that it answers otherwise", v.How)
	}
	result, met, err := r.play(ctx, v, scenarios, false)
	if err != nil {
		return nil, err
	}
	if fault := faultOf(result); fault != "" {
		return nil, fmt.Errorf("run broken by a lawful variant: a service that %s: %s", v.How, fault)
	}
	if of, violation := violated(result); violation != nil {
		return nil, fmt.Errorf("lawful variant not accepted: a service that %s violates %s in %s: expected %s, got %s", v.How, violation.Rule, of, violation.Expected, violation.Got)
	}
	shown := map[string]bool{}
	for _, o := range result.Outcomes {
		known := r.Generator.baseline.findings[o.Scenario.ID()]
		if len(o.Violations) > 0 || slices.ContainsFunc(o.Findings, func(f run.Finding) bool { return !strings.Contains(known, f.Departure.String()) }) {
			shown[o.Scenario.ID()] = true
		}
	}
	switch {
	case !met:
		return nil, fmt.Errorf("lawful variant not shown: a service that %s: no exchange is another one", v.How)
	case v.kept && len(shown) > 0:
		return nil, fmt.Errorf("lawful variant not accepted: a service that %s: it keeps every rule, and something is said of it; %s", v.How, said(result))
	case v.kept:
		return scenarios, nil
	case v.open:
		shown = scenarios
	case len(shown) == 0:
		return nil, fmt.Errorf("%w: a service that %s: no rule is unexpected and nothing is a finding; %s", errUnnoticed, v.How, said(result))
	}
	return shown, r.strictly(ctx, v, shown)
}

// violated is the first violation of a run, and the id of its scenario.
func violated(result *run.Result) (scenario string, first *run.Violation) {
	for _, o := range result.Outcomes {
		for _, v := range o.Violations {
			if v.Verdict == reports.Violates {
				return o.Scenario.ID(), v
			}
		}
	}
	return "", nil
}

// strictly holds that a judge that takes every basis for stated calls the variant violated, where it was noticed: a few
// scenarios show it of most, and of the others all are asked.
func (r *Run) strictly(ctx context.Context, v *Mutant, shown map[string]bool) error {
	few := map[string]bool{}
	for _, id := range slices.Sorted(maps.Keys(shown))[:min(3, len(shown))] {
		few[id] = true
	}
	for _, scenarios := range []map[string]bool{few, shown} {
		result, _, err := r.play(ctx, v, scenarios, true)
		if err != nil {
			return err
		}
		if _, violation := violated(result); violation != nil {
			return nil
		}
	}
	return fmt.Errorf("lawful variant not violated: a service that %s: with every basis taken for stated, nothing is violated", v.How)
}

// some are about as many scenarios as the run wants to try of each variant, spread over the rules, and those of one rule.
func (r *Run) some(scenarios map[string]bool, rule string) map[string]bool {
	if r.Most == 0 || len(scenarios) <= r.Most {
		return scenarios
	}
	var first, more []string // one of each rule, and the others
	seen, chosen := map[string]bool{}, map[string]bool{}
	for _, s := range r.Suite.Plan.Scenarios {
		switch {
		case !scenarios[s.ID()]:
		case s.Rule == rule:
			chosen[s.ID()] = true
		case seen[s.Rule]:
			more = append(more, s.ID())
		default:
			seen[s.Rule] = true
			first = append(first, s.ID())
		}
	}
	all := append(first, more...)
	for i := range min(r.Most, len(all)) {
		chosen[all[i*len(first)/r.Most%len(all)]] = true
	}
	return chosen
}

func (r *Run) play(ctx context.Context, v *Mutant, scenarios map[string]bool, allStated bool) (*run.Result, bool, error) {
	s := r.Generator.altered(v)
	o := against(s, scenarios)
	o.AllStated = allStated
	if v.open && !allStated {
		o.Target = &likeLive{Target: o.Target, readBack: time.Second}
	}
	result, err := r.Suite.Run(ctx, o)
	return result, s.met.Load(), err
}
