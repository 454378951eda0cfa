package steps

import (
	"fmt"

	"github.com/slbconform/slbconform/internal/wire"
)

// distinct is a list without what stands in it again, letter for letter: that an answer names once what is there once, no
// document says. It is noted as a contradiction of its own, unless a call asked for one backend server twice.
func (w *World) distinct(x *wire.Exchange, listed []server) []server {
	if w.group.twice {
		return listed
	}
	all, seen := []server{}, map[string]bool{}
	for _, s := range listed {
		if key := s.key(); !seen[key] {
			seen[key] = true
			all = append(all, s)
		}
	}
	if len(all) < len(listed) {
		w.echoes = append(w.echoes, Echo{
			Operation: x.Action, Reader: x.Action, Member: Whole, Side: Again, Exchange: x,
			Expected: "a list that names each once", Got: fmt.Sprintf("a list of %d, of which %d are others", len(listed), len(all)),
		})
	}
	return all
}
