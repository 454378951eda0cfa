package spec

import (
	"errors"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
	"go.yaml.in/yaml/v4"

	"github.com/slbconform/slbconform/internal/nearest"
	"github.com/slbconform/slbconform/internal/strictyaml"
)

// source is openapi.yaml as a tree of lines, for mistakes that are to be reported with theirs. The OpenAPI library
// can keep lines too, but not of extensions, and it keeps them in a variable that all loaders share.
type source struct {
	root *yaml.Node
}

// newSource parses the file. Its errors are *strictyaml.Error.
func newSource(data []byte) (*source, error) {
	var s source
	if err := strictyaml.Read(data, documentShown, &s); err != nil {
		return nil, err
	}
	return &s, s.checkTwice(s.root)
}

// UnmarshalYAML keeps the tree as it was parsed.
func (s *source) UnmarshalYAML(n *yaml.Node) error {
	s.root = n
	return nil
}

// checkTwice refuses a field that stands twice in one mapping: the OpenAPI library would take one of them.
func (s *source) checkTwice(n *yaml.Node) error {
	var errs []error
	lines := map[string]int{}
	for i, child := range n.Content {
		if n.Kind == yaml.MappingNode && i%2 == 0 {
			if first, twice := lines[child.Value]; twice {
				errs = append(errs, strictyaml.Errorf(documentShown, child.Line, "field %q stands twice, first on line %d", child.Value, first))
			}
			lines[child.Value] = child.Line
			continue
		}
		errs = append(errs, s.checkTwice(child))
	}
	return errors.Join(errs...)
}

// eachField calls do for every field of every mapping at and below the node, with the node it stands in.
func eachField(n *yaml.Node, do func(in, key, value *yaml.Node)) {
	for i, child := range n.Content {
		if n.Kind == yaml.MappingNode && i%2 == 0 {
			do(n, child, n.Content[i+1])
			continue
		}
		eachField(child, do)
	}
}

// find follows field names from the root; nil when the way ends early.
func (s *source) find(way ...string) *yaml.Node {
	n := s.root
	for _, step := range way {
		if n = below(n, step); n == nil {
			return nil
		}
	}
	return n
}

func below(n *yaml.Node, step string) *yaml.Node {
	for i := 0; n.Kind == yaml.MappingNode && i+1 < len(n.Content); i += 2 {
		if n.Content[i].Value == step {
			return n.Content[i+1]
		}
	}
	return nil
}

func lineOf(n *yaml.Node) int {
	if n == nil {
		return 0
	}
	return n.Line
}

// checkReferences holds every $ref against what the file has.
func (s *source) checkReferences() error {
	var errs []error
	eachField(s.root, func(_, key, value *yaml.Node) {
		if key.Value != "$ref" {
			return
		}
		way := strings.Split(strings.TrimPrefix(value.Value, "#/"), "/")
		if s.find(way...) == nil {
			errs = append(errs, strictyaml.Errorf(documentShown, value.Line, "$ref: there is no %q%s", value.Value, nearest.Hint(way[len(way)-1], s.names(way[:len(way)-1]))))
		}
	})
	return errors.Join(errs...)
}

// names are the fields of the mapping at the end of the way.
func (s *source) names(way []string) []string {
	n := s.find(way...)
	var names []string
	for i := 0; n != nil && n.Kind == yaml.MappingNode && i < len(n.Content); i += 2 {
		names = append(names, n.Content[i].Value)
	}
	return names
}

// located gives an error of the OpenAPI library the line of the component or path that it speaks of.
func (s *source) located(err error) error {
	if err == nil {
		return nil
	}
	var component *openapi3.ComponentValidationError
	var path *openapi3.PathValidationError
	line := 0
	switch {
	case errors.As(err, &component):
		section := map[string]string{"schema": "schemas", "parameter": "parameters", "response": "responses", "request body": "requestBodies"}[component.Section]
		line = lineOf(s.find("components", section, component.Name))
	case errors.As(err, &path):
		line = lineOf(s.find("paths", path.Path))
	}
	return strictyaml.Errorf(documentShown, line, "it is not valid OpenAPI: %s", err)
}
