package reports

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"unicode/utf8"
)

// writeJSON writes conformance.json with a line for each rule, scenario and exchange, so that it is never in memory
// entirely.
func writeJSON(w io.Writer, r *Report) error {
	j := jsonWriter{w: bufio.NewWriter(w), between: "{\n"}
	j.member("version", r.Version)
	j.member("identity", r.Identity)
	j.member("complete", r.Complete)
	if r.Incomplete != "" {
		j.member("incomplete", r.Incomplete)
	}
	j.member("strict", r.Strict)
	j.member("headline", r.Headline)
	j.member("totals", r.Totals)
	members(&j, "rules", r.Rules)
	members(&j, "scenarios", r.Scenarios)
	members(&j, "exchanges", r.Exchanges)
	members(&j, "causes", r.Causes)
	if r.Grouped != "" {
		j.member("grouped", r.Grouped)
	}
	members(&j, "premises", r.Premises)
	if r.Generated != nil {
		j.member("generated", r.Generated)
	}
	members(&j, "findings", r.Findings)
	members(&j, "divergences", r.Divergences)
	members(&j, "page_defects", r.Defects)
	members(&j, "set_aside", r.SetAside)
	members(&j, "faults", r.Faults)
	j.member("proof", r.Proof)
	j.raw("\n}\n")
	if j.err != nil {
		return j.err
	}
	return j.w.Flush()
}

// jsonWriter writes an object member by member, and keeps the first error.
type jsonWriter struct {
	w       *bufio.Writer
	between string
	one     bytes.Buffer // the value that is written
	err     error
}

func (j *jsonWriter) name(name string) {
	j.raw(j.between + " " + `"` + name + `": `)
	j.between = ",\n"
}

func (j *jsonWriter) member(name string, value any) {
	j.name(name)
	j.value(value)
}

// members writes a list, an element a line.
func members[T any](j *jsonWriter, name string, list []T) {
	j.name(name)
	j.list(len(list), func(i int) any { return &list[i] })
}

func (j *jsonWriter) list(n int, at func(int) any) {
	between := "["
	for i := range n {
		j.raw(between + "\n  ")
		j.value(at(i))
		between = ","
	}
	if n == 0 {
		j.raw("[")
	}
	j.raw("]")
}

func (j *jsonWriter) value(value any) {
	if j.err != nil {
		return
	}
	j.one.Reset()
	if j.err = json.NewEncoder(&j.one).Encode(value); j.err == nil {
		_, j.err = j.w.Write(plainJSON(bytes.TrimSuffix(j.one.Bytes(), []byte("\n"))))
	}
}

func (j *jsonWriter) raw(text string) {
	if j.err == nil {
		_, j.err = j.w.WriteString(text)
	}
}

// plainJSON escapes control and bidirectional characters as \uXXXX, so that the file can be shown in a terminal. Its meaning
// is the same, because such characters are only in strings.
func plainJSON(data []byte) []byte {
	if isPlain(data) || !bytes.ContainsFunc(data, unsafeRune) {
		return data
	}
	out := make([]byte, 0, len(data))
	for len(data) > 0 {
		r, size := utf8.DecodeRune(data)
		if unsafeRune(r) {
			out = append(out, unicodeEscape(r)...)
		} else {
			out = append(out, data[:size]...)
		}
		data = data[size:]
	}
	return out
}

func unicodeEscape(r rune) string {
	if r < 0x10000 {
		return fmt.Sprintf(`\u%04x`, r)
	}
	r -= 0x10000
	return fmt.Sprintf(`\u%04x\u%04x`, 0xd800+r>>10, 0xdc00+r&0x3ff)
}
