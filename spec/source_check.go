package spec

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v4"

	"github.com/slbconform/slbconform/internal/nearest"
	"github.com/slbconform/slbconform/internal/strictyaml"
)

// keywords are what x-rule-<keyword> may speak of: keywords of OpenAPI that a value is held against, and what is
// found before a schema is asked.
func keywords() []string {
	return []string{
		"additionalProperties", "anyOf", "enum", "format", "maxItems", "maxLength", "maximum", "minItems", "minLength",
		"minimum", "nullable", "pattern", "required", "type",
		"action", "content-type", "duplicate-keys", "lower-camel-keys", "methods", "parameters", "single-quotes", "status",
	}
}

// checkExtensions holds every x- field of the file against the few there are, and every x-rule against the ledger.
func (s *source) checkExtensions(l *Ledger) error {
	var errs []error
	eachField(s.root, func(in, key, value *yaml.Node) {
		if !strings.HasPrefix(key.Value, "x-") || (value.Kind != yaml.ScalarNode && !strings.HasPrefix(key.Value, "x-rule")) {
			return // a shared part, or a header of the platform: their names begin in the same way
		}
		if what := wrongExtension(key.Value, value.Value, l); what != "" {
			errs = append(errs, strictyaml.Errorf(documentShown, key.Line, "%s", what))
		}
		if in != s.root && !isSchema(in) {
			errs = append(errs, strictyaml.Errorf(documentShown, key.Line, "%s stands where nobody reads it: put it on a schema or at the root of the document", key.Value))
		}
	})
	return errors.Join(errs...)
}

// isSchema reports whether a mapping is a schema rather than a parameter, an operation or a response.
func isSchema(n *yaml.Node) bool {
	for _, other := range []string{"in", "operationId", "responses", "content", "schema", "get", "post"} {
		if below(n, other) != nil {
			return false
		}
	}
	return true
}

func wrongExtension(name, value string, l *Ledger) string {
	if keyword, ok := strings.CutPrefix(name, "x-rule-"); ok && !slices.Contains(keywords(), keyword) {
		return fmt.Sprintf("%s: there is no keyword %q to speak of%s", name, keyword, nearest.Hint(keyword, keywords()))
	}
	switch {
	case name == "x-rule" || strings.HasPrefix(name, "x-rule-"):
		if value != codeRule && l.Rule(value) == nil {
			return fmt.Sprintf("%s: the ledger (spec/rules.yaml) has no rule %q%s", name, value, l.Hint(value))
		}
	case name == "x-origin":
		if value != string(OriginPlatform) && value != string(OriginField) {
			return fmt.Sprintf("x-origin %q is not known: platform or field", value)
		}
	case name == "x-partial":
		if value != "true" {
			return fmt.Sprintf("x-partial is %q: write true, or leave it out", value)
		}
	case name != "x-echoes":
		return fmt.Sprintf("unknown field %q%s", name, nearest.Hint(name, []string{"x-rule", "x-origin", "x-echoes", "x-partial"}))
	}
	return ""
}

// listedCode is one error code of the file.
type listedCode struct {
	status string
	code   string
	known  bool // acknowledged, not the page's
	line   int
}

// checkCodes holds the codes of each status against the error rules of the ledger: those of the page must be the
// ledger's, and those of the platform must not be the page's.
func (s *source) checkCodes(l *Ledger) error {
	documented := map[string]Rule{}
	for _, r := range l.Rules {
		if r.Kind == "error" {
			documented[r.Fact.Code] = r
		}
	}
	var errs []error
	listed := map[string]bool{}
	for _, c := range s.codes() {
		r, ok := documented[c.code]
		switch {
		case c.known && ok:
			errs = append(errs, strictyaml.Errorf(documentShown, c.line, "status %s: the page documents the code %s (spec/rules.yaml:%d), so it cannot be acknowledged here", c.status, c.code, r.Line))
		case !c.known && (!ok || strconv.Itoa(r.Fact.Status) != c.status):
			errs = append(errs, strictyaml.Errorf(documentShown, c.line, "status %s: the ledger documents no code %q with this status%s", c.status, c.code, nearest.Hint(c.code, slices.Collect(maps.Keys(documented)))))
		case !c.known:
			listed[c.code] = true
		}
	}
	for _, code := range slices.Sorted(maps.Keys(documented)) {
		if r := documented[code]; !listed[code] {
			name := "Code" + strconv.Itoa(r.Fact.Status)
			errs = append(errs, strictyaml.Errorf(documentShown, lineOf(s.find("components", "schemas", name)), "status %d: the documented code %s (spec/rules.yaml:%d) is missing from %s", r.Fact.Status, code, r.Line, name))
		}
	}
	return errors.Join(errs...)
}

// codes are all error codes of the file, in its order.
func (s *source) codes() []listedCode {
	var list []listedCode
	schemas := s.find("components", "schemas")
	for _, name := range s.names([]string{"components", "schemas"}) {
		status, ok := strings.CutPrefix(name, "Code")
		branches := below(below(schemas, name), "anyOf")
		if !ok || branches == nil {
			continue
		}
		for _, branch := range branches.Content {
			list = append(list, codesOf(branch, status)...)
		}
	}
	return list
}

func codesOf(branch *yaml.Node, status string) []listedCode {
	var list []listedCode
	enum := below(branch, "enum")
	for i := 0; enum != nil && i < len(enum.Content); i++ {
		item := enum.Content[i]
		list = append(list, listedCode{status: status, code: item.Value, known: below(branch, "x-origin") != nil, line: item.Line})
	}
	return list
}
