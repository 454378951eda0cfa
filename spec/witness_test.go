package spec_test

import (
	"encoding/json"
	"maps"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	slb "github.com/alibabacloud-go/slb-20140515/v4/client"
	"github.com/getkin/kin-openapi/openapi3"
)

// Two witnesses who have not read the page: the vendor's own metadata and the vendor's SDK. Where openapi.yaml
// departs from one of them, either it is wrong or the reason stands in a list below.

func openAPI(t *testing.T) *openapi3.T {
	t.Helper()
	doc, err := openapi3.NewLoader().LoadFromFile("openapi.yaml")
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
	paths := slices.Sorted(maps.Keys(doc.Paths.Map()))
	actions := slices.Sorted(maps.Keys(m.Operations))
	if got := strings.Split(strings.ReplaceAll(strings.Join(paths, " "), "/", ""), " "); !slices.Equal(got, actions) {
		t.Errorf("openapi.yaml has the operations %v, the metadata %v", got, actions)
	}
	for _, action := range actions {
		item := doc.Paths.Find("/" + action)
		if item == nil {
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
			if !maps.Equal(declared, want) {
				t.Errorf("%s %s: openapi.yaml %v, the metadata %v", method, action, declared, want)
			}
		}
	}
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

func TestSDKRequestsAreInTheDocument(t *testing.T) {
	doc := openAPI(t)
	for path, item := range doc.Paths.Map() {
		action := strings.TrimPrefix(path, "/")
		method, ok := reflect.TypeFor[*slb.Client]().MethodByName(action)
		if !ok {
			t.Errorf("the SDK has no %s", action)
			continue
		}
		declared := map[string]string{}
		for _, p := range slices.Concat(item.Parameters, item.Post.Parameters) {
			declared[p.Value.Name] = wireType(p.Value)
		}
		inSDK := map[string]bool{}
		for name, typ := range fields(method.Type.In(1).Elem()) {
			inSDK[name] = true
			if got, ok := declared[name]; !ok {
				t.Errorf("%s: the SDK sends %s, which openapi.yaml does not have", action, name)
			} else if got != sdkType(typ) {
				t.Errorf("%s.%s: %s in openapi.yaml, %s in the SDK", action, name, got, typ)
			}
		}
		for _, p := range item.Post.Parameters {
			if !inSDK[p.Value.Name] {
				t.Errorf("%s: openapi.yaml has %s, which the SDK does not send", action, p.Value.Name)
			}
		}
	}
}

// fields are the fields of an SDK struct under their names on the wire.
func fields(t reflect.Type) map[string]reflect.Type {
	out := map[string]reflect.Type{}
	for i := range t.NumField() {
		name, _, _ := strings.Cut(t.Field(i).Tag.Get("json"), ",")
		if name != "" {
			out[name] = t.Field(i).Type
		}
	}
	return out
}

func sdkType(t reflect.Type) string {
	if t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	switch t.Kind() {
	case reflect.String:
		return "string"
	case reflect.Int, reflect.Int32, reflect.Int64:
		return "integer"
	case reflect.Bool:
		return "boolean"
	case reflect.Slice:
		return "array"
	case reflect.Struct:
		return "object"
	}
	return t.String()
}

// notInTheSDK are members of answers that openapi.yaml declares and the SDK drops, each with the reason. An entry
// that the SDK reads after all, or that openapi.yaml no longer has, fails the test.
func notInTheSDK() map[string]string {
	const older = "an older generation of the vendor's SDK reads it (api-facts A.1)"
	const asDescribed = "DescribeVServerGroupAttribute answers with the same element, and there the SDK reads it"
	return map[string]string{
		"AddVServerGroupBackendServers.BackendServers.BackendServer[].ServerIp":       older,
		"AddVServerGroupBackendServers.BackendServers.BackendServer[].ServerRegionId": older,
		"AddVServerGroupBackendServers.BackendServers.BackendServer[].VbrId":          older,
		"AddVServerGroupBackendServers.BackendServers.BackendServer[].VpcId":          older,
		"CreateVServerGroup.BackendServers.BackendServer[].ServerIp":                  asDescribed,
		"ModifyVServerGroupBackendServers.BackendServers.BackendServer[].ServerIp":    asDescribed,
		"RemoveVServerGroupBackendServers.BackendServers.BackendServer[].Description": asDescribed,
		"RemoveVServerGroupBackendServers.BackendServers.BackendServer[].ServerIp":    asDescribed,
		"SetVServerGroupAttribute.BackendServers.BackendServer[].ServerIp":            asDescribed,
	}
}

func TestSDKAnswersAreInTheDocument(t *testing.T) {
	doc := openAPI(t)
	excused := notInTheSDK()
	for path, item := range doc.Paths.Map() {
		action := strings.TrimPrefix(path, "/")
		method, ok := reflect.TypeFor[*slb.Client]().MethodByName(action)
		if !ok {
			continue // TestSDKRequestsAreInTheDocument says so
		}
		body, _ := method.Type.Out(0).Elem().FieldByName("Body")
		schema := item.Post.Responses.Status(200).Value.Content.Get("application/json").Schema
		compareAnswer(t, action, body.Type, schema, excused)
	}
	for member := range excused {
		t.Errorf("%s is excused, but the SDK reads it or openapi.yaml does not have it", member)
	}
}

// compareAnswer walks a struct of the SDK beside a schema, and strikes off what is excused.
func compareAnswer(t *testing.T, at string, sdk reflect.Type, schema *openapi3.SchemaRef, excused map[string]string) {
	t.Helper()
	if sdk.Kind() == reflect.Pointer {
		sdk = sdk.Elem()
	}
	if got, want := schemaType(schema), sdkType(sdk); got != want {
		t.Errorf("%s: %s in openapi.yaml, %s in the SDK", at, got, want)
		return
	}
	switch sdk.Kind() {
	case reflect.Slice:
		compareAnswer(t, at+"[]", sdk.Elem(), schema.Value.Items, excused)
	case reflect.Struct:
		for name, typ := range fields(sdk) {
			if p, ok := schema.Value.Properties[name]; ok {
				compareAnswer(t, at+"."+name, typ, p, excused)
				continue
			}
			t.Errorf("%s: the SDK reads %s, which openapi.yaml does not have", at, name)
		}
		for name := range schema.Value.Properties {
			if _, ok := fields(sdk)[name]; ok {
				continue
			}
			if _, ok := excused[at+"."+name]; !ok {
				t.Errorf("%s: openapi.yaml has %s, which the SDK does not read", at, name)
			}
			delete(excused, at+"."+name)
		}
	}
}
