package openapi

import (
	"errors"
	"maps"
	"slices"
	"strings"

	"github.com/slbconform/slbconform/internal/nearest"
	"github.com/slbconform/slbconform/internal/wire"
)

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

// checkActions checks that every path of the file has an x-action with known fields.
func (s *source) checkActions() error {
	var errs []error
	effects := []string{string(wire.Reads), string(wire.Creates), string(wire.Changes), string(wire.Deletes)}
	for _, path := range slices.Sorted(maps.Keys(mapping(s.tree, "paths"))) {
		way := []string{"paths", path, "post", actionField}
		says, misspelt := mapping(s.tree, way...), false
		for _, field := range slices.Sorted(maps.Keys(says)) {
			if known := []string{"does", "about", "lists", "in", "out", "invented"}; !slices.Contains(known, field) {
				misspelt = misspelt || nearest.Name(field, known) == "does"
				errs = append(errs, s.errorAt(way, "%s has no field %q%s", actionField, field, nearest.Hint(field, known)))
			}
		}
		if does := text(says["does"]); !slices.Contains(effects, does) && !(says["does"] == nil && misspelt) {
			errs = append(errs, s.errorAt(way, "%s needs %s, and in it does: reads, creates, changes or deletes%s", path, actionField, nearest.Hint(does, effects)))
		}
		errs = append(errs, s.checkActionNames(path))
	}
	return errors.Join(errs...)
}
