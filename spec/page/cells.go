package page

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// cell is one line of the page, or, where a line holds tabs, what stands between two of them: a browser that
// saves a table as text puts each cell on a line of its own or parts them by tabs.
type cell struct {
	start, end int    // bytes of the text, without the white space around it and without a bullet
	from       int    // where a statement that begins with this cell begins: before its indentation and bullet
	text       string // data[start:end]
	line       int    // 1-based
	indent     int    // columns of white space before the text or its bullet
	bullet     bool
	tabbed     bool // follows a tab on its line
	sample     bool // a whole sample, see joinSamples
	afterBlank bool // the line before is blank, or there is none
}

// cellsOf finds every cell of the page. Lines end with LF, CRLF or CR.
func cellsOf(data []byte) []cell {
	var cells []cell
	blank := true
	for at, line := 0, 1; at < len(data); line++ {
		end, next := lineEnd(data, at)
		before := len(cells)
		cells = appendLine(cells, data, at, end, line, blank)
		blank = len(cells) == before
		at = next
	}
	return cells
}

func lineEnd(data []byte, at int) (end, next int) {
	for i := at; i < len(data); i++ {
		if data[i] == '\n' {
			return i, i + 1
		}
		if data[i] == '\r' {
			if i+1 < len(data) && data[i+1] == '\n' {
				return i, i + 2
			}
			return i, i + 1
		}
	}
	return len(data), len(data)
}

func appendLine(cells []cell, data []byte, at, end, line int, blank bool) []cell {
	from := at
	indent := 0
	for at < end {
		stop := end
		text := data[at:end]
		lead := len(text) - len(trimLeft(text))
		indent += columns(text[:lead])
		at += lead
		if i := strings.IndexByte(string(data[at:end]), '\t'); i >= 0 {
			stop = at + i
		}
		if text := strings.TrimRightFunc(string(data[at:stop]), isSpace); text != "" {
			c := cell{start: at, end: at + len(text), from: from, line: line, indent: indent,
				tabbed: from != at && len(cells) > 0 && cells[len(cells)-1].line == line, afterBlank: blank}
			if mark := bulletMark(text); mark > 0 {
				c.bullet = true
				c.start += mark
			}
			c.text = string(data[c.start:c.end])
			cells = append(cells, c)
		}
		from, at = stop, stop
	}
	return cells
}

func trimLeft(b []byte) string { return strings.TrimLeftFunc(string(b), isSpace) }

// columns counts a tab as four columns.
func columns(b []byte) int {
	n := 0
	for _, r := range string(b) {
		n++
		if r == '\t' {
			n += 3
		}
	}
	return n
}

// isSpace also takes the characters that take no room: a byte order mark, joiners and soft hyphens.
func isSpace(r rune) bool { return unicode.IsSpace(r) || isInvisible(r) }

func isInvisible(r rune) bool { return unicode.Is(unicode.Cf, r) }

// bulletMark is the length of the bullet or number the text begins with, up to the text after it, or 0.
func bulletMark(text string) int {
	mark, size := utf8.DecodeRuneInString(text)
	switch {
	case strings.ContainsRune("•◦▪▫■□○●‣⁃·*-–+", mark):
	case unicode.IsDigit(mark):
		for size < len(text) && size < 3 && text[size] >= '0' && text[size] <= '9' {
			size++
		}
		if size >= len(text) || (text[size] != '.' && text[size] != ')') {
			return 0
		}
		size++
	default:
		return 0
	}
	rest := strings.TrimLeftFunc(text[size:], isSpace)
	if rest == "" || len(rest) == len(text)-size {
		return 0
	}
	return len(text) - len(rest)
}
