package strictyaml

import "go.yaml.in/yaml/v4"

// Line returns the line on which a field stands, for what only its reader can tell to be wrong; that of the last field
// on the way where it is missing, 0 when there is none. path are the keys that lead to it.
func Line(data []byte, path ...string) int {
	var doc yaml.Node
	if yaml.Unmarshal(data, &doc) != nil || len(doc.Content) == 0 {
		return 0
	}
	at, line := doc.Content[0], 0
	for _, name := range path {
		key, value := member(at, name)
		if key == nil {
			return line
		}
		at, line = value, key.Line
	}
	return line
}

func member(n *yaml.Node, name string) (key, value *yaml.Node) {
	if n.Kind != yaml.MappingNode {
		return nil, nil
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		if n.Content[i].Value == name {
			return n.Content[i], n.Content[i+1]
		}
	}
	return nil, nil
}
