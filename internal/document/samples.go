package document

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"strings"
)

// joinSamples makes one cell of every sample, however many lines it has, so that nothing inside a sample is
// taken for a row or a sentence. It stops at a sample that does not end.
func (c *cutter) joinSamples(cells []cell) ([]cell, bool) {
	var out []cell
	text := []byte(c.doc.Text[:c.current.End])
	for i := 0; i < len(cells); {
		cl := cells[i]
		end := sampleEnd(text, cl.start)
		if end < 0 {
			begin, _, _ := strings.Cut(cl.text, " ")
			c.fail(cl.line, fmt.Sprintf("the sample that begins with %q does not end", shorten(begin, 20)))
			return nil, false
		}
		i++
		if end > 0 {
			cl.text, cl.sample = c.doc.Text[cl.start:end], true
			for i < len(cells) && cells[i].start < end {
				i++
			}
		}
		out = append(out, cl)
	}
	return out, true
}

// sampleEnd is where the sample that begins at a byte ends; 0 when no sample begins there, -1 when one does that
// never ends. A sample is JSON, something in brackets that was meant to be JSON, or XML, and ends its line.
func sampleEnd(data []byte, at int) int {
	end := 0
	switch {
	case opensJSON(data[at:]):
		end = jsonEnd(data, at)
	case data[at] == '<':
		end = xmlEnd(data, at)
	}
	if end == 0 || end == -1 {
		return end
	}
	rest, _, _ := bytes.Cut(data[end:], []byte("\n"))
	if len(bytes.TrimSpace(rest)) > 0 {
		return 0
	}
	return end
}

// opensJSON reports whether the first two characters begin an object, or an array of objects, arrays or strings. Text in
// square brackets, such as "[Optional]", does not.
func opensJSON(data []byte) bool {
	if data[0] == '{' {
		rest := bytes.TrimSpace(data[1:])
		return len(rest) == 0 || bytes.IndexByte([]byte(`"'}{`), rest[0]) >= 0
	}
	if data[0] != '[' {
		return false
	}
	rest := bytes.TrimSpace(data[1:])
	return len(rest) == 0 || bytes.IndexByte([]byte(`{["'`), rest[0]) >= 0
}

func jsonEnd(data []byte, at int) int {
	var value json.RawMessage
	d := json.NewDecoder(bytes.NewReader(data[at:]))
	if d.Decode(&value) == nil {
		return at + int(d.InputOffset())
	}
	return closingBracket(data, at)
}

// closingBracket finds the end of a sample that is not JSON after all: single quotes, comments, masked numbers.
func closingBracket(data []byte, at int) int {
	depth := 0
	for i := at; i < len(data); i++ {
		switch data[i] {
		case '{', '[':
			depth++
		case '}', ']':
			depth--
		}
		if depth == 0 {
			return i + 1
		}
	}
	return -1
}

// xmlEnd finds the end of the element that begins at a byte, or 0.
func xmlEnd(data []byte, at int) int {
	d := xml.NewDecoder(bytes.NewReader(data[at:]))
	for depth := 0; ; {
		token, err := d.Token()
		if err != nil {
			return 0
		}
		switch token.(type) {
		case xml.StartElement:
			depth++
		case xml.EndElement:
			depth--
			if depth == 0 {
				return at + int(d.InputOffset())
			}
		}
	}
}
