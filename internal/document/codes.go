package document

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/slbconform/slbconform/spec"
)

var (
	statusCell = regexp.MustCompile(`^([1-5]\d\d)(?:\s+(\S+)(?:\s+(.*))?)?$`)
	codeCell   = regexp.MustCompile(`^[A-Za-z][\w.-]*$`)
	footer     = regexp.MustCompile(`^(?:See|For|Visit|To view)\b`)
)

// errorCodes cuts the table of error codes, one statement a row, and the prose around it. A row is a line of
// status, code, message and perhaps description, or its cells on lines of their own.
func (c *cutter) errorCodes(cells []cell) {
	heads := []string{"http status code", "status code", "http code"}
	at := c.columns(cells, heads, []string{"error code"}, []string{"error message", "description"})
	if at == 0 {
		c.withoutCodes(cells, heads)
		return
	}
	rows, before := 0, len(c.errs)
	for at < len(cells) && statusCell.MatchString(cells[at].text) {
		at += c.errorRow(cells[at:])
		rows++
	}
	torn := slices.IndexFunc(cells[at:], func(cl cell) bool { return statusCell.MatchString(cl.text) })
	switch {
	case at == len(cells) && c.endsPage():
		c.errs = c.errs[:before] // a row that is cut says nothing of the others
		c.fail(lineOf(cells, at-1, c.current), endsInTable)
	case rows == 0:
		c.fail(lineOf(cells, at, c.current), "the table has no row: expected a status, a code and a message, such as 400 SystemBusy The system is busy.")
	case torn >= 0:
		c.fail(cells[at+torn].line, "a row stands after text that is no row; is the row above torn apart?")
	}
	c.prose(cells[at:], "")
}

// withoutCodes cuts the section of an operation that has no table of codes.
func (c *cutter) withoutCodes(cells []cell, heads []string) {
	row := slices.IndexFunc(cells, func(cl cell) bool { return statusCell.MatchString(cl.text) })
	last := len(cells) - 1
	switch {
	case row >= 0:
		c.fail(cells[row].line, "the table has no column heads HTTP status code and Error code")
	case c.endsPage() && (last < 0 || slices.Contains(heads, strings.ToLower(collapseSpace(cells[last].text)))):
		c.fail(lineOf(cells, last, c.current), endsInTable)
	}
	c.prose(cells, "")
}

const endsInTable = "the page ends in the table: is the file half a page?" + entirePage

func (c *cutter) endsPage() bool { return c.current.End == len(c.doc.Text) }

// errorRow cuts one row and returns how many cells it has. A row on one line does not show where its message ends and its
// description begins, so for every form of a row the fact has both as the message.
func (c *cutter) errorRow(cells []cell) int {
	m := statusCell.FindStringSubmatch(cells[0].text)
	code, message := m[2], m[3]
	n := 1
	if code == "" && len(cells) > 1 {
		code, n = cells[1].text, 2
		for range 2 { // message and description
			if n < len(cells) && !endsRow(cells[n]) && cells[n].tabbed == cells[1].tabbed {
				message += " " + cells[n].text
				n++
			}
		}
	}
	for n < len(cells) && !cells[n].afterBlank && !endsRow(cells[n]) {
		message += " " + cells[n].text
		n++
	}
	if !codeCell.MatchString(code) {
		c.fail(cells[0].line, fmt.Sprintf("%q is no error code", code))
		return n
	}
	status, _ := strconv.Atoi(m[1])
	c.cut(cells[0].from, cells[0], Row, code, errorFact(status, code, message))
	return n
}

func errorFact(status int, code, message string) Fact {
	return Fact{Kind: "error", Fact: spec.Fact{Status: status, Code: code, Message: collapseSpace(message)}}
}

func endsRow(c cell) bool {
	return !c.tabbed && (statusCell.MatchString(c.text) || footer.MatchString(c.text))
}
