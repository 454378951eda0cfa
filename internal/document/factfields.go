package document

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strconv"
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

// Disagreements are the values in which the page and the metadata of an operation differ, or that only one of them has:
// codes with status and message, types, required marks. They are defects of the documents, not of a service.
func (l *Lock) Disagreements() []string {
	page, metadata := l.Document(Page), l.Document(Metadata)
	if page == nil || metadata == nil {
		return nil
	}
	a, b := valuesOf(page), valuesOf(metadata)
	var keys []comparedValue
	keys = slices.AppendSeq(slices.AppendSeq(keys, maps.Keys(a)), maps.Keys(b))
	slices.SortFunc(keys, func(x, y comparedValue) int {
		return strings.Compare(x.section+x.what+x.field, y.section+y.what+y.field)
	})
	var out []string
	for _, k := range slices.Compact(keys) {
		onPage, inMetadata := strings.Join(a[k], " and "), strings.Join(b[k], " and ")
		// A page has the description of a code after its message.
		described := strings.HasPrefix(k.field, "status") && inMetadata != "" && strings.HasPrefix(onPage, inMetadata)
		if onPage != inMetadata && !described {
			out = append(out, fmt.Sprintf("%s, %s: the page says %s, the metadata %s", k.what, k.field, orNothing(onPage), orNothing(inMetadata)))
		}
	}
	return out
}

// comparedValue names a value that both forms carry.
type comparedValue struct{ section, what, field string }

// valuesOf are the values of a document, each with all that is said of it. The page gives no type of a nested list's
// items other than in the list's, and metadata no members of the JSON in a string.
func valuesOf(d *Locked) map[comparedValue][]string {
	out := map[comparedValue][]string{}
	add := func(s *Statement, what, field, value string) {
		k := comparedValue{s.Section, what, field}
		if !slices.Contains(out[k], value) {
			out[k] = append(out[k], value)
			slices.Sort(out[k])
		}
	}
	for i := range d.Statements {
		s := &d.Statements[i]
		for _, f := range s.Facts {
			switch {
			case f.Kind == "error":
				add(s, f.Code, "status and message", strconv.Itoa(f.Status)+" "+f.Message)
			case f.Type != "" && f.Name != "" && (s.Kind == Row || s.Kind == Value) && !strings.Contains(s.Path, "[] > type"):
				add(s, f.Name, "type", f.Type)
			case f.Required != nil && f.Name != "" && (s.Kind == Row || s.Kind == Value) && !strings.Contains(s.Path, "[] > required"):
				add(s, f.Name, "required", strconv.FormatBool(*f.Required))
			}
		}
	}
	return out
}
