package document

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"
)

var (
	titleLine   = regexp.MustCompile(`^(?:([^:]*):)?([A-Z][a-z]+[A-Z][A-Za-z0-9]*|[A-Z][a-z]+[A-Za-z0-9]*[A-Z][A-Za-z0-9]*)(?: - .*)?$`)
	updatedLine = regexp.MustCompile(`(?i)^(?:last updated|updated at|updated on)\s*:\s*(.*)$`)
)

// navigation is what the web site puts above the title of a page, in lower case.
func navigation() []string { return []string{"all products", "search", "document center"} }

// header reads the title and the date, which only a page saved as text has, and cuts everything else before the first
// heading into sentences: "This operation is deprecated." has to be accounted for too.
func (c *cutter) header(cells []cell) {
	titled := false
	for _, cl := range cells {
		text := collapseSpace(cl.text)
		switch m := titleLine.FindStringSubmatch(text); {
		case m != nil && !titled:
			c.title(cl, m)
			titled = true
		case updatedLine.MatchString(text):
			c.date(cl, updatedLine.FindStringSubmatch(text)[1])
		case !titled && slices.Contains(navigation(), strings.ToLower(text)):
			c.cut(cl.from, cl, Navigation, "")
		default:
			c.sentences(cl, cl, "", false)
		}
	}
}

// title reads the line that names product and operation. The links of a page in Markdown have named the operation
// before it.
func (c *cutter) title(cl cell, m []string) {
	if was := c.doc.Operation; was != "" && was != m[2] {
		c.fail(cl.line, fmt.Sprintf("the title names %s, and the links of the page lead to %s: is it two pages in one file?", m[2], was))
	}
	c.doc.Product, c.doc.Operation = strings.TrimSpace(m[1]), m[2]
	c.cut(cl.from, cl, Title, "")
}

func (c *cutter) date(cl cell, text string) {
	c.cut(cl.from, cl, Updated, "")
	if text == "" {
		return
	}
	for _, layout := range []string{"Jan 2, 2006", "January 2, 2006", "2006-01-02", "2006-01-02 15:04", "2006-01-02 15:04:05", "2006/01/02"} {
		if t, err := time.Parse(layout, text); err == nil {
			c.doc.Updated = t.Format(time.DateOnly)
			return
		}
	}
	c.fail(cl.line, fmt.Sprintf("the date %q is not understood; expected one such as Mar 04, 2026 or 2026-03-04", text))
}
