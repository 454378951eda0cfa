package openapi

import (
	"maps"
	"slices"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"

	"github.com/slbconform/slbconform/internal/strictyaml"
	"github.com/slbconform/slbconform/spec"
)

// annotation is the rules and extensions of one schema node.
type annotation struct {
	pointer string
	stated  statements        // of the node itself
	nearest statement         // the rule of the node, or of the nearest node above that has one
	origin  spec.Origin       // set where the node is known although no page lists it
	partial bool              // the schema expresses only a part of its rules
	known   bool              // the node, or one below it, has an origin
	inside  []string          // the members that are known, sorted
	echoes  map[string]string // member → the parameter of the request that it repeats
}

// rule is the rule for a departure from one keyword of the node.
func (p *annotation) rule(keyword string) statement {
	if s, ok := p.stated[keyword]; ok {
		return s
	}
	return p.nearest
}

// annotations maps each schema node to its annotation. The key is a pointer: a shared component is one node.
type annotations struct {
	of  map[*openapi3.Schema]*annotation
	how []openapi3.SchemaValidationOption // the validator checks no address unless it is told to
}

// newAnnotations reads the extensions of every schema of the document, then passes each rule on to the nodes below.
func newAnnotations(api *openapi3.T, root statement) (*annotations, error) {
	formats := map[string]openapi3.StringFormatValidator{"ipv4": openapi3.NewIPValidator(true), "ipv6": openapi3.NewIPValidator(false)}
	all := &annotations{
		of:  map[*openapi3.Schema]*annotation{},
		how: []openapi3.SchemaValidationOption{openapi3.MultiErrors(), openapi3.DisableSchemaErrorDetails(), openapi3.WithStringFormatValidators(formats)},
	}
	if err := all.read(api); err != nil {
		return nil, err
	}
	for _, schema := range roots(api) {
		if err := all.handDown(schema, root); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// read makes the annotation of every schema. Components come first, each without those it refers to, so that a pointer is
// that of the node in the file and not one of the paths to it.
func (all *annotations) read(api *openapi3.T) error {
	for _, name := range slices.Sorted(maps.Keys(api.Components.Schemas)) {
		err := api.Components.Schemas[name].WalkSubtree(func(below string, ref *openapi3.SchemaRef) error {
			if ref.Ref != "" {
				return openapi3.SkipSubtree
			}
			all.add("/components/schemas/"+name+below, ref.Value)
			return nil
		})
		if err != nil {
			return err
		}
	}
	return api.WalkSchemas(func(pointer string, ref *openapi3.SchemaRef) error {
		if all.of[ref.Value] != nil {
			return openapi3.SkipSubtree // it is a component, or in one
		}
		all.add(pointer, ref.Value)
		return nil
	})
}

func (all *annotations) add(pointer string, schema *openapi3.Schema) {
	ext := schema.Extensions
	if at := text(ext["x-pointer"]); at != "" { // the merge made a copy of this node
		pointer = at
	}
	p := &annotation{pointer: pointer, stated: statementsOf(ext, pointer), origin: spec.Origin(text(ext["x-origin"])), echoes: echoes(schema)}
	p.partial, _ = ext["x-partial"].(bool)
	all.of[schema] = p
}

// handDown sets the nearest rule of a node and those below it. It is an error if a shared component without a rule of its own
// is used below two different ones: only one of them could be blamed.
func (all *annotations) handDown(schema *openapi3.Schema, above statement) error {
	p := all.of[schema]
	nearest := above
	if own, ok := p.stated[""]; ok {
		nearest = own
	}
	if p.nearest.rule != "" && p.nearest.rule != nearest.rule {
		return strictyaml.Errorf("spec", 0, "%s is used below %s and below %s: give it an x-rule of its own", p.pointer, p.nearest.rule, nearest.rule)
	}
	p.nearest = nearest
	p.known = p.origin != ""
	for _, child := range children(schema) {
		if err := all.handDown(child, nearest); err != nil {
			return err
		}
		p.known = p.known || all.of[child].known
	}
	p.inside = nil
	for _, name := range slices.Sorted(maps.Keys(schema.Properties)) {
		if all.of[schema.Properties[name].Value].known {
			p.inside = append(p.inside, name)
		}
	}
	return nil
}

// collect adds the short ids of the rules that stand at and below a node: those that their schema says in full, and,
// when asked, those of which it says a part.
func (all *annotations) collect(schema *openapi3.Schema, rules map[string]bool, parts bool) {
	p := all.of[schema]
	for _, s := range p.stated {
		if parts || !p.partial {
			rules[s.rule] = true
		}
	}
	for _, child := range children(schema) {
		all.collect(child, rules, parts)
	}
}

// children are the schemas directly below one, in a fixed order.
func children(s *openapi3.Schema) []*openapi3.Schema {
	var list []*openapi3.Schema
	for _, name := range slices.Sorted(maps.Keys(s.Properties)) {
		list = append(list, s.Properties[name].Value)
	}
	for _, refs := range []openapi3.SchemaRefs{s.OneOf, s.AnyOf, s.AllOf, {s.Items}, {s.Not}, {s.AdditionalProperties.Schema}} {
		for _, ref := range refs {
			if ref != nil {
				list = append(list, ref.Value)
			}
		}
	}
	return list
}

// echoes maps the members of an object that repeat a parameter of the request to the parameter.
func echoes(schema *openapi3.Schema) map[string]string {
	members := map[string]string{}
	for name, ref := range schema.Properties {
		if parameter := text(ref.Value.Extensions["x-echoes"]); parameter != "" {
			members[name] = parameter
		}
	}
	return members
}

// statement is one x-rule of the document.
type statement struct {
	rule string // the id, or codeRule
	at   string // JSON pointer of the x-rule field
}

// codeRule stands for the rule of the code that was found, in the schema of codes.
const codeRule = "error.{value}"

// statements are the statements of one node by keyword; "" is for the node itself.
type statements map[string]statement

// statementsOf reads x-rule and x-rule-<keyword> from the extensions of a node.
func statementsOf(extensions map[string]any, pointer string) statements {
	var all statements
	for name, value := range extensions {
		keyword, ok := strings.CutPrefix(name, "x-rule")
		if !ok {
			continue
		}
		if all == nil {
			all = statements{}
		}
		all[strings.TrimPrefix(keyword, "-")] = statement{rule: text(value), at: pointer + "/" + name}
	}
	return all
}

func text(value any) string {
	s, _ := value.(string)
	return s
}
