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
	fmt.Fprintf(w, "## %s: %s → %s\n\n", escape(d.title()), orNone(d.Old.Updated), orNone(d.New.Updated))
	fmt.Fprintf(w, "%s.", upperFirst(d.summary()))
	if d.Reordered {
		fmt.Fprint(w, " The sections stand in another order.")
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
	fmt.Fprintf(w, "> %s\n", c.markdownText())
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

func (c *Change) markdownText() string {
	if len(c.Words) == 0 {
		return escape(c.texts()[0])
	}
	words := make([]Word, len(c.Words))
	for i, x := range c.Words {
		words[i] = Word{Op: x.Op, Text: escape(x.Text)}
	}
	return marked(words, [2]string{"<del>", "</del>"}, [2]string{"<ins>", "</ins>"})
}

func code(s string) string { return "`" + strings.ReplaceAll(s, "`", "'") + "`" }

func upperFirst(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

// escape keeps text of the page from being read as Markdown or HTML.
func escape(s string) string {
	return strings.NewReplacer(`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`, "<", "&lt;", ">", "&gt;", "&", "&amp;", "#", `\#`, "|", `\|`, "~", `\~`).Replace(s)
}
