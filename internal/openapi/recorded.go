package openapi

import (
	"errors"
	"fmt"
	"maps"
	"net/http"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
	"go.yaml.in/yaml/v4"

	"github.com/slbconform/slbconform/internal/nearest"
	"github.com/slbconform/slbconform/internal/strictyaml"
	"github.com/slbconform/slbconform/spec"
)

// Recorded checks a recorded answer before any call is made: its status is declared for the action or the platform, and its
// body has the declared members, each of its type. The values of placeholders are not checked. Of an undeclared action only
// refusals are checked. The error names lines of file.
func (d *Document) Recorded(action string, status int, body *yaml.Node, file string) error {
	op, declared := d.operations[action]
	if !declared && status == http.StatusOK {
		return nil
	}
	schema := d.unknown.answers[status]
	if declared && op.answers[status] != nil {
		schema = op.answers[status]
	}
	if schema == nil {
		return strictyaml.Errorf(file, 0, "the document has no answer with the status %d", status)
	}
	r := recordedAnswer{Document: d, file: file, success: status == http.StatusOK}
	eachField(body, func(_, key, _ *yaml.Node) { r.names = append(r.names, key.Value) })
	r.value(schema, body, "")
	if _, code := strictyaml.Field(body, "Code"); code != nil && !strings.Contains(code.Value, "{{") {
		r.code(code, status)
		if _, link := strictyaml.Field(body, "Recommend"); len(r.wrong) == 0 && link != nil && !strings.Contains(link.Value, "q="+code.Value+"&") {
			r.errorf(link.Line, "Recommend leads to another code than %s: %q", code.Value, link.Value)
		}
	}
	return errors.Join(r.wrong...)
}

// recordedAnswer collects the mistakes of one recorded answer.
type recordedAnswer struct {
	*Document
	file    string
	success bool
	names   []string // of all members
	wrong   []error
}

func (r *recordedAnswer) errorf(line int, format string, args ...any) {
	r.wrong = append(r.wrong, strictyaml.Errorf(r.file, line, format, args...))
}

func (r *recordedAnswer) value(schema *openapi3.Schema, n *yaml.Node, at string) {
	if n.Kind == yaml.ScalarNode && strings.Contains(n.Value, "{{") {
		if r.success {
			r.placeholder(n, at[strings.LastIndex(at, " ")+1:])
		}
		return
	}
	if schema.Type == nil {
		return
	}
	kind := jsonType(n)
	if !schema.Type.Permits(kind) && !(kind == "null" && schema.Nullable) && !(kind == "integer" && schema.Type.Permits("number")) {
		r.errorf(n.Line, "the member %s is of the type %s, and in %s of the type %s", at, kind, r.Location(r.annotations.of[schema].pointer), strings.Join(schema.Type.Slice(), " or "))
		return
	}
	switch n.Kind {
	case yaml.ScalarNode:
		if r.success { // nothing in it is the same for every call
			r.errorf(n.Line, "%s is written out, and every answer would say %s; a placeholder is meant, such as {{%s}}", at, n.Value, at[strings.LastIndex(at, " ")+1:])
		}
	case yaml.MappingNode:
		r.members(schema, n, at)
	case yaml.SequenceNode:
		for _, item := range n.Content {
			r.value(schema.Items.Value, item, at)
		}
	}
}

// placeholder holds what fills a member of a success: a placeholder alone, and none that a slip tells from the member's name, unless
// it has the name of another.
func (r *recordedAnswer) placeholder(n *yaml.Node, member string) {
	name := strings.TrimPrefix(strings.TrimSuffix(strings.TrimPrefix(n.Value, "{{"), "}}"), "text ")
	switch {
	case !strings.HasPrefix(n.Value, "{{") || !strings.HasSuffix(n.Value, "}}") || strings.ContainsAny(name, "{}"):
		r.errorf(n.Line, "%s would be %q; in a success a placeholder stands alone", member, n.Value)
	case !slices.Contains(r.names, name) && nearest.Slip(name, []string{member}) != "":
		r.errorf(n.Line, "nothing fills the placeholder {{%s}}; did you mean %q?", name, member)
	}
}

// code holds the code of a refusal against those of the operations and of the platform. Actions around give codes that nobody
// lists, in files of that name: of such a code it is told only that a listed one differs from it by a slip.
func (r *recordedAnswer) code(n *yaml.Node, status int) {
	if path.Base(r.file) == n.Value+".json" && len(r.statuses(n.Value)) == 0 {
		if listed, _ := r.listed(status); nearest.Slip(n.Value, listed) == "" {
			return
		}
	}
	if why := r.Unlisted(n.Value, status); why != "" {
		r.errorf(n.Line, "%s", why)
	}
}

// Unlisted says that no operation and not the platform lists a code under a status, with a hint at what may have been meant; ""
// if one lists it.
func (d *Document) Unlisted(code string, status int) string {
	under := d.statuses(code)
	if slices.Contains(under, status) {
		return ""
	}
	why := fmt.Sprintf("no openapi.yaml of spec lists the code %q under the status %d", code, status)
	if len(under) > 0 {
		return fmt.Sprintf("%s; it stands under %s", why, strings.Trim(fmt.Sprint(under), "[]"))
	}
	listed, platform := d.listed(status)
	why += nearest.Hint(code, listed)
	if slices.Contains(platform, nearest.Name(code, listed)) {
		why += " (x-codes of " + shownSchema(spec.Platform) + ")"
	}
	return why
}

// listed are all codes that are listed under a status, and those of them that the platform lists.
func (d *Document) listed(status int) (all, platform []string) {
	for _, rule := range d.ledger.Rules {
		if rule.Fact.Code != "" && rule.Fact.Status == status {
			all = append(all, rule.Fact.Code)
		}
	}
	for _, code := range list(mapping(d.merged, "x-codes")[strconv.Itoa(status)]) {
		platform = append(platform, text(code))
	}
	return append(all, platform...), platform
}

// statuses are the statuses under which a code is listed.
func (d *Document) statuses(code string) []int {
	var under []int
	for _, rule := range d.ledger.Rules {
		if rule.Fact.Code == code {
			under = append(under, rule.Fact.Status)
		}
	}
	for status := range d.unknown.answers {
		if d.Lists(code, status) {
			under = append(under, status)
		}
	}
	slices.Sort(under)
	return slices.Compact(under)
}

// members checks the members of an object. A misspelt member is not reported as missing as well.
func (r *recordedAnswer) members(schema *openapi3.Schema, n *yaml.Node, at string) {
	declared, met := slices.Sorted(maps.Keys(schema.Properties)), map[string]bool{}
	var others []string
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		met[key.Value] = true
		switch member := schema.Properties[key.Value]; {
		case strings.Contains(key.Value, "{{"): // says how often the object stands there
		case member != nil:
			r.value(member.Value, value, strings.TrimPrefix(at+" > "+key.Value, " > "))
		case schema.AdditionalProperties.Has != nil && !*schema.AdditionalProperties.Has:
			met[nearest.Name(key.Value, declared)] = true
			r.errorf(key.Line, "%s declares no member %q of the answer%s", r.Location(r.annotations.of[schema].pointer), key.Value, nearest.Hint(key.Value, declared))
		default:
			others = append(others, key.Value)
		}
	}
	for _, name := range schema.Required {
		if !met[name] {
			r.errorf(n.Line, "the answer lacks the member %s, which %s requires%s", strings.TrimPrefix(at+" > "+name, " > "), r.Location(r.annotations.of[schema].pointer), nearest.Hint(name, others))
		}
	}
}

// jsonType is the JSON type of a value, as OpenAPI calls it.
func jsonType(n *yaml.Node) string {
	switch n.Kind {
	case yaml.MappingNode:
		return "object"
	case yaml.SequenceNode:
		return "array"
	}
	return map[string]string{"!!str": "string", "!!int": "integer", "!!float": "number", "!!bool": "boolean", "!!null": "null"}[n.Tag]
}
