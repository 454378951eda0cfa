package mutation

import (
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"

	"github.com/slbconform/slbconform/internal/openapi"
)

// node is one place of an answer, or of a list in a request, as the document declares it.
type node struct {
	action   string
	status   int      // of the answer; 0 in a request
	in       string   // the parameter that holds the list; "" in an answer
	path     []string // names from the body inwards; [] stands for every item of a list
	schema   *openapi3.Schema
	rules    map[string]string // short ids by keyword; "" is the rule of the place itself
	closed   string            // the rule that an undeclared member beside it contradicts; "" where that is no matter
	required bool
	origin   string // of a member that is known without being documented
}

// contract is the OpenAPI document as a tool would read it.
type contract struct {
	nodes      []node
	codes      map[string][]string // declared in refusals of an action, by action and status
	parameters map[string][]string // declared, by action
	rules      map[string]string   // short ids of the rules of the document as a whole, by keyword; "" is that of the root
}

// readContract reads the merged document.
func readContract(d *openapi.Document) (*contract, error) {
	data, err := d.JSON()
	if err != nil {
		return nil, err
	}
	api, err := openapi3.NewLoader().LoadFromData(data)
	if err != nil {
		return nil, err
	}
	c := &contract{codes: map[string][]string{}, parameters: map[string][]string{}, rules: rulesOf(api.Extensions)}
	for _, path := range slices.Sorted(maps.Keys(api.Paths.Map())) {
		c.operation(strings.TrimPrefix(path, "/"), api.Paths.Find(path).Post)
	}
	return c, nil
}

func (c *contract) operation(action string, o *openapi3.Operation) {
	visit := func(n node) { c.nodes = append(c.nodes, n) }
	for _, p := range o.Parameters {
		c.parameters[action] = append(c.parameters[action], p.Value.Name)
		if content := p.Value.Content["application/json"]; content != nil {
			w := walker{node{action: action, in: p.Value.Name}, visit}
			w.place(content.Schema.Value, nil, c.rules[""], "", p.Value.Required)
		}
	}
	responses := o.Responses.Map()
	for _, status := range slices.Sorted(maps.Keys(responses)) {
		n, err := strconv.Atoi(status)
		if err != nil {
			n = undeclared
		}
		schema := responses[status].Value.Content["application/json"].Schema.Value
		w := walker{node{action: action, status: n}, visit}
		w.place(schema, nil, c.rules[""], "", true)
		if n != http.StatusOK {
			c.codes[action+" "+status] = enumOf(schema.Properties["Code"].Value)
		}
	}
}

// undeclared is a status that no operation declares: the default answer is its form.
const undeclared = http.StatusTeapot

func enumOf(s *openapi3.Schema) []string {
	var out []string
	for _, v := range s.Enum {
		out = append(out, v.(string))
	}
	for _, branch := range s.AnyOf {
		out = append(out, enumOf(branch.Value)...)
	}
	return out
}

// rulesOf are the rules that a part of the document is put down to, by keyword.
func rulesOf(extensions map[string]any) map[string]string {
	rules := map[string]string{}
	for name, value := range extensions {
		if keyword, is := strings.CutPrefix(name, "x-rule"); is {
			rules[strings.TrimPrefix(keyword, "-")], _ = value.(string)
		}
	}
	return rules
}

// walker visits the places of one body from the outside in.
type walker struct {
	node
	visit func(node)
}

func (w walker) place(s *openapi3.Schema, path []string, above, closed string, required bool) {
	n := w.node
	n.path, n.schema, n.closed, n.required = path, s, closed, required
	n.rules = rulesOf(s.Extensions)
	if n.rules[""] == "" {
		n.rules[""] = above
	}
	n.origin, _ = s.Extensions["x-origin"].(string)
	w.visit(n)
	inside := ""
	if s.AdditionalProperties.Has != nil && !*s.AdditionalProperties.Has {
		inside = n.rule("additionalProperties")
	}
	for _, name := range slices.Sorted(maps.Keys(s.Properties)) {
		w.place(s.Properties[name].Value, append(slices.Clone(path), name), n.rules[""], inside, slices.Contains(s.Required, name))
	}
	if s.Items != nil {
		w.place(s.Items.Value, append(slices.Clone(path), "[]"), n.rules[""], "", true)
	}
}
