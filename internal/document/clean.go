package document

import "unicode"

// clean is a page without what differs between browsers and is not seen: every blank is a space, every line ends
// with LF, and characters that take no room are gone. at gives, for each byte of text and for its end, the byte
// of the page it comes from; what is gone belongs to the byte before.
type clean struct {
	text []byte
	at   []int
}

func cleaned(data []byte) clean {
	c := clean{text: make([]byte, 0, len(data)), at: make([]int, 0, len(data)+1)}
	var last rune
	for i, r := range string(data) {
		before := last
		last = r
		switch {
		case r == '\n' && before == '\r', unicode.Is(unicode.Cf, r):
			continue
		case r == '\r' || r == '\u0085' || r == '\u2028' || r == '\u2029':
			r = '\n'
		case r != '\n' && r != '\t' && unicode.IsSpace(r):
			r = ' '
		}
		for k := range len(string(r)) {
			c.at = append(c.at, i+k)
		}
		c.text = append(c.text, string(r)...)
	}
	if len(c.at) > 0 {
		c.at[0] = 0
	}
	c.at = append(c.at, len(data))
	return c
}
