package mock

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strings"
)

// list is a parameter that lists backend servers, read with all that the service puts up with.
type list struct {
	items     []item
	malformed bool // it is no list of objects at all
}

// item is one object of the list.
type item struct {
	members []itemMember // in the order of the text, those given twice twice
}

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
	items, err := readItems(data)
	return list{items: items, malformed: err != nil}
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

func readItems(data []byte) ([]item, error) {
	dec := json.NewDecoder(bytes.NewReader(data))
	if err := expect(dec, '['); err != nil {
		return nil, err
	}
	items := []item{}
	for dec.More() {
		one, err := readItem(dec)
		if err != nil {
			return nil, err
		}
		items = append(items, one)
	}
	if err := expect(dec, ']'); err != nil {
		return nil, err
	}
	if _, err := dec.Token(); err != io.EOF {
		return nil, errNotAList
	}
	return items, nil
}

func readItem(dec *json.Decoder) (item, error) {
	var one item
	if err := expect(dec, '{'); err != nil {
		return one, err
	}
	for dec.More() {
		token, err := dec.Token()
		if err != nil {
			return one, err
		}
		written, _ := token.(string)
		m := itemMember{name: capitalised(written)}
		if err := dec.Decode(&m.raw); err != nil {
			return one, err
		}
		one.members = append(one.members, m)
	}
	return one, expect(dec, '}')
}

func expect(dec *json.Decoder, want json.Delim) error {
	token, err := dec.Token()
	if err != nil {
		return err
	}
	if token != want {
		return errNotAList
	}
	return nil
}

func capitalised(name string) string {
	if name == "" {
		return name
	}
	return strings.ToUpper(name[:1]) + name[1:]
}
