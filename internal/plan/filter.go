package plan

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/slbconform/slbconform/spec"
)

// Filter says which scenarios to run.
type Filter struct {
	Rules    []string        // ids of rules, short or full, * for any text; empty: all
	IDs      map[string]bool // ids of scenarios; nil: all
	Run, Not string          // as `go test -run` and -skip: expressions for test/operation/rule/scenario; empty: all, none
}

// Wanted returns a function that reports whether the filter chooses a scenario. A filter that chooses none is a *UsageError with
// the rule that was probably meant.
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
	if slices.ContainsFunc(p.Scenarios, wanted) {
		return wanted, nil
	}
	meant := f.Unobservable(l)
	if f.Run != "" {
		meant = p.Meant(f.Run)
	}
	return nil, Usagef("no scenario is chosen by %s%s", f, meant)
}

// Unobservable says that no call can show what the filter names, and of its first rule why; "" where a call can show one of them.
func (f Filter) Unobservable(l *spec.Ledger) (says string) {
	for _, r := range l.Rules {
		can, why := r.Testable()
		switch {
		case !f.ruleWanted(r.ID):
		case can:
			return ""
		case says == "":
			says = fmt.Sprintf(": %s is not observable: %s", r.ID, why)
		}
	}
	return says
}

// String is the filter as flags of the command line.
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

// Idle are the patterns of rules that choose none of the scenarios with these ids.
func (f Filter) Idle(scenarios []string) []string {
	return slices.DeleteFunc(slices.Clone(f.Rules), func(pattern string) bool {
		one := Filter{Rules: []string{pattern}}
		return slices.ContainsFunc(scenarios, func(id string) bool { return one.ruleWanted(RuleOf(id)) })
	})
}

func (f Filter) ruleWanted(id string) bool {
	if len(f.Rules) == 0 {
		return true
	}
	return slices.ContainsFunc(f.Rules, func(pattern string) bool { ok, _ := matchesRule(pattern, id); return ok })
}

// matchesRule reports whether a pattern matches the rule with the full id. A pattern without a slash is matched with the short id.
// The error is path.ErrBadPattern.
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
		return Usagef("rule pattern %q: %v: a [ is closed by a ], and \\ stands before another character; * stands for any text", pattern, err)
	}
	if !means(pattern, l) {
		return Usagef("no rule matches %q%s", pattern, meant(pattern, l))
	}
	return nil
}

// means reports whether a valid pattern matches a rule.
func means(pattern string, l *spec.Ledger) bool {
	return slices.ContainsFunc(l.IDs(), func(id string) bool { ok, _ := matchesRule(pattern, id); return ok })
}

// UsageError is the error for a flag, an environment variable or an inventory that is wrong.
type UsageError struct{ What string }

// Error says what is wrong.
func (e *UsageError) Error() string { return e.What }

// Usagef makes a *UsageError.
func Usagef(format string, args ...any) error {
	return &UsageError{What: fmt.Sprintf(format, args...)}
}
