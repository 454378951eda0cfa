package document

import (
	"slices"
	"strconv"
	"strings"

	"github.com/slbconform/slbconform/spec"
)

// factField is one field of a fact that is compared by value, under its name in the ledger.
type factField struct {
	name string
	get  func(f *spec.Fact) (value string, set bool)
	list func(f *spec.Fact) []string // for fields that are lists; get joins them, sorted
}

// factFields lists the fields in the order in which they are written and compared. Name is not among them: it
// says what the fact is about.
func factFields() []factField {
	return []factField{
		text("type", func(f *spec.Fact) string { return f.Type }),
		{name: "required", get: func(f *spec.Fact) (string, bool) {
			if f.Required == nil {
				return "", false
			}
			return strconv.FormatBool(*f.Required), true
		}},
		number("min", func(f *spec.Fact) *int { return f.Min }),
		number("max", func(f *spec.Fact) *int { return f.Max }),
		{name: "default", get: func(f *spec.Fact) (string, bool) {
			if f.Default == nil {
				return "", false
			}
			return *f.Default, true
		}},
		listField("values", func(f *spec.Fact) []string { return f.Values }),
		listField("classes", func(f *spec.Fact) []string { return f.Classes }),
		text("characters", func(f *spec.Fact) string { return sortedRunes(f.Characters) }),
		{name: "status", get: func(f *spec.Fact) (string, bool) { return strconv.Itoa(f.Status), f.Status != 0 }},
		text("code", func(f *spec.Fact) string { return f.Code }),
		text("message", func(f *spec.Fact) string { return f.Message }),
		text("description", func(f *spec.Fact) string { return f.Description }),
		text("action", func(f *spec.Fact) string { return f.Action }),
		text("level", func(f *spec.Fact) string { return f.Level }),
		text("resource", func(f *spec.Fact) string { return f.Resource }),
		text("arn", func(f *spec.Fact) string { return f.ARN }),
		listField("conditions", func(f *spec.Fact) []string { return f.Conditions }),
		listField("dependent", func(f *spec.Fact) []string { return f.Dependent }),
	}
}

func text(name string, of func(*spec.Fact) string) factField {
	return factField{name: name, get: func(f *spec.Fact) (string, bool) { return of(f), of(f) != "" }}
}

func number(name string, of func(*spec.Fact) *int) factField {
	return factField{name: name, get: func(f *spec.Fact) (string, bool) {
		if of(f) == nil {
			return "", false
		}
		return strconv.Itoa(*of(f)), true
	}}
}

// listField is set when it is not nil: an empty list says that there is none.
func listField(name string, of func(*spec.Fact) []string) factField {
	return factField{name: name, list: of, get: func(f *spec.Fact) (string, bool) {
		return "[" + strings.Join(slices.Sorted(slices.Values(of(f))), ", ") + "]", of(f) != nil
	}}
}

// sortedRunes makes one set of characters equal to another, whatever their order.
func sortedRunes(s string) string {
	runes := []rune(s)
	slices.Sort(runes)
	return string(runes)
}
