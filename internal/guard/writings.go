package guard

import (
	"bytes"
	"html"
	"strconv"
)

// written is what a program writes for one sign where the sign itself may not stand: an escape of JSON, a percent of a
// URL, an entity of HTML. A text in which all are read back, capitals made small, holds a secret however it was written,
// in several of these at once too.
const longestWriting = 12 // bytes for one sign, as in \\\\u002f

// chunk is how much is read back at a time: the whole would be as large as the report.
const chunk = 32 << 10

// findWritten returns the place of the first of the texts that it meets in data, however its signs are written, or -1.
func findWritten(data []byte, texts []string) int {
	var wanted [][]byte
	longest := 0
	for _, t := range texts {
		wanted = append(wanted, lowered(nil, []byte(t)))
		longest = max(longest, len(t)*longestWriting)
	}
	plain := make([]byte, 0, chunk+longest)
	for from := 0; from < len(data) && len(wanted) > 0; from += chunk {
		plain = readBack(plain[:0], data[from:min(from+chunk+longest, len(data))])
		for _, w := range wanted {
			if bytes.Contains(plain, w) {
				return from + place(data[from:], w, longest)
			}
		}
	}
	return -1
}

// place is where in data, which holds it, a text begins.
func place(data, wanted []byte, longest int) int {
	for at := range data {
		if bytes.HasPrefix(readBack(nil, data[at:min(at+longest, len(data))]), wanted) {
			return at
		}
	}
	return 0
}

// readBack appends data to out as it was before it was written for JSON, a URL or HTML, in small letters.
func readBack(out, data []byte) []byte {
	for i := 0; i < len(data); {
		c, n := sign(data[i:])
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		out = append(out, c)
		i += n
	}
	return out
}

// sign is the first sign of data and how many bytes it takes. Signs beyond ASCII are taken byte by byte: no credential
// has one.
func sign(data []byte) (byte, int) {
	switch data[0] {
	case '\\':
		return escaped(data)
	case '%':
		return percent(data)
	case '&':
		return entity(data)
	}
	return data[0], 1
}

// escaped is a sign behind one backslash or several.
func escaped(data []byte) (byte, int) {
	n := 0
	for n < len(data) && data[n] == '\\' {
		n++
	}
	if n == len(data) {
		return '\\', n
	}
	if c, ok := number(data, n+1, 4, 16); data[n] == 'u' && ok {
		return c, n + 5
	}
	switch data[n] {
	case '/', '"', '\'', '=', '+', '&':
		return data[n], n + 1
	}
	return '\\', n
}

// percent is a sign as %2f, or as %252f and deeper.
func percent(data []byte) (byte, int) {
	n := 1
	for bytes.HasPrefix(data[n:], []byte("25")) && n+2 < len(data) {
		if _, ok := number(data, n+2, 2, 16); !ok {
			break
		}
		n += 2
	}
	if c, ok := number(data, n, 2, 16); ok {
		return c, n + 2
	}
	return '%', 1
}

// entity is a sign as &#47; or &#x2f; or &amp;
func entity(data []byte) (byte, int) {
	if end := bytes.IndexByte(data[:min(len(data), longestWriting)], ';'); end > 0 {
		if plain := html.UnescapeString(string(data[:end+1])); len(plain) == 1 {
			return plain[0], end + 1
		}
	}
	return '&', 1
}

// number reads an ASCII sign's number.
func number(data []byte, at, digits, base int) (byte, bool) {
	if digits < 1 || at+digits > len(data) {
		return 0, false
	}
	n, err := strconv.ParseUint(string(data[at:at+digits]), base, 7)
	return byte(n), err == nil
}
