package openapi

import (
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
)

// parameter is a declared parameter of an operation.
type parameter struct {
	name     string
	where    string // names it in departures
	kind     string // the type of its schema; "array" is a list with one parameter for each member: Tag.1.Key
	header   string // the canonical name of the header that it stands in; "" in the query or in a form body
	required bool
	json     bool // the text holds JSON
	free     bool // any text will do
	schema   *openapi3.Schema
}

// operation is one action: what it takes, by name, and what it answers, by status.
type operation struct {
	own     []*parameter
	all     []*parameter // its own, then those that every operation has
	byName  map[string]*parameter
	answers map[int]*openapi3.Schema
	others  *openapi3.Schema // for a status that is not declared
}

// readOperations makes the table of operations by action, which is the path.
func (d *Document) readOperations(api *openapi3.T) {
	d.operations = map[string]*operation{}
	for path, item := range api.Paths.Map() {
		name := strings.TrimPrefix(path, "/")
		op := &operation{byName: map[string]*parameter{}, answers: map[int]*openapi3.Schema{}}
		op.own = readParameters(item.Post.Parameters, op.byName)
		op.all = slices.Concat(op.own, readParameters(item.Parameters, op.byName))
		for status, response := range item.Post.Responses.Map() {
			op.answer(status, response)
		}
		d.operations[name] = op
	}
	d.unknown = unknownOperation(api)
}

// unknownOperation is the operation for actions that are not declared: it has only the platform's refusals.
func unknownOperation(api *openapi3.T) *operation {
	op := &operation{answers: map[int]*openapi3.Schema{}}
	for name, response := range api.Components.Responses {
		status, ofPlatform := strings.CutPrefix(name, refused("", ""))
		if ofPlatform {
			op.answer(status, response)
		}
	}
	return op
}

func readParameters(list openapi3.Parameters, byName map[string]*parameter) []*parameter {
	var out []*parameter
	for _, ref := range list {
		p := newParameter(ref.Value)
		out, byName[p.name] = append(out, p), p
	}
	return out
}

func newParameter(v *openapi3.Parameter) *parameter {
	p := &parameter{name: v.Name, required: v.Required, where: "parameter " + v.Name}
	if v.In == "header" {
		p.header, p.where = http.CanonicalHeaderKey(v.Name), "header "+v.Name
	}
	if content := v.Content["application/json"]; content != nil {
		p.schema, p.json = content.Schema.Value, true
		return p
	}
	p.schema = v.Schema.Value
	if types := p.schema.Type.Slice(); len(types) > 0 {
		p.kind = types[0]
	}
	p.free = p.kind == "string" && len(p.schema.Enum) == 0 && p.schema.Pattern == "" && p.schema.Format == ""
	return p
}

func (op *operation) answer(status string, response *openapi3.ResponseRef) {
	schema := response.Value.Content["application/json"].Schema.Value
	if n, err := strconv.Atoi(status); err == nil {
		op.answers[n] = schema
		return
	}
	op.others = schema
}

// usable returns an error for valid OpenAPI that Check cannot use.
func usable(api *openapi3.T) error {
	for _, path := range slices.Sorted(maps.Keys(api.Paths.Map())) {
		if err := usablePath(api.Paths.Find(path)); err != nil {
			return fmt.Errorf("path %s: %w", path, err)
		}
	}
	return nil
}

func usablePath(item *openapi3.PathItem) error {
	op := item.Post
	for _, p := range slices.Concat(item.Parameters, op.Parameters) {
		if p.Value.Schema == nil && hasNoJSON(p.Value.Content) {
			return fmt.Errorf("the parameter %s needs a schema, or JSON content with one", p.Value.Name)
		}
	}
	for status, response := range op.Responses.Map() {
		if hasNoJSON(response.Value.Content) {
			return fmt.Errorf("the answer %s needs JSON content with a schema", status)
		}
	}
	return nil
}

func hasNoJSON(content openapi3.Content) bool {
	media := content["application/json"]
	return media == nil || media.Schema == nil
}

// roots are the schemas of parameters and of answers.
func roots(api *openapi3.T) []*openapi3.Schema {
	var list []*openapi3.Schema
	for _, path := range slices.Sorted(maps.Keys(api.Paths.Map())) {
		item := api.Paths.Find(path)
		for _, p := range slices.Concat(item.Parameters, item.Post.Parameters) {
			list = append(list, newParameter(p.Value).schema)
		}
		for _, status := range slices.Sorted(maps.Keys(item.Post.Responses.Map())) {
			list = append(list, item.Post.Responses.Value(status).Value.Content["application/json"].Schema.Value)
		}
	}
	return list
}
