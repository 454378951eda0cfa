package mock

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"
)

// list is a parameter that lists backend servers, read with all that the service puts up with.
type list struct {
	items     []item
	malformed bool // it is no list of objects at all
}

// item is one object of the list: its members in the order of the text, those given twice twice.
type item []itemMember

type itemMember struct {
	name string // with a capital first letter, however it was written
	raw  json.RawMessage
}

var errNotAList = errors.New("not a JSON array of objects")

func readList(text string) list {
	data := []byte(text)
	if !json.Valid(data) {
		data = doubleQuotes(text) // real clients send single quotes
	}
	var items []item
	if json.Unmarshal(data, &items) != nil || items == nil {
		return list{malformed: true}
	}
	return list{items: items}
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

// UnmarshalJSON reads an object, and nothing else.
func (i *item) UnmarshalJSON(data []byte) error {
	dec := json.NewDecoder(bytes.NewReader(data))
	if open, err := dec.Token(); err != nil || open != json.Delim('{') {
		return errNotAList
	}
	for dec.More() {
		written, _ := dec.Token() // the text was found to be JSON before
		name, _ := written.(string)
		m := itemMember{name: capitalised(name)}
		if err := dec.Decode(&m.raw); err != nil {
			return err
		}
		*i = append(*i, m)
	}
	return nil
}

func capitalised(name string) string {
	if name == "" {
		return name
	}
	return strings.ToUpper(name[:1]) + name[1:]
}
