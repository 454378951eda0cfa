package document

import (
	"encoding/json"
	"fmt"
	"io"
)

// WriteJSON writes a diff for programs.
func (d *Diff) WriteJSON(w io.Writer) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(d)
}

// WriteMarkdown writes a diff for the description of a pull request: a heading, the conclusion, and below it what a terminal
// shows, in a block in which nothing that a document says is read as Markdown or HTML.
func (d *Diff) WriteMarkdown(w io.Writer) {
	fmt.Fprintf(w, "## %s: %s → %s\n\n**%s**\n\n~~~text\n", d.title(), d.Old.Updated, d.New.Updated, d.conclusion())
	d.WriteText(w)
	fmt.Fprintln(w, "~~~")
}
