package document

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
)

// WriteJSON writes a diff for programs.
func (d *Diff) WriteJSON(w io.Writer) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(d)
}

// WriteMarkdown writes a diff for the description of a pull request.
func (d *Diff) WriteMarkdown(w io.Writer) {
	fmt.Fprintf(w, "## %s: %s → %s\n\n", escape(d.title()), d.Old.Updated, d.New.Updated)
	fmt.Fprintf(w, "%s.", upperFirst(d.summary()))
	if d.Unread > 0 {
		fmt.Fprintf(w, " %d texts are in another language than the old ones, and were not compared.", d.Unread)
	}
	fmt.Fprintf(w, " **%s**\n", escape(d.conclusion()))
	for i := range d.Changes {
		d.Changes[i].writeMarkdown(w)
	}
}

func (c *Change) writeMarkdown(w io.Writer) {
	fmt.Fprintf(w, "\n### %s: %s\n\n", upperFirst(string(c.Kind)), escape(place(c.Section, c.Path)))
	if c.OldPath != "" {
		fmt.Fprintf(w, "Was at %s.\n\n", escape(c.OldPath))
	}
	for i, text := range c.texts() {
		if i > 0 {
			fmt.Fprint(w, ">\n")
		}
		fmt.Fprintf(w, "> %s\n", escape(text))
	}
	for _, v := range c.Values {
		fmt.Fprintf(w, "\n- %s: %s → %s", v.Field, code(orNothing(v.Old)), code(orNothing(v.New)))
	}
	for _, t := range c.Impact.rows() {
		values := make([]string, len(t.values))
		for i, v := range t.values {
			values[i] = code(v)
			if t.name == "set aside" || strings.HasPrefix(v, "none yet") {
				values[i] = escape(v)
			}
		}
		fmt.Fprintf(w, "\n- %s: %s", t.name, strings.Join(values, ", "))
	}
	fmt.Fprintln(w)
}

func code(s string) string { return "`" + strings.ReplaceAll(s, "`", "'") + "`" }

func upperFirst(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

// escape keeps text of a document from being read as Markdown or HTML.
func escape(s string) string {
	return strings.NewReplacer(`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`, "<", "&lt;", ">", "&gt;", "&", "&amp;", "#", `\#`, "|", `\|`, "~", `\~`).Replace(s)
}
