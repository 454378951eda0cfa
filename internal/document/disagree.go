package document

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
)

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
