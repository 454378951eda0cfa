package cases

import (
	"slices"
	"strings"

	"github.com/slbconform/slbconform/internal/wire"
	"github.com/slbconform/slbconform/spec"
)

// constraint is a rule of the ledger on one member of a backend server.
type constraint struct{ *spec.Rule }

// breakIn makes a server break the constraint and no other.
func (c constraint) breakIn(s Source, server *Server) {
	name := c.Fact.Name
	switch c.Kind {
	case "required":
		server.Drop(name)
	case "range":
		server.Set(name, c.outOfRange(s))
	case "length":
		n := []int{*c.Fact.Max + 1, *c.Fact.Max + 1 + s.between(0, 200), *c.Fact.Min - 1}[s.between(0, 2)]
		if n == 0 { // whether an empty text is one that is too short, no document says
			n = *c.Fact.Max + 1
		}
		server.Set(name, written(s, strings.Repeat("a", n)))
	case "alphabet":
		server.Set(name, written(s, c.foreignText(s)))
	case "values":
		server.Set(name, c.notAValue(s))
	case "type":
		other := []string{"42", "true", "false", "1.5", `["a"]`, `{"a":"b"}`, "[]", "{}"}
		server.Set(name, other[s.between(0, len(other)-1)])
	}
}

func (c constraint) outOfRange(s Source) string {
	low, high := *c.Fact.Min, *c.Fact.Max
	switch s.between(0, 4) {
	case 0:
		return number(low - 1)
	case 1:
		return number(high + 1)
	case 2:
		return number(low - 1 - s.between(0, 1_000_000))
	case 3:
		return number(high + 1 + s.between(0, 2_000_000_000))
	}
	none := []string{ // what no reading takes for a number that is allowed; how a whole number is spelt no document says
		`"heavy"`, `true`, `[]`, `[5]`, `{}`, `99999999999999999999`, `"99999999999999999999"`, `-99999999999999999999`,
	}
	return none[s.between(0, len(none)-1)]
}

func (c constraint) foreignText(s Source) string {
	others := slices.DeleteFunc(foreign(), func(r rune) bool { return strings.ContainsRune(c.characters(), r) })
	text := []rune(strings.Repeat("a", s.between(0, 78)))
	at := s.between(0, len(text))
	return string(slices.Insert(text, at, others[s.between(0, len(others)-1)]))
}

func (c constraint) notAValue(s Source) string {
	value := c.Fact.Values[s.between(0, len(c.Fact.Values)-1)]
	odd := []string{
		`"vm"`, `""`, `"slb"`, wire.Quote(strings.ToUpper(value)), wire.Quote(" " + value), wire.Quote(value + " "), wire.Quote(value + value), wire.Quote(value[1:]),
		`1`, `true`, `[` + wire.Quote(value) + `]`, `{}`,
	}
	return odd[s.between(0, len(odd)-1)]
}
