package reports

import (
	"cmp"
	"slices"
)

// addCauses adds the causes of a part, joined with those of the same rule.
func (r *Report) addCauses(part []Cause, move func(int) int) {
	for _, c := range part {
		c.Exchange = move(c.Exchange)
		at := slices.IndexFunc(r.Causes, func(o Cause) bool { return o.Rule == c.Rule && (c.Rule != "" || o.Reason == c.Reason) })
		if at < 0 {
			r.Causes = append(r.Causes, c)
			continue
		}
		r.Causes[at].join(c)
	}
	slices.SortStableFunc(r.Causes, func(a, b Cause) int { return cmp.Compare(a.Verdict.Rank(), b.Verdict.Rank()) })
}

// join adds the same cause of another part; verdict, reason and exchange are those of the worse one.
func (c *Cause) join(o Cause) {
	scenarios, held, followers, rules, beside := c.Scenarios, c.Held+o.Held, c.Followers, c.FollowerRules, c.Beside
	if o.Verdict.Rank() < c.Verdict.Rank() {
		*c = o
	}
	c.Scenarios = union(scenarios, o.Scenarios)
	c.Held = held
	c.Followers = union(followers, o.Followers)
	c.FollowerRules = union(rules, o.FollowerRules)
	c.Beside = union(beside, o.Beside)
}

// union is the elements of both, each once, in order of first appearance.
func union(a, b []string) []string {
	seen, out := map[string]bool{}, make([]string, 0, len(a)+len(b))
	for _, s := range slices.Concat(a, b) {
		if !seen[s] {
			seen[s] = true
			out = append(out, s)
		}
	}
	return out
}
