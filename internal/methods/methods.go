// Package methods finds what stands in a method of its own name, so that an operation needs no line outside its own files.
package methods

import (
	"fmt"
	"iter"
	"reflect"
	"slices"

	"github.com/slbconform/slbconform/internal/nearest"
)

// Of calls the methods of a value that make a T, and hands out what each makes under its name, in alphabetical order.
func Of[T any](value any) iter.Seq2[string, T] {
	return func(yield func(string, T) bool) {
		for method, call := range reflect.ValueOf(value).Methods() {
			if make, ok := call.Interface().(func() T); ok && !yield(method.Name, make()) {
				return
			}
		}
	}
}

// Hold holds that the methods of a folder are those of the operations that have a ledger. The error names one, and what was meant:
// a method that is misspelt is one mistake, and not two.
func Hold(folder string, methods, operations []string) error {
	others := slices.DeleteFunc(slices.Clone(methods), func(name string) bool { return slices.Contains(operations, name) })
	for _, name := range operations {
		if !slices.Contains(methods, name) {
			return fmt.Errorf("%s: no file op_*.go has a method %s, and spec/%s/rules.yaml is there: docs/adding-an-operation.md shows one%s", folder, name, name, nearest.Hint(name, others))
		}
	}
	if len(others) > 0 {
		return fmt.Errorf("%s: a file op_*.go has a method %s, and spec/%s/rules.yaml is not there: an operation begins with its ledger", folder, others[0], others[0])
	}
	return nil
}
