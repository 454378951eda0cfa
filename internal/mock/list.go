package mock

import (
	"encoding/json"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode"

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

// numeral is a number as a member has it.
type numeral struct {
	text  string // of a JSON number, or of a string that stands for one
	value int    // of one in plain digits; 0 of any other
	plain bool   // it is a whole number in plain digits
}

// numeral is a member that is to be a number, written as a JSON number or as a string.
func (e *element) numeral(name string) numeral {
	e.heeded[name] = true
	n := numeral{text: string(e.given[name])}
	if s, ok := e.text(name); ok {
		n.text = s
	}
	if wholeNumber.MatchString(n.text) {
		value, err := strconv.Atoi(n.text)
		n.value, n.plain = value, err == nil
	}
	return n
}

// odd reports whether a service might read a numeral that is not in plain digits as a number within the limits. No document
// says how a whole number is spelt, what becomes of a fraction, or what an empty text is.
func (n numeral) odd(l Limits) bool {
	if n.plain {
		return false
	}
	text := strings.Map(latinDigit, strings.TrimSpace(n.text))
	if text == "" {
		return true
	}
	var readings []float64
	if whole, err := strconv.ParseInt(text, 0, 64); err == nil { // 0x5, and 017 as some read it
		readings = append(readings, float64(whole))
	}
	if value, err := strconv.ParseFloat(text, 64); err == nil {
		readings = append(readings, math.Floor(value), math.Ceil(value))
	}
	return slices.ContainsFunc(readings, func(r float64) bool { return r >= float64(l.Min) && r <= float64(l.Max) })
}

// latinDigit is the digit from 0 to 9 for a digit of any script; other characters stay. Unicode has the ten digits of each
// script in a row.
func latinDigit(r rune) rune {
	if !unicode.IsDigit(r) {
		return r
	}
	before := rune(0)
	for unicode.IsDigit(r - 1 - before) {
		before++
	}
	return '0' + before%10
}
