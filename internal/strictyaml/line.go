package strictyaml

import (
	"strconv"

	"go.yaml.in/yaml/v4"
)

// Line returns the line on which a field stands, for what only its reader can tell to be wrong; that of the last field
// on the way where it is missing, 0 when there is none. path are the keys that lead to it, and the numbers of items.
func Line(data []byte, path ...string) int {
	var doc yaml.Node
	if yaml.Unmarshal(data, &doc) != nil || len(doc.Content) == 0 {
		return 0
	}
	return LineOf(doc.Content[0], path...)
}

// LineOf is Line for a tree that is read already.
func LineOf(at *yaml.Node, path ...string) int {
	line := 0
	for _, name := range path {
		key, value := Field(at, name)
		if n, err := strconv.Atoi(name); at.Kind == yaml.SequenceNode && err == nil && n < len(at.Content) {
			key, value = at.Content[n], at.Content[n]
		}
		if key == nil {
			return line
		}
		at, line = value, key.Line
	}
	return line
}

// Field is a field of a mapping and its value; nil where there is none.
func Field(n *yaml.Node, name string) (key, value *yaml.Node) {
	for i := 0; n.Kind == yaml.MappingNode && i+1 < len(n.Content); i += 2 {
		if n.Content[i].Value == name {
			return n.Content[i], n.Content[i+1]
		}
	}
	return nil, nil
}

// ItemLines finds the line of every item of every list that stands in the outermost mapping: "rules" → [12 15 …].
func ItemLines(tree *yaml.Node) map[string][]int {
	lines := map[string][]int{}
	for i := 0; tree.Kind == yaml.MappingNode && i+1 < len(tree.Content); i += 2 {
		for _, item := range tree.Content[i+1].Content {
			lines[tree.Content[i].Value] = append(lines[tree.Content[i].Value], item.Line)
		}
	}
	return lines
}

// FirstLine is the line of the first node that is looked for, 0 where there is none.
func FirstLine(n *yaml.Node, is func(*yaml.Node) bool) int {
	if is(n) {
		return n.Line
	}
	for _, child := range n.Content {
		if line := FirstLine(child, is); line > 0 {
			return line
		}
	}
	return 0
}
