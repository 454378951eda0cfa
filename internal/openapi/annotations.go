package openapi

import (
	"errors"
	"maps"
	"slices"

	"github.com/getkin/kin-openapi/openapi3"

	"github.com/slbconform/slbconform/internal/strictyaml"
	"github.com/slbconform/slbconform/spec"
)

// annotation is what one schema node says of rules.
type annotation struct {
	pointer string
	stated  statements        // what stands on the node itself
	nearest statement         // the rule of the node, or of the nearest node above that has one
	origin  spec.Origin       // set where the node is known without being on the page
	partial bool              // the schema says only part of its rules
	known   bool              // a node with an origin stands at or below the node
	inside  []string          // the members at or below which one stands, in the order of the alphabet
	echoes  map[string]string // the members that repeat a parameter of the request, and which
}

// rule is the rule for a departure from one keyword of the node.
func (p *annotation) rule(keyword string) statement {
	if s, ok := p.stated[keyword]; ok {
		return s
	}
	return p.nearest
}

// annotations finds the annotation of a schema node. Nodes are told apart by identity: a shared component is one node.
type annotations struct {
	of  map[*openapi3.Schema]*annotation
	how []openapi3.SchemaValidationOption // the validator checks no address unless it is told to
}

// newAnnotations reads the extensions of every schema of the document, then hands each rule down to the nodes below.
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
	return all, all.unreached()
}

// read makes the annotation of every schema. Components come first, each without those it refers to, so that a pointer
// is where the node stands in the file and not one of the ways that lead there.
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
		if all.of[ref.Value] == nil {
			all.add(pointer, ref.Value)
		}
		return nil
	})
}

func (all *annotations) add(pointer string, schema *openapi3.Schema) {
	ext := schema.Extensions
	if at := text(ext["x-place"]); at != "" { // made by the merge, after a pattern
		pointer = at
	}
	p := &annotation{pointer: pointer, stated: statementsOf(ext, pointer), origin: spec.Origin(text(ext["x-origin"])), echoes: echoes(schema)}
	p.partial, _ = ext["x-partial"].(bool)
	all.of[schema] = p
}

// handDown gives a node the rule that stands at or above it. A shared component without a rule of its own must
// not be reached below two different ones: where it was reached would be lost.
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

// unreached refuses a rule that no request and no answer is held against: it could not fail.
func (all *annotations) unreached() error {
	var errs []error
	for _, p := range all.of {
		if p.nearest.rule == "" && len(p.stated) > 0 {
			errs = append(errs, strictyaml.Errorf("spec", 0, "%s states a rule, and no parameter and no answer leads to it", p.pointer))
		}
	}
	return errors.Join(errs...)
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

// echoes are the members of an object that repeat a parameter of the request, and which.
func echoes(schema *openapi3.Schema) map[string]string {
	members := map[string]string{}
	for name, ref := range schema.Properties {
		if parameter := text(ref.Value.Extensions["x-echoes"]); parameter != "" {
			members[name] = parameter
		}
	}
	return members
}
