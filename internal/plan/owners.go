package plan

import (
	"path"
	"slices"

	"github.com/slbconform/slbconform/spec"
)

// ownFirst sorts the features of operations before shared ones, because an operation with own scenarios for a shared rule does not
// run the shared ones.
func ownFirst(names []string, l *spec.Ledger) {
	slices.SortStableFunc(names, func(a, b string) int {
		own, other := l.Operation(path.Dir(a)) != nil, l.Operation(path.Dir(b)) != nil
		switch {
		case own == other:
			return 0
		case own:
			return -1
		}
		return 1
	})
}

// owners are the operations that run the scenarios with a tag in a folder of features: the operation of the folder; else the
// platform if the rule is its own; else all operations that share the rule and have no scenarios of their own for it.
func (p *Plan) owners(l *spec.Ledger, folder, tag string) []string {
	if l.Operation(folder) != nil {
		return []string{folder}
	}
	if l.Rule(spec.Platform+"/"+tag) != nil {
		return []string{spec.Platform}
	}
	var operations []string
	for _, r := range l.Rules {
		if r.Shared && r.Name == tag && !p.hasOwn(r.Operation, tag) {
			operations = append(operations, r.Operation)
		}
	}
	return operations
}

// hasOwn reports whether a feature in the operation's own folder has the tag.
func (p *Plan) hasOwn(operation, tag string) bool {
	return slices.ContainsFunc(p.files, func(f featureFile) bool {
		return path.Base(path.Dir(f.name)) == operation && slices.ContainsFunc(f.all, func(b ruleBlock) bool { return b.id == tag })
	})
}

// ofPlatform reports whether a folder holds scenarios of the platform's own rules, in this file or in one before it: then a tag that is
// no rule is a slip.
func (p *Plan) ofPlatform(f featureFile, l *spec.Ledger) bool {
	own := func(b ruleBlock) bool { return l.Rule(spec.Platform+"/"+b.id) != nil }
	return slices.ContainsFunc(append(slices.Clip(p.files), f), func(one featureFile) bool {
		return path.Dir(one.name) == path.Dir(f.name) && slices.ContainsFunc(one.all, own)
	})
}

// share adds a feature file to the plan, once for each operation that runs one of its rules. The error says that the folder is not
// an operation's.
func (p *Plan) share(f featureFile, scenarios []Scenario, l *spec.Ledger) error {
	folder := path.Base(path.Dir(f.name))
	of := map[string][]string{} // by tag
	var operations []string
	for _, block := range f.all {
		of[block.id] = p.owners(l, folder, block.id)
		if of[block.id] == nil {
			if err := l.Folder("features", folder); err != nil && !p.ofPlatform(f, l) {
				return err // the folder is the mistake, not all that stands in it
			}
			of[block.id] = []string{spec.Platform}
		}
		for _, operation := range of[block.id] {
			if !slices.Contains(operations, operation) {
				operations = append(operations, operation)
			}
		}
	}
	for _, operation := range operations {
		one := f
		one.operation, one.uri, one.rules = operation, f.name, nil
		if operation != folder && operation != spec.Platform {
			one.uri += "@" + operation
		}
		for _, block := range f.all {
			if slices.Contains(of[block.id], operation) {
				one.rules = append(one.rules, block)
			}
		}
		p.files = append(p.files, one)
		for _, s := range scenarios {
			if slices.Contains(of[s.Rule], operation) {
				s.Operation, s.Rule, s.uri = operation, operation+"/"+s.Rule, one.uri
				p.Scenarios = append(p.Scenarios, &s)
			}
		}
	}
	return nil
}
