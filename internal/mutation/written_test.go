package mutation

import (
	"encoding/json"
	"slices"
	"strings"
	"unicode"

	"github.com/slbconform/slbconform/internal/mock"
	"github.com/slbconform/slbconform/internal/wire"
)

// documentedName is the name of a member with a capital first letter, as the documents have it.
func documentedName(m wire.Member) string {
	n := min(1, len(m.Name))
	return strings.ToUpper(m.Name[:n]) + m.Name[n:]
}

// texts are the parameters of a call that list backend servers, as they were sent.
func (s *mutated) texts(c *mock.Call) []string {
	o := s.Table.Operations[c.Action()]
	var texts []string
	for _, parameter := range []string{o.Adds, o.Names} {
		if text := c.Param(parameter); parameter != "" && text != "" {
			texts = append(texts, text)
		}
	}
	return texts
}

// items reads the lists of a call; members keep their order, and stand twice where they were given twice.
func (s *mutated) items(c *mock.Call) []wire.Members {
	var items []wire.Members
	for _, text := range s.texts(c) {
		items = append(items, itemsOf(text)...)
	}
	return items
}

func itemsOf(text string) []wire.Members {
	var raws []json.RawMessage
	if json.Unmarshal([]byte(text), &raws) != nil {
		return nil
	}
	items := make([]wire.Members, len(raws))
	for i, raw := range raws {
		_ = json.Unmarshal(raw, &items[i]) // what is no object has no members
	}
	return items
}

// serverOf is the id that an item names.
func serverOf(item wire.Members) string {
	id, _ := textOfMember(item, "ServerId")
	return id
}

// valueOf is a member as raw JSON; nil when it is not given.
func valueOf(item wire.Members, name string) json.RawMessage {
	for _, m := range slices.Backward(item) {
		if documentedName(m) == name {
			return m.Raw
		}
	}
	return nil
}

// textOfMember is a member that is a text.
func textOfMember(item wire.Members, name string) (text string, is bool) {
	err := json.Unmarshal(valueOf(item, name), &text)
	return text, err == nil
}

// lacksOf reports whether a backend server of one of the types goes without a member.
func lacksOf(name string, types ...string) func(wire.Members) bool {
	return func(item wire.Members) bool {
		kind, _ := textOfMember(item, "Type")
		return slices.Contains(types, kind) && lacks(name)(item)
	}
}

// oddType reports whether a backend server has a Type that the documents do not know.
func oddType(item wire.Members) bool {
	kind, is := textOfMember(item, "Type")
	return is && !slices.Contains([]string{"ecs", "eni", "eci"}, kind)
}

func isEmpty(name string) func(wire.Members) bool {
	return func(item wire.Members) bool { return string(valueOf(item, name)) == `""` }
}

func fraction(name string) func(wire.Members) bool {
	return func(item wire.Members) bool { return strings.Contains(string(valueOf(item, name)), ".") }
}

// foreignLetters reports whether a description has letters that are none of the English alphabet, and nothing else that
// is not allowed.
func foreignLetters(item wire.Members) bool {
	text, _ := textOfMember(item, "Description")
	foreign := false
	for _, r := range text {
		if r > unicode.MaxASCII && !unicode.IsLetter(r) {
			return false
		}
		foreign = foreign || r > unicode.MaxASCII
	}
	return foreign
}

func isNumber(name string) bool { return name == "Weight" || name == "Port" }

// writesNumbers reports whether a number is written as a JSON number, or as a string.
func writesNumbers(as func(raw json.RawMessage) bool) func(wire.Members) bool {
	return func(item wire.Members) bool {
		return slices.ContainsFunc(item, func(m wire.Member) bool {
			return isNumber(documentedName(m)) && string(m.Raw) != "null" && as(m.Raw)
		})
	}
}

func asString(raw json.RawMessage) bool { return raw[0] == '"' }
func asNumber(raw json.RawMessage) bool { return raw[0] != '"' }

func otherOrder(item wire.Members) bool { return len(item) > 0 && item[0].Name != "ServerId" }

func memberTwice(item wire.Members) bool {
	seen := map[string]bool{}
	return slices.ContainsFunc(item, func(m wire.Member) bool {
		twice := seen[m.Name]
		seen[m.Name] = true
		return twice
	})
}

// lacks reports whether an item goes without a member.
func lacks(name string) func(wire.Members) bool {
	return func(item wire.Members) bool {
		return !slices.ContainsFunc(item, func(m wire.Member) bool { return documentedName(m) == name })
	}
}

func anyNull(item wire.Members) bool {
	return slices.ContainsFunc(item, func(m wire.Member) bool { return string(m.Raw) == "null" })
}

// smallLetters reports whether a documented member is written with a small first letter.
func smallLetters(documented []string) func(wire.Members) bool {
	return func(item wire.Members) bool {
		return slices.ContainsFunc(item, func(m wire.Member) bool {
			return slices.Contains(documented, documentedName(m)) && !slices.Contains(documented, m.Name)
		})
	}
}

// unknownMember reports whether a member is one that no document names.
func unknownMember(documented []string) func(wire.Members) bool {
	return func(item wire.Members) bool {
		return slices.ContainsFunc(item, func(m wire.Member) bool { return m.Name != "" && !slices.Contains(documented, documentedName(m)) })
	}
}
