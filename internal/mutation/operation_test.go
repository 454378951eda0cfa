package mutation

import (
	"reflect"

	"github.com/slbconform/slbconform/spec"
)

// Operation is what is special to one operation in the proof.
type Operation struct {
	Name       string                                 // that of the method of catalogue that makes it
	ReadsGroup bool                                   // the features read a group by it
	Changes    string                                 // the only member of a backend server that it changes; "" is every one
	RefusesIt  func(*Generator, *spec.Rule) []*Mutant // how it refuses what it should take; nil: as all do
	Sorts      []Sort                                 // of mutants that no other operation has; its rules name them under broken_by
	Variants   []*Mutant                              // where its documents are silent, or two of them say two things
}

// catalogue has a method for each operation that needs something of its own, in a file of its own.
type catalogue struct{}

func operations() []Operation {
	var all []Operation
	for method := range reflect.TypeFor[catalogue]().Methods() {
		all = append(all, operationOf(method.Name))
	}
	return all
}

// operationOf is what is special to an action; nothing is to most.
func operationOf(action string) Operation {
	o := Operation{}
	if made := reflect.ValueOf(catalogue{}).MethodByName(action); made.IsValid() {
		o = made.Call(nil)[0].Interface().(Operation)
	}
	o.Name = action
	return o
}

// readsGroup reports whether the features read a group by an action.
func readsGroup(action string) bool { return operationOf(action).ReadsGroup }
