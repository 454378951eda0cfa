package openapi_test

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/slbconform/slbconform/internal/openapi"
	"github.com/slbconform/slbconform/internal/run/runtest"
	"github.com/slbconform/slbconform/internal/strictyaml"
	"github.com/slbconform/slbconform/spec"
)

// loadChanged loads the document with one text replaced by another, and returns the line where the other begins.
func loadChanged(t *testing.T, old, changed string) (line int, err error) {
	t.Helper()
	name := "platform/openapi.yaml"
	data, err := spec.Files.ReadFile(name)
	if !bytes.Contains(data, []byte(old)) {
		name = underTest + "/openapi.yaml"
		data, err = spec.Files.ReadFile(name)
	}
	if err != nil {
		t.Fatal(err)
	}
	before, after, ok := bytes.Cut(data, []byte(old))
	if !ok {
		t.Fatalf("openapi.yaml does not hold %q any more", old)
	}
	l := ledger(t)
	files := fstest.MapFS{}
	for _, folder := range append(l.Names(), spec.Platform) {
		file := folder + "/openapi.yaml"
		data, err := spec.Files.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		files[file] = &fstest.MapFile{Data: data}
	}
	files[name] = &fstest.MapFile{Data: bytes.Join([][]byte{before, after}, []byte(changed))}
	_, err = openapi.Load(files, l)
	return bytes.Count(before, []byte("\n")) + 1, err
}

func TestAMistakeInTheDocumentIsNamedWithItsLine(t *testing.T) {
	runtest.Sequential(t)
	for _, c := range []struct {
		name, old, changed string
		below              int // lines from the beginning of the change to the mistake
		want               string
	}{
		{"an unknown rule", "x-rule: server.weight.range", "x-rule: server.wieght.range", 0, `has a rule "server.wieght.range"; did you mean "server.weight.range"?`},
		{"a rule that is no text", "x-rule: server.weight.range", "x-rule: [server.weight.range]", 0, `has a rule ""`},
		{"an unknown keyword", "x-rule-maxItems:", "x-rule-maxitem:", 0, `there is no keyword "maxitem" to speak of; did you mean "maxItems"?`},
		{"an unknown extension", "      x-partial: true", "      x-partail: true", 0, `unknown field "x-partail"; did you mean "x-partial"?`},
		{"an unknown origin", "x-origin: field", "x-origin: feild", 0, `x-origin "feild" is not known: platform or field`},
		{"x-partial without meaning", "      x-partial: true", "      x-partial: no", 0, `write true, or leave it out`},
		{"a rule where nobody reads it", "          required: true\n          content:", "          required: true\n          x-rule: server.weight.range\n          content:", 1, "stands where nobody reads it"},
		{"a rule of a keyword that is gone", "      maxItems: 20\n", "", 1, "x-rule-maxItems stands beside no maxItems, and so holds nothing"},
		{"a documented code that is missing", "    - NetworkConflict\n", "", -1, "the documented code NetworkConflict (spec/platform/rules.yaml:"},
		{"a code that nobody documents", "    - NetworkConflict\n", "    - NetworkConflct\n", 0, `status 400: the ledger documents no code "NetworkConflct"; did you mean "NetworkConflict"?`},
		{"a code twice", "    - NetworkConflict\n", "    - NetworkConflict\n    - NetworkConflict\n", 1, "status 400: the code NetworkConflict stands twice"},
		{"a documented code under another status", "    - ResourceNotFound.Cen\n", "    - ResourceNotFound.Cen\n    - NetworkConflict\n", 1, "NetworkConflict stands under 404, and the ledger documents it with 400 (spec/platform/rules.yaml:"},
		{"a shared schema that an operation makes its own", "    BackendServers:\n      type: array\n", "    Version: {type: string}\n    BackendServers:\n      type: array\n", 0, `schema "Version" is the platform's`},
		{"a parameter of all operations again", "components:\n  schemas:", "components:\n  parameters: {Action: {name: Action, in: query, schema: {type: string}}}\n  schemas:", 1, "parameters of components are said once for all"},
		{"a refusal of its own form", "      responses:\n        '200':", "      responses:\n        '400': {description: A refusal.}\n        '200':", 1, "list its codes under x-codes"},
		{"a part that is said once for all", "info: {title: AddV", "servers: []\ninfo: {title: AddV", 0, `"servers" is said once for all, in spec/platform/openapi.yaml`},
		{"an action of the platform declared again", "paths:\n  /AddVServerGroupBackendServers:", "paths:\n  /TagResources: {post: {operationId: TagResources, x-action: {does: changes}, responses: {}}}\n  /AddVServerGroupBackendServers:", 1, "the path /TagResources stands where /AddVServerGroupBackendServers is meant"},
		{"a reference to nothing", "items: {$ref: '#/components/schemas/BackendServer'}", "items: {$ref: '#/components/schemas/BackendServr'}", 0, `did you mean "BackendServer"?`},
		{"a schema that all refer to, under another name", "    AnsweredRequestId: ", "    AnsweredRequestID: ", -1, `there is no "#/components/schemas/AnsweredRequestId"; did you mean "AnsweredRequestID"?`},
		{"a member of a request with a slip", "        Weight:", "        Wieght:", 0, `the member Wieght speaks of the rule server.weight.range, which is about Weight`},
		{"YAML that does not parse", "    BackendServers:\n      type: array\n", "    BackendServers:\n      type: array\n     x: [\n", -1, ""},
		{"a field twice", "      maxItems: 20\n", "      maxItems: 20\n      maxItems: 21\n", 1, `field "maxItems" stands twice`},
		{"an unknown type", "    BackendServers:\n      type: array\n", "    BackendServers:\n      type: aray\n", 1, `type is "aray", not one of array, boolean, integer, number, object, string; did you mean "array"?`},
		{"a place of a parameter that there is not", "in: query, required: true", "in: qurey, required: true", 0, `did you mean "query"?`},
		{"no parameters, by a slip", "      parameters:\n", "      paramters:\n", 0, `unknown field "paramters"; did you mean "parameters"?`},
		{"a number that is none", "maxItems: 20", "maxItems: twenty", 0, `"twenty" stands where a whole number is meant`},
		{"neither a schema nor a boolean", "additionalProperties: false", "additionalProperties: no", 0, `"no" stands where true or false is meant`},
		{"a boolean that JSON does not know", "required: true", "required: yes", 0, `"yes" stands where true or false is meant`},
		{"one where several are meant", "required: [ServerId, Port]", "required: ServerId", 0, `"ServerId" stands where a list is meant`},
		{"a text that is a number", "      pattern: ", "      pattern: 5 # ", 0, "5 stands where a text is meant: put it in quotes"},
		{"an unknown field", "    BackendServers:\n      type: array\n", "    BackendServers:\n      type: array\n      maxItem: 20\n", 2, `maxItem`},
		{"an action that does what nobody knows", "      x-action: {does: changes, about", "      x-action: {does: chnges, about", 0, `did you mean "changes"?`},
		{"a field of an action that there is not", "      x-action: {does: changes, about", "      x-action: {doez: changes, about", 0, `unknown field "doez"; did you mean "does"?`},
		{"an action about a parameter that it has not", "about: VServerGroupId, in: BackendServers}", "about: VServerGroupID, in: BackendServers}", 0, `x-action names "VServerGroupID" under about, and AddVServerGroupBackendServers has nothing of this name; did you mean "VServerGroupId"?`},
		{"a list of an action that it has not", "about: VServerGroupId, in: BackendServers}", "about: VServerGroupId, in: BackendServer}", 0, `names "BackendServer" under in, and AddVServerGroupBackendServers has nothing of this name; did you mean "BackendServers"?`},
		{"a parameter of the platform written out", "        - {name: RegionId, in: query, required: true, schema: {$ref", "        - {name: Format, in: query, schema: {type: integer}}\n        - {name: RegionId, in: query, required: true, schema: {$ref", 0, "Format is the platform's, spec/platform/openapi.yaml"},
		{"a parameter with a schema of its own for that of all", "{name: RegionId, in: query, required: true, schema: {$ref: '#/components/schemas/RegionId'}}", "{name: RegionId, in: query, required: true, schema: {type: string}}", 0, "RegionId is the platform's, spec/platform/openapi.yaml: write schema: {$ref: '#/components/schemas/RegionId'}"},
		{"a member that is required and not declared", "required: [ServerId, Port]", "required: [ServerId, Prot]", 0, `required: the object declares no member "Prot"; did you mean "Port"?`},
		{"another version of OpenAPI", "openapi: 3.0.3", "openapi: 3.1.0", 0, `openapi is "3.1.0", not one of 3.0.0`},
		{"no rule for an unknown status", "x-rule-status: platform.error-listed\n", "", -1, "needs x-rule-status"},
		{"an operation under another id", "      operationId: DeleteLoadBalancer\n", "      operationId: DropLoadBalancer\n", -1, "needs a post operation with the operationId DeleteLoadBalancer"},
		{"a rule that nothing leads to", "    HiddenString: {type", "    Nowhere: {type: string, x-rule: server.weight.range}\n    HiddenString: {type", -1, "no parameter and no answer leads to it"},
	} {
		t.Run(c.name, func(t *testing.T) {
			line, err := loadChanged(t, c.old, c.changed)
			if err == nil {
				t.Fatal("the mistake was not seen")
			}
			var located *strictyaml.Error
			if !errors.As(err, &located) {
				t.Errorf("the error has no line: %v", err)
			}
			want := "spec"
			if c.below >= 0 {
				want = fmt.Sprintf("/openapi.yaml:%d: ", line+c.below)
			}
			if strings.Contains(err.Error(), "\n") {
				t.Errorf("one mistake is told more than once: %v", err)
			}
			if !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), c.want) {
				t.Errorf("error\n\t%v\nwant %q and %q in it", err, want, c.want)
			}
		})
	}
}

// full is the full id of a rule of the operation under test, or of the platform.
func full(t *testing.T, id string) string {
	t.Helper()
	l := ledger(t)
	if r := l.Find(underTest, id); r != nil {
		return r.ID
	}
	return id
}

func TestTheRulesOfARequest(t *testing.T) {
	rules := loadDocument(t).RequestRules()
	for _, id := range []string{"request.region-id.required", "request.backend-servers.limit", "server.weight.range", "server.description.alphabet", "field.port.range", "field.unknown-parameters", "field.single-quotes"} {
		if !rules[full(t, id)] {
			t.Errorf("%s stands on a node of the request and is not among its rules", id)
		}
	}
	for _, id := range []string{"server.server-ip.meaning", "response.weight", "platform.error-listed", "platform.sibling-answers", ""} {
		if rules[full(t, id)] {
			t.Errorf("%q is among the rules of the request", id)
		}
	}
}
