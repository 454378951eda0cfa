package cases

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/slbconform/slbconform/spec"
)

// constraint is a rule of the ledger on one member of a backend server.
type constraint struct{ *spec.Rule }

// breakIn makes a server break the constraint and no other.
func (c constraint) breakIn(s Source, server *Server) {
	name := c.Fact.Name
	switch c.Kind {
	case "required":
		server.drop(name)
	case "range":
		server.set(name, c.outOfRange(s))
	case "length":
		n := []int{*c.Fact.Min - 1, *c.Fact.Max + 1, *c.Fact.Max + 1 + s.Int("much longer", 0, 200)}[s.Int("how long", 0, 2)]
		server.set(name, written(s, strings.Repeat("a", n)))
	case "alphabet":
		server.set(name, written(s, c.foreignText(s)))
	case "values":
		server.set(name, c.notAValue(s))
	case "type":
		other := []string{"42", "true", "false", "1.5", `["a"]`, `{"a":"b"}`, "[]", "{}"}
		server.set(name, other[s.Int("another type", 0, len(other)-1)])
	}
}

func (c constraint) outOfRange(s Source) string {
	low, high := *c.Fact.Min, *c.Fact.Max
	switch s.Int("out of range how", 0, 4) {
	case 0:
		return number(low - 1)
	case 1:
		return number(high + 1)
	case 2:
		return number(low - 1 - s.Int("below", 0, 1_000_000))
	case 3:
		return number(high + 1 + s.Int("above", 0, 2_000_000_000))
	}
	odd := []string{
		`""`, `"heavy"`, `1.5`, `"1.5"`, `1.0`, `"1.0"`, `1e1`, `"1e1"`, `"+5"`, `" 5"`, `"5 "`, `"05"`, `"0x5"`, `"５"`, `"-0"`,
		`true`, `[]`, `[5]`, `{}`, `99999999999999999999`, `"99999999999999999999"`, `-99999999999999999999`, `"5\n"`,
	}
	return odd[s.Int("no whole number", 0, len(odd)-1)]
}

func (c constraint) foreignText(s Source) string {
	others := slices.DeleteFunc(foreign(), func(r rune) bool { return strings.ContainsRune(c.characters(), r) })
	text := []rune(strings.Repeat("a", s.Int("before", 0, 78)))
	at := s.Int("where", 0, len(text))
	return string(slices.Insert(text, at, others[s.Int("foreign", 0, len(others)-1)]))
}

func (c constraint) notAValue(s Source) string {
	value := c.Fact.Values[s.Int("value", 0, len(c.Fact.Values)-1)]
	odd := []string{
		`"vm"`, `""`, `"slb"`, quoted(strings.ToUpper(value)), quoted(" " + value), quoted(value + " "), quoted(value + value), quoted(value[1:]),
		`1`, `true`, `[` + quoted(value) + `]`, `{}`,
	}
	return odd[s.Int("no value", 0, len(odd)-1)]
}

// Broken lists the rules that a list of backend servers breaks, by the ledger alone, in the order of the ledger. text
// must be a JSON list of objects.
func (m *Maker) Broken(text string) ([]string, error) {
	var list []map[string]json.RawMessage
	if err := json.Unmarshal([]byte(text), &list); err != nil {
		return nil, fmt.Errorf("not a list of objects: %w", err)
	}
	var broken []string
	if len(list) > m.most {
		broken = append(broken, m.limit)
	}
	for _, c := range m.constraints {
		if slices.ContainsFunc(list, func(server map[string]json.RawMessage) bool { return !c.keeps(server[c.Fact.Name]) }) {
			broken = append(broken, c.ID)
		}
	}
	return broken, nil
}

var whole = regexp.MustCompile(`^(0|-?[1-9][0-9]*)$`)

// keeps says whether a value, raw JSON, keeps the constraint. A member that is null is not given.
func (c constraint) keeps(raw json.RawMessage) bool {
	given := len(raw) > 0 && string(raw) != "null"
	if c.Kind == "required" {
		return given && (string(raw) != `""` || c.Fact.Name == "Port")
	}
	if !given {
		return true
	}
	var text string
	isText := json.Unmarshal(raw, &text) == nil
	switch c.Kind {
	case "range":
		if !isText {
			text = string(raw)
		}
		n, err := strconv.Atoi(text)
		return whole.MatchString(text) && err == nil && n >= *c.Fact.Min && n <= *c.Fact.Max
	case "length":
		n := utf8.RuneCountInString(text)
		return !isText || n >= *c.Fact.Min && n <= *c.Fact.Max
	case "alphabet":
		return !isText || !strings.ContainsFunc(text, func(r rune) bool { return !strings.ContainsRune(c.characters(), r) })
	case "values":
		return isText && slices.Contains(c.Fact.Values, text)
	}
	return isText // of kind type
}
