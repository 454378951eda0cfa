package openapi

import (
	"cmp"
	"errors"
	"maps"
	"reflect"
	"slices"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
	"go.yaml.in/yaml/v4"

	"github.com/slbconform/slbconform/internal/nearest"
	"github.com/slbconform/slbconform/internal/strictyaml"
	"github.com/slbconform/slbconform/internal/wire"
)

// words are the values of fields that take one of a few.
func words() map[reflect.Type]map[string][]string {
	return map[reflect.Type]map[string][]string{
		reflect.TypeFor[openapi3.T]():         {"openapi": {"3.0.0", "3.0.1", "3.0.2", "3.0.3", "3.0.4"}}, // of 3.1, every schema would be compiled at every call
		reflect.TypeFor[openapi3.Schema]():    {"type": {"array", "boolean", "integer", "number", "object", "string"}},
		reflect.TypeFor[openapi3.Parameter](): {"in": {"cookie", "header", "path", "query"}},
		reflect.TypeFor[wire.Action]():        {"does": {string(wire.Changes), string(wire.Creates), string(wire.Deletes), string(wire.Reads)}},
	}
}

// fits checks a value of the file against the type into which the OpenAPI library reads it: the library's own errors name no line.
func (s *source) fits(n *yaml.Node, t reflect.Type) error {
	if t.Kind() == reflect.Pointer {
		return s.fits(n, t.Elem())
	}
	if t.Kind() == reflect.Struct && n.Kind == yaml.MappingNode {
		if mapping, is := reflect.PointerTo(t).MethodByName("Map"); is { // as of all paths
			return s.fits(n, mapping.Type.Out(0))
		}
		for _, inside := range []string{"Value", "Schema"} { // of a reference, of a schema or boolean
			if f, ok := t.FieldByName(inside); ok && f.Tag == "" {
				return s.fits(n, f.Type)
			}
		}
		return s.fields(n, t)
	}
	var errs []error
	switch truth := n.Value == "true" || n.Value == "false"; {
	case t.Kind() == reflect.Interface, t == reflect.TypeFor[openapi3.Types](), t.Kind() == reflect.Struct && truth, t.Kind() == reflect.String && n.ShortTag() == "!!str":
	case t.Kind() == reflect.Map && n.Kind == yaml.MappingNode:
		for i := 1; i < len(n.Content); i += 2 {
			errs = append(errs, s.fits(n.Content[i], t.Elem()))
		}
	case t.Kind() == reflect.Slice && n.Kind == yaml.SequenceNode:
		for _, item := range n.Content {
			errs = append(errs, s.fits(item, t.Elem()))
		}
	case t.Kind() == reflect.Slice:
		return strictyaml.Load(n, s.file, reflect.New(reflect.SliceOf(t.Elem())).Interface())
	case (t.Kind() == reflect.Bool || t == reflect.TypeFor[openapi3.BoolSchema]()) && n.Kind == yaml.ScalarNode && !truth: // YAML's library takes yes, JSON's does not
		return strictyaml.Errorf(s.file, n.Line, "%q stands where true or false is meant", n.Value)
	case t.Kind() == reflect.String && slices.Contains([]string{"!!int", "!!float", "!!bool"}, n.ShortTag()):
		return strictyaml.Errorf(s.file, n.Line, "%s stands where a text is meant: put it in quotes", n.Value)
	default:
		return strictyaml.Load(n, s.file, reflect.New(t).Interface())
	}
	return errors.Join(errs...)
}

func (s *source) fields(n *yaml.Node, t reflect.Type) error {
	known, few := s.known(t), words()[t]
	var errs []error
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		switch values := few[key.Value]; {
		case strings.HasPrefix(key.Value, "x-") && key.Value != actionField: // checkExtensions looks at these
		case known[key.Value] == nil:
			errs = append(errs, strictyaml.Errorf(s.file, key.Line, "unknown field %q%s", key.Value, nearest.Hint(key.Value, slices.Collect(maps.Keys(known)))))
		case values != nil && value.Kind == yaml.ScalarNode && !slices.Contains(values, value.Value):
			errs = append(errs, strictyaml.Errorf(s.file, key.Line, "%s is %q, not one of %s%s", key.Value, value.Value, strings.Join(values, ", "), nearest.Hint(value.Value, values)))
		default:
			errs = append(errs, s.fits(value, known[key.Value]))
		}
	}
	return errors.Join(errs...)
}

// known are the fields of a type, by their names in the file.
func (s *source) known(t reflect.Type) map[string]reflect.Type {
	if s.types[t] == nil {
		s.types[t] = map[string]reflect.Type{"$ref": reflect.TypeFor[string](), actionField: reflect.TypeFor[wire.Action]()}
		for _, f := range reflect.VisibleFields(t) {
			if name, _, _ := strings.Cut(f.Tag.Get("json"), ","); f.IsExported() && name != "-" {
				s.types[t][cmp.Or(name, strings.ToLower(f.Name))] = f.Type
			}
		}
	}
	return s.types[t]
}
