package reports

import (
	"cmp"
	"slices"
	"strings"
)

// reason is why some scenarios were not judged.
type reason struct {
	verdict   Verdict
	says      string
	scenarios int
}

// reasons lists why scenarios are inconclusive or did not run, the most frequent first, inconclusive ones before the
// others. What follows from a rule that is contradicted has no reason of its own.
func (r *Report) reasons() []reason {
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
	for i := range r.Scenarios {
		s := &r.Scenarios[i]
		says, known := explained[s.ID]
		if s.Verdict != Inconclusive && s.Verdict != NotRun {
			continue
		}
		if !known && follows[s.ID] != "" {
			says = "follows from a rule above"
		}
		count[key{s.Verdict, cmp.Or(says, s.Reason)}]++
	}
	var all []reason
	for k, n := range count {
		all = append(all, reason{k.verdict, k.says, n})
	}
	slices.SortFunc(all, func(a, b reason) int {
		return cmp.Or(a.verdict.Rank()-b.verdict.Rank(), b.scenarios-a.scenarios, strings.Compare(a.says, b.says))
	})
	return all
}
