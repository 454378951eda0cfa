package mutation

import (
	"slices"
	"sync"

	"github.com/slbconform/slbconform/internal/methods"
	"github.com/slbconform/slbconform/spec"
)

// Operation is what is special to one operation in the proof.
type Operation struct {
	Name       string                                 // that of the method of catalogue that makes it
	ReadsGroup bool                                   // the features read a group by it
	Changes    string                                 // the only member of a backend server that it changes; "" is every one
	RefusesIt  func(*Generator, *spec.Rule) []*Mutant // how it refuses what it should take; nil: as all do
	Requires   func(*spec.Rule) []string              // sorts that a rule must have beside those of its kind; nil for none
	Sorts      []Sort                                 // of mutants that no other operation has; those that are Named are named by its rules under broken_by
	Variants   []*Mutant                              // where its documents are silent, or two of them say two things
}

// catalogue has a method for each operation that needs something of its own, in a file of its own.
type catalogue struct{}

func operations() []Operation {
	var all []Operation
	for name, o := range methods.Of[Operation](catalogue{}) {
		o.Name = name
		all = append(all, o)
	}
	return all
}

// operationOf is what is special to an action; nothing is to most. It is asked at every call, and finding the methods took
// a tenth of a mutation run.
func operationOf(action string) Operation {
	all := found()
	if i := slices.IndexFunc(all, func(o Operation) bool { return o.Name == action }); i >= 0 {
		return all[i]
	}
	return Operation{Name: action}
}

var found = sync.OnceValue(operations)

// readsGroup reports whether the features read a group by an action.
func readsGroup(action string) bool { return operationOf(action).ReadsGroup }
