package steps

import (
	"context"
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/slbconform/slbconform/internal/target"
	"github.com/slbconform/slbconform/internal/wire"
)

// listedGroup is what the answer lists of the scenario's group; nil when it does not list it.
func (w *World) listedGroup() (map[string]json.RawMessage, error) { return w.listedAs(w.group.id) }

// listedAs is what the answer lists of a group; nil when it does not list it.
func (w *World) listedAs(id string) (map[string]json.RawMessage, error) {
	x, members, err := w.success()
	if err != nil {
		return nil, err
	}
	var groups struct{ VServerGroup []server }
	if err := wire.Decode(members["VServerGroups"], &groups); err != nil {
		return nil, w.violatedBy(x, "a list of vServer groups", err.Error())
	}
	var found server
	for _, g := range w.distinct(x, groups.VServerGroup) {
		if string(g["VServerGroupId"]) != wire.Quote(id) {
			continue
		}
		if found != nil {
			return nil, w.violatedBy(x, "a list with "+id+" once", shortAnswer(x))
		}
		found = g
	}
	return found, nil
}

// aboutGroup looks at what the answer lists of the scenario's group, which must be listed.
func (w *World) aboutGroup(ctx context.Context, look func(g map[string]json.RawMessage) error) error {
	return w.listedLate(ctx, func() error {
		g, err := w.listedGroup()
		switch {
		case err != nil:
			return err
		case g == nil:
			return w.notListed(w.group, "a list with "+w.group.id)
		}
		return look(g)
	})
}

// notListed is the violation by an answer that lacks a group. One that names others, where none were filtered out, may be a
// part of the list; but not where it names the group and has its id wrong.
func (w *World) notListed(of group, expected string) error {
	x := w.last.exchange
	others, _ := groupsIn(x)
	filtered := slices.ContainsFunc(slices.Collect(maps.Keys(x.Request.Params())), func(name string) bool {
		return name == "Description" || strings.HasPrefix(name, "Tag.")
	})
	named := slices.ContainsFunc(others, func(g groupOfBalancer) bool { return g.VServerGroupName == of.name })
	return marked(w.violatedBy(x, expected, shortAnswer(x)), func(v *Violation) {
		v.Filtered = filtered
		switch {
		case named:
		case len(others) > 0 && !filtered:
			v.Shows = AmongOthers
		default:
			v.Shows = Unlisted
		}
	})
}

// listedLate looks at the answer, and where a change may show late makes the call again: a list lags behind as a
// read-back does.
func (w *World) listedLate(ctx context.Context, look func() error) error {
	return w.repeated(ctx, func() error { return w.whenRepeat(ctx, shape{}) }, look)
}

// inside follows a path into objects, and into the first item of each array; nil when it ends early.
func inside(members map[string]json.RawMessage, path string) json.RawMessage {
	var raw json.RawMessage
	for _, name := range strings.Split(path, ".") {
		var items []json.RawMessage
		if json.Unmarshal(raw, &items) == nil && len(items) > 0 {
			raw = items[0]
		}
		if raw != nil {
			members = nil
			if json.Unmarshal(raw, &members) != nil {
				return nil
			}
		}
		if raw = members[name]; raw == nil {
			return nil
		}
	}
	return raw
}

// memberIs reports whether the raw JSON of a member is what a sentence says of it: of a type, or a value.
func (w *World) memberIs(raw json.RawMessage, expected string) (bool, error) {
	var text string
	isText := json.Unmarshal(raw, &text) == nil && text != ""
	switch expected {
	case "an object":
		return strings.HasPrefix(string(raw), "{"), nil
	case "an array":
		return strings.HasPrefix(string(raw), "[") && string(raw) != "[]", nil
	case "a text":
		return isText, nil
	case "a time in UTC":
		_, err := time.Parse("2006-01-02T15:04:05Z", text)
		return err == nil, nil
	}
	v, err := (&scanner{rest: expected}).value()
	if err != nil {
		return false, err
	}
	value, err := v(w, target.Resource{})
	return sameJSON(value, string(raw)), err
}

// memberIsNot is the violation of a sentence about a member that is other than it says.
func (w *World) memberIsNot(x *wire.Exchange, path, expected string, got json.RawMessage) error {
	says := expected
	if slices.Contains([]string{"[]", "{}", `""`}, string(got)) {
		says += " that is not empty"
	}
	err := w.violatedBy(x, path+", "+says, server{path: got}.text(path))
	return marked(err, func(v *Violation) {
		v.Itemless = expected == "an array" && string(got) == "[]"
		v.TwoPorts = v.Itemless && w.group.onTwoPorts()
	})
}
