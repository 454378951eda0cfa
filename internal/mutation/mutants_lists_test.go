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

// shortening shortens a list in an action's answers to its first items, so many.
func shortening(how string, to int, action string, path ...string) *Mutant {
	first := func(v any) any {
		all, _ := v.([]any)
		return all[:min(to, len(all))]
	}
	return &Mutant{How: how, alter: func(s *mutated) {
		s.editsSuccesses(action, func(body []byte) []byte { return at(body, path, changed(first)) })
	}}
}

func tagKey(n int) string { return fmt.Sprintf("Tag.%d.Key", n) }

func tagValue(n int) string { return fmt.Sprintf("Tag.%d.Value", n) }
