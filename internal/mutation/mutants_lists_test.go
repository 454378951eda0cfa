package mutation

import (
	"fmt"

	"github.com/slbconform/slbconform/fixtures"
	"github.com/slbconform/slbconform/internal/mock"
)

// listedIn are the groups of an answer.
func listedIn(r mock.Reply) []fixtures.Values {
	all, _ := r.Values["Groups"].([]fixtures.Values)
	return all
}

// listingFirst shortens a list in an action's answers to its first item.
func listingFirst(how, action string, path ...string) *Mutant {
	return &Mutant{How: how, alter: func(s *mutated) {
		s.editsSuccesses(action, func(body []byte) []byte { return at(body, path, changed(theFirst)) })
	}}
}

func tagKey(n int) string { return fmt.Sprintf("Tag.%d.Key", n) }

func tagValue(n int) string { return fmt.Sprintf("Tag.%d.Value", n) }

// theFirst is a list without all but its first item.
func theFirst(v any) any {
	all, _ := v.([]any)
	return all[:min(1, len(all))]
}
