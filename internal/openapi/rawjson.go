package openapi

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"strconv"
	"strings"
	"unicode/utf8"
)

// fraction is a JSON number that is not written as an integer: 1.5, 1.0, 1e2. No schema of the document accepts one. It is
// kept as text, because integer parsers of clients refuse 1.0, which as a float64 is the same as 1.
type fraction string

func isFraction(v any) bool {
	_, is := v.(fraction)
	return is
}

// isWhole reports whether the number is an integer, however it is written.
func (f fraction) isWhole() bool {
	value, err := strconv.ParseFloat(string(f), 64)
	return err == nil && value == math.Trunc(value)
}

// rawValue is a JSON value, with the members given twice, which encoding/json does not report. The last one counts.
type rawValue struct {
	value   any      // map[string]any, []any, string, float64, fraction, bool or nil
	doubled []string // pointers of the members given twice
}

// readJSON reads exactly one JSON value. The error is a phrase that says what the text is instead.
func readJSON(data []byte) (rawValue, error) {
	if len(bytes.TrimSpace(data)) == 0 {
		return rawValue{}, fmt.Errorf("nothing")
	}
	if !utf8.Valid(data) {
		return rawValue{}, fmt.Errorf("bytes that are not UTF-8")
	}
	if !json.Valid(data) {
		return rawValue{}, notJSON(data)
	}
	r := reader{text: string(data)}
	v := r.value()
	return rawValue{value: v, doubled: r.doubled}, nil
}

// notJSON says why a text is not one JSON value.
func notJSON(data []byte) error {
	dec := json.NewDecoder(bytes.NewReader(data))
	var first any
	if err := dec.Decode(&first); err != nil {
		return fmt.Errorf("%s, which is not JSON (%w)", excerpt(string(data)), err)
	}
	return fmt.Errorf("a JSON value and then more, from byte %d", dec.InputOffset())
}

// reader parses a text that is known to be valid JSON. It exists because encoding/json hides members given twice, and because
// its token stream, which does not, would take half of the time of a check.
type reader struct {
	text    string // the values that are texts share its memory
	pos     int
	way     []string
	doubled []string
}

func (r *reader) value() any {
	switch c := r.next(); c {
	case '{':
		return r.object()
	case '[':
		return r.array()
	case '"':
		return r.string()
	case 't', 'n':
		r.pos += len("true")
		if c == 'n' {
			return nil
		}
		return true
	case 'f':
		r.pos += len("false")
		return false
	}
	start := r.pos
	for r.pos < len(r.text) && strings.IndexByte("+-.eE0123456789", r.text[r.pos]) >= 0 {
		r.pos++
	}
	return number(r.text[start:r.pos])
}

// next skips white space, commas and colons: where they may stand was checked before.
func (r *reader) next() byte {
	for strings.IndexByte(" \t\r\n,:", r.text[r.pos]) >= 0 {
		r.pos++
	}
	return r.text[r.pos]
}

func (r *reader) object() map[string]any {
	members := map[string]any{}
	r.pos++
	for r.next() != '}' {
		name := r.string()
		r.way = append(r.way, name)
		if _, twice := members[name]; twice {
			r.doubled = append(r.doubled, pointer(r.way))
		}
		members[name] = r.value()
		r.way = r.way[:len(r.way)-1]
	}
	r.pos++
	return members
}

func (r *reader) array() []any {
	items := []any{}
	r.pos++
	for r.next() != ']' {
		r.way = append(r.way, strconv.Itoa(len(items)))
		items = append(items, r.value())
		r.way = r.way[:len(r.way)-1]
	}
	r.pos++
	return items
}

func (r *reader) string() string {
	start := r.pos
	escaped := false
	for r.pos++; r.text[r.pos] != '"'; r.pos++ {
		if r.text[r.pos] == '\\' {
			escaped = true
			r.pos++
		}
	}
	r.pos++
	if !escaped {
		return r.text[start+1 : r.pos-1]
	}
	var s string
	_ = json.Unmarshal([]byte(r.text[start:r.pos]), &s) // valid: checked before
	return s
}

func number(literal string) any {
	f, err := strconv.ParseFloat(literal, 64)
	if err != nil || strings.ContainsAny(literal, ".eE") {
		return fraction(literal)
	}
	return f
}

var escapeStep = strings.NewReplacer("~", "~0", "/", "~1") // expensive to make

// pointer is the JSON pointer (RFC 6901) for the names and indexes on the way to a value.
func pointer(way []string) string {
	var b strings.Builder
	for _, step := range way {
		b.WriteByte('/')
		b.WriteString(escapeStep.Replace(step))
	}
	return b.String()
}
