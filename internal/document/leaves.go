package document

import "fmt"

// leaves collects the leaves of the metadata of one operation.
type leaves struct {
	found []Statement
}

func (l *leaves) add(kind Kind, section, path, text string, facts ...Fact) {
	if text = collapseSpace(text); text == "" {
		return
	}
	l.found = append(l.found, Statement{Section: section, Path: path, Kind: kind, Text: text, Hash: HashOf(text), Words: wordsOf(text), Facts: facts})
}

// any adds every leaf of a value whose keywords have no meaning here, at its own path.
func (l *leaves) any(section, path string, value any) {
	switch v := value.(type) {
	case map[string]any:
		if len(v) == 0 {
			l.add(Value, section, path, "{}")
		}
		l.members(section, path, v, func(string, any) bool { return false })
	case []any:
		if text, ok := scalars(v); ok {
			l.add(Value, section, path, text)
			return
		}
		for i, item := range v {
			l.any(section, fmt.Sprintf("%s[%d]", path, i), item)
		}
	default:
		l.add(kindOfLeaf(path), section, path, written(v))
	}
}

// members cuts the members of an object. cut reports whether it has handled a member; any handles the others.
func (l *leaves) members(section, path string, object map[string]any, cut func(key string, value any) bool) {
	for _, key := range sortedKeys(object) {
		if !cut(key, object[key]) {
			l.any(section, join(path, key), object[key])
		}
	}
}

// object is members for a value that should be an object; any handles it if it is not, or is empty.
func (l *leaves) object(section, path string, value any, cut func(key string, value any) bool) {
	object, is := value.(map[string]any)
	if !is || len(object) == 0 {
		l.any(section, path, value)
		return
	}
	l.members(section, path, object, cut)
}

// operation cuts the metadata of an operation. Members without a section of their own belong to the operation itself.
func (l *leaves) operation(tree map[string]any) {
	l.members(SectionAPI, "", tree, func(key string, value any) bool {
		switch key {
		case "parameters":
			items, _ := value.([]any)
			for _, p := range items {
				l.parameter(p)
			}
		case "responses":
			l.responses(value)
		case "errorCodes":
			l.errorCodes(value)
		case "responseDemo":
			l.samples(value)
		default:
			return false
		}
		return true
	})
}

// parameter cuts one parameter of the request.
func (l *leaves) parameter(value any) {
	parameter, _ := value.(map[string]any)
	name := written(parameter["name"])
	l.object(SectionRequest, name, value, func(key string, value any) bool {
		if key == "schema" {
			l.schema(SectionRequest, name, value)
		}
		return key == "schema" || key == "name"
	})
}

// responses cuts the members of the answers. Those of a success stand at their own names.
func (l *leaves) responses(value any) {
	byStatus, _ := value.(map[string]any)
	for _, status := range sortedKeys(byStatus) {
		base := status
		if status == "200" {
			base = ""
		}
		l.object(SectionResponse, base, byStatus[status], func(key string, value any) bool {
			if key == "schema" {
				l.schema(SectionResponse, base, value)
			}
			return key == "schema"
		})
	}
}
