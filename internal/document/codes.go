package document

import (
	"fmt"
	"regexp"
	"strconv"

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
	at := c.columns(cells, []string{"http status code", "status code", "http code"}, []string{"error code"}, []string{"error message", "description"})
	if at < 0 {
		for _, cl := range cells {
			if statusCell.MatchString(cl.text) {
				c.fail(cl.line, "the table has no column heads HTTP status code and Error code")
				return
			}
		}
		c.prose(cells, "")
		return
	}
	rows := 0
	for at < len(cells) && statusCell.MatchString(cells[at].text) {
		at += c.errorRow(cells[at:])
		rows++
	}
	if rows == 0 {
		c.fail(lineOf(cells, at, c.current), "the table has no row: expected a status, a code and a message, such as 400 SystemBusy The system is busy.")
	}
	if at == len(cells) && c.current.End == len(c.doc.Text) {
		c.fail(lineOf(cells, at-1, c.current), "the page ends in the table: is the file half a page?"+wholePage)
	}
	for _, cl := range cells[at:] {
		if statusCell.MatchString(cl.text) {
			c.fail(cl.line, "a row stands after text that is no row; is the row above torn apart?")
		}
	}
	c.prose(cells[at:], "")
}

// errorRow cuts one row and returns how many cells it has. A row that is one line does not say where its message ends
// and its description begins, so the fact has both as the message, in whatever form the row stands.
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
