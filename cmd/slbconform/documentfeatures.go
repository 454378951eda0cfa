package main

import (
	"cmp"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"github.com/slbconform/slbconform/internal/document"
	"github.com/slbconform/slbconform/internal/plan"
)

// examined says of each rule of an operation, by its short id, by which scenarios the features of a project examine it,
// and where.
func examined(w *document.Workspace, operation string) (scenarios, places map[string][]string, err error) {
	scenarios, places = map[string][]string{}, map[string][]string{}
	if found, err := fs.Glob(w.Files, "features/*/*.feature"); err != nil || len(found) == 0 {
		return scenarios, places, err
	}
	files, err := fs.Sub(w.Files, "features")
	if err != nil {
		return nil, nil, err
	}
	p, err := plan.Read(files, w.Ledger)
	if err != nil {
		return nil, nil, err
	}
	add := func(to map[string][]string, rule, what string) {
		if !slices.Contains(to[rule], what) {
			to[rule] = append(to[rule], what)
		}
	}
	for _, s := range p.Scenarios {
		if of, rule, _ := strings.Cut(s.Rule, "/"); of == operation {
			add(scenarios, rule, cmp.Or(s.Outline, s.Name))
			add(places, rule, fmt.Sprintf("%s:%d", s.File, s.RuleLine))
		}
	}
	return scenarios, places, nil
}
