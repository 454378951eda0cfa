package reports

import (
	"bytes"
	"cmp"
	_ "embed"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

//go:embed schema.json
var schemaJSON []byte

// Schema is the JSON Schema (2020-12) of conformance.json, with a description for every field. It is generated
// from the Go types and their comments; a test holds the two together.
func Schema() []byte { return slices.Clone(schemaJSON) }

// checkSchema validates JSON against the schema. The error names the first mistake and where it is.
func checkSchema(data []byte) error {
	const name = "https://github.com/slbconform/slbconform/reports/schema.json"
	known, err := jsonschema.UnmarshalJSON(bytes.NewReader(schemaJSON))
	if err != nil {
		return fmt.Errorf("the schema of reports cannot be read: %w", err)
	}
	admitWithdrawn(known)
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
	err = schema.Validate(doc)
	if wrong, ok := errors.AsType[*jsonschema.ValidationError](err); ok {
		for len(wrong.Causes) > 0 {
			wrong = wrong.Causes[0]
		}
		leaf := wrong.DetailedOutput()
		return fmt.Errorf("it does not keep the schema of version %s: %s: %s; read it with the program that wrote it, or make the run again", Version, cmp.Or(leaf.InstanceLocation, "/"), leaf.Error)
	}
	return err
}

// admitWithdrawn adds properties to a schema that early reports of version 1.1 have, so that these can be read; the properties are
// ignored.
func admitWithdrawn(schema any) {
	definitions := schema.(map[string]any)["$defs"].(map[string]any)
	properties := definitions["ProofOf"].(map[string]any)["properties"].(map[string]any)
	properties["mistakes"] = map[string]any{"type": "integer"}
	properties["named"] = map[string]any{"type": "integer"}
}

// fill replaces nil lists and maps by empty ones, except those with omitempty, so that the JSON never has null where its
// schema promises a list.
func fill(v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			fill(v.Elem())
		}
	case reflect.Slice:
		for i := range v.Len() {
			fill(v.Index(i))
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if of := v.Type().Field(i); of.IsExported() {
				fillField(v.Field(i), strings.HasSuffix(of.Tag.Get("json"), ",omitempty"))
			}
		}
	}
}

func fillField(v reflect.Value, optional bool) {
	switch {
	case v.Kind() == reflect.Slice && v.IsNil() && !optional:
		v.Set(reflect.MakeSlice(v.Type(), 0, 0))
	case v.Kind() == reflect.Map && v.IsNil() && !optional:
		v.Set(reflect.MakeMap(v.Type()))
	}
	fill(v)
}
