package spec

import (
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"

	"github.com/slbconform/slbconform/internal/strictyaml"
)

// Parameter is a declared parameter of an operation.
type Parameter struct {
	Name     string
	In       string // query or header; what stands in the query may come in a form body
	Type     string // as the vendor's metadata writes it: String, Integer, Boolean or RepeatList
	Required bool
	Origin   Origin // set where the parameter is known without being documented
}

type parameter struct {
	Parameter
	schema *openapi3.Schema
	json   bool // the text holds JSON
	free   bool // any text will do
}

// operation is one action: what it takes, by name, and what it answers, by status.
type operation struct {
	name    string
	methods []string
	own     []*parameter
	common  []*parameter
	byName  map[string]*parameter
	answers map[int]*openapi3.Schema
	others  *openapi3.Schema // for a status that is not declared
}

// readOperations makes the router's table: one entry a path, since the path is the action.
func (d *Document) readOperations(api *openapi3.T) error {
	d.operations = map[string]*operation{}
	for path, item := range api.Paths.Map() {
		post := item.Post
		name := strings.TrimPrefix(path, "/")
		if post == nil || post.OperationID != name {
			return strictyaml.Errorf(documentShown, 0, "path %s: it needs a post operation whose operationId is %q", path, name)
		}
		op := &operation{name: name, methods: slices.Sorted(maps.Keys(item.Operations())), byName: map[string]*parameter{}}
		op.own = d.readParameters(post.Parameters, op.byName)
		op.common = d.readParameters(item.Parameters, op.byName)
		op.readAnswers(post.Responses)
		d.operations[name] = op
	}
	d.names = slices.Sorted(maps.Keys(d.operations))
	d.unknown = d.unknownOperation()
	return nil
}

// unknownOperation stands in for an action that is not declared: nothing but refusals answers it.
func (d *Document) unknownOperation() *operation {
	op := d.operations[d.names[0]]
	answers := maps.Clone(op.answers)
	delete(answers, http.StatusOK)
	return &operation{methods: op.methods, common: op.common, answers: answers, others: op.others}
}

func (d *Document) readParameters(list openapi3.Parameters, byName map[string]*parameter) []*parameter {
	var out []*parameter
	for _, ref := range list {
		p := newParameter(ref.Value)
		p.Origin = d.places.of[p.schema].origin
		out, byName[p.Name] = append(out, p), p
	}
	return out
}

func newParameter(v *openapi3.Parameter) *parameter {
	p := &parameter{Parameter: Parameter{Name: v.Name, In: v.In, Type: "String", Required: v.Required}}
	if content := v.Content["application/json"]; content != nil {
		p.schema, p.json = content.Schema.Value, true
		return p
	}
	p.schema = v.Schema.Value
	switch {
	case p.schema.Type.Is("integer"):
		p.Type = "Integer"
	case p.schema.Type.Is("boolean"):
		p.Type = "Boolean"
	case p.schema.Type.Is("array"):
		p.Type = "RepeatList"
	default:
		p.free = len(p.schema.Enum) == 0 && p.schema.Pattern == "" && p.schema.Format == ""
	}
	return p
}

func (op *operation) readAnswers(responses *openapi3.Responses) {
	op.answers = map[int]*openapi3.Schema{}
	for status, ref := range responses.Map() {
		schema := ref.Value.Content["application/json"].Schema.Value
		if n, err := strconv.Atoi(status); err == nil {
			op.answers[n] = schema
			continue
		}
		op.others = schema
	}
}

// roots are the schemas that no schema stands above: those of parameters and of answers.
func roots(api *openapi3.T) []*openapi3.Schema {
	var list []*openapi3.Schema
	for _, path := range slices.Sorted(maps.Keys(api.Paths.Map())) {
		item := api.Paths.Find(path)
		for _, method := range slices.Sorted(maps.Keys(item.Operations())) {
			op := item.Operations()[method]
			for _, p := range slices.Concat(item.Parameters, op.Parameters) {
				list = append(list, newParameter(p.Value).schema)
			}
			for _, status := range slices.Sorted(maps.Keys(op.Responses.Map())) {
				if content := op.Responses.Value(status).Value.Content["application/json"]; content != nil {
					list = append(list, content.Schema.Value)
				}
			}
		}
	}
	return list
}
