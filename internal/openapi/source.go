package openapi

import (
	"errors"
	"io/fs"
	"path"
	"reflect"
	"slices"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
	"go.yaml.in/yaml/v4"

	"github.com/slbconform/slbconform/internal/nearest"
	"github.com/slbconform/slbconform/internal/strictyaml"
	"github.com/slbconform/slbconform/spec"
)

// schemaFile is the OpenAPI document of one folder.
const schemaFile = "openapi.yaml"

// source is one openapi.yaml, as YAML nodes for the lines of mistakes and as a tree of values. The OpenAPI library can keep
// lines too, but not those of extensions, and it keeps them in a package variable.
type source struct {
	operation string // the folder's name; "platform" for what all share
	file      string // from the root of the project
	root      *yaml.Node
	tree      node
	types     map[reflect.Type]map[string]reflect.Type // the fields of each, while the file is read
}

// readSource parses the file of a folder. Its errors are *strictyaml.Error.
func readSource(files fs.FS, folder string) (*source, error) {
	s := &source{operation: folder, file: shownSchema(folder), types: map[reflect.Type]map[string]reflect.Type{}}
	data, err := fs.ReadFile(files, path.Join(folder, schemaFile))
	if errors.Is(err, fs.ErrNotExist) {
		what := "an operation has its ledger and its schema in one folder"
		if folder == spec.Platform {
			what = "the parameters and the envelopes that all operations share stand there"
		}
		return nil, strictyaml.Errorf(s.file, 0, "it is missing: %s", what)
	}
	if err != nil {
		return nil, err
	}
	if s.root, err = strictyaml.ReadTree(data, s.file, &s.tree); err == nil {
		err = errors.Join(s.fits(s.root, reflect.TypeFor[openapi3.T]()), s.checkFields())
	}
	return s, err
}

// errorAt is an error with the line of a node of the file.
func (s *source) errorAt(way []string, format string, args ...any) error {
	return strictyaml.Errorf(s.file, strictyaml.LineOf(s.root, way...), format, args...)
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

// find follows field names from the root; nil if one of them is missing.
func (s *source) find(way ...string) *yaml.Node {
	n := s.root
	for _, step := range way {
		if _, n = strictyaml.Field(n, step); n == nil {
			return nil
		}
	}
	return n
}

// checkReferences checks that every $ref leads to something in the file or in the platform's. What is not there is told once, for
// its own name may be the slip.
func (s *source) checkReferences(platform *source, told map[string]bool) error {
	var errs []error
	eachField(s.root, func(_, key, value *yaml.Node) {
		if key.Value != "$ref" {
			return
		}
		way := strings.Split(strings.TrimPrefix(value.Value, "#/"), "/")
		if s.find(way...) == nil && platform.find(way...) == nil && !told[value.Value] {
			told[value.Value] = true
			section := way[:len(way)-1]
			errs = append(errs, strictyaml.Errorf(s.file, value.Line, "$ref: there is no %q%s", value.Value, nearest.Hint(way[len(way)-1], append(s.names(section), platform.names(section)...))))
		}
	})
	return errors.Join(errs...)
}

// unreached names the schemas of the file that nothing refers to: no request and no answer would be held against them.
func (s *source) unreached(sources []*source) error {
	used := []string{"Refusal", "Code"} // of what refusals are made
	for _, one := range sources {
		eachField(one.root, func(_, key, value *yaml.Node) {
			if key.Value == "$ref" {
				used = append(used, path.Base(value.Value))
			}
		})
	}
	var errs []error
	schemas := []string{"components", "schemas"}
	for _, name := range s.names(schemas) {
		if !slices.Contains(used, name) {
			errs = append(errs, s.errorAt(append(schemas, name), "%s: no parameter and no answer leads to it", name))
		}
	}
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

// located gives an error of the OpenAPI library the file and line of the component or path that it speaks of.
func located(err error, sources []*source) error {
	var component *openapi3.ComponentValidationError
	var path *openapi3.PathValidationError
	var way []string
	switch {
	case errors.As(err, &component):
		section := map[string]string{"schema": "schemas", "parameter": "parameters", "response": "responses", "request body": "requestBodies"}[component.Section]
		way = []string{"components", section, component.Name[strings.LastIndex(component.Name, ".")+1:]}
	case errors.As(err, &path):
		way = []string{"paths", path.Path}
	}
	for _, s := range sources {
		if n := s.find(way...); n != nil && len(way) > 0 {
			return s.errorAt(way, "it is not valid OpenAPI: %s", err)
		}
	}
	return strictyaml.Errorf("spec", 0, "the merged document is not valid OpenAPI: %s", err)
}
