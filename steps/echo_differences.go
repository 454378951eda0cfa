package steps

import (
	"fmt"
	"slices"

	"github.com/slbconform/slbconform/internal/wire"
)

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
		case e.beside: // what an answer says of others, or a reading beside it, is not stated
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

// several reports whether a call names the server more than once, or the group has it so, where it is a matter of a member; where the
// server itself is missing, whether it was to be in the group on two ports.
func (e echo) several(name string) bool {
	asked, _ := e.call.op.Stores(e.call)
	if name == Itself {
		return group{put: slices.Concat(e.call.group.put, e.call.group.listed, asked)}.onTwoPorts()
	}
	same := func(s server) bool { return s.text("ServerId") == e.asked.text("ServerId") }
	return count(asked, same) > 1 || count(e.read, same) > 1
}

// fills is how many backend servers a group has after the call, by what was read before or after.
func (c *call) fills(read []server) int {
	asked, _ := c.op.Stores(c)
	if c.op.Amends {
		asked = nil
	}
	return max(len(read), len(c.group.listed)+len(asked))
}

func (e echo) found(name string, side Side, shown server, x *wire.Exchange) Echo {
	it := fmt.Sprintf("%s on port %s", e.asked.text("ServerId"), number(e.asked["Port"]))
	f := Echo{
		Operation: e.call.op.Name, Member: name, Undone: name, Side: side, Type: e.asked.plain("Type"), Exchange: x, Among: e.call.fills(e.read),
		Told: e.answers && e.find(e.answered).text(name) != "absent", Unsure: e.unsure(name), Several: e.several(name),
	}
	if e.beside || side != Answered && e.asBefore(name, shown) {
		f.Undone = Itself
	}
	if e.reading != nil {
		f.Reader = e.reading.Action
	}
	if name != Itself {
		why := map[bool]string{true: "as before the call", false: "as asked"}[e.beside]
		f.Expected, f.Got = fmt.Sprintf("%s with %s %s, %s", it, name, e.asked.text(name), why), name+" "+shown.text(name)
		return f
	}
	f.Expected, f.Got = it+" listed, as it was asked for", "no listing of it"
	if slices.ContainsFunc(e.read, func(s server) bool { return s.at() == e.asked.at() }) {
		f.Instead = "ServerIp"
	}
	return f
}
