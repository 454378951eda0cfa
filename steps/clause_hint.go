package steps

import (
	"slices"
	"strings"

	"github.com/slbconform/slbconform/internal/nearest"
)

// openingHint names what a clause probably meant to begin with; it is "" where the clause begins as one does, and what is
// wrong stands behind, or where nothing is near.
func openingHint(text string) string {
	words, byLength := strings.Fields(strings.TrimPrefix(text, "and ")), map[int][]string{}
	for _, o := range openings() {
		says := strings.TrimSpace(o.says)
		n := len(strings.Fields(says))
		byLength[n] = append(byLength[n], says)
	}
	for n := len(words); n > 0; n-- {
		begins := strings.Join(words[:n], " ")
		if slices.Contains(byLength[n], begins) {
			return ""
		}
		if hint := nearest.Slip(begins, byLength[n]); hint != "" {
			return hint
		}
	}
	return ""
}
