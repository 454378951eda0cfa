// Package methods finds what stands in a method of its own name, so that an operation needs no line outside its own files.
package methods

import (
	"iter"
	"reflect"
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
