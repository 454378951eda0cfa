package document

import "fmt"

// leaves collects the leaves of the metadata of one operation.
type leaves struct {
	doc   *Document
	found []Statement
}

func (l *leaves) add(kind Kind, section, path, text string, facts ...Fact) {
	if text = collapseSpace(text); text == "" {
		return
	}
	l.found = append(l.found, Statement{Section: section, Path: path, Kind: kind, Text: text, Hash: HashOf(text), Words: wordsOf(text), Facts: facts})
}

// operation cuts the tree. What no section is known for says something of the operation as a whole.
func (l *leaves) operation(tree map[string]any) {
	for _, key := range sortedKeys(tree) {
		value := tree[key]
		switch key {
		case "parameters":
			for _, p := range list(value) {
				l.parameter(p)
			}
		case "responses":
			l.responses(value)
		case "errorCodes":
			l.errorCodes(value)
		case "responseDemo":
			l.samples(value)
		default:
			l.any(SectionAPI, key, value)
		}
	}
}

// any cuts what no rule is compared with: every leaf at its own path.
func (l *leaves) any(section, path string, value any) {
	switch v := value.(type) {
	case map[string]any:
		if len(v) == 0 {
			l.add(Value, section, path, "{}")
		}
		for _, key := range sortedKeys(v) {
			l.any(section, join(path, key), v[key])
		}
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

// parameter cuts one parameter of the request.
func (l *leaves) parameter(value any) {
	p, is := value.(map[string]any)
	name := written(p["name"])
	if !is {
		l.any(SectionRequest, "", value)
	}
	for _, key := range sortedKeys(p) {
		switch key {
		case "name":
		case "schema":
			l.schema(SectionRequest, name, p[key])
		default:
			l.any(SectionRequest, join(name, key), p[key])
		}
	}
}

// responses cuts the members of the answers. Those of a success stand at their own names.
func (l *leaves) responses(value any) {
	byStatus, _ := value.(map[string]any)
	for _, status := range sortedKeys(byStatus) {
		base := ""
		if status != "200" {
			base = status
		}
		answer, is := byStatus[status].(map[string]any)
		if !is || len(answer) == 0 {
			l.any(SectionResponse, status, byStatus[status])
		}
		for _, key := range sortedKeys(answer) {
			if key == "schema" {
				l.schema(SectionResponse, base, answer[key])
				continue
			}
			l.any(SectionResponse, join(base, key), answer[key])
		}
	}
}
