package document

import (
	"slices"

	"github.com/slbconform/slbconform/spec"
)

// rewrites finds the pointers of the ledger whose statement became another one.
func rewrites(pairs []Pairing, into *pointers) []Rewrite {
	became := map[spec.Pointer][]Pairing{}
	var order []spec.Pointer
	for _, p := range pairs {
		if p.Old == nil || p.New == nil {
			continue
		}
		old := p.Old.Pointer()
		if became[old] == nil {
			order = append(order, old)
		}
		became[old] = append(became[old], p)
	}
	var out []Rewrite
	for _, old := range order {
		_, aside := into.aside[old]
		// Of two equal statements that part, a person says which one the ledger means.
		if len(became[old]) > 1 && parted(became[old]) || len(into.rules[old]) == 0 && !aside {
			continue
		}
		if now := became[old][0]; now.New.Pointer() != old {
			r := Rewrite{Kind: now.Kind, Old: old, New: now.New.Pointer(), Text: now.New.Text}
			for _, rule := range into.rules[old] {
				r.Rules = append(r.Rules, rule.Name)
			}
			out = append(out, r)
		}
	}
	return out
}

// parted reports whether equal statements became different ones.
func parted(pairs []Pairing) bool {
	return slices.ContainsFunc(pairs, func(p Pairing) bool { return p.New.Pointer() != pairs[0].New.Pointer() })
}

// unconfirmed are the names by which edited statements still have to be confirmed, sorted.
func unconfirmed(all []Rewrite, given []string) []string {
	var missing []string
	for _, r := range all {
		names := r.Rules
		if len(names) == 0 {
			names = []string{setAsideConsent}
		}
		for _, name := range names {
			if r.Kind == Edited && !slices.Contains(given, name) {
				missing = append(missing, name)
			}
		}
	}
	slices.Sort(missing)
	return slices.Compact(missing)
}

// lostFacts are rules whose facts were compared before and are not any more.
func lostFacts(before, after *Comparison) []string {
	return slices.DeleteFunc(slices.Clone(after.Uncompared), func(id string) bool { return slices.Contains(before.Uncompared, id) })
}
