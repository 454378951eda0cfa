package mutation

import (
	"fmt"
	"slices"

	"github.com/slbconform/slbconform/internal/nearest"
	"github.com/slbconform/slbconform/internal/strictyaml"
	"github.com/slbconform/slbconform/spec"
)

// required are the sorts of mutants that a rule must have, by what it is. This is the other half of the sorts: one that
// is taken away, or a rule of the mock, is missed here.
func (g *Generator) required(r *spec.Rule) []string {
	names := slices.Clone(r.BrokenBy)
	if len(names) == 0 {
		names = g.byKind(r)
		if requires := operationOf(g.underTest(r)).Requires; requires != nil {
			names = slices.Concat(names, requires(r))
		}
	}
	return slices.DeleteFunc(names, func(sort string) bool {
		switch sort {
		case notApplied:
			return !g.changesServers(r) || !g.accepts(r) || !g.ofServers(r)
		case storedOtherwise:
			return !g.stores(r) || otherValue(r.Fact.Name) == nil && r.Kind != "sample"
		case trimmed:
			return r.Fact.Characters == "" || !g.stores(r) && !g.parameter(r)
		case refusedApplied:
			return !g.looksAfter(r)
		case refusesIt:
			return !g.acceptsFirst(r) && operationOf(g.underTest(r)).RefusesIt == nil
		}
		return false
	})
}

func (g *Generator) byKind(r *spec.Rule) []string {
	switch {
	case g.ofAnswers(r):
		return []string{wrongAnswer}
	case permissive(r):
		return byKind()["tolerance"]
	case (r.Kind == "effect" || r.Kind == "default") && g.parameter(r):
		return []string{ignoresIt}
	case r.Kind == "values" && len(r.Fact.Values) == 0:
		return []string{neverFires, refusedApplied}
	}
	return byKind()[r.Kind]
}

func byKind() map[spec.Kind][]string {
	return map[spec.Kind][]string{
		"required":      {neverFires, refusedApplied},
		"type":          {neverFires, refusedApplied},
		"range":         {neverFires, oneStepOff, refusedApplied, notApplied},
		"length":        {neverFires, oneStepOff, refusedApplied, notApplied, storedOtherwise},
		"limit":         {neverFires, oneStepOff, refusedApplied, notApplied},
		"alphabet":      {neverFires, oneElementOff, refusedApplied, notApplied, storedOtherwise, trimmed},
		"values":        {oneElementOff, notApplied},
		"default":       {anotherDefault},
		"precondition":  {neverFires, refusedApplied},
		"error":         {neverFires, anotherCode, anotherStatus, anotherMessage, refusedApplied},
		"authorization": {neverFires, refusedApplied},
		"signature":     {neverFires, refusedApplied},
		"tolerance":     {stricter, notApplied},
		"sample":        {refusesIt, notApplied, storedOtherwise},
		"effect":        {notApplied},
		"member":        {wrongAnswer},
	}
}

// missing says which mutants a rule lacks.
func (g *Generator) missing(r *spec.Rule, made map[string]int) []error {
	required := g.required(r)
	if len(made) == 0 && len(required) == 0 {
		return []error{strictyaml.Errorf(r.File, r.Line, "rule %s has no mutant: no sort knows how to break it; name one under broken_by", r.ID)}
	}
	var errs []error
	for _, name := range required {
		if made[name] == 0 {
			errs = append(errs, strictyaml.Errorf(r.File, r.Line, "rule %s, of kind %s, has no mutant of the sort %q", r.ID, r.Kind, name))
		}
	}
	return errs
}

// unknownSorts are the names under broken_by that no sort has.
func (g *Generator) unknownSorts(sorts []Sort) []error {
	var names []string
	for _, s := range sorts {
		names = append(names, s.Name)
	}
	var errs []error
	for _, r := range g.suite.Ledger.Rules {
		for _, name := range r.BrokenBy {
			if !slices.Contains(names, name) {
				errs = append(errs, fmt.Errorf("%w%s", strictyaml.Errorf(r.File, r.Line, "rule %s is broken by %q, which is no sort of mutants", r.ID, name), nearest.Hint(name, names)))
			}
		}
	}
	return errs
}
