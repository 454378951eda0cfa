package steps

import (
	"fmt"
	"maps"
	"slices"

	"github.com/slbconform/slbconform/internal/wire"
)

// distinct is a list without what stands in it again, letter for letter: that an answer names once what is there once, no
// document says. It is noted as a contradiction of its own, unless a call may have added what is there again: a change adds none.
func (w *World) distinct(x *wire.Exchange, listed []server) []server {
	if w.group.twice {
		return listed
	}
	all := once(listed)
	if len(all) < len(listed) && !w.mayAddAgain() {
		w.echoes = append(w.echoes, Echo{
			Operation: x.Action, Reader: x.Action, Member: Itself, Undone: Itself, Side: Again, Exchange: x,
			Expected: "a list that names each once", Got: fmt.Sprintf("a list of %d, of which %d are others", len(listed), len(all)),
		})
	}
	return all
}

// mayAddAgain reports whether the last call may have added what is listed again: the group was read to name each backend
// server once before, or the call asks for one twice.
func (w *World) mayAddAgain() bool {
	c := w.last
	if c == nil || c.op.Stores == nil {
		return false
	}
	asked, _ := c.op.Stores(c)
	return !c.op.Amends && len(c.group.listed) > 0 && !c.group.repeats() ||
		slices.ContainsFunc(asked, func(s server) bool { return count(asked, s.like) > 1 })
}

// once is a list without what stands in it again.
func once(listed []server) []server {
	all, seen := []server{}, map[string]bool{}
	for _, s := range listed {
		if key := s.saying(slices.Sorted(maps.Keys(s))); !seen[key] {
			seen[key] = true
			all = append(all, s)
		}
	}
	return all
}

// repeats reports whether the last reading of a group names a backend server again.
func (g group) repeats() bool {
	if g.reading == nil {
		return false
	}
	listed, err := listing(g.reading)
	return err == nil && len(once(listed)) < len(listed)
}
