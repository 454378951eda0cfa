package spec

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"gopkg.in/yaml.v3"

	"github.com/slbconform/slbconform/internal/nearest"
	"github.com/slbconform/slbconform/internal/strictyaml"
)

// codeRule is the rule of whichever documented code is found where it should not stand.
const codeRule = "error.{value}"

// keywords are what x-rule-<keyword> may speak of: keywords of OpenAPI, and what is found before a schema is asked.
func keywords() []string {
	return []string{
		"additionalProperties", "anyOf", "enum", "format", "maxItems", "maxLength", "maximum", "minItems", "minLength",
		"minimum", "nullable", "oneOf", "pattern", "required", "type",
		"action", "content-type", "duplicate-keys", "lower-camel-keys", "methods", "parameters", "single-quotes", "status",
	}
}

// source is openapi.yaml as a tree of lines, for mistakes that are to be reported with theirs.
type source struct {
	root *yaml.Node
}

func newSource(data []byte) (*source, error) {
	var doc yaml.Node
	if err := yaml.Unmarshal(data, &doc); err != nil {
		return nil, fmt.Errorf("%s: %w", documentShown, err)
	}
	return &source{root: doc.Content[0]}, nil
}

// checkExtensions holds every x- field of the file against the few there are, and every x-rule against the ledger.
func (s *source) checkExtensions(l *Ledger) error {
	var errs []error
	eachField(s.root, func(key, value *yaml.Node) {
		if !strings.HasPrefix(key.Value, "x-") {
			return
		}
		if what := wrongExtension(key.Value, value.Value, l); what != "" {
			errs = append(errs, strictyaml.Errorf(documentShown, key.Line, "%s", what))
		}
	})
	return errors.Join(errs...)
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
	case !slices.Contains([]string{"x-echoes", "x-shared", "x-acs-action", "x-acs-version"}, name):
		return fmt.Sprintf("unknown field %q%s", name, nearest.Hint(name, []string{"x-rule", "x-origin", "x-echoes", "x-partial", "x-shared"}))
	}
	return ""
}

// checkCodes holds the codes of each status against the error rules of the ledger: those of the page must be the
// ledger's, and those of the platform must not be the page's.
func (s *source) checkCodes(l *Ledger) error {
	var errs []error
	documented := map[string]Rule{}
	for _, r := range l.Rules {
		if r.Kind == "error" {
			documented[r.Fact.Code] = r
		}
	}
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

// listedCode is one error code of the file.
type listedCode struct {
	status string
	code   string
	known  bool // acknowledged, not the page's
	line   int
}

// codes are all error codes of the file, in its order.
func (s *source) codes() []listedCode {
	var list []listedCode
	schemas := s.find("components", "schemas")
	for i := 0; schemas != nil && i+1 < len(schemas.Content); i += 2 {
		status, ok := strings.CutPrefix(schemas.Content[i].Value, "Code")
		branches := below(schemas.Content[i+1], "anyOf")
		if !ok || branches == nil {
			continue
		}
		for _, branch := range branches.Content {
			enum := below(branch, "enum")
			if enum == nil {
				continue
			}
			for _, item := range enum.Content {
				list = append(list, listedCode{status: status, code: item.Value, known: below(branch, "x-origin") != nil, line: item.Line})
			}
		}
	}
	return list
}

// eachField calls do for every field of every mapping at and below the node.
func eachField(n *yaml.Node, do func(key, value *yaml.Node)) {
	for i, child := range n.Content {
		if n.Kind == yaml.MappingNode && i%2 == 0 {
			do(child, n.Content[i+1])
			continue
		}
		eachField(child, do)
	}
}

// find follows field names from the root; nil when the way ends early.
func (s *source) find(way ...string) *yaml.Node {
	n := s.root
	for _, step := range way {
		if n = below(n, step); n == nil {
			return nil
		}
	}
	return n
}

func below(n *yaml.Node, step string) *yaml.Node {
	for i := 0; n.Kind == yaml.MappingNode && i+1 < len(n.Content); i += 2 {
		if n.Content[i].Value == step {
			return n.Content[i+1]
		}
	}
	return nil
}

func lineOf(n *yaml.Node) int {
	if n == nil {
		return 0
	}
	return n.Line
}
