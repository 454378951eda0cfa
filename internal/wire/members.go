package wire

import (
	"bytes"
	"encoding/json"
	"errors"
	"slices"
	"strings"
)

// Members are the members of a JSON object in the order of the text, including repeated ones.
type Members []Member

// Member is one member of an object.
type Member struct {
	Name string
	Raw  json.RawMessage
}

// UnmarshalJSON reads an object, and nothing else.
func (all *Members) UnmarshalJSON(data []byte) error {
	dec := json.NewDecoder(bytes.NewReader(data))
	if open, err := dec.Token(); err != nil || open != json.Delim('{') {
		return errors.New("not a JSON object")
	}
	for dec.More() {
		written, _ := dec.Token() // the text was found to be JSON before
		name, _ := written.(string)
		m := Member{Name: name}
		if err := dec.Decode(&m.Raw); err != nil {
			return err
		}
		*all = append(*all, m)
	}
	return nil
}

// Get is the first value of a member as raw JSON; "" where it is not there.
func (all Members) Get(name string) string {
	if i := all.index(name); i >= 0 {
		return string(all[i].Raw)
	}
	return ""
}

// Set gives a member a value in raw JSON, in its place, or behind the others where it is not there.
func (all *Members) Set(name, raw string) {
	if i := all.index(name); i >= 0 {
		(*all)[i].Raw = json.RawMessage(raw)
		return
	}
	*all = append(*all, Member{name, json.RawMessage(raw)})
}

// Drop leaves a member out.
func (all *Members) Drop(name string) {
	*all = slices.DeleteFunc(*all, func(m Member) bool { return m.Name == name })
}

func (all Members) index(name string) int {
	return slices.IndexFunc(all, func(m Member) bool { return m.Name == name })
}

// String is the object as it was put together, whether that is JSON or not.
func (all Members) String() string {
	parts := make([]string, len(all))
	for i, m := range all {
		parts[i] = Quote(m.Name) + ":" + string(m.Raw)
	}
	return "{" + strings.Join(parts, ",") + "}"
}
