package steps

import (
	"fmt"
	"maps"
	"slices"

	"github.com/slbconform/slbconform/internal/wire"
)

// Side says which of three is alone with what it shows of a member: the answer to the call, what the service made of
// the call, or what is read back. Or a list names something again.
type Side string

// The sides of an echo.
const (
	Answered Side = "answer"  // what was asked is read back, and the answer shows something else
	Stored   Side = "request" // answer and read-back agree, against what was asked
	ReadBack Side = "read"    // the answer shows what was asked, and the read-back something else
	Again    Side = "again"   // a list names once more what it names already
)

// Echo is a member of a backend server that came back otherwise than it was asked for in an accepted call.
type Echo struct {
	Operation string // of the call
	Reader    string // the operation that read the group back
	Member    string // Itself when the backend server itself is missing
	Undone    string // what of the request did not come of the call: the member, or Itself where nothing was done, or one was touched that it does not name
	Side      Side
	Type      string // of the backend server, as it was asked for
	Instead   string // of a backend server that is missing: the member by which a listed one alone differs from it; "" for none
	Among     int    // backend servers of the group, as far as it is known
	Told      bool   // the answer to the call speaks of the member
	Unsure    bool   // the answer does not tell it from another one: two addresses of one id and port
	Several   bool   // the server stands more than once in the group or in the call: whether each keeps its own, no document says
	Expected  string
	Got       string
	Exchange  *wire.Exchange // that shows it: the call, or the reading
}

// Itself stands for the backend server itself, instead of a member.
const Itself = "BackendServer"

// Echoes are the members that came back otherwise than they were asked for, in all accepted calls of the scenario.
func (w *World) Echoes() []Echo { return w.echoes }

// accepted notes a call whose backend servers must come back as they were asked for, once the group is read.
func (w *World) accepted(c *call) {
	if c.op.Stores == nil || c.toBeRefused {
		return
	}
	w.pending = c
	asked, _ := c.op.Stores(c)
	for _, s := range asked {
		w.group.twice = w.group.twice || !c.single(asked, s)
	}
	w.group.put = slices.Concat(w.group.put, asked)
}

// compareEcho compares what the last accepted call asked for with its answer and with what was read back.
func (w *World) compareEcho(read []server, reading *wire.Exchange) {
	c := w.pending
	if c == nil || c.group.id != w.group.id {
		return
	}
	w.pending = nil
	if c.toBeRefused || w.unknown != nil {
		return // a sentence judges that it was accepted, or nobody knows what the group should hold
	}
	for _, e := range c.echoes(read, reading) {
		differences := e.differences()
		if len(differences) == 0 && !e.beside {
			w.Readings.agree(c.op.Name, len(read))
		}
		w.echoes = append(w.echoes, differences...)
	}
	if slices.ContainsFunc(w.echoes, isMisreading) {
		w.Readings.mislead()
	}
}

// echoes are the backend servers that the call asked for, and those that it leaves as they were, beside what came back of them.
func (c *call) echoes(read []server, reading *wire.Exchange) (all []echo) {
	answered, err := listing(c.exchange)
	e := echo{call: c, read: read, reading: reading, answered: answered, answers: err == nil}
	for _, e.asked = range comparables(c) {
		all = append(all, e)
	}
	e.beside = true
	for _, e.asked = range besides(c) {
		all = append(all, e)
	}
	return all
}

// isMisreading reports whether a reading differs from what was asked and answered. Where the answer is silent about a member and the
// reading lacks it, it may as well not have been stored.
func isMisreading(e Echo) bool {
	return e.Side == ReadBack && !e.Unsure && (e.Told || e.Member == Itself)
}

// echoDue reports whether a listing does not show yet what the last accepted call asked for.
func (w *World) echoDue(read []server) bool {
	c := w.pending
	if c == nil || c.group.id != w.group.id || c.toBeRefused || w.unknown != nil {
		return false
	}
	return c.lackedBy(read)
}

// lackedBy reports whether a listing does not show something that the call asked for.
func (c *call) lackedBy(read []server) bool {
	return slices.ContainsFunc(comparables(c), func(asked server) bool {
		e := echo{call: c, asked: asked}
		return len(asked.differ(e.find(read))) > 0
	})
}

// comparables are the backend servers that a call asked for and that can be told apart.
func comparables(c *call) []server {
	asked, ok := c.op.Stores(c)
	if !ok {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(asked), func(s server) bool { return !s.plainKey() || !c.single(asked, s) })
}

// besides are the backend servers that the group had before a call that only adds, and that the call does not name.
func besides(c *call) []server {
	if c.op.Amends || c.op.Old != "" {
		return nil
	}
	asked, _ := c.op.Stores(c)
	named := func(s server) bool {
		return !s.plainKey() || count(c.group.listed, s.like) > 1 || count(asked, s.like) > 0
	}
	return slices.DeleteFunc(slices.Clone(c.group.listed), named)
}

// single reports whether a backend server stands once in the list of a call, and is not in the group before unless the call
// is to change it.
func (c *call) single(asked []server, s server) bool {
	return count(asked, s.like) == 1 && (c.op.Amends || count(c.group.listed, s.like) == 0)
}

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
