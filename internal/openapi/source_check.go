package openapi

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v4"

	"github.com/slbconform/slbconform/internal/nearest"
	"github.com/slbconform/slbconform/internal/strictyaml"
	"github.com/slbconform/slbconform/spec"
)

// keywords are the possible ends of x-rule-<keyword>: keywords of schemas, and checks that are made before validation.
func keywords() []string {
	return append(setKeywords(), "anyOf", "nullable", "required",
		"action", "content-type", "duplicate-keys", "lower-camel-keys", "methods", "parameters", "single-quotes", "status")
}

// setKeywords hold nothing where they do not stand beside x-rule-<keyword>.
func setKeywords() []string {
	return []string{
		"additionalProperties", "enum", "format", "maxItems", "maxLength", "maximum", "minItems", "minLength", "minimum", "pattern", "type",
	}
}

// checkPaths checks that the file of an operation has the path of this operation and no other, for the version that its ledger
// names.
func (s *source) checkPaths(l *spec.Ledger) error {
	own := "/" + s.operation
	for _, path := range s.names([]string{"paths"}) {
		if path != own {
			return s.errorAt([]string{"paths", path}, "the path %s stands where %s is meant: a file has the one of its own operation, and no other", path, own)
		}
	}
	if s.find("paths", own) == nil {
		return s.errorAt([]string{"paths"}, "the path %s is missing", own)
	}
	if says, stated := s.find("info", "version"), l.Operation(s.operation).Version; says != nil && says.Value != stated {
		return strictyaml.Errorf(s.file, says.Line, "info.version is %s, and by spec/%s/rules.yaml the API is of %s", says.Value, s.operation, stated)
	}
	return s.checkOperationIDs()
}

// checkOperationIDs checks that each path has a post operation with its own name as operationId.
func (s *source) checkOperationIDs() error {
	var errs []error
	for _, path := range s.names([]string{"paths"}) {
		way, name := []string{"paths", path, "post", "operationId"}, strings.TrimPrefix(path, "/")
		if id := s.find(way...); id == nil || id.Value != name {
			errs = append(errs, s.errorAt(way, "the path %s needs a post operation with the operationId %s", path, name))
		}
	}
	return errors.Join(errs...)
}

// checkExtensions checks that every x- field of the file is known and in a node where it is read, and every x-rule is in the
// ledger.
func (s *source) checkExtensions(l *spec.Ledger) error {
	var errs []error
	told := map[string]bool{} // a rule that has another id now is named in several places
	eachField(s.root, func(in, key, value *yaml.Node) {
		if !strings.HasPrefix(key.Value, "x-") || (value.Kind != yaml.ScalarNode && !strings.HasPrefix(key.Value, "x-rule")) {
			return // a list of codes, or a header of the platform: their names begin in the same way
		}
		if what := s.wrongExtension(key.Value, value.Value, l); what != "" && !told[value.Value] {
			told[value.Value] = true
			errs = append(errs, strictyaml.Errorf(s.file, key.Line, "%s", what))
		}
		if in != s.root && !isSchema(in) {
			errs = append(errs, strictyaml.Errorf(s.file, key.Line, "%s stands where nobody reads it: put it on a schema or at the root of the document", key.Value))
		}
		if keyword, ok := strings.CutPrefix(key.Value, "x-rule-"); ok && slices.Contains(setKeywords(), keyword) {
			if has, _ := strictyaml.Field(in, keyword); has == nil {
				errs = append(errs, strictyaml.Errorf(s.file, key.Line, "%s stands beside no %s, and so holds nothing", key.Value, keyword))
			}
		}
	})
	return errors.Join(errs...)
}

// checkFields checks what each field may be whatever it stands in: its name is a text, a pattern is one, and the upper of two bounds is
// not below the lower.
func (s *source) checkFields() error {
	var errs []error
	eachField(s.root, func(in, key, value *yaml.Node) {
		bound, upper := strings.CutPrefix(key.Value, "max")
		_, lower := strictyaml.Field(in, "min"+bound)
		switch {
		case slices.Contains([]string{"!!int", "!!float", "!!bool", "!!null"}, key.ShortTag()):
			errs = append(errs, strictyaml.Errorf(s.file, key.Line, "%q stands where the name of a field is meant: put it in quotes", key.Value))
		case key.Value == "pattern" && value.Kind == yaml.ScalarNode:
			if _, err := regexp.Compile(value.Value); err != nil {
				errs = append(errs, strictyaml.Errorf(s.file, value.Line, "pattern: %v", err))
			}
		case upper && lower != nil:
			least, err := strconv.ParseFloat(lower.Value, 64)
			if most, other := strconv.ParseFloat(value.Value, 64); err == nil && other == nil && most < least {
				errs = append(errs, strictyaml.Errorf(s.file, value.Line, "%s is %s, less than min%s, which is %s", key.Value, value.Value, bound, lower.Value))
			}
		}
	})
	return errors.Join(errs...)
}

// checkContent checks that what a parameter or an answer holds is JSON, and a body a form: nothing else is read.
func (s *source) checkContent() error {
	var errs []error
	read := []string{"application/json", "application/x-www-form-urlencoded"}
	eachField(s.root, func(_, key, value *yaml.Node) {
		for i := 0; key.Value == "content" && i < len(value.Content); i += 2 {
			if kind := value.Content[i]; !slices.Contains(read, kind.Value) {
				errs = append(errs, strictyaml.Errorf(s.file, kind.Line, "nobody reads what is %q%s", kind.Value, nearest.Hint(kind.Value, read)))
			}
		}
	})
	return errors.Join(errs...)
}

// isSchema reports whether a mapping is a schema rather than a parameter, an operation or a response.
func isSchema(n *yaml.Node) bool {
	for _, other := range []string{"in", "operationId", "responses", "content", "schema", "get", "post"} {
		if key, _ := strictyaml.Field(n, other); key != nil {
			return false
		}
	}
	return true
}

func (s *source) wrongExtension(name, value string, l *spec.Ledger) string {
	if keyword, ok := strings.CutPrefix(name, "x-rule-"); ok && !slices.Contains(keywords(), keyword) {
		return fmt.Sprintf("%s: there is no keyword %q to speak of%s", name, keyword, nearest.Hint(keyword, keywords()))
	}
	switch {
	case name == "x-rule" || strings.HasPrefix(name, "x-rule-"):
		if value != codeRule && !s.knows(l, value) {
			if s.operation == spec.Platform {
				return fmt.Sprintf("%s: no rules.yaml of spec has a rule %q%s", name, value, l.Hint(value))
			}
			return fmt.Sprintf("%s: neither spec/%s/rules.yaml nor spec/platform/rules.yaml has a rule %q%s", name, s.operation, value, l.Hint(value))
		}
	case name == "x-origin":
		if value != string(spec.OriginPlatform) && value != string(spec.OriginField) {
			return fmt.Sprintf("x-origin %q is not known: platform or field", value)
		}
	case name == "x-partial":
		if value != "true" {
			return fmt.Sprintf("x-partial is %q: write true, or leave it out", value)
		}
	case name != "x-echoes":
		return fmt.Sprintf("unknown field %q%s", name, nearest.Hint(name, []string{"x-rule", "x-origin", "x-echoes", "x-partial", "x-codes"}))
	}
	return ""
}

// knows reports whether the file may name a rule by its short id. The platform's file may name a rule that only some operations
// state; unstated checks those that use it.
func (s *source) knows(l *spec.Ledger, short string) bool {
	if s.operation != spec.Platform {
		return l.Find(s.operation, short) != nil
	}
	return slices.ContainsFunc(l.Rules, func(r *spec.Rule) bool { return r.Name == short })
}

// checkCodes checks that the codes under each status are those of the operation's error rules. A rule that several operations share is
// told once.
func (s *source) checkCodes(l *spec.Ledger, wrong map[string]bool) error {
	documented := map[string]*spec.Rule{}
	var names []string
	for _, r := range l.RulesOf(s.operation) {
		if r.Kind == "error" {
			documented[r.Fact.Code], names = r, append(names, r.Fact.Code)
		}
	}
	if len(names) > 0 && s.find("x-codes") == nil {
		return strictyaml.Errorf(s.file, 0, "x-codes is missing: the codes that the ledger documents, by status; %s", strings.Join(names, ", "))
	}
	var errs []error
	told := map[string]bool{} // codes that are listed, or have an error already
	for _, status := range s.names([]string{"x-codes"}) {
		var elsewhere []*yaml.Node
		seen := map[string]bool{}
		for _, item := range s.find("x-codes", status).Content {
			code, r := item.Value, documented[item.Value]
			if seen[code] {
				errs = append(errs, strictyaml.Errorf(s.file, item.Line, "status %s: the code %s stands twice", status, code))
				continue
			}
			seen[code] = true
			if r == nil {
				errs = append(errs, strictyaml.Errorf(s.file, item.Line, "status %s: the ledger documents no code %q%s", status, code, nearest.Hint(code, names)))
				code = nearest.Name(code, names)
			} else if strconv.Itoa(r.Fact.Status) != status && !toldOf(r, wrong) {
				elsewhere = append(elsewhere, item)
			}
			told[code] = true
		}
		if len(elsewhere) > 0 {
			r := documented[elsewhere[0].Value]
			errs = append(errs, strictyaml.Errorf(s.file, elsewhere[0].Line, "%s stands under %s, and the ledger documents it with %d (%s:%d)%s", r.Fact.Code, status, r.Fact.Status, r.TextFile, r.TextLine, others(len(elsewhere)-1)))
		}
	}
	for _, code := range names {
		if r := documented[code]; !told[code] {
			errs = append(errs, s.errorAt([]string{"x-codes", strconv.Itoa(r.Fact.Status)}, "status %d: the documented code %s (%s:%d) is missing from x-codes", r.Fact.Status, code, r.TextFile, r.TextLine))
		}
	}
	return errors.Join(errs...)
}

// codes are the codes of the file, under whichever status, with the line of each.
func (s *source) codes() map[string]int {
	all := map[string]int{}
	for _, status := range s.names([]string{"x-codes"}) {
		for _, item := range s.find("x-codes", status).Content {
			all[item.Value] = item.Line
		}
	}
	return all
}

func others(n int) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprintf("; so do %d more of this status", n)
}
