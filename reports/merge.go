package reports

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
)

// ErrDifferentRuns is wrapped by the error for reports that are not parts of one run.
var ErrDifferentRuns = errors.New("these reports are not parts of one run")

// Merge makes one report of the parts of a run that was divided by rules: each rule is taken from the part that has
// evidence of it. The parts must agree in page, SDK, target, region and evidence; otherwise the error wraps ErrDifferentRuns.
// Where they do not hold every rule between them, the report is incomplete and says so.
func Merge(parts ...*Report) (*Report, error) {
	if len(parts) == 0 {
		return nil, fmt.Errorf("%w: there are none", ErrDifferentRuns)
	}
	first := parts[0]
	out := &Report{
		Version: first.Version, Identity: first.Identity, Complete: true, Rules: slices.Clone(first.Rules),
		Defects: first.Defects, SetAside: first.SetAside, Proof: first.Proof, Strict: first.Strict,
	}
	for _, part := range parts {
		if err := sameRun(first.Identity, part.Identity); err != nil {
			return nil, err
		}
		if err := out.add(part); err != nil {
			return nil, err
		}
	}
	out.markMissing()
	out.JudgeDivergences(out.Complete)
	out.Tally()
	return out, out.Validate()
}

// sameRun returns nil for parts of one run.
func sameRun(a, b Identity) error {
	for _, d := range differences(a, b) {
		return fmt.Errorf("%w: the %s", ErrDifferentRuns, d)
	}
	return nil
}

// differences lists how two runs differ in page, SDK, target, region and evidence.
func differences(a, b Identity) []string {
	var out []string
	for _, f := range []struct{ what, first, other string }{
		{"page", a.PageDate, b.PageDate}, {"SDK", a.SDK, b.SDK}, {"target", a.Target, b.Target}, {"region", a.Region, b.Region}, {"evidence", a.Evidence, b.Evidence},
	} {
		if f.first != f.other {
			out = append(out, fmt.Sprintf("%s of one is %s, of another %s", f.what, cmp.Or(f.first, "missing"), cmp.Or(f.other, "missing")))
		}
	}
	return out
}

// add adds one part. The indexes of its exchanges are shifted, because they are appended.
func (r *Report) add(part *Report) error {
	moved := len(r.Exchanges)
	move := func(i int) int {
		if i < 0 {
			return i
		}
		return i + moved
	}
	r.Exchanges = append(r.Exchanges, part.Exchanges...)
	for _, s := range part.Scenarios {
		if slices.ContainsFunc(r.Scenarios, func(o Scenario) bool { return o.ID == s.ID }) {
			return fmt.Errorf("%w: the scenario %q is in two of them", ErrDifferentRuns, s.ID)
		}
		s.Exchanges = slices.Clone(s.Exchanges)
		for i := range s.Exchanges {
			s.Exchanges[i] = move(s.Exchanges[i])
		}
		s.Violations = moveAll(s.Violations, move)
		r.Scenarios = append(r.Scenarios, s)
	}
	if !slices.EqualFunc(part.Rules, r.Rules, func(a, b Rule) bool { return a.ID == b.ID }) {
		return fmt.Errorf("%w: they know different rules", ErrDifferentRuns)
	}
	for i, rule := range part.Rules {
		rule.Violations = moveAll(rule.Violations, move)
		if knowsMore(rule, r.Rules[i]) {
			r.Rules[i] = rule
		}
	}
	for _, f := range part.Findings {
		f.Exchange = move(f.Exchange)
		r.Findings = append(r.Findings, f)
	}
	for _, f := range part.Faults {
		if f.Kind != "stale" { // which is judged anew
			r.Faults = append(r.Faults, f)
		}
	}
	if g := part.Generated; g != nil {
		if r.Generated == nil {
			r.Generated = &Generated{}
		}
		r.Generated.Lists, r.Generated.Calls, r.Generated.Otherwise = r.Generated.Lists+g.Lists, r.Generated.Calls+g.Calls, r.Generated.Otherwise+g.Otherwise
	}
	for _, p := range part.Premises {
		p.Exchange = move(p.Exchange)
		r.Premises = append(r.Premises, p)
	}
	r.addCauses(part.Causes, move)
	r.Divergences = addDivergences(r.Divergences, part.Divergences)
	r.Complete = r.Complete && part.Complete
	r.Incomplete = cmp.Or(r.Incomplete, part.Incomplete)
	r.Identity.Duration = max(r.Identity.Duration, part.Identity.Duration)
	return nil
}

// knowsMore reports whether a part knows more of a rule: it has evidence, or at least says why there is none.
func knowsMore(a, b Rule) bool {
	if a.Verdict == b.Verdict {
		return len(a.Scenarios) > len(b.Scenarios)
	}
	return a.Verdict.Rank() < b.Verdict.Rank()
}

// markMissing makes the report incomplete if no part ran scenarios of an observable rule.
func (r *Report) markMissing() {
	var missing []string
	for i := range r.Rules {
		if rule := &r.Rules[i]; rule.Observable && len(rule.Scenarios) == 0 {
			missing = append(missing, rule.ID)
		}
	}
	if len(missing) > 0 && r.Complete {
		r.Complete, r.Incomplete = false, fmt.Sprintf("a part is missing: %s, such as %s, stood in none", plural(len(missing), "rule"), missing[0])
	}
}

func moveAll(list []Violation, move func(int) int) []Violation {
	list = slices.Clone(list)
	for i := range list {
		list[i].Exchange = move(list[i].Exchange)
	}
	return list
}

// addDivergences adds up the matches of equal divergences; staleness is judged again for the merged report.
func addDivergences(all, part []Divergence) []Divergence {
	for _, d := range part {
		matched := d.Matched
		d.Matched, d.Stale = 0, ""
		at := slices.IndexFunc(all, func(o Divergence) bool { o.Matched = 0; return o == d })
		if at < 0 {
			at = len(all)
			all = append(all, d)
		}
		all[at].Matched += matched
	}
	return all
}
