package openapi

import (
	"cmp"
	"encoding/json"
	"fmt"
	"mime"
	"net/http"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/getkin/kin-openapi/openapi3"

	"github.com/slbconform/slbconform/internal/wire"
	"github.com/slbconform/slbconform/spec"
)

// answer checks status, content type and body, and the body against the request.
func (c *check) answer(op *operation) {
	a := c.x.Answer
	schema := c.status(op, a.Status)
	c.contentType(a.Header)
	if schema == nil {
		return
	}
	at := c.annotations.of[schema]
	body := wire.JSON(a.Body)
	read, err := readJSON(body)
	if err != nil {
		c.add(spec.Contradiction, at.nearest, "body", "a JSON object", err.Error())
		return
	}
	if len(body) < len(a.Body) { // no document says that it may not stand there
		c.add(spec.Undeclared, at.nearest, "body", "JSON from the first byte on", "a byte order mark before it")
	}
	for _, way := range read.doubled { // lawful JSON, and no document says that it may not be
		c.add(spec.Undeclared, at.rule("duplicate-keys"), "body "+way, "each member once", "the member twice")
	}
	c.value(schema, read.value, "body")
	c.echoes(schema, read.value)
}

// status is the schema for the body of an answer. For an undeclared status, which it adds, that is the schema of a success or
// of other refusals. It is nil for the success of an undeclared action.
func (c *check) status(op *operation, status int) *openapi3.Schema {
	if r := c.x.Refusal(); r != nil && status/100 == 2 {
		if c.ledger.Find(c.x.Action, "error."+r.Code) == nil { // else the row of the code says so
			c.add(spec.Contradiction, c.rules["status"], "status", "a status from 400 to 499", fmt.Sprint(status))
		}
		return op.others // not the schema of a success, whose members it lacks
	}
	if schema, ok := op.answers[status]; ok {
		return schema
	}
	if op == c.unknown && status/100 == 2 {
		c.add(spec.Contradiction, c.rules["action"], "status", "a refusal", fmt.Sprint(status))
		return nil
	}
	c.add(spec.Undeclared, c.rules["status"], "status", "a status that the page or the platform lists", fmt.Sprint(status))
	if ok, is := op.answers[http.StatusOK]; is && status/100 == 2 {
		return ok
	}
	return op.others
}

func (c *check) contentType(h http.Header) {
	value := h.Get("Content-Type")
	if value == "application/json" || value == "application/json;charset=utf-8" { // spares nearly every answer the parser
		return
	}
	if kind, _, err := mime.ParseMediaType(value); err == nil && kind == "application/json" {
		return
	}
	c.add(spec.Contradiction, c.rules["content-type"], "header Content-Type", "application/json", got("", value))
}

// echoes compares the members that repeat a parameter of the request with it.
func (c *check) echoes(schema *openapi3.Schema, value any) {
	members, _ := value.(map[string]any)
	for name, parameter := range c.annotations.of[schema].echoes {
		sent := c.params.Get(parameter)
		answered, ok := members[name].(string)
		if ok && sent != "" && answered != sent {
			rule := c.annotations.of[schema.Properties[name].Value].nearest
			c.add(spec.Contradiction, rule, "body /"+name, "the request's "+parameter+" "+got("", sent), got("", answered))
		}
	}
}

// expected says what a keyword of a schema asks for.
func expected(s *openapi3.Schema, keyword string) string {
	switch keyword {
	case "type", "nullable":
		return kindOfValue(s)
	case "enum":
		return oneOf(s.Enum)
	case "minLength", "maxLength":
		if s.MaxLength == nil {
			return "a text that is not empty"
		}
		return fmt.Sprintf("%d to %d characters", s.MinLength, *s.MaxLength)
	case "maxItems":
		return fmt.Sprintf("at most %d items", *s.MaxItems)
	case "additionalProperties":
		return "only the declared members"
	}
	return cmp.Or(s.Description, "a value that fits "+keyword)
}

func kindOfValue(s *openapi3.Schema) string {
	for _, t := range []struct{ name, says string }{{"string", "a string"}, {"integer", "a whole number"}, {"array", "a list"}, {"object", "an object"}, {"boolean", "true or false"}} {
		if s.Type.Is(t.name) {
			return t.says
		}
	}
	return s.Description
}

func oneOf(enum []any) string {
	names := make([]string, len(enum))
	for i, v := range enum {
		names[i] = fmt.Sprint(v)
	}
	if len(names) == 1 {
		return names[0]
	}
	return "one of " + strings.Join(names, ", ")
}

// got says what was there instead.
func got(keyword string, value any) string {
	switch v := value.(type) {
	case string:
		if v == "" {
			return "an empty text"
		}
		if keyword == "minLength" || keyword == "maxLength" {
			return fmt.Sprintf("%d characters", utf8.RuneCountInString(v))
		}
		return strconv.Quote(excerpt(v))
	case []any:
		if keyword == "maxItems" {
			return fmt.Sprintf("%d items", len(v))
		}
		return fmt.Sprintf("a list of %d", len(v))
	case map[string]any:
		return "an object"
	case fraction:
		return string(v)
	}
	text, err := json.Marshal(value)
	if err != nil {
		return "something else"
	}
	return string(text)
}

// excerpt is the beginning of a text, enough to recognise it.
func excerpt(s string) string {
	const most = 60
	if utf8.RuneCountInString(s) <= most {
		return s
	}
	return string([]rune(s)[:most]) + "…"
}

// Absent returns the full id of the rule of the first member that an answer lacks on the way to one, "BackendServers.BackendServer",
// or has null for; "" if none is lacking, or nothing is declared of it. Required it need not be: whether a list without items is
// there, no document says, and who looks into it knows that there should be some.
func (d *Document) Absent(x *wire.Exchange, way string) string {
	op, declared := d.operations[x.Action]
	if !declared || !x.Complete() || way == "" {
		return ""
	}
	schema, raw := op.answers[x.Answer.Status], json.RawMessage(x.Answer.Body)
	for name := range strings.SplitSeq(way, ".") {
		members, err := wire.Object(raw)
		if err != nil || schema == nil || schema.Properties[name] == nil {
			return ""
		}
		schema = schema.Properties[name].Value
		if raw = members[name]; raw == nil || string(raw) == "null" {
			return d.full(x.Action, d.annotations.of[schema].rule("required").rule)
		}
	}
	return ""
}
