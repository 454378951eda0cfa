package document

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/slbconform/slbconform/spec"
)

// factField is one field of a fact that is compared by value, under its name in the ledger.
type factField struct {
	name string
	at   int // index in spec.Fact
}

// factFields lists the fields in the order in which they are written and compared. Name and of say what the fact is about,
// and a sample is compared as a file.
func factFields() []factField {
	var all []factField
	fact := reflect.TypeFor[spec.Fact]()
	for i := range fact.NumField() {
		name, _, _ := strings.Cut(fact.Field(i).Tag.Get("yaml"), ",")
		if !slices.Contains([]string{"name", "of", "sample"}, name) {
			all = append(all, factField{name, i})
		}
	}
	return all
}

// get is the field of a fact as a text, and whether it is set. A list is sorted, and set when it is not nil: an empty one
// says that there is none.
func (field factField) get(f *spec.Fact) (text string, set bool) {
	value := reflect.ValueOf(f).Elem().Field(field.at)
	switch {
	case value.IsZero():
		return "", false
	case value.Kind() == reflect.Pointer:
		value = value.Elem()
	case value.Kind() == reflect.Slice:
		return listed(field.list(f)), true
	case field.name == "characters":
		return sortedRunes(value.String()), true
	}
	return fmt.Sprint(value), true
}

// list is the field where it is a list.
func (field factField) list(f *spec.Fact) []string {
	values, _ := reflect.ValueOf(f).Elem().Field(field.at).Interface().([]string)
	return values
}

// same reports whether two values of the field are equal. Pages do not agree on the case of RAM resources and their ARNs.
func (field factField) same(a, b string) bool {
	if field.name == "resource" || field.name == "arn" {
		return strings.EqualFold(a, b)
	}
	return a == b
}

// isList reports whether the field is a list.
func (field factField) isList() bool {
	return reflect.TypeFor[spec.Fact]().Field(field.at).Type.Kind() == reflect.Slice
}

// listed is a list of values as a text.
func listed(values []string) string {
	return "[" + strings.Join(slices.Sorted(slices.Values(values)), ", ") + "]"
}

// sortedRunes makes one set of characters equal to another, whatever their order.
func sortedRunes(s string) string {
	runes := []rune(s)
	slices.Sort(runes)
	return string(runes)
}
