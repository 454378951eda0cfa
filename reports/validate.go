package reports

import (
	"cmp"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
)

// ErrContradiction is wrapped by every error of Validate: the report contradicts itself or lacks something essential.
var ErrContradiction = errors.New("the report contradicts itself")

// Validate returns an error for a report without identity, with a rule that has not exactly one verdict or is confirmed
// although one of its scenarios failed, with a rehearsal called a confirmation, with totals that do not match its rules, or
// with references that lead nowhere. The error joins all mistakes; each wraps ErrContradiction.
func (r *Report) Validate() error {
	c := checker{index: newIndex(r)}
	c.identity()
	c.twice()
	for i := range r.Rules {
		c.rule(&r.Rules[i])
	}
	for i := range r.Scenarios {
		c.scenario(&r.Scenarios[i])
	}
	c.findings()
	c.causes()
	c.totals()
	return errors.Join(c.errs...)
}

type checker struct {
	*index
	errs []error
}

func (c *checker) refuse(format string, args ...any) {
	c.errs = append(c.errs, fmt.Errorf("%w: %s", ErrContradiction, fmt.Sprintf(format, args...)))
}

func (c *checker) refuseIf(wrong bool, format string, args ...any) {
	if wrong {
		c.refuse(format, args...)
	}
}

func (c *checker) identity() {
	id := c.report.Identity
	major, _, _ := strings.Cut(Version, ".")
	given, _, _ := strings.Cut(c.report.Version, ".")
	c.refuseIf(given != major, "it is written in version %q of the format; this program reads %s.x", c.report.Version, major)
	for _, f := range []struct{ name, value string }{
		{"operation", id.Operation}, {"module", id.Module}, {"page_date", id.PageDate}, {"sdk", id.SDK},
		{"go", id.Go}, {"target", id.Target}, {"region", id.Region},
	} {
		c.refuseIf(f.value == "", "identity.%s is empty; a verdict without it cannot be placed", f.name)
	}
	c.refuseIf(id.Started.IsZero(), "identity.started is empty; evidence without a date has no age")
	c.refuseIf(!slices.Contains([]string{"mock", "live", "replay"}, id.Target), "identity.target is %q; it is mock, live or replay", id.Target)
	known := id.Evidence == string(Rehearsed) || id.Evidence == string(Confirmed)
	c.refuseIf(!known, "identity.evidence is %q; it is rehearsed or confirmed", id.Evidence)
	c.refuseIf(id.Target == "mock" && id.Evidence == string(Confirmed), "target is mock and evidence is confirmed; what the mock answers is rehearsed")
	c.refuseIf(!c.report.Complete && c.report.Incomplete == "", "it is not complete and does not say why")
	c.refuseIf(c.report.Complete && c.report.Incomplete != "", "it is complete and says why it is not: %s", c.report.Incomplete)
}

func (c *checker) twice() {
	rules, scenarios := map[string]bool{}, map[string]bool{}
	for _, r := range c.report.Rules {
		c.refuseIf(rules[r.ID], "rule %s stands twice: it has not exactly one verdict", r.ID)
		rules[r.ID] = true
	}
	for _, s := range c.report.Scenarios {
		c.refuseIf(scenarios[s.ID], "scenario %q stands twice", s.ID)
		scenarios[s.ID] = true
	}
}

func (c *checker) rule(r *Rule) {
	if !r.Verdict.Known() {
		c.refuse("rule %s has the verdict %q; it has exactly one of: %s", r.ID, r.Verdict, words())
		return
	}
	verdicts := make([]Verdict, 0, len(r.Scenarios)+1)
	for _, id := range r.Scenarios {
		s := c.scenarios[id]
		if s == nil {
			c.refuse("rule %s names the scenario %q, which is not in the report", r.ID, id)
			continue
		}
		if r.Verdict.Held() && s.blamesOthers(r.ID) {
			verdicts = append(verdicts, r.Verdict)
			continue
		}
		verdicts = append(verdicts, s.Verdict)
		c.refuseIf(r.Verdict.Held() && s.Verdict.Rank() < Confirmed.Rank(), "rule %s is %s and its scenario %q is %s", r.ID, r.Verdict, s.ID, s.Verdict)
	}
	c.refuseIf(r.Verdict.Held() && len(r.Violations) > 0, "rule %s is %s and %d violations are attributed to it", r.ID, r.Verdict, len(r.Violations))
	c.refuseIf(r.Verdict.Held() && !slices.ContainsFunc(verdicts, Verdict.Held), "rule %s is %s and no scenario of it held", r.ID, r.Verdict)
	for _, v := range r.Violations {
		verdicts = append(verdicts, v.Verdict)
	}
	c.refuseIf((r.Verdict == Violates || r.Verdict == Unexpected) && !slices.Contains(verdicts, r.Verdict), "rule %s is %s and nothing shows it", r.ID, r.Verdict)
	c.refuseIf(!r.Verdict.Held() && r.Verdict != Violates && r.Reason == "" && r.Why == "", "rule %s is %s and does not say why", r.ID, r.Verdict)
	c.refuseIf(r.Verdict.Held() && r.Evidence != string(r.Verdict), "rule %s is %s on evidence that is %s", r.ID, r.Verdict, cmp.Or(r.Evidence, "missing"))
	c.refuseIf(r.Verdict.Held() && r.EvidenceOn == nil, "rule %s is %s and its evidence has no date", r.ID, r.Verdict)
	c.refuseIf(!slices.Contains(Bases(), r.Basis), "rule %s has the basis %q; it has exactly one of stated, inferred, known and assumed", r.ID, r.Basis)
	for _, v := range r.Violations {
		c.refuseIf(v.Rule != r.ID, "a violation of %s stands under rule %s", v.Rule, r.ID)
		c.refers(v.Exchange, "a violation of "+r.ID)
	}
}

// blamesOthers reports whether a scenario has violations, and only of other rules.
func (s *Scenario) blamesOthers(rule string) bool {
	return len(s.Violations) > 0 && !slices.ContainsFunc(s.Violations, func(v Violation) bool { return v.Rule == rule })
}

func (c *checker) scenario(s *Scenario) {
	c.refuseIf(!s.Verdict.Known(), "scenario %q has the verdict %q; it has exactly one of: %s", s.ID, s.Verdict, words())
	c.refuseIf(c.rules[s.Rule] == nil, "scenario %q belongs to rule %q, which is not in the report", s.ID, s.Rule)
	c.refuseIf(s.Verdict.Held() && string(s.Verdict) != c.report.Identity.Evidence, "scenario %q is %s in a run whose evidence is %s", s.ID, s.Verdict, c.report.Identity.Evidence)
	c.refuseIf((s.Verdict == Inconclusive || s.Verdict == NotRun) && s.Reason == "", "scenario %q is %s and does not say why", s.ID, s.Verdict)
	for _, i := range s.Exchanges {
		c.refers(i, "scenario "+s.ID)
	}
	for _, v := range s.Violations {
		c.basis(v)
		c.refuseIf(s.Verdict.Held() && v.Rule == s.Rule, "scenario %q is %s and holds a violation of its own rule", s.ID, s.Verdict)
		c.refers(v.Exchange, "a violation in "+s.ID)
	}
}

func (c *checker) refers(i int, where string) {
	c.refuseIf(i < -1 || i >= len(c.report.Exchanges), "%s names exchange %d; there are %d", where, i, len(c.report.Exchanges))
}

func (c *checker) findings() {
	for _, f := range c.report.Findings {
		c.refers(f.Exchange, "the finding "+f.Value)
	}
}

func words() string {
	all := make([]string, 0, len(Verdicts()))
	for _, v := range Verdicts() {
		all = append(all, string(v))
	}
	return strings.Join(all, ", ")
}

// basis checks that only what a document states, and whose premise the run has shown, is called a violation.
func (c *checker) basis(v Violation) {
	if v.Verdict != Violates {
		return
	}
	c.refuseIf(v.Basis != Stated, "a violation of %s rests on what is %s; only what a document states is violated", v.Rule, cmp.Or(v.Basis, "missing"))
	c.refuseIf(v.Vouched != "", "a violation of %s rests on the %s, for which only the inventory vouches", v.Rule, v.Vouched)
}

// causes checks that every contradiction has a cause, and that causes refer to what is in the report.
func (c *checker) causes() {
	explained := map[string]bool{}
	for _, cause := range c.report.Causes {
		explained[cause.Rule] = true
		for _, id := range cause.FollowerRules {
			explained[id] = true
		}
		c.refers(cause.Exchange, "the cause "+cause.Rule)
		c.refuseIf(cause.Rule != "" && cause.Verdict == Violates && cause.Basis != Stated, "the cause %s is violated and rests on what is %s; only what a document states is violated", cause.Rule, cmp.Or(cause.Basis, "missing"))
		c.refuseIf(cause.Rule != "" && c.rules[cause.Rule] == nil, "a cause is the rule %s, which is not in the report", cause.Rule)
		for _, id := range slices.Concat(cause.Scenarios, cause.Followers) {
			c.refuseIf(c.scenarios[id] == nil, "the cause %s names the scenario %q, which is not in the report", cause.Rule, id)
		}
	}
	for _, r := range c.report.Rules {
		c.refuseIf((r.Verdict == Violates || r.Verdict == Unexpected) && !explained[r.ID], "rule %s is %s and stands in no cause", r.ID, r.Verdict)
	}
	for _, p := range c.report.Premises {
		c.refers(p.Exchange, "the premise "+p.Role)
	}
}

// totals tells the first figure that is wrong, and none where something is that it may follow from.
func (c *checker) totals() {
	want := c.report.count()
	fill(reflect.ValueOf(&want))
	said, counted := reflect.ValueOf(c.report.Totals), reflect.ValueOf(want)
	for i := range said.NumField() {
		is, due := said.Field(i).Interface(), counted.Field(i).Interface()
		if len(c.errs) == 0 && !reflect.DeepEqual(is, due) {
			c.refuse("its totals say of %s %+v; its rules and scenarios make %+v", said.Type().Field(i).Tag.Get("json"), is, due)
		}
	}
	if len(c.errs) > 0 {
		return
	}
	c.refuseIf(c.report.Headline != want.headline(), "its headline is %q; its figures say %q", c.report.Headline, want.headline())
}
