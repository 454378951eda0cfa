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

// checkSchema holds the bytes of a report against the schema. Every mistake is named with its place.
func checkSchema(data []byte) error {
	schema, err := compileSchema()
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

func compileSchema() (*jsonschema.Schema, error) {
	const name = "https://github.com/slbconform/slbconform/reports/schema.json"
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(schemaJSON))
	if err != nil {
		return nil, fmt.Errorf("the schema of reports cannot be read: %w", err)
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource(name, doc); err != nil {
		return nil, err
	}
	return c.Compile(name)
}
