package document

import (
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"github.com/slbconform/slbconform/internal/strictyaml"
	"github.com/slbconform/slbconform/spec"
)

// rewriteLedger writes new pointers and a new date into the text of a ledger. Only the scalars that change are
// touched: comments, order, line breaks and quoting of all others stay.
func rewriteLedger(text []byte, shown string, rewrites []Rewrite, date string) ([]byte, error) {
	var doc yaml.Node
	if err := yaml.Unmarshal(text, &doc); err != nil || len(doc.Content) == 0 {
		return nil, strictyaml.Errorf(shown, 0, "is not YAML: %v", err)
	}
	to := map[spec.Pointer]spec.Pointer{}
	for _, r := range rewrites {
		to[r.Old] = r.New
	}
	e := &editor{lines: strings.SplitAfter(string(text), "\n")}
	top := doc.Content[0]
	for _, d := range items(member(top, "documents")) {
		if updated := member(d, "updated"); updated != nil && updated.Value != date {
			e.replace(updated, date)
		}
	}
	for _, rule := range items(member(top, "rules")) {
		for _, p := range items(member(rule, "document")) {
			e.pointer(p, to)
		}
	}
	for _, p := range items(member(top, "set_aside")) {
		e.pointer(p, to)
	}
	for _, x := range e.edits {
		if !strings.HasPrefix(string([]rune(e.lines[x.line])[x.column:]), x.old) {
			return nil, strictyaml.Errorf(shown, x.line+1, "%q is not written on one line, so it cannot be rewritten in place", x.old)
		}
	}
	return []byte(e.done()), nil
}

func member(n *yaml.Node, key string) *yaml.Node {
	if n == nil || n.Kind != yaml.MappingNode {
		return nil
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		if n.Content[i].Value == key {
			return n.Content[i+1]
		}
	}
	return nil
}

func items(n *yaml.Node) []*yaml.Node {
	if n == nil || n.Kind != yaml.SequenceNode {
		return nil
	}
	return n.Content
}

// editor collects replacements in a text, by line and column, and makes them from the end to the beginning, so
// that no one moves another.
type editor struct {
	lines []string
	edits []textEdit
}

type textEdit struct {
	line, column int // 0-based; column in characters
	old, new     string
}

func (e *editor) pointer(n *yaml.Node, to map[spec.Pointer]spec.Pointer) {
	var old spec.Pointer
	if n.Decode(&old) != nil {
		return
	}
	now, ok := to[old]
	if !ok {
		return
	}
	e.change(member(n, "section"), old.Section, now.Section)
	e.change(member(n, "statement"), old.Statement, now.Statement)
	if path := member(n, "path"); path != nil || old.Path == now.Path {
		e.change(path, old.Path, now.Path)
		return
	}
	e.insertPath(n, now.Path)
}

func (e *editor) change(n *yaml.Node, old, now string) {
	if n != nil && old != now {
		e.replace(n, scalar(now))
	}
}

// insertPath gives a pointer that had no path one, before its statement.
func (e *editor) insertPath(n *yaml.Node, path string) {
	for i := 0; i+1 < len(n.Content); i += 2 {
		key := n.Content[i]
		if key.Value != "statement" {
			continue
		}
		part := "path: " + scalar(path) + ", "
		if n.Style&yaml.FlowStyle == 0 {
			part = "path: " + scalar(path) + "\n" + strings.Repeat(" ", key.Column-1)
		}
		e.edits = append(e.edits, textEdit{line: key.Line - 1, column: key.Column - 1, new: part})
	}
}

func (e *editor) replace(n *yaml.Node, now string) {
	e.edits = append(e.edits, textEdit{line: n.Line - 1, column: n.Column - 1, old: e.token(n), new: now})
}

// token is how a scalar of one line is written: plain, or with its quotes.
func (e *editor) token(n *yaml.Node) string {
	if n.Style&(yaml.DoubleQuotedStyle|yaml.SingleQuotedStyle) == 0 {
		return n.Value
	}
	rest := []rune(e.lines[n.Line-1])[n.Column-1:]
	for i := 1; i < len(rest); i++ {
		if rest[i] == '\\' && rest[0] == '"' {
			i++
			continue
		}
		if rest[i] == rest[0] {
			return string(rest[:i+1])
		}
	}
	return string(rest)
}

func (e *editor) done() string {
	slices.SortFunc(e.edits, func(a, b textEdit) int {
		if a.line != b.line {
			return b.line - a.line
		}
		return b.column - a.column
	})
	for _, x := range e.edits {
		line := []rune(e.lines[x.line])
		e.lines[x.line] = string(line[:x.column]) + x.new + string(line[x.column+len([]rune(x.old)):])
	}
	return strings.Join(e.lines, "")
}
