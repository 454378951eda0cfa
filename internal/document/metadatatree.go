package document

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/slbconform/slbconform/spec"
)

// parameter cuts one parameter of the request.
func (l *leaves) parameter(value any) {
	p, _ := value.(map[string]any)
	name := written(p["name"])
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
		answer, _ := byStatus[status].(map[string]any)
		base := ""
		if status != "200" {
			base = status
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

// schema cuts a schema: its keywords at its own path, its members below it, its items at the path with brackets.
func (l *leaves) schema(section, path string, value any) {
	schema, _ := value.(map[string]any)
	for _, key := range sortedKeys(schema) {
		switch v := schema[key]; key {
		case "properties":
			members, _ := v.(map[string]any)
			for _, name := range sortedKeys(members) {
				l.schema(section, join(path, name), members[name])
			}
		case "items":
			l.schema(section, path+"[]", v)
		case "docRequired":
			if written(v) != written(schema["required"]) {
				l.add(Value, section, join(path, key), written(v))
			}
		default:
			l.keyword(section, path, key, schema)
		}
	}
}

// keyword cuts one leaf of a schema, with what a program understands of it.
func (l *leaves) keyword(section, path, key string, schema map[string]any) {
	name := strings.TrimSuffix(lastOf(path), "[]")
	text := written(schema[key])
	if items, isList := schema[key].([]any); isList {
		text, _ = scalars(items)
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

// typeFact is the fact of the rules that a type is compared with: of a parameter, of a member of the answer, or, as in a
// page, of something without a name, which the answer as a whole and the items of a list are.
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

// errorCodes cuts the codes, one statement a row, as a page has them.
func (l *leaves) errorCodes(value any) {
	byStatus, _ := value.(map[string]any)
	for _, status := range sortedKeys(byStatus) {
		number, _ := strconv.Atoi(status)
		for _, item := range list(byStatus[status]) {
			row, _ := item.(map[string]any)
			code, message := strings.TrimSpace(written(row["errorCode"])), strings.TrimSpace(written(row["errorMessage"])+" "+written(row["description"]))
			l.add(Row, SectionErrors, code, status+" "+code+" "+message, errorFact(number, code, message))
		}
	}
}

// samples cuts the samples of answers, which the metadata holds as a text that is JSON.
func (l *leaves) samples(value any) {
	var samples []struct {
		Type         string `json:"type"`
		Example      string `json:"example"`
		ErrorExample string `json:"errorExample"`
	}
	if json.Unmarshal([]byte(written(value)), &samples) != nil {
		l.add(Sample, SectionExamples, "responseDemo", written(value))
		return
	}
	for _, s := range samples {
		l.add(Sample, SectionExamples, s.Type, s.Example)
		l.add(Sample, SectionExamples, join(s.Type, "error"), s.ErrorExample)
	}
}

// kindOfLeaf tells prose and examples from values.
func kindOfLeaf(path string) Kind {
	switch key := lastOf(path); key {
	case "description", "summary", "title", "requestParamsDescription", "responseParamsDescription", "extraInfo":
		return Prose
	case "example":
		return Example
	}
	return Value
}

func sortedKeys(m map[string]any) []string { return slices.Sorted(maps.Keys(m)) }

func list(value any) []any {
	items, _ := value.([]any)
	return items
}

// scalars joins a list of plain values; their order says nothing.
func scalars(items []any) (string, bool) {
	var texts []string
	for _, item := range items {
		switch item.(type) {
		case map[string]any, []any:
			return "", false
		}
		texts = append(texts, written(item))
	}
	slices.Sort(texts)
	return strings.Join(texts, ", "), true
}

// written is a plain value as JSON writes it, text without its quotes; empty when there is none.
func written(value any) string {
	switch v := value.(type) {
	case nil:
		return ""
	case string:
		return v
	}
	data, _ := json.Marshal(value)
	return string(data)
}
