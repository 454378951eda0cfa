package spec

import (
	"errors"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"

	"github.com/slbconform/slbconform/internal/wire"
)

// Check holds both halves of an exchange against the document, and the answer against the request. Of an exchange
// without a complete answer only the request is checked. The departures come in a fixed order: those of the
// request first, each half from the outside in. None means the exchange is what the document says.
//
// The openapi3filter package of the validator is not used: it takes parameters only from the query, reports the
// first of a request's mistakes, and passes what is not declared.
func (d *Document) Check(x *wire.Exchange) []Departure {
	c := check{Document: d, x: x, side: Request, params: x.Request.Params()}
	op := c.route()
	c.request(op)
	if x.Complete() {
		c.side = Answer
		c.answer(op)
	}
	return c.found
}

// check is one exchange being checked.
type check struct {
	*Document
	x      *wire.Exchange
	side   Side
	params map[string][]string
	found  []Departure
}

func (c *check) add(kind DepartureKind, rule, where, expected, got string) {
	c.found = append(c.found, Departure{Side: c.side, Rule: rule, Where: where, Expected: expected, Got: got, Kind: kind})
}

// route finds the operation by action and method (api-facts A.1): one path, the action in a header or a parameter.
func (c *check) route() *operation {
	op, ok := c.operations[c.x.Action]
	if !ok {
		c.add(Contradiction, c.rules["action"], "action", "a declared action", `"`+excerpt(c.x.Action)+`"`)
		op = c.unknown
	}
	if !slices.Contains(op.methods, c.x.Request.Method) {
		c.add(Contradiction, c.rules["methods"], "method", strings.Join(op.methods, " or "), c.x.Request.Method)
	}
	return op
}

// value holds one value against its schema and adds what departs. where names the value's outermost place.
func (c *check) value(schema *openapi3.Schema, value any, where string) {
	if err := schema.VisitJSON(value, openapi3.MultiErrors(), openapi3.DisableSchemaErrorDetails(), openapi3.WithStringFormatValidators(c.places.formats)); err != nil {
		v := violations{check: c, where: where}
		v.walk(err)
	}
	if c.places.of[schema].known {
		c.acknowledge(schema, value, where, nil)
	}
}

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
	var one *openapi3.SchemaError
	if errors.As(err, &one) {
		v.one(one)
	}
}

func (v *violations) one(e *openapi3.SchemaError) {
	way := e.JSONPointer()
	at := v.places.of[e.Schema]
	switch {
	case e.SchemaField == "required":
		member := e.Schema.Properties[way[len(way)-1]].Value
		v.add(Contradiction, v.places.of[member].rule("required"), v.at(way), "a value", "nothing")
	case e.SchemaField == "properties":
		v.undeclared(e, way)
	case e.Value == nil:
		v.add(Contradiction, at.rule("nullable"), v.at(way), expected(e.Schema, "nullable"), "null")
	case !permits(e.Schema, e.Value):
		v.add(Contradiction, at.rule("type"), v.at(way), expected(e.Schema, "type"), got("type", e.Value))
	case at.rules[e.SchemaField] == codeRule:
		v.code(at, v.at(way), e.Value)
	default:
		v.add(Contradiction, at.rule(e.SchemaField), v.at(way), expected(e.Schema, e.SchemaField), got(e.SchemaField, e.Value))
	}
}

// undeclared adds the members of a closed object that it does not declare. The validator reports each with an
// error of its own that has the name only in its prose, so all are added at the first.
func (v *violations) undeclared(e *openapi3.SchemaError, way []string) {
	at := v.at(way)
	if v.closed[at] {
		return
	}
	if v.closed == nil {
		v.closed = map[string]bool{}
	}
	v.closed[at] = true
	kind := Undeclared
	if v.side == Request {
		kind = Contradiction
	}
	members, _ := e.Value.(map[string]any)
	for _, name := range slices.Sorted(maps.Keys(members)) {
		if e.Schema.Properties[name] == nil {
			v.add(kind, v.places.of[e.Schema].rule("additionalProperties"), v.at(append(way, name)), expected(e.Schema, "additionalProperties"), "a member nobody declares")
		}
	}
}

// code adds an error code that is not listed for its status: a documented one contradicts its own rule, any other
// is news.
func (v *violations) code(at *place, where string, value any) {
	code, _ := value.(string)
	if own := "error." + code; v.ledger.Rule(own) != nil {
		v.add(Contradiction, own, where, "the status that the page gives for the code", got("", code))
		return
	}
	v.add(Undeclared, at.nearest, where, "a code that the page or the platform lists", got("", code))
}

func (v *violations) at(way []string) string {
	return strings.TrimSuffix(v.where+" "+pointer(way), " ")
}

// permits reports whether the value is of the schema's type. The validator asks the enum first; a number where a
// word should be departs from the type, not from the list of words.
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

// acknowledge adds what is there without being on the page although the document knows it.
func (c *check) acknowledge(schema *openapi3.Schema, value any, where string, way []string) {
	at := c.places.of[schema]
	if !at.known {
		return
	}
	if at.origin != "" {
		c.add(Acknowledged, at.nearest, strings.TrimSuffix(where+" "+pointer(way), " "), "only what the page lists", got("", value)+", known from the "+string(at.origin))
		return
	}
	switch v := value.(type) {
	case map[string]any:
		for _, name := range at.inside {
			if member, ok := v[name]; ok {
				c.acknowledge(schema.Properties[name].Value, member, where, append(way, name))
			}
		}
	case []any:
		for i, item := range v {
			c.acknowledge(schema.Items.Value, item, where, append(way, strconv.Itoa(i)))
		}
	default:
		for _, branch := range schema.AnyOf {
			if branch.Value.IsMatching(value) {
				c.acknowledge(branch.Value, value, where, way)
				return
			}
		}
	}
}
