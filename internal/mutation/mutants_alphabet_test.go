package mutation

import (
	"fmt"
	"slices"
	"strings"

	"github.com/slbconform/slbconform/internal/mock"
	"github.com/slbconform/slbconform/spec"
)

// alphabet makes an alphabet smaller by the first and last character of each class and by each single one, and
// larger by the neighbours of all these in the code table and by a few from far away.
func (g *Generator) alphabet(of *spec.Rule, i int, l mock.Limits) []*Mutant {
	var all []*Mutant
	edges := edges(l)
	for _, r := range edges {
		if g.setsUp(of) {
			break
		}
		all = append(all, g.moves(of, i, fmt.Sprintf("does without %q", r), func(l *mock.Limits) { *l = spelledOut(*l, r) }))
	}
	for _, r := range outside(edges, l) {
		all = append(all, g.moves(of, i, fmt.Sprintf("takes %q as well", r), func(l *mock.Limits) { l.Characters += string(r) }))
	}
	return all
}

func classes() map[string]string {
	const letters = "abcdefghijklmnopqrstuvwxyz"
	return map[string]string{"letters": letters + strings.ToUpper(letters), "digits": "0123456789"}
}

func edges(l mock.Limits) []rune {
	out := []rune(l.Characters)
	for _, class := range l.Classes {
		for _, r := range classes()[class] {
			if !strings.ContainsRune(classes()[class], r-1) || !strings.ContainsRune(classes()[class], r+1) {
				out = append(out, r)
			}
		}
	}
	return out
}

// spelledOut is an alphabet without one character, every other one written out.
func spelledOut(l mock.Limits, without rune) mock.Limits {
	for _, class := range l.Classes {
		l.Characters += classes()[class]
	}
	l.Classes = nil
	l.Characters = strings.ReplaceAll(l.Characters, string(without), "")
	return l
}

func outside(edges []rune, l mock.Limits) []rune {
	all := spelledOut(l, 0).Characters
	var out []rune
	add := func(r rune) {
		if !strings.ContainsRune(all, r) && !slices.Contains(out, r) {
			out = append(out, r)
		}
	}
	for _, r := range edges {
		add(r - 1)
		add(r + 1)
	}
	for _, r := range " \n\\🙂" {
		add(r)
	}
	return out
}
