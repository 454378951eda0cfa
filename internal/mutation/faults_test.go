package mutation

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
)

// fault is one way to get a member of an answer wrong.
type fault struct {
	how     string
	keyword string // of the schema that notices; "" where only a sentence can
	change  func(parent map[string]any, name string)
}

// leavesOut reports whether the member is not there under its name.
func (f fault) leavesOut() bool { return f.how == "missing" || strings.HasPrefix(f.how, "renamed") }

// faults are the ways to get a place wrong, by its type.
func faults(m node) []fault {
	var all []fault
	if len(m.path) > 0 && m.path[len(m.path)-1] != "[]" {
		all = append(all, fault{"missing", keywordOfMissing(m), func(p map[string]any, n string) { delete(p, n) }},
			fault{"renamed to small letters", keywordOfMissing(m), func(p map[string]any, n string) {
				if v, ok := p[n]; ok {
					delete(p, n)
					p[strings.ToLower(n)] = v
				}
			}})
	}
	if !nullable(m.schema) {
		all = append(all, fault{"null", "nullable", put(nil)})
	}
	switch {
	case len(m.schema.AnyOf) > 0 && m.schema.Type == nil:
		all = append(all, fault{"as an object", "anyOf", put(map[string]any{})})
	case m.schema.Type.Is("string"):
		all = append(all, texts(m)...)
	case m.schema.Type.Is("integer"):
		all = append(all,
			fault{"as a text", "type", changed(func(v any) any { return fmt.Sprint(v) })},
			fault{"with a fraction", "type", changed(func(v any) any { n, _ := v.(float64); return n + 0.5 })},
			fault{"of something else", "", changed(func(v any) any { n, _ := v.(float64); return float64(next(int(n), 100)) })})
		if m.schema.Min != nil {
			all = append(all, fault{"too small", "minimum", put(*m.schema.Min - 1)})
		}
		if m.schema.Max != nil {
			all = append(all, fault{"too large", "maximum", put(*m.schema.Max + 1)})
		}
	case m.schema.Type.Is("object"):
		all = append(all, fault{"as a list of it", "type", changed(func(v any) any { return []any{v} })})
	case m.schema.Type.Is("array"):
		all = append(all, fault{"as an object", "type", put(map[string]any{})}, fault{"empty", "", put([]any{})})
		if m.schema.MaxItems != nil {
			all = append(all, fault{"with an item too many", "maxItems", changed(func(v any) any {
				return slices.Repeat(v.([]any), int(*m.schema.MaxItems)+1)
			})})
		}
	}
	return all
}

func nullable(s *openapi3.Schema) bool {
	return s.Nullable || slices.ContainsFunc(s.AnyOf, func(branch *openapi3.SchemaRef) bool { return branch.Value.Nullable })
}

// keywordOfMissing is "" for an optional member: only a sentence misses it.
func keywordOfMissing(m node) string {
	if m.required {
		return "required"
	}
	return ""
}

func texts(m node) []fault {
	all := []fault{{"as a number", "type", put(42)}}
	if m.schema.Pattern != "" {
		all = append(all, fault{"with white space in it", "pattern", changed(func(v any) any { return fmt.Sprint(v, " ") })})
	}
	if len(m.schema.Enum) > 0 {
		all = append(all, fault{"outside its values", "enum", put("vm")})
	}
	if m.rules["pattern"] == "" { // where a pattern has a rule of its own, any other value that fits it is as good
		all = append(all, fault{"of something else", "", changed(func(v any) any { return m.another(v) })})
	}
	if m.schema.MaxLength != nil {
		all = append(all, fault{"too long", "maxLength", put(strings.Repeat("a", int(*m.schema.MaxLength)+1))})
	}
	if m.schema.MinLength > 0 {
		all = append(all, fault{"empty", "minLength", put("")})
	}
	return all
}

// another is a value of the same form that belongs to something else.
func (m node) another(v any) any {
	for _, allowed := range m.schema.Enum {
		if allowed != v {
			return allowed
		}
	}
	return fmt.Sprint(v) + strconv.Itoa(1)
}

func put(v any) func(map[string]any, string) { return changed(func(any) any { return v }) }

func changed(other func(any) any) func(map[string]any, string) {
	return func(parent map[string]any, name string) {
		if v, ok := parent[name]; ok {
			parent[name] = other(v)
		}
	}
}
