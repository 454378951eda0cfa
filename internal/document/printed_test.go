package document_test

import (
	"bytes"
	"strings"
	"testing"
)

// What a maintainer reads: the coverage and the comparison of the page and of the metadata, and a diff in which statements
// move, change, come and go. Every number and every place that is printed stands in printed.golden.
func TestWhatIsPrinted(t *testing.T) {
	text := contents(t, example)
	var out bytes.Buffer
	check(t, readAs(t, example, text)).Write(&out)
	check(t, readAs(t, example, edit(t, text, "Valid values: 1 to 8.", "Valid values: 1 to 9. Ask first."))).Write(&out)
	check(t, readAs(t, metadata, contents(t, metadata))).Write(&out)
	later := edit(t, text, "404 Book.NotFound", "410 Book.NotFound")
	later = edit(t, later, "The books to lend.", "The books to lend, one by one. Bring a bag.")
	later = edit(t, later, "Books of the closed stacks are lent to members only.", "")
	later = strings.Replace(later, "Lends books to a reader.", "Lends books to a reader. Books of the closed stacks are lent to members only.", 1)
	d := diff(t, readAs(t, example, text), readAs(t, example, later))
	d.WriteText(&out)
	d.WriteMarkdown(&out)
	golden(t, "testdata/printed.golden", out.Bytes())
}
