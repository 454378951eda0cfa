package spec

import (
	"maps"
	"path"
	"reflect"
	"slices"

	"github.com/slbconform/slbconform/internal/nearest"
)

// resolve is the rule that an entry stands for; nil, with the mistake noted, when there is none.
func (l *loader) resolve(e *entry) *Rule {
	if e.Shares == "" {
		return &e.Rule
	}
	shared := l.shared[e.Shares]
	switch {
	case len(l.shared) == 0:
		l.mistake(path.Join("spec", Platform, rulesFile), 0, "it shares no rule, and operations have rules of it: is the file missing, or its list shared:?")
		return nil
	case shared == nil:
		l.mistake(e.File, e.Line, "spec/platform/rules.yaml shares no rule %q%s", e.Shares, nearest.Hint(e.Shares, slices.Sorted(maps.Keys(l.shared))))
		return nil
	case !e.ownOnly():
		l.mistake(e.File, e.Line, "rule %q is shared, so its id, says, kind and fact stand in spec/platform/rules.yaml; here stand its document, basis, codes and note", e.Shares)
		return nil
	}
	own := *shared
	own.Document, own.Shared, own.Line, own.File = e.Document, true, e.Line, e.File
	own.TextFile, own.TextLine = shared.File, shared.Line
	if e.Basis != "" {
		own.Basis = e.Basis
	}
	if e.Note != "" {
		own.Note = e.Note
	}
	if e.Codes != nil {
		own.Codes = e.Codes
	}
	return &own
}

// ownOnly reports whether the entry of a shared rule says only what an operation says of it.
func (e *entry) ownOnly() bool {
	rest := e.Rule
	rest.Document, rest.Basis, rest.Codes, rest.Note, rest.File, rest.Line = nil, "", nil, "", "", 0
	return reflect.ValueOf(rest).IsZero()
}
