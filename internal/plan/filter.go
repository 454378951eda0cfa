package plan

import (
	"path"
	"slices"
	"strings"

	"github.com/slbconform/slbconform/spec"
)

// Filter says which scenarios a run is asked for.
type Filter struct {
	Rules    []string        // ids of rules, short or full, * for any text; empty: all
	IDs      map[string]bool // ids of scenarios; nil: all
	Run, Not string          // as `go test -run` and -skip: slash-parted expressions for test, operation, rule, scenario; empty: all, none
}

// Wanted turns the filter into a test of scenarios. A filter that matches nothing is a *UsageError with the rule
// that was probably meant.
func (f Filter) Wanted(p *Plan, l *spec.Ledger) (func(*Scenario) bool, error) {
	for _, pattern := range f.Rules {
		if err := matchesSome(pattern, l); err != nil {
			return nil, err
		}
	}
	run, err := parseExpression(f.Run)
	if err != nil {
		return nil, err
	}
	not, err := parseExpression(f.Not)
	if err != nil {
		return nil, err
	}
	wanted := func(s *Scenario) bool {
		return (f.IDs == nil || f.IDs[s.ID()]) && f.ruleWanted(s.Rule) && run.runs(s) && !not.skips(s)
	}
	for i := range p.Scenarios {
		if wanted(&p.Scenarios[i]) {
			return wanted, nil
		}
	}
	meant := ""
	if f.Run != "" {
		meant = p.Meant(f.Run)
	}
	return nil, Usagef("no scenario is chosen by %s%s", f, meant)
}

// String gives the filter as a person typed it.
func (f Filter) String() string {
	var parts []string
	if len(f.Rules) > 0 {
		parts = append(parts, "-rules "+strings.Join(f.Rules, ","))
	}
	if f.Run != "" {
		parts = append(parts, "-run "+f.Run)
	}
	if f.Not != "" {
		parts = append(parts, "-skip "+f.Not)
	}
	return strings.Join(parts, " ")
}

func (f Filter) ruleWanted(id string) bool {
	if len(f.Rules) == 0 {
		return true
	}
	return slices.ContainsFunc(f.Rules, func(pattern string) bool { ok, _ := matchesRule(pattern, id); return ok })
}

// matchesRule reports whether a pattern means the rule with the full id. Without a slash it is of short ids, and means
// the rule in every operation. The error says that it is no pattern.
func matchesRule(pattern, id string) (bool, error) {
	operation, short, _ := strings.Cut(id, "/")
	of, rule, full := strings.Cut(pattern, "/")
	if !full {
		return path.Match(pattern, short)
	}
	inOperation, err := path.Match(of, operation)
	if err != nil || !inOperation {
		return false, err
	}
	return path.Match(rule, short)
}

func matchesSome(pattern string, l *spec.Ledger) error {
	if _, err := path.Match(pattern, ""); err != nil {
		return Usagef("rule pattern %q: %v", pattern, err)
	}
	if !means(pattern, l) {
		return Usagef("no rule matches %q%s", pattern, meant(pattern, l))
	}
	return nil
}

// means reports whether a pattern, a sound one, means some rule.
func means(pattern string, l *spec.Ledger) bool {
	return slices.ContainsFunc(l.IDs(), func(id string) bool { ok, _ := matchesRule(pattern, id); return ok })
}
