package mock

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

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
