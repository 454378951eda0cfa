package openapi

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"

	"github.com/slbconform/slbconform/internal/wire"
	"github.com/slbconform/slbconform/spec"
)

// Check returns where an exchange departs from the document; nothing if it conforms. Without a complete answer it checks only
// the request. The order is fixed: departures of the request come first.
//
// The validator's package openapi3filter is not used: it takes parameters only from the query, reports only the first mistake
// of a request, and accepts undeclared parameters.
func (d *Document) Check(x *wire.Exchange) []spec.Departure {
	c := check{Document: d, x: x, side: spec.Request, params: x.Request.Params()}
	op := c.route()
	if op != d.unknown { // the parameters of an action that is not declared are not known
		c.request(op)
	}
	if x.Complete() {
		c.side = spec.Answer
		c.answer(op)
	}
	return c.found
}

// check is one exchange being checked.
type check struct {
	*Document
	x      *wire.Exchange
	side   spec.Side
	params url.Values
	found  []spec.Departure
}

func (c *check) add(kind spec.DepartureKind, by statement, where, expected, got string) {
	c.found = append(c.found, spec.Departure{Side: c.side, Rule: c.full(c.x.Action, by.rule), Node: by.at, Where: where, Expected: expected, Got: got, Kind: kind})
}

// route finds the operation by action and method (docs/sources.md#operation-metadata): one path, the action in a header or a parameter.
func (c *check) route() *operation {
	op, ok := c.operations[c.x.Action]
	if !ok {
		c.add(spec.Contradiction, c.rules["action"], "action", "a declared action", `"`+excerpt(c.x.Action)+`"`)
		op = c.unknown
	}
	if method := c.x.Request.Method; method != http.MethodGet && method != http.MethodPost {
		c.add(spec.Contradiction, c.rules["methods"], "method", "GET or POST", method)
	}
	return op
}

// value validates one value and adds the departures. where names the value in them.
func (c *check) value(schema *openapi3.Schema, value any, where string) {
	if err := schema.VisitJSON(value, c.annotations.how...); err != nil {
		v := violations{check: c, where: where}
		v.walk(err)
	}
	if c.annotations.of[schema].known {
		c.acknowledge(schema, value, where, nil)
	}
}

// acknowledge adds the parts of a value that no page lists and that the document nevertheless knows.
func (c *check) acknowledge(schema *openapi3.Schema, value any, where string, way []string) {
	at := c.annotations.of[schema]
	if !at.known {
		return
	}
	if at.origin != "" {
		c.add(spec.Acknowledged, at.nearest, strings.TrimSuffix(where+" "+pointer(way), " "), "only what the page lists", got("", value)+", known from the "+string(at.origin))
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
		if schema.Items == nil { // a list where none belongs was reported before
			return
		}
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
