package openapi

import (
	"errors"
	"maps"
	"slices"
	"strings"

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

// checkActions checks that every path of the file has an x-action, which names what is there.
func (s *source) checkActions() error {
	var errs []error
	for _, path := range slices.Sorted(maps.Keys(mapping(s.tree, "paths"))) {
		way := []string{"paths", path, "post", actionField}
		if s.find(append(way, "does")...) == nil {
			errs = append(errs, s.errorAt(way, "%s needs %s, and in it does: reads, creates, changes or deletes", path, actionField))
		}
		errs = append(errs, s.checkActionNames(path))
	}
	return errors.Join(errs...)
}
