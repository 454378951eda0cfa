package proof

import (
	"slices"
	"strings"

	"github.com/slbconform/slbconform/spec"
)

// inAnswer says whether a rule promises something of the operation's success.
func (w *Workshop) inAnswer(id string) bool {
	r := w.rule(id)
	return r != nil && r.InDocument() && (r.Document[0].Section == "Response elements" || r.Document[0].Section == "Examples")
}

func isUnlike(rule string) bool { return slices.Contains(unlikeTheirKind(), rule) }

// wrongAnswer gets each member of a success wrong that the rule speaks of: missing, of another type, null, renamed,
// outside its values, or with a value that belongs to something else.
func (w *Workshop) wrongAnswer(r *spec.Rule) []*Mutant {
	var all []*Mutant
	if !w.inAnswer(r.Name) {
		return nil
	}
	for _, m := range w.members {
		if !m.answers() || m.origin != "" {
			continue
		}
		for _, f := range faults(m) {
			if m.rule(f.keyword) == r.Name {
				all = append(all, w.wrong(m, f))
			}
		}
		if m.rules["additionalProperties"] == r.Name {
			all = append(all, extra(m))
		}
	}
	return all
}

func (w *Workshop) wrong(m member, f fault) *Mutant {
	made := &Mutant{How: "answers with " + m.String() + " " + f.how, alter: func(s *server) {
		s.edits(m.action, succeeded(func(body []byte) []byte { return m.with(body, f.change) }))
	}}
	if strings.HasPrefix(f.how, "renamed") && m.closed != "" {
		made.Also = []string{m.closed}
	}
	return made
}

// with changes the place in a body. The body itself and the items of a list have no name to change them by: they
// are put in an object for the time being.
func (m member) with(body []byte, change func(map[string]any, string)) []byte {
	const before, after = `{"body":`, "}"
	path := append([]string{"body"}, m.path...)
	var changed []byte
	if last := len(path) - 1; path[last] == "[]" {
		changed = at([]byte(before+string(body)+after), path[:last], func(parent map[string]any, name string) {
			items, _ := parent[name].([]any)
			for i, item := range items {
				holder := map[string]any{"item": item}
				change(holder, "item")
				items[i] = holder["item"]
			}
		})
	} else {
		changed = at([]byte(before+string(body)+after), path, change)
	}
	return changed[len(before) : len(changed)-len(after)]
}

// extra adds a member that nobody declares.
func extra(m member) *Mutant {
	return &Mutant{How: "answers with a member that nobody declares in " + orTheBody(m), alter: func(s *server) {
		s.edits(m.action, succeeded(func(body []byte) []byte { return m.with(body, addUndeclared) }))
	}}
}

func addUndeclared(parent map[string]any, name string) {
	if object, ok := parent[name].(map[string]any); ok {
		object["Undeclared"] = "1"
	}
}

func orTheBody(m member) string {
	if len(m.path) == 0 {
		return "the body"
	}
	return m.String()
}
