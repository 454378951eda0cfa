package plan

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/slbconform/slbconform/internal/nearest"
	"github.com/slbconform/slbconform/internal/strictyaml"
	"github.com/slbconform/slbconform/internal/target"
	"github.com/slbconform/slbconform/spec"
	"github.com/slbconform/slbconform/steps"
)

// factMistakes checks the literal values of scenarios by the fact of their rule: accepted values are inside, refused ones outside,
// and each boundary, what is first beyond it, and each value is tried.
func (p *Plan) factMistakes(l *spec.Ledger, vocabulary *steps.Vocabulary) []error {
	of := map[string][]*Scenario{}
	for _, s := range p.Scenarios {
		of[s.Rule] = append(of[s.Rule], s)
	}
	var errs []error
	for _, rule := range l.Rules {
		if ok, _ := rule.Testable(); !ok || !rule.InDocument() || len(of[rule.ID]) == 0 {
			continue
		}
		f := facts{rule: rule, vocabulary: vocabulary}
		switch rule.Kind {
		case "range", "length", "limit":
			f.numbers(of[rule.ID])
		case "values":
			f.values(of[rule.ID])
		case "default":
			f.defaults(of[rule.ID])
		case "error":
			f.refusal(of[rule.ID])
		}
		errs = append(errs, f.errs...)
	}
	return errs
}

// facts checks the scenarios of one rule by its fact.
type facts struct {
	rule       *spec.Rule
	vocabulary *steps.Vocabulary
	errs       []error
}

func (f *facts) wrong(s *Scenario, format string, args ...any) {
	f.errs = append(f.errs, strictyaml.Errorf(s.File, s.Line, "%s: %s", f.rule.Name, fmt.Sprintf(format, args...)))
}

// accepted reports whether a scenario expects its call to succeed.
func (f *facts) accepted(s *Scenario) bool {
	return !slices.ContainsFunc(s.Steps, func(st Step) bool {
		d := f.vocabulary.Meaning(st.Text)
		return d != nil && d.Refuses
	})
}

// number matches a whole number that is not a part of a word, an id or a fraction.
var number = regexp.MustCompile(`(?:^|[\s"])(-?\d+)(?:$|[\s",])`)

func (f *facts) numbers(scenarios []*Scenario) {
	low, high := f.rule.Fact.Min, f.rule.Fact.Max
	inside := func(n int) bool { return (low == nil || n >= *low) && (high == nil || n <= *high) }
	tried := map[bool]map[int]bool{true: {}, false: {}} // by whether it is accepted
	for _, s := range scenarios {
		accepted := f.accepted(s)
		for _, v := range s.Values {
			m := number.FindStringSubmatch(v.Value)
			if m == nil {
				continue
			}
			if n, err := strconv.Atoi(m[1]); err == nil && inside(n) != accepted {
				f.wrong(s, "%s %q is %s, and the ledger says %s", v.Name, v.Value, outcome(accepted), bounds(low, high))
			}
		}
		for _, step := range s.Steps {
			if d := f.vocabulary.Meaning(step.Text); d != nil && d.Acts {
				for _, m := range number.FindAllStringSubmatch(step.Text, -1) {
					n, _ := strconv.Atoi(m[1]) // digits, or too many of them to be a boundary
					tried[accepted][n] = true
				}
			}
		}
	}
	if len(f.errs) > 0 {
		return // a value on the wrong side may have been the boundary
	}
	for _, bound := range []struct {
		is   *int
		step int // to the first value beyond it
	}{{low, -1}, {high, 1}} {
		switch {
		case bound.is == nil:
		case !tried[true][*bound.is]:
			f.wrong(scenarios[0], "no scenario shows that %d, a boundary of the ledger's, is accepted", *bound.is)
		case f.rule.Kind == "length" && *bound.is+bound.step < 1: // what is empty is another rule's
		case !tried[false][*bound.is+bound.step]:
			f.wrong(scenarios[0], "no scenario shows that %d, the first beyond a boundary of the ledger's, is refused", *bound.is+bound.step)
		}
	}
}

func (f *facts) values(scenarios []*Scenario) {
	tried := map[string]bool{}
	for _, s := range scenarios {
		accepted := f.accepted(s)
		for _, v := range s.Values {
			known := slices.Contains(f.rule.Fact.Values, strings.Trim(v.Value, `"`))
			if strings.EqualFold(v.Name, f.rule.Fact.Name) && known != accepted {
				f.wrong(s, "%s %q is %s, and the ledger says %s", v.Name, v.Value, outcome(accepted), strings.Join(f.rule.Fact.Values, ", "))
			}
			if known && accepted {
				tried[strings.Trim(v.Value, `"`)] = true
			}
		}
	}
	for _, value := range f.rule.Fact.Values {
		if len(f.errs) == 0 && len(tried) > 0 && !tried[value] {
			f.wrong(scenarios[0], "no scenario shows that %q, a value of the ledger's, is accepted", value)
		}
	}
}

func (f *facts) defaults(scenarios []*Scenario) {
	if d := f.rule.Fact.Default; d == nil || *d == "true" || *d == "false" {
		return // such a default shows in the effect, and no sentence has the word
	}
	said := regexp.MustCompile(`(^|[\s"])` + regexp.QuoteMeta(*f.rule.Fact.Default) + `($|[\s",])`)
	for _, s := range scenarios {
		for _, step := range s.Steps {
			if d := f.vocabulary.Meaning(step.Text); d != nil && d.Asserts && said.MatchString(step.Text) {
				return
			}
		}
	}
	f.wrong(scenarios[0], "no sentence looks for %q, the ledger's default", *f.rule.Fact.Default)
}

// refusal checks that a scenario expects the status, code and message of an error rule.
func (f *facts) refusal(scenarios []*Scenario) {
	fact := f.rule.Fact
	for _, text := range []string{fmt.Sprintf("%d %q", fact.Status, fact.Code), strconv.Quote(fact.Message)} {
		said := func(st Step) bool { return strings.Contains(st.Text, text) }
		if text != `""` && !slices.ContainsFunc(scenarios, func(s *Scenario) bool { return slices.ContainsFunc(s.Steps, said) }) {
			f.wrong(scenarios[0], "no sentence looks for %s, which the ledger has (%s:%d)", text, f.rule.TextFile, f.rule.TextLine)
		}
	}
}

func outcome(accepted bool) string {
	if accepted {
		return "accepted"
	}
	return "refused"
}

func bounds(low, high *int) string {
	switch {
	case low == nil:
		return fmt.Sprintf("at most %d", *high)
	case high == nil:
		return fmt.Sprintf("at least %d", *low)
	}
	return fmt.Sprintf("%d to %d", *low, *high)
}

// liveMistakes checks that the roles that rules need exist.
func liveMistakes(l *spec.Ledger) []error {
	var errs []error
	for _, r := range l.Rules {
		name, needs := strings.CutPrefix(r.Live, "needs ")
		if needs && target.FindRole(name) == nil {
			errs = append(errs, strictyaml.Errorf(r.TextFile, r.TextLine, "rule %q: live: there is no role %q%s", r.Name, name, nearest.Hint(name, target.RoleNames())))
		}
	}
	return errs
}
