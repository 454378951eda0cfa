package openapi_test

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	slb "github.com/alibabacloud-go/slb-20140515/v4/client"
	"github.com/getkin/kin-openapi/openapi3"
)

func TestSDKRequestsAreInTheDocument(t *testing.T) {
	doc, actions := openAPI(t), loadDocument(t).Actions()
	for path, item := range doc.Paths.Map() {
		action := strings.TrimPrefix(path, "/")
		method, ok := reflect.TypeFor[*slb.Client]().MethodByName(action)
		if !ok && actions[action].Invented {
			t.Logf("%s is invented: the SDK does not have it", action)
			continue
		}
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
	const older = "an older generation of the vendor's SDK reads it (docs/sources.md#hidden-parameters)"
	const asDescribed = "DescribeVServerGroupAttribute answers with the same element, and there the SDK reads it"
	return map[string]string{
		"AddVServerGroupBackendServers.BackendServers.BackendServer[].ServerIp":       older,
		"AddVServerGroupBackendServers.BackendServers.BackendServer[].ServerRegionId": older,
		"AddVServerGroupBackendServers.BackendServers.BackendServer[].VbrId":          older,
		"AddVServerGroupBackendServers.BackendServers.BackendServer[].VpcId":          older,
		"CreateVServerGroup.BackendServers.BackendServer[].ServerIp":                  asDescribed,
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
