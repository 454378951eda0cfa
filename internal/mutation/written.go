package mutation

import (
	"encoding/json"
	"slices"
	"strings"
	"unicode"

	"github.com/slbconform/slbconform/internal/mock"
)

// written is one member of a backend server as a call writes it.
type written struct {
	name string
	raw  json.RawMessage
}

// capitalised is the name with a capital first letter, as the documents have it.
func (m written) capitalised() string {
	n := min(1, len(m.name))
	return strings.ToUpper(m.name[:n]) + m.name[n:]
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
func (s *mutated) items(c *mock.Call) [][]written {
	var items [][]written
	for _, text := range s.texts(c) {
		items = append(items, itemsOf(text)...)
	}
	return items
}

func itemsOf(text string) [][]written {
	var raws []json.RawMessage
	if json.Unmarshal([]byte(text), &raws) != nil {
		return nil
	}
	items := make([][]written, len(raws))
	for i, raw := range raws {
		items[i] = membersOf(raw)
	}
	return items
}

func membersOf(raw json.RawMessage) []written {
	d := json.NewDecoder(strings.NewReader(string(raw)))
	if t, err := d.Token(); err != nil || t != json.Delim('{') {
		return nil
	}
	var all []written
	for d.More() {
		name, err := d.Token()
		var m written
		m.name, _ = name.(string)
		if err != nil || d.Decode(&m.raw) != nil {
			return all
		}
		all = append(all, m)
	}
	return all
}

// serverOf is the id that an item names.
func serverOf(item []written) string {
	id, _ := textOfMember(item, "ServerId")
	return id
}

// valueOf is a member as raw JSON; nil when it is not given.
func valueOf(item []written, name string) json.RawMessage {
	for _, m := range slices.Backward(item) {
		if m.capitalised() == name {
			return m.raw
		}
	}
	return nil
}

// textOfMember is a member that is a text.
func textOfMember(item []written, name string) (text string, is bool) {
	err := json.Unmarshal(valueOf(item, name), &text)
	return text, err == nil
}

// lacksOf reports whether a backend server of one of the types goes without a member.
func lacksOf(name string, types ...string) func([]written) bool {
	return func(item []written) bool {
		kind, _ := textOfMember(item, "Type")
		return slices.Contains(types, kind) && lacks(name)(item)
	}
}

func isEmpty(name string) func([]written) bool {
	return func(item []written) bool { return string(valueOf(item, name)) == `""` }
}

func fraction(name string) func([]written) bool {
	return func(item []written) bool { return strings.Contains(string(valueOf(item, name)), ".") }
}

// foreignLetters reports whether a description has letters that are none of the English alphabet, and nothing else that
// is not allowed.
func foreignLetters(item []written) bool {
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
func writesNumbers(as func(raw json.RawMessage) bool) func([]written) bool {
	return func(item []written) bool {
		return slices.ContainsFunc(item, func(m written) bool {
			return isNumber(m.capitalised()) && string(m.raw) != "null" && as(m.raw)
		})
	}
}

func asString(raw json.RawMessage) bool { return raw[0] == '"' }
func asNumber(raw json.RawMessage) bool { return raw[0] != '"' }

func otherOrder(item []written) bool { return len(item) > 0 && item[0].name != "ServerId" }

func memberTwice(item []written) bool {
	seen := map[string]bool{}
	return slices.ContainsFunc(item, func(m written) bool {
		twice := seen[m.name]
		seen[m.name] = true
		return twice
	})
}

// lacks reports whether an item goes without a member.
func lacks(name string) func([]written) bool {
	return func(item []written) bool {
		return !slices.ContainsFunc(item, func(m written) bool { return m.capitalised() == name })
	}
}

func anyNull(item []written) bool {
	return slices.ContainsFunc(item, func(m written) bool { return string(m.raw) == "null" })
}

// smallLetters reports whether a documented member is written with a small first letter.
func smallLetters(documented []string) func([]written) bool {
	return func(item []written) bool {
		return slices.ContainsFunc(item, func(m written) bool {
			return slices.Contains(documented, m.capitalised()) && !slices.Contains(documented, m.name)
		})
	}
}

// unknownMember reports whether a member is one that no document names.
func unknownMember(documented []string) func([]written) bool {
	return func(item []written) bool {
		return slices.ContainsFunc(item, func(m written) bool { return m.name != "" && !slices.Contains(documented, m.capitalised()) })
	}
}
