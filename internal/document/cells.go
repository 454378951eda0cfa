package document

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// cell is one line of the page, or, where a line has tabs, the text between two of them: a browser that saves a table as
// text puts each cell on a line of its own or separates them with tabs.
type cell struct {
	start      int    // byte at which the text begins, without the white space around it and without a bullet
	from       int    // where a statement that begins with this cell begins: before its indentation and bullet
	text       string // what stands there on the cleaned page
	line       int    // 1-based
	indent     int    // columns of white space before the text or its bullet
	bullet     bool
	tabbed     bool // follows a tab on its line
	sample     bool // an entire sample, see joinSamples
	afterBlank bool // the line before is blank, or there is none
}

// cellsOf finds every cell of a cleaned page.
func cellsOf(text string) []cell {
	var cells []cell
	blank := true
	at := 0
	for line, rest := range strings.Split(text, "\n") {
		before := len(cells)
		cells = appendLine(cells, rest, at, line+1, blank)
		blank = len(cells) == before
		at += len(rest) + 1
	}
	return cells
}

// appendLine adds the cells of one line, which begins at byte at.
func appendLine(cells []cell, line string, at, number int, blank bool) []cell {
	first := len(cells)
	indent := 0
	for from := 0; from < len(line); {
		lead := len(line[from:]) - len(strings.TrimLeftFunc(line[from:], unicode.IsSpace))
		indent += columns(line[from : from+lead])
		begin, end := from+lead, len(line)
		if i := strings.IndexByte(line[begin:], '\t'); i >= 0 {
			end = begin + i
		}
		if text := strings.TrimRight(line[begin:end], " "); text != "" {
			mark := bulletMark(text)
			cells = append(cells, cell{start: at + begin + mark, from: at + from, text: text[mark:],
				line: number, indent: indent, bullet: mark > 0, tabbed: len(cells) > first, afterBlank: blank})
		}
		from = end
	}
	return cells
}

// columns counts a tab as four columns.
func columns(blanks string) int { return len(blanks) + 3*strings.Count(blanks, "\t") }

// bulletMark is the length of the bullet or number the text begins with, up to the text after it, or 0.
func bulletMark(text string) int {
	mark, size := utf8.DecodeRuneInString(text)
	switch {
	case strings.ContainsRune("•◦▪▫■□○●‣⁃·*-–+", mark):
	case mark >= '0' && mark <= '9':
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
	rest := strings.TrimLeftFunc(text[size:], unicode.IsSpace)
	if rest == "" || len(rest) == len(text)-size {
		return 0
	}
	return len(text) - len(rest)
}
