package openapi_test

import (
	"encoding/json"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
)

// Two witnesses who have not read the page: the vendor's own metadata and the vendor's SDK. Where openapi.yaml
// departs from one of them, either it is wrong or the reason stands in a list below.

func openAPI(t *testing.T) *openapi3.T {
	t.Helper()
	data, err := loadDocument(t).JSON()
	if err != nil {
		t.Fatal(err)
	}
	doc, err := openapi3.NewLoader().LoadFromData(data)
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// metadata is testdata/operation-parameters.json: names, types and required marks of every parameter.
type metadata struct {
	Operations map[string]struct {
		Method     string `json:"method"` // GET|POST
		Parameters []struct {
			Name     string `json:"name"`
			Position string `json:"position"`
			Type     string `json:"type"`
			Required bool   `json:"required"`
		} `json:"parameters"`
	} `json:"operations"`
}

func readMetadata(t *testing.T) metadata {
	t.Helper()
	data, err := os.ReadFile("testdata/operation-parameters.json")
	if err != nil {
		t.Fatal(err)
	}
	var m metadata
	if err := json.Unmarshal(data, &m); err != nil {
		t.Fatal(err)
	}
	if len(m.Operations) < 10 {
		t.Fatalf("only %d operations in the metadata", len(m.Operations))
	}
	return m
}

func TestParametersAreThoseOfTheVendorsMetadata(t *testing.T) {
	doc, m := openAPI(t), readMetadata(t)
	for _, action := range slices.Sorted(maps.Keys(m.Operations)) {
		item := doc.Paths.Find("/" + action)
		if item == nil {
			t.Errorf("the metadata has %s, openapi.yaml does not", action)
			continue
		}
		methods := slices.Sorted(maps.Keys(item.Operations()))
		if got := strings.Join(methods, "|"); got != m.Operations[action].Method {
			t.Errorf("%s takes %s, the metadata says %s", action, got, m.Operations[action].Method)
		}
		for _, method := range methods {
			declared := map[string]string{}
			for _, p := range item.GetOperation(method).Parameters {
				declared[p.Value.Name] = wireType(p.Value) + mark(p.Value.Required)
			}
			want := map[string]string{}
			for _, p := range m.Operations[action].Parameters {
				want[p.Name] = metadataType(p.Type) + mark(p.Required)
			}
			for _, name := range slices.Sorted(maps.Keys(union(declared, want))) {
				if declared[name] != want[name] {
					t.Errorf("%s %s, %s: openapi.yaml says %q, the metadata %q", method, action, name, declared[name], want[name])
				}
			}
		}
	}
}

func union(a, b map[string]string) map[string]string {
	out := maps.Clone(a)
	maps.Copy(out, b)
	return out
}

func mark(required bool) string {
	if required {
		return ", required"
	}
	return ""
}

// wireType is the type of a parameter as it travels: a list in JSON is one string.
func wireType(p *openapi3.Parameter) string {
	if p.Content != nil {
		return "string"
	}
	return schemaType(p.Schema)
}

func schemaType(s *openapi3.SchemaRef) string {
	if s == nil || s.Value == nil || s.Value.Type == nil || len(*s.Value.Type) == 0 {
		return "any"
	}
	return (*s.Value.Type)[0]
}

func metadataType(t string) string {
	return map[string]string{"String": "string", "Integer": "integer", "Long": "integer", "Boolean": "boolean", "RepeatList": "array"}[t]
}
