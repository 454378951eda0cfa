package openapi

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"

	"github.com/slbconform/slbconform/spec"
)

// violations turns the validator's errors into departures.
type violations struct {
	*check
	where  string
	closed map[string]bool // objects whose undeclared members were reported
}

func (v *violations) walk(err error) {
	if many, ok := err.(openapi3.MultiError); ok {
		for _, e := range many {
			v.walk(e)
		}
		return
	}
	if one, ok := errors.AsType[*openapi3.SchemaError](err); ok {
		v.one(one)
		return
	}
	v.add(spec.Contradiction, v.rules[""], v.where, "a value that can be held against its schema", err.Error())
}

func (v *violations) one(e *openapi3.SchemaError) {
	way := e.JSONPointer()
	at := v.annotations.of[e.Schema]
	switch {
	case e.SchemaField == "required":
		member := e.Schema.Properties[way[len(way)-1]].Value
		kind := spec.Contradiction
		if v.side == spec.Answer && member.Type.Is("array") {
			kind = spec.Undeclared
		}
		v.add(kind, v.annotations.of[member].rule("required"), v.at(way), "a value", "nothing")
	case e.SchemaField == "properties":
		v.undeclared(e, way)
	case e.Value == nil:
		v.add(v.kind(at, e), at.rule("nullable"), v.at(way), expected(e.Schema, "nullable"), "null")
	case v.side == spec.Request && e.SchemaField == "anyOf" && isFraction(e.Value): // how a number in a list is written, no document says
	case !permits(e.Schema, e.Value):
		v.add(v.kind(at, e), at.rule("type"), v.at(way), expected(e.Schema, "type"), got("type", e.Value))
	case v.side == spec.Answer && at.rule(e.SchemaField).rule == codeRule:
		v.code(at, v.at(way), e.Value)
	default:
		v.add(v.kind(at, e), at.rule(e.SchemaField), v.at(way), expected(e.Schema, e.SchemaField), got(e.SchemaField, e.Value))
	}
}

// kind is the kind of departure of a wrong value. In answers, what the documents do not say is undeclared and no contradiction:
// the type of a member that no page lists, the notation of an integer, and null instead of an empty list or object.
func (v *violations) kind(at *annotation, e *openapi3.SchemaError) spec.DepartureKind {
	written, _ := e.Value.(fraction)
	way := e.JSONPointer()
	member := len(way) > 0 && strings.Trim(way[len(way)-1], "0123456789") != ""
	nothing := member && e.Value == nil && (e.Schema.Type.Is("array") || e.Schema.Type.Is("object"))
	if v.side == spec.Answer && (at.origin == spec.OriginField || written.isWhole() || nothing) {
		return spec.Undeclared
	}
	return spec.Contradiction
}

// undeclared adds the undeclared members of an object. The validator reports each in an error of its own, which has the name
// only in its text, so all are added at the first error.
func (v *violations) undeclared(e *openapi3.SchemaError, way []string) {
	at := v.at(way)
	if v.closed[at] {
		return
	}
	if v.closed == nil {
		v.closed = map[string]bool{}
	}
	v.closed[at] = true
	kind := spec.Undeclared
	if v.side == spec.Request {
		kind = spec.Contradiction
	}
	members, _ := e.Value.(map[string]any)
	for _, name := range slices.Sorted(maps.Keys(members)) {
		if e.Schema.Properties[name] == nil {
			v.add(kind, v.annotations.of[e.Schema].rule("additionalProperties"), v.at(append(way, name)), expected(e.Schema, "additionalProperties"), "a member nobody declares")
		}
	}
}

// code adds an error code that is not listed for its status: a documented one contradicts its rule, any other is undeclared.
func (v *violations) code(at *annotation, where string, value any) {
	code, _ := value.(string)
	under := fmt.Sprintf("%s under status %d", got("", code), v.x.Answer.Status)
	if own := v.ledger.Find(v.x.Action, "error."+code); own != nil {
		v.add(spec.Contradiction, statement{rule: own.Name, at: at.rule("anyOf").at}, where, fmt.Sprintf("%q under status %d", code, own.Fact.Status), under)
		return
	}
	v.add(spec.Undeclared, at.nearest, where, "a code that the page or the platform lists for the status", under)
}

func (v *violations) at(way []string) string {
	return strings.TrimSuffix(v.where+" "+pointer(way), " ")
}

// permits reports whether the value has the schema's type. The validator checks the enum first, but a number instead of a word
// departs from the type.
func permits(s *openapi3.Schema, value any) bool {
	if s.Type == nil {
		return true
	}
	switch value.(type) {
	case string:
		return s.Type.Permits("string")
	case float64:
		return s.Type.Permits("integer")
	case bool:
		return s.Type.Permits("boolean")
	case []any:
		return s.Type.Permits("array")
	case map[string]any:
		return s.Type.Permits("object")
	}
	return false
}
