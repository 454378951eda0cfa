package steps

import (
	"slices"
	"strings"

	"github.com/slbconform/slbconform/internal/nearest"
	"github.com/slbconform/slbconform/internal/target"
)

// opening is what a clause begins with, and what reads the rest of it.
type opening struct {
	says string
	read func(*scanner) (clause, error)
}

// fixed is an opening after which nothing is left to be read.
func fixed(says string, does clause) opening {
	return opening{says, func(*scanner) (clause, error) { return does, nil }}
}

// openings are all that clauses begin with, but for those that begin with a figure, a role or the name of a parameter.
// A longer one stands before the one that it begins with.
func openings() []opening {
	all := []opening{
		{"on port ", (*scanner).port},
		{"behind ", func(s *scanner) (clause, error) { return s.idIs("VbrId") }},
		{"with the id of ", func(s *scanner) (clause, error) { return s.idIs("ServerId") }},
		{"to ", (*scanner).toGroup},
		{"for ", (*scanner).another},
		fixed("naming its region", memberIs("ServerRegionId", ownRegion)),
		fixed("without the listener", nothingInFront),
		fixed("without the forwarding rule", nothingInFront),
		fixed("without tags", untagged),
		fixed("without its signature", as(func(c *caller) { c.unsigned = true })),
		fixed("without its security token", as(func(c *caller) { c.forge = func(k *target.Credentials) { k.SecurityToken = "" } })),
	}
	for name, v := range addresses() {
		all = append(all, fixed("by its "+name, memberIs("ServerIp", v)))
	}
	for _, m := range memberPhrases() {
		all = append(all, m.openings()...)
	}
	all = append(all, forms()...)
	return append(all, opening{"without ", (*scanner).absent})
}

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
