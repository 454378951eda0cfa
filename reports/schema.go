package reports

import (
	"bytes"
	_ "embed"
	"fmt"
	"slices"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

//go:embed schema.json
var schemaJSON []byte

// Schema is the JSON Schema (2020-12) of conformance.json, with a description for every field. It is generated
// from the Go types and their comments; a test holds the two together.
func Schema() []byte { return slices.Clone(schemaJSON) }

// schemas are the schema of a report and its parts, compiled when they are first asked for.
type schemas struct {
	compiler *jsonschema.Compiler
	parts    map[string]*jsonschema.Schema
}

// check holds JSON against a part of the schema, named by a JSON pointer: "" is the whole. Every mistake is named with
// its place.
func (s *schemas) check(part string, data []byte) error {
	schema, err := s.part(part)
	if err != nil {
		return err
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		return fmt.Errorf("it is not JSON: %w", err)
	}
	if err := schema.Validate(doc); err != nil {
		return fmt.Errorf("it does not keep its schema: %w", err)
	}
	return nil
}

func (s *schemas) part(part string) (*jsonschema.Schema, error) {
	const name = "https://github.com/slbconform/slbconform/reports/schema.json"
	if s.compiler == nil {
		doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(schemaJSON))
		if err != nil {
			return nil, fmt.Errorf("the schema of reports cannot be read: %w", err)
		}
		s.compiler, s.parts = jsonschema.NewCompiler(), map[string]*jsonschema.Schema{}
		s.compiler.AssertFormat()
		if err := s.compiler.AddResource(name, doc); err != nil {
			return nil, err
		}
	}
	if s.parts[part] != nil {
		return s.parts[part], nil
	}
	compiled, err := s.compiler.Compile(name + part)
	if err != nil {
		return nil, err
	}
	s.parts[part] = compiled
	return compiled, nil
}
