package steps

import (
	"slices"
	"strings"

	"github.com/slbconform/slbconform/internal/nearest"
)

// openingHint names what a clause probably meant to begin with; it is "" where the clause begins as one does, and what is
// wrong stands behind, or where nothing is near.
func openingHint(text string) string {
	words, byLength := strings.Fields(text), map[int][]string{}
	for _, o := range openings() {
		if strings.HasPrefix(text+" ", o+" ") {
			return ""
		}
		n := len(strings.Fields(o))
		byLength[n] = append(byLength[n], o)
	}
	for n := len(words); n > 0; n-- {
		if hint := nearest.Slip(strings.Join(words[:n], " "), byLength[n]); hint != "" {
			return hint
		}
	}
	return ""
}

// openings are the words that clauses begin with.
func openings() []string {
	all := []string{"on port", "naming its region", "behind", "without the listener", "without tags", "without its signature", "without its security token", "with the id of", "to another group of the same load balancer"}
	for name := range memberNames() {
		all = append(all, "with "+name, "without "+name, "and "+name)
	}
	for name := range addresses() {
		all = append(all, "by its "+name)
	}
	for _, f := range forms() {
		all = append(all, f.says)
	}
	for _, f := range nonces() {
		all = append(all, "with "+f.says)
	}
	slices.Sort(all)
	return all
}
