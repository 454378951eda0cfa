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

// checkSchema holds JSON against the schema. Every mistake is named with its place.
func checkSchema(data []byte) error {
	const name = "https://github.com/slbconform/slbconform/reports/schema.json"
	known, err := jsonschema.UnmarshalJSON(bytes.NewReader(schemaJSON))
	if err != nil {
		return fmt.Errorf("the schema of reports cannot be read: %w", err)
	}
	compiler := jsonschema.NewCompiler()
	compiler.AssertFormat()
	if err := compiler.AddResource(name, known); err != nil {
		return err
	}
	schema, err := compiler.Compile(name)
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
