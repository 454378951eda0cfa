package mutation

import (
	"fmt"
	"slices"

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

// listsNoEmptyTags leaves out of an action's answers the tags of a group that have no value.
func listsNoEmptyTags(action string, path ...string) *Mutant {
	valued := func(v any) any {
		all, _ := v.([]any)
		return slices.DeleteFunc(all, func(t any) bool { return t.(map[string]any)["TagValue"] == "" })
	}
	return &Mutant{How: "lists no tag without a value", alter: func(s *mutated) {
		s.editsSuccesses(action, func(body []byte) []byte { return at(body, path, changed(valued)) })
	}}
}

func tagKey(n int) string { return fmt.Sprintf("Tag.%d.Key", n) }

func tagValue(n int) string { return fmt.Sprintf("Tag.%d.Value", n) }
