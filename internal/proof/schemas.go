package proof

import (
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"

	"github.com/slbconform/slbconform/spec"
)

// member is one place of an answer, or of a list in a request, as the document declares it.
type member struct {
	action   string
	status   int    // of the answer; 0 in a request
	in       string // the parameter that holds the list; "" in an answer
	root     *openapi3.Schema
	path     []string // names from the body inwards; [] stands for every item of a list
	schema   *openapi3.Schema
	rules    map[string]string // by keyword; "" is the rule of the place itself
	closed   string            // the rule that an undeclared member beside it contradicts; "" where that is no matter
	required bool
	origin   string // of a member that is known without being documented
}

// name is the last part of the path that is a name.
func (m member) name() string {
	for _, part := range slices.Backward(m.path) {
		if part != "[]" {
			return part
		}
	}
	return ""
}

func (m member) String() string {
	return strings.ReplaceAll(strings.Join(m.path, "."), ".[]", "[]")
}

// undeclared is a status that no operation declares: the default answer is its form.
const undeclared = http.StatusTeapot

// readSchemas reads the lists in requests, the answers of every operation and the codes of every status out of the
// document, as a tool would that reads OpenAPI.
func readSchemas(d *spec.Document) ([]member, map[string][]string, error) {
	data, err := d.JSON()
	if err != nil {
		return nil, nil, err
	}
	api, err := openapi3.NewLoader().LoadFromData(data)
	if err != nil {
		return nil, nil, err
	}
	root, _ := api.Extensions["x-rule"].(string)
	var members []member
	codes := map[string][]string{}
	visit := func(m member) { members = append(members, m) }
	for _, path := range slices.Sorted(maps.Keys(api.Paths.Map())) {
		action := strings.TrimPrefix(path, "/")
		for _, p := range api.Paths.Find(path).Post.Parameters {
			if content := p.Value.Content["application/json"]; content != nil {
				walker{action: action, in: p.Value.Name, root: content.Schema.Value, visit: visit}.place(content.Schema.Value, nil, root, "", p.Value.Required)
			}
		}
		responses := api.Paths.Find(path).Post.Responses.Map()
		for _, status := range slices.Sorted(maps.Keys(responses)) {
			n, err := strconv.Atoi(status)
			if err != nil {
				n = undeclared
			}
			schema := responses[status].Value.Content["application/json"].Schema.Value
			walker{action: action, status: n, root: schema, visit: visit}.place(schema, nil, root, "", true)
			if n != http.StatusOK {
				codes[status] = enumOf(schema.Properties["Code"].Value)
			}
		}
	}
	return members, codes, nil
}

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

// walker visits the places of one answer from the outside in.
type walker struct {
	action, in string
	status     int
	root       *openapi3.Schema
	visit      func(member)
}

func (w walker) place(s *openapi3.Schema, path []string, above, closed string, required bool) {
	m := member{action: w.action, status: w.status, in: w.in, root: w.root, path: path, schema: s, rules: map[string]string{"": above}, closed: closed, required: required}
	for name, value := range s.Extensions {
		rule, _ := value.(string)
		switch keyword, is := strings.CutPrefix(name, "x-rule"); {
		case is:
			m.rules[strings.TrimPrefix(keyword, "-")] = rule
		case name == "x-origin":
			m.origin = rule
		}
	}
	w.visit(m)
	inside := ""
	if s.AdditionalProperties.Has != nil && !*s.AdditionalProperties.Has {
		inside = m.rule("additionalProperties")
	}
	for _, name := range slices.Sorted(maps.Keys(s.Properties)) {
		w.place(s.Properties[name].Value, append(slices.Clone(path), name), m.rules[""], inside, slices.Contains(s.Required, name))
	}
	if s.Items != nil {
		w.place(s.Items.Value, append(slices.Clone(path), "[]"), m.rules[""], "", true)
	}
}

// answers says whether the place is one of a success of the operation under test.
func (m member) answers() bool { return m.action == underTest && m.status == http.StatusOK }

// rule is the rule that a departure from one keyword contradicts.
func (m member) rule(keyword string) string {
	if rule := m.rules[keyword]; rule != "" {
		return rule
	}
	return m.rules[""]
}
