package steps

import (
	"fmt"
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
	Side      Side
	Instead   string // of a backend server that is missing: the member by which a listed one alone differs from it; "" for none
	Among     int    // backend servers of the group, as far as it is known
	Told      bool   // the answer to the call speaks of the member
	OfEntry   bool   // it is no matter of the member: the call was to change it, and it is what it was, or the call did not name it
	Unsure    bool   // the answer does not tell it from another one: two addresses of one id and port
	Several   bool   // the server stands more than once in the group or in the call: whether each keeps its own, no document says
	Expected  string
	Got       string
	Exchange  *wire.Exchange // that shows it: the call, or the reading
}

// Made is what of the request did not come of the call: the member, or the backend server itself where nothing was done or one was
// touched that the call does not name.
func (e *Echo) Made() string {
	if e.OfEntry {
		return Itself
	}
	return e.Member
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
	answered, err := listing(c.exchange)
	among := c.fills(read)
	for _, one := range comparables(c) {
		e := echo{call: c, asked: one, read: read, reading: reading, answered: answered, answers: err == nil}
		differences := e.differences()
		if len(differences) == 0 {
			w.Readings.agree(c.op.Name, len(read))
		}
		for i := range differences {
			differences[i].Among = among
		}
		w.echoes = append(w.echoes, differences...)
	}
	for _, one := range besides(c) {
		e := echo{call: c, asked: one, read: read, reading: reading, answered: answered, answers: err == nil, beside: true}
		for _, d := range e.differences() {
			if d.Side == Stored { // what an answer says of others is not stated
				d.Among = among
				w.echoes = append(w.echoes, d)
			}
		}
	}
	if slices.ContainsFunc(w.echoes, isMisreading) {
		w.Readings.mislead()
	}
}

// fills is how many backend servers a group has after the call, by what was read before or after.
func (c *call) fills(read []server) int {
	asked, _ := c.op.Stores(c)
	if c.op.Amends {
		asked = nil
	}
	return max(len(read), len(c.group.listed)+len(asked))
}

func isMisreading(e Echo) bool { return e.Side == ReadBack && !e.Unsure }

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

// echo is one backend server of a call beside what came back of it.
type echo struct {
	call           *call
	asked          server
	read, answered []server
	answers        bool // the answer has a list
	beside         bool // the call did not ask for it: it was so before
	reading        *wire.Exchange
}

func (e echo) differences() []Echo {
	shown, stored := e.find(e.answered), e.find(e.read)
	inAnswer, inRead := e.asked.differ(shown), e.asked.differ(stored)
	var out []Echo
	for _, name := range append([]string{Itself}, echoed()...) {
		told := e.answers && (name == Itself || shown.text(name) != "absent") // the answer speaks of it
		wrong, misread := told && slices.Contains(inAnswer, name), slices.Contains(inRead, name)
		agree := name == Itself || sameValue(shown[name], stored[name])
		switch {
		case wrong && misread && agree, misread && !told && (name == Itself || stored.text(name) != "absent"):
			out = append(out, e.found(name, Stored, stored, e.call.exchange))
			continue
		case wrong:
			out = append(out, e.found(name, Answered, shown, e.call.exchange))
		}
		if misread {
			out = append(out, e.found(name, ReadBack, stored, e.reading))
		}
	}
	return out
}

// find is the listed server that was asked for. Or it is the one that stands there instead: nobody asked for it, it was not
// there before, and most of it is right.
func (e echo) find(list []server) server {
	if s := e.likest(list, e.asked.like); s != nil {
		return s
	}
	asked, _ := e.call.op.Stores(e.call)
	before := e.call.kept()
	return e.likest(list, func(s server) bool {
		return s.near(e.asked) && count(asked, s.like) == 0 && count(before, s.like) == 0
	})
}

// kept is what the group had before the call, or was to have, without what the call takes out.
func (c *call) kept() []server {
	had := slices.Concat(c.group.listed, c.group.put)
	if c.op.Old == "" {
		return had
	}
	old, _ := c.asked(c.op.Old)
	return without(had, old)
}

// near reports whether a backend server may be another one that was asked for: its id or its port is right, and of what was
// asked for no more is wrong than right.
func (s server) near(asked server) bool {
	return (s.text("ServerId") == asked.text("ServerId") || sameValue(s["Port"], asked["Port"])) && 2*len(asked.differ(s)) <= len(asked)
}

// likest is the server that differs least from what was asked for, the first of several.
func (e echo) likest(list []server, among func(server) bool) server {
	var best server
	for _, s := range list {
		if among(s) && (best == nil || len(e.asked.differ(s)) < len(e.asked.differ(best))) {
			best = s
		}
	}
	return best
}

// asBefore reports whether a member that the call was to change is what it was: the call was not carried out for the backend
// server, which is no matter of the member.
func (e echo) asBefore(name string, stored server) bool {
	was := e.likest(e.call.group.listed, stored.like)
	return e.call.op.Amends && name != Itself && was != nil && sameValue(was[name], stored[name])
}

// unsure reports whether the answer does not tell the backend server from others of its id and port: it lists fewer than were asked
// for, or with several values.
func (e echo) unsure(name string) bool {
	asked, _ := e.call.op.Stores(e.call)
	may := count(e.answered, e.asked.like)
	agree := count(e.answered, func(s server) bool { return s.like(e.asked) && sameValue(s[name], e.asked[name]) })
	return may > 1 && agree < may || may > 0 && may < count(asked, e.find(e.answered).like)
}

// several reports whether a call names the server more than once, or the group has it so.
func (e echo) several() bool {
	same := func(s server) bool { return s.text("ServerId") == e.asked.text("ServerId") }
	asked, _ := e.call.op.Stores(e.call)
	return count(asked, same) > 1 || count(e.read, same) > 1
}

func (e echo) found(name string, side Side, shown server, x *wire.Exchange) Echo {
	elsewhere := slices.ContainsFunc(e.read, func(s server) bool { return s.at() == e.asked.at() })
	server := fmt.Sprintf("%s on port %s", e.asked.text("ServerId"), number(e.asked["Port"]))
	f := Echo{Operation: e.call.op.Name, Member: name, OfEntry: e.beside || side != Answered && e.asBefore(name, shown), Side: side, Exchange: x, Unsure: e.unsure(name), Told: e.answers && e.find(e.answered).text(name) != "absent"}
	f.Several = name != Itself && e.several()
	if e.reading != nil {
		f.Reader = e.reading.Action
	}
	f.Expected, f.Got = server+" listed, as it was asked for", "no listing of it"
	if name == Itself && elsewhere {
		f.Instead = "ServerIp"
	}
	if name != Itself {
		why := map[bool]string{true: "as before the call", false: "as asked"}[e.beside]
		f.Expected, f.Got = fmt.Sprintf("%s with %s %s, %s", server, name, e.asked.text(name), why), name+" "+shown.text(name)
	}
	return f
}
