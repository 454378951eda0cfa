package openapi

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
	"github.com/slbconform/slbconform/spec"
)

// checkFacts checks that the members of schemas have the names and types that the facts of their rules have. Otherwise answers
// that keep the ledger would be departures. A fact that several operations share is told once.
func (s *source) checkFacts(platform *source, l *spec.Ledger, told map[string]bool) error {
	f := factCheck{source: s, platform: platform, ledger: l, told: told}
	eachField(s.root, func(in, key, value *yaml.Node) {
		switch {
		case key.Value == "x-rule" && value.Kind == yaml.ScalarNode:
			f.typed(in, value.Value)
		case key.Value == "properties" && value.Kind == yaml.MappingNode:
			f.named(in, value)
		case strings.HasPrefix(key.Value, "x-rule-"):
			f.bounded(in, strings.TrimPrefix(key.Value, "x-rule-"), value.Value)
		}
	})
	return errors.Join(f.wrong...)
}

// undeclared names the rules whose fact or echo is about a parameter or a member that no file declares.
func undeclared(sources []*source, l *spec.Ledger) error {
	names := []string{"*"} // every member
	for _, s := range sources {
		names = append(names, s.members()...)
		eachField(s.root, func(_, key, value *yaml.Node) {
			if key.Value == "name" {
				names = append(names, value.Value)
			}
		})
	}
	var errs []error
	told := map[string]bool{} // a shared rule is one of several operations
	for _, r := range l.Rules {
		about := slices.Collect(maps.Values(r.Echo))
		if r.Operation != spec.Platform { // its own may be about a header of the signature
			about = append(about, r.Fact.Name)
		}
		for _, name := range about {
			if at := fmt.Sprint(r.TextFile, r.TextLine); name != "" && !slices.Contains(names, name) && !told[at] {
				told[at] = true
				errs = append(errs, strictyaml.Errorf(r.TextFile, r.TextLine, "rule %q is about %q, and no openapi.yaml declares a parameter or a member of this name%s", r.Name, name, nearest.Hint(name, names)))
			}
		}
	}
	return errors.Join(errs...)
}

type factCheck struct {
	*source
	platform *source
	ledger   *spec.Ledger
	told     map[string]bool
	wrong    []error
}

// rule is the one that a schema names; nil for none.
func (f *factCheck) rule(short string) *spec.Rule {
	if r := f.ledger.Find(f.operation, short); r != nil {
		return r
	}
	at := slices.IndexFunc(f.ledger.Rules, func(r *spec.Rule) bool { return r.Name == short })
	if at < 0 {
		return nil
	}
	return f.ledger.Rules[at]
}

// toldOf reports whether the fact of a rule was told already as one that a file does not agree with; from now on it was.
func toldOf(r *spec.Rule, told map[string]bool) bool {
	at := fmt.Sprint(r.TextFile, r.TextLine)
	defer func() { told[at] = r.Shared }()
	return told[at]
}

// typed checks the type of a schema against that of its rule, except for objects and lists, which may be JSON in a string.
func (f *factCheck) typed(schema *yaml.Node, short string) {
	_, is := strictyaml.Field(schema, "type")
	if r := f.rule(short); r != nil && r.Fact.Type != "" && is != nil && scalar(is.Value) && is.Value != r.Fact.Type && !toldOf(r, f.told) {
		f.wrong = append(f.wrong, strictyaml.Errorf(f.file, is.Line, "it is of the type %s, and by the rule %s of the type %s (%s:%d)", is.Value, short, r.Fact.Type, r.TextFile, r.TextLine))
	}
}

// bounded holds a limit that a schema sets against that of its rule.
func (f *factCheck) bounded(schema *yaml.Node, keyword, short string) {
	_, is := strictyaml.Field(schema, keyword)
	r := f.rule(short)
	if is == nil || r == nil {
		return
	}
	limit := map[bool]*int{true: r.Fact.Min, false: r.Fact.Max}[strings.HasPrefix(keyword, "min")]
	if n, err := strconv.Atoi(is.Value); err == nil && limit != nil && n != *limit && !toldOf(r, f.told) {
		f.wrong = append(f.wrong, strictyaml.Errorf(f.file, is.Line, "%s is %d, and by the rule %s %d (%s:%d)", keyword, n, short, *limit, r.TextFile, r.TextLine))
	}
}

// named holds the names of an object's members against those of their rules, and what it requires against what it declares.
func (f *factCheck) named(object, members *yaml.Node) {
	var names, meant []string
	for i := 0; i+1 < len(members.Content); i += 2 {
		key, schema := members.Content[i], f.followed(members.Content[i+1])
		names = append(names, key.Value)
		_, is := strictyaml.Field(schema, "type")
		_, short := strictyaml.Field(schema, "x-rule")
		if short == nil || is != nil && !scalar(is.Value) {
			continue
		}
		if r := f.rule(short.Value); r != nil && r.Fact.Name != "" && r.Fact.Name != key.Value {
			meant = append(meant, r.Fact.Name)
			f.wrong = append(f.wrong, strictyaml.Errorf(f.file, key.Line, "the member %s speaks of the rule %s, which is about %s (%s:%d)", key.Value, short.Value, r.Fact.Name, r.TextFile, r.TextLine))
		}
	}
	_, required := strictyaml.Field(object, "required")
	for i := 0; required != nil && i < len(required.Content); i++ {
		if name := required.Content[i]; !slices.Contains(names, name.Value) && !slices.Contains(meant, name.Value) {
			f.wrong = append(f.wrong, strictyaml.Errorf(f.file, name.Line, "required: the object declares no member %q%s", name.Value, nearest.Hint(name.Value, names)))
		}
	}
}

// followed is the schema that a $ref leads to; the schema itself if it has none, or a wrong one, which checkReferences reports.
func (f *factCheck) followed(schema *yaml.Node) *yaml.Node {
	_, ref := strictyaml.Field(schema, "$ref")
	if ref == nil {
		return schema
	}
	way := strings.Split(strings.TrimPrefix(ref.Value, "#/"), "/")
	if own := f.find(way...); own != nil {
		return own
	}
	if shared := f.platform.find(way...); shared != nil {
		return shared
	}
	return schema
}

func scalar(kind string) bool {
	return slices.Contains([]string{"string", "integer", "number", "boolean"}, kind)
}
