package spec

import (
	"maps"
	"net/http"
	"slices"

	"github.com/getkin/kin-openapi/openapi3"
)

// Member is a declared member of a success.
type Member struct {
	Path     string // "BackendServers.BackendServer[].Weight"
	Type     string // as OpenAPI writes it: string, integer, boolean, object or array
	Required bool   // wherever the object it belongs to is there
	Origin   Origin // set where the member is known without being documented
}

// Members returns the declared members of the success of an operation, outer ones first; nil for an operation that
// is not declared.
func (d *Document) Members(operation string) []Member {
	op := d.operations[operation]
	if op == nil {
		return nil
	}
	return d.membersOf(op.answers[http.StatusOK], "")
}

func (d *Document) membersOf(s *openapi3.Schema, prefix string) []Member {
	var list []Member
	for _, name := range slices.Sorted(maps.Keys(s.Properties)) {
		child := s.Properties[name].Value
		m := Member{Path: prefix + name, Required: slices.Contains(s.Required, name), Origin: d.places.of[child].origin}
		if types := child.Type.Slice(); len(types) > 0 {
			m.Type = types[0]
		}
		list = append(list, m)
		list = append(list, d.membersOf(child, m.Path+".")...)
		if child.Items != nil {
			list = append(list, d.membersOf(child.Items.Value, m.Path+"[].")...)
		}
	}
	return list
}
