package mutation

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/slbconform/slbconform/internal/plan"
	"github.com/slbconform/slbconform/internal/run"
	"github.com/slbconform/slbconform/internal/target"
	"github.com/slbconform/slbconform/reports"
)

// Variant is a lawful variant of the mock: it keeps every rule that a document states, and does the other thing where
// they are silent. It is the counterpart of a mutant: nothing stated may be called violated because of it.
type Variant struct {
	Name string // what it does, in a few words

	rule    string                   // full id of the rule whose mutant it is; "" of none
	tests   func(action string) bool // the calls that it may treat otherwise; nil: those of all operations
	alter   func(*mutated)
	reaches map[string]bool // ids of the scenarios that see it
}

// Accepted is what became of a variant.
type Accepted struct {
	Variant  *Variant
	Took     time.Duration
	Shown    map[string]bool // ids of the scenarios of which a contradiction or a finding spoke
	Rules    []string        // full ids of the rules that were unexpected
	Findings int
	Err      error // what is wrong with it, or with the judge; nil when the variant was accepted
}

// Accept runs a variant against the scenarios that see it. What a document states may not be violated; something else
// must be unexpected, or a finding; and a judge that takes every basis for stated must call it violated.
func (r *Run) Accept(ctx context.Context, v *Variant) *Accepted {
	started := time.Now()
	a := &Accepted{Variant: v, Shown: map[string]bool{}}
	a.Err = r.accept(ctx, a, r.some(v.reaches, v.rule))
	var unnoticed *Unnoticed
	if errors.As(a.Err, &unnoticed) { // by the few that were tried
		a.Err = r.accept(ctx, a, v.reaches)
	}
	a.Took = time.Since(started)
	return a
}

// Unnoticed is the error of a variant of which the scenarios that were tried say nothing.
type Unnoticed struct {
	Variant *Variant
	Saw     string // what the run said
}

// Error names the variant.
func (e *Unnoticed) Error() string {
	return fmt.Sprintf("lawful variant not noticed: a service that %s: no rule is unexpected and nothing is a finding; %s", e.Variant.Name, e.Saw)
}

func (r *Run) accept(ctx context.Context, a *Accepted, scenarios map[string]bool) error {
	if len(a.Variant.reaches) == 0 {
		return fmt.Errorf("lawful variant not shown: a service that %s: no scenario makes a call that it answers otherwise", a.Variant.Name)
	}
	result, met, err := r.play(ctx, a.Variant, scenarios, false)
	if err != nil {
		return err
	}
	if fault := faultOf(result); fault != "" {
		return fmt.Errorf("run broken by a lawful variant: a service that %s: %s", a.Variant.Name, fault)
	}
	for _, o := range result.Outcomes {
		for _, v := range o.Violations {
			if v.Verdict == reports.Violates {
				return fmt.Errorf("lawful variant not accepted: a service that %s violates %s in %s: expected %s, got %s", a.Variant.Name, v.Rule, o.Scenario.ID(), v.Expected, v.Got)
			}
			a.Rules = append(a.Rules, v.Rule)
			a.Shown[o.Scenario.ID()] = true
		}
		for _, f := range o.Findings {
			if !strings.Contains(r.Generator.baseline.findings[o.Scenario.ID()], f.Departure.String()) {
				a.Findings++
				a.Shown[o.Scenario.ID()] = true
			}
		}
	}
	switch {
	case !met:
		return fmt.Errorf("lawful variant not shown: a service that %s: no exchange is another one", a.Variant.Name)
	case len(a.Shown) == 0:
		return &Unnoticed{a.Variant, said(result)}
	}
	return r.strictly(ctx, a)
}

// strictly holds that a judge that takes every basis for stated calls the variant violated, where it was noticed.
func (r *Run) strictly(ctx context.Context, a *Accepted) error {
	result, _, err := r.play(ctx, a.Variant, a.Shown, true)
	if err != nil {
		return err
	}
	for _, o := range result.Outcomes {
		for _, v := range o.Violations {
			if v.Verdict == reports.Violates {
				return nil
			}
		}
	}
	return fmt.Errorf("lawful variant not violated: a service that %s: with every basis taken for stated, nothing is violated", a.Variant.Name)
}

// some are about as many scenarios as the run wants to try of each variant, spread over the rules, and those of one rule.
func (r *Run) some(scenarios map[string]bool, rule string) map[string]bool {
	if r.Most == 0 || len(scenarios) <= r.Most {
		return scenarios
	}
	var first, more []string // one of each rule, and the others
	seen, chosen := map[string]bool{}, map[string]bool{}
	for i := range r.Suite.Plan.Scenarios {
		s := &r.Suite.Plan.Scenarios[i]
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

func (r *Run) play(ctx context.Context, v *Variant, scenarios map[string]bool, allStated bool) (*run.Result, bool, error) {
	s := r.Generator.varied(v)
	v.alter(s)
	result, err := r.Suite.Run(ctx, run.Options{
		Target: target.NewMock(s.MockConfig), Timeout: 20 * time.Second, Filter: plan.Filter{IDs: scenarios}, AllStated: allStated,
	})
	return result, s.met.Load(), err
}
