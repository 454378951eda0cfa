package document

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
)

// WriteText shows a diff in a terminal. An edited statement stands there as it was and as it is.
func (d *Diff) WriteText(w io.Writer) {
	fmt.Fprintf(w, "%s: %s → %s\n", d.title(), d.Old.Updated, d.New.Updated)
	fmt.Fprintf(w, "  old  %s\n  new  %s\n\n", d.Old.File, d.New.File)
	fmt.Fprintf(w, "  %s\n", d.summary())
	if d.Unread > 0 {
		fmt.Fprintf(w, "  %d texts are in another language than the old ones, and were not compared\n", d.Unread)
	}
	for i := range d.Changes {
		d.Changes[i].writeText(w)
	}
	fmt.Fprintf(w, "\n%s\n", d.conclusion())
}

func (d *Diff) title() string { return d.New.Operation + ", " + d.Document }

func (d *Diff) summary() string {
	n := map[ChangeKind]int{}
	for _, c := range d.Changes {
		n[c.Kind]++
	}
	parts := []string{counted(d.Unchanged, "statement") + " unchanged"}
	for _, k := range []ChangeKind{Moved, Edited, Added, Removed} {
		if n[k] > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n[k], k))
		}
	}
	return strings.Join(parts, ", ")
}

func (c *Change) writeText(w io.Writer) {
	fmt.Fprintf(w, "\n%-8s %s%s\n", c.Kind, location(c.Section, c.Path), c.lines())
	if c.OldPath != "" {
		fmt.Fprintf(w, "         was at %s\n", c.OldPath)
	}
	for _, text := range c.texts() {
		fmt.Fprintf(w, "         %s\n", text)
	}
	for _, v := range c.Values {
		fmt.Fprintf(w, "         %s: %s → %s\n", v.Field, orNothing(v.Old), orNothing(v.New))
	}
	for _, t := range c.Impact.rows() {
		fmt.Fprintf(w, "           %-9s %s\n", t.name, strings.Join(t.values, "\n                     "))
	}
}

// lines says where the statement stands in the documents whose lines are known.
func (c *Change) lines() string {
	switch {
	case c.OldLine > 0 && c.NewLine > 0 && c.OldLine != c.NewLine:
		return fmt.Sprintf(", line %d, now %d", c.OldLine, c.NewLine)
	case c.NewLine > 0:
		return fmt.Sprintf(", line %d", c.NewLine)
	case c.OldLine > 0:
		return fmt.Sprintf(", line %d of the old document", c.OldLine)
	}
	return ""
}

// texts shows an edited statement as it was and as it is; when the old side is a lock, as it is.
func (c *Change) texts() []string {
	switch {
	case c.Kind == Edited && c.Old != "":
		return []string{"- " + c.Old, "+ " + c.New}
	case c.New != "":
		return []string{c.New}
	case c.Old != "":
		return []string{c.Old}
	}
	return []string{fmt.Sprintf("(the lock keeps no text; {%s})", pointerYAML(c.Pointer))}
}

// impactRow is one line of what a change touches.
type impactRow struct {
	name   string
	values []string
}

func (t *Impact) rows() []impactRow {
	var out []impactRow
	add := func(name string, values []string) {
		if len(values) > 0 {
			out = append(out, impactRow{name, values})
		}
	}
	add("rule", t.Rules)
	add("feature", t.Features)
	add("schema", t.Schema)
	add("fixture", t.Fixtures)
	if t.SetAside != "" {
		add("set aside", []string{t.SetAside})
	}
	if t.Open {
		add("rule", []string{"none yet: write one, point one at it, or set it aside"})
		add("near", t.Near)
	}
	return out
}

func (d *Diff) conclusion() string {
	switch {
	case d.Verdict == NothingChanged:
		return "Nothing changed."
	case d.Verdict == WordingOnly && len(d.Changes) == 0:
		return "Only the date changed."
	case d.Verdict == WordingOnly:
		return "Only wording changed: no rule stands behind what did."
	}
	open := 0
	for _, c := range d.Changes {
		if c.Open {
			open++
		}
	}
	var parts []string
	if len(d.Rules) > 0 {
		parts = append(parts, fmt.Sprintf("%d affected: %s", len(d.Rules), strings.Join(d.Rules, ", ")))
	}
	if open > 0 {
		parts = append(parts, counted(open, "statement")+" without a rule")
	}
	return "Rules: " + strings.Join(parts, "; ") + "."
}

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
