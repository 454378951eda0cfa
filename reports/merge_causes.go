package reports

import (
	"cmp"
	"slices"
)

// addCauses takes in what explains the contradictions of a part: a rule that explains some in several parts is one cause.
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

// join takes in the same cause of another part, and speaks of the worse of the two.
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

// union is all of both, each once, in the order in which they first stand.
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
