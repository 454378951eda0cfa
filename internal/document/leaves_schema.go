package document

import (
	"fmt"
	"strings"

	"github.com/slbconform/slbconform/spec"
)

// schema cuts a schema: its keywords at its own path, its members below it, its items at the path with brackets.
func (l *leaves) schema(section, path string, value any) {
	schema, _ := value.(map[string]any)
	l.object(section, path, value, func(key string, value any) bool {
		switch key {
		case "properties":
			members, _ := value.(map[string]any)
			for _, name := range sortedKeys(members) {
				l.schema(section, join(path, name), members[name])
			}
		case "items":
			l.schema(section, path+"[]", value)
		case "docRequired":
			return written(value) == written(schema["required"])
		default:
			l.keyword(section, path, key, schema)
		}
		return true
	})
}

// keyword cuts one leaf of a schema, with what a program understands of it.
func (l *leaves) keyword(section, path, key string, schema map[string]any) {
	name := strings.TrimSuffix(lastOf(path), "[]")
	text := written(schema[key])
	if items, isList := schema[key].([]any); isList {
		if joined, ok := scalars(items); ok {
			text = joined
		}
	}
	var facts []Fact
	switch key {
	case "required":
		facts = []Fact{required(name, text == "true")}
	case "type":
		facts = []Fact{typeFact(section, path, name, typeOf(schema))}
	case "default":
		facts = []Fact{{Kind: "default", Fact: spec.Fact{Name: name, Default: &text}}}
	case "enum":
		facts = []Fact{{Kind: "values", Fact: spec.Fact{Name: name, Values: strings.Split(text, ", ")}}}
	case "maxItems":
		facts = []Fact{bounds("limit", "", text)}
	case "minimum", "maximum":
		facts = []Fact{bounds("range", written(schema["minimum"]), written(schema["maximum"]))}
	case "minLength", "maxLength":
		facts = []Fact{bounds("length", written(schema["minLength"]), written(schema["maxLength"]))}
	}
	kind := kindOfLeaf(key)
	if kind == Example && text != "" && opensJSON([]byte(text)) {
		kind = Sample
	}
	l.add(kind, section, join(path, key), text, facts...)
}

// typeFact is the fact for a type: of a parameter, of a member of the answer, or, without a name as on a page, of the answer
// itself or the items of a list.
func typeFact(section, path, name, written string) Fact {
	switch {
	case name == "" || strings.HasSuffix(path, "[]"):
		return Fact{Kind: "type", Fact: spec.Fact{Type: written}}
	case section == SectionResponse:
		return Fact{Kind: "member", Fact: spec.Fact{Name: name, Type: written}}
	}
	return Fact{Kind: "type", Fact: spec.Fact{Name: name, Type: written}}
}

// typeOf writes a type as a page does: array<object>.
func typeOf(schema map[string]any) string {
	items, _ := schema["items"].(map[string]any)
	if schema["type"] == "array" && items != nil {
		return fmt.Sprintf("array<%s>", typeOf(items))
	}
	return written(schema["type"])
}
