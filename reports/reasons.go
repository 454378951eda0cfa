package reports

import (
	"cmp"
	"slices"
	"strings"
)

// Reason is why some scenarios have a verdict.
type Reason struct {
	Verdict   Verdict
	Says      string
	Scenarios int
}

// Reasons lists why scenarios have one of the verdicts: inconclusive before not run, then the most frequent first. All
// scenarios that follow from a contradicted rule have one common reason.
func (r *Report) Reasons(verdicts ...Verdict) []Reason {
	type key struct {
		verdict Verdict
		says    string
	}
	count, explained := map[key]int{}, map[string]string{}
	for _, c := range r.causesOf(Inconclusive, NotRun) {
		for _, id := range slices.Concat(c.Scenarios, c.Followers) {
			explained[id] = c.Reason
		}
	}
	follows := r.followers()
	for _, s := range r.Scenarios {
		says, known := explained[s.ID]
		if !slices.Contains(verdicts, s.Verdict) {
			continue
		}
		if !known && follows[s.ID] != "" {
			says = "follows from a rule that is contradicted"
		}
		count[key{s.Verdict, cmp.Or(says, s.Reason)}]++
	}
	var all []Reason
	for k, n := range count {
		all = append(all, Reason{k.verdict, k.says, n})
	}
	slices.SortFunc(all, func(a, b Reason) int {
		return cmp.Or(a.Verdict.Rank()-b.Verdict.Rank(), b.Scenarios-a.Scenarios, strings.Compare(a.Says, b.Says))
	})
	return all
}
