package mock

import (
	"encoding/json"
	"strings"

	"github.com/slbconform/slbconform/internal/wire"
)

// list is a parameter that lists backend servers, read as tolerantly as the service reads it.
type list struct {
	items     []wire.Members
	malformed bool // it is no list of objects at all
}

func readList(text string) list {
	var items []wire.Members
	if readJSON(text, &items) != nil || items == nil {
		return list{malformed: true}
	}
	return list{items: items}
}

// readIDs reads a list of ids as a list of objects with a ServerId.
func readIDs(text string) list {
	var ids []string
	if readJSON(text, &ids) != nil || ids == nil {
		return list{malformed: true}
	}
	var read list
	for _, id := range ids {
		raw, _ := json.Marshal(id) // a text can always be written
		read.items = append(read.items, wire.Members{{Name: "ServerId", Raw: raw}})
	}
	return read
}

// readJSON reads a parameter that is JSON, or would be with double quotes: real clients send single ones.
func readJSON(text string, into any) error {
	data := []byte(text)
	if !json.Valid(data) {
		data = doubleQuotes(text)
	}
	return json.Unmarshal(data, into)
}

// doubleQuotes rewrites texts in single quotes to texts in double quotes.
func doubleQuotes(text string) []byte {
	out := make([]byte, 0, len(text)+8)
	single, double := false, false
	for i := 0; i < len(text); i++ {
		c := text[i]
		switch {
		case c == '\\' && i+1 < len(text) && (single || double):
			if text[i+1] != '\'' {
				out = append(out, c)
			}
			i++
			out = append(out, text[i])
		case c == '\'' && !double:
			single = !single
			out = append(out, '"')
		case c == '"' && single:
			out = append(out, '\\', '"')
		case c == '"':
			double = !double
			out = append(out, c)
		default:
			out = append(out, c)
		}
	}
	return out
}

// capitalised is the name of a member with a capital first letter, however it was written.
func capitalised(name string) string {
	if name == "" {
		return name
	}
	return strings.ToUpper(name[:1]) + name[1:]
}
