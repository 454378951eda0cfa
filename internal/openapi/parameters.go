package openapi

import (
	"errors"
	"maps"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"github.com/slbconform/slbconform/internal/nearest"
	"github.com/slbconform/slbconform/internal/strictyaml"
	"github.com/slbconform/slbconform/internal/wire"
)

// checkParameters returns an error for parameters of an operation's file that the platform's file has too: the merged document
// would have both.
func (s *source) checkParameters(platform *source) error {
	var errs []error
	common := platform.names([]string{"components", "parameters"})
	for _, path := range s.names([]string{"paths"}) {
		for _, p := range s.parameters(path) {
			name, line := field(p, "name"), p.Line
			_, schema := strictyaml.Field(p, "schema")
			switch {
			case slices.Contains(common, name):
				errs = append(errs, strictyaml.Errorf(s.file, line, "%s is the platform's, %s: every operation has it from there, so leave it out", name, platform.file))
			case schema != nil && field(schema, "$ref") == "" && platform.find("components", "schemas", name) != nil:
				errs = append(errs, strictyaml.Errorf(s.file, line, "%s is the platform's, %s: write schema: {$ref: '#/components/schemas/%s'}", name, platform.file, name))
			}
		}
	}
	return errors.Join(errs...)
}

// checkActionNames checks that the parameters that x-action names exist; what an action creates or lists may be a member of its
// answer instead.
func (s *source) checkActionNames(path string) error {
	var errs []error
	says := mapping(s.tree, "paths", path, "post", actionField)
	var taken []string
	for _, p := range s.parameters(path) {
		taken = append(taken, field(p, "name"))
	}
	for _, name := range []string{"about", "lists", "in", "out"} {
		known := taken
		if name == "lists" || name == "about" && says["does"] == "creates" {
			known = slices.Concat(taken, s.members())
		}
		if value := text(says[name]); says[name] != nil && !slices.Contains(known, value) {
			errs = append(errs, s.errorAt([]string{"paths", path, "post", actionField, name}, "%s names %q under %s, and %s has nothing of this name%s", actionField, value, name, strings.TrimPrefix(path, "/"), nearest.Hint(value, known)))
		}
	}
	return errors.Join(errs...)
}

// parameters are the parameters of a path in the file.
func (s *source) parameters(path string) []*yaml.Node {
	if list := s.find("paths", path, "post", "parameters"); list != nil {
		return list.Content
	}
	return nil
}

// members are the names of all members of schemas in the file.
func (s *source) members() []string {
	var names []string
	eachField(s.root, func(_, key, value *yaml.Node) {
		for i := 0; key.Value == "properties" && i < len(value.Content); i += 2 {
			names = append(names, value.Content[i].Value)
		}
	})
	return names
}

// field is the text of a field of a mapping; "" where there is none.
func field(n *yaml.Node, name string) string {
	if _, value := strictyaml.Field(n, name); value != nil {
		return value.Value
	}
	return ""
}

// actionField says what an action does.
const actionField = "x-action"

// Actions are what the schema says that each action does. The map is shared and must not be changed.
func (d *Document) Actions() wire.Actions { return d.actions }

// readActions reads what each action of the merged document does.
func readActions(tree node) wire.Actions {
	all := wire.Actions{}
	for path := range mapping(tree, "paths") {
		says := mapping(tree, "paths", path, "post", actionField)
		all[strings.TrimPrefix(path, "/")] = wire.Action{Does: wire.Effect(text(says["does"])), About: text(says["about"]), Lists: text(says["lists"]), In: text(says["in"]), Out: text(says["out"]), Invented: says["invented"] == true}
	}
	return all
}

// checkActions checks that every path of the file has an x-action, which names what is there.
func (s *source) checkActions() error {
	var errs []error
	for _, path := range slices.Sorted(maps.Keys(mapping(s.tree, "paths"))) {
		way := []string{"paths", path, "post", actionField}
		if s.find(way[:3]...) == nil {
			continue // a mistake of its own
		}
		if s.find(append(way, "does")...) == nil {
			errs = append(errs, s.errorAt(way, "%s needs %s, and in it does: reads, creates, changes or deletes", path, actionField))
		}
		errs = append(errs, s.checkActionNames(path))
	}
	return errors.Join(errs...)
}
