package plan

import (
	"path"
	"slices"

	"github.com/slbconform/slbconform/spec"
)

// ownFirst puts the features of operations before those of what they share, whose scenarios an operation with scenarios of
// its own for a shared rule does not run.
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

// owners are the operations whose rule a tag names, in a file of a folder of features: the operation of that name; else
// the platform, or every operation that made the shared rule its own and has no scenarios of its own for it; none for what
// names no rule.
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

// share adds a feature file to the plan, once for each operation that one of its rules belongs to. The error says that the
// folder, whose rules nobody has, is of no operation.
func (p *Plan) share(f featureFile, scenarios []Scenario, l *spec.Ledger) error {
	folder := path.Base(path.Dir(f.name))
	of := map[string][]string{} // by tag
	var operations []string
	for _, block := range f.all {
		of[block.id] = p.owners(l, folder, block.id)
		if of[block.id] == nil {
			if err := l.Folder("features", folder); err != nil {
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
				p.Scenarios = append(p.Scenarios, s)
			}
		}
	}
	return nil
}
