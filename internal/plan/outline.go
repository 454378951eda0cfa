package plan

import (
	"maps"
	"regexp"
	"slices"
	"strings"

	messages "github.com/cucumber/messages/go/v34"

	"github.com/slbconform/slbconform/internal/nearest"
)

// placeholder matches what a value of an outline's row replaces.
var placeholder = regexp.MustCompile(`<([^<>]+)>`)

// outline checks that the examples of an outline fill every placeholder, and that every column fills one.
func (r *reader) outline(s *messages.Scenario) {
	used := map[string]*messages.Location{}
	for _, text := range texts(s) {
		for _, m := range placeholder.FindAllStringSubmatch(text.says, -1) {
			if used[m[1]] == nil {
				used[m[1]] = text.at
			}
		}
	}
	switch names := slices.Sorted(maps.Keys(used)); {
	case len(s.Examples) > 0:
	case s.Keyword != "Scenario":
		r.mistake(s.Location, "outline %q has no examples, so it never runs", s.Name)
	case len(names) > 0:
		r.mistake(used[names[0]], "<%s> stands in a scenario without examples, and nothing fills it", names[0])
	}
	for _, e := range s.Examples {
		r.columns(s, e, used)
	}
}

func (r *reader) columns(s *messages.Scenario, e *messages.Examples, used map[string]*messages.Location) {
	if len(e.Tags) > 0 {
		r.untagged(e.Tags)
	}
	if e.TableHeader == nil {
		r.mistake(e.Location, "the examples of %q are empty, so it never runs", s.Name)
		return
	}
	var columns, meant []string
	for _, cell := range e.TableHeader.Cells {
		columns = append(columns, cell.Value)
	}
	names := slices.Sorted(maps.Keys(used))
	if !slices.ContainsFunc(names, func(name string) bool { return nearest.Name(name, columns) != "" }) && len(names) > 0 {
		r.mistake(e.TableHeader.Location, "the first row of the examples has to name their columns: %s", strings.Join(names, ", "))
		return
	}
	for _, name := range names {
		if !slices.Contains(columns, name) {
			r.mistake(used[name], "<%s> is filled by no column of the examples%s", name, nearest.Hint(name, columns))
			meant = append(meant, nearest.Name(name, columns))
		}
	}
	for _, name := range columns {
		if used[name] == nil && !slices.Contains(meant, name) {
			r.mistake(e.TableHeader.Location, "column %q fills nothing in %q", name, s.Name)
		}
	}
}

// untagged adds a mistake for tags: only a Rule: has one, the id of its rule.
func (r *reader) untagged(tags []*messages.Tag) {
	r.mistake(tags[0].Location, "tag %s stands where no rule begins; rule ids stand on Rule: and nothing else is tagged", tags[0].Name)
}

type said struct {
	says string
	at   *messages.Location
}

// texts are the texts of a scenario that may have placeholders.
func texts(s *messages.Scenario) []said {
	all := []said{{s.Name, s.Location}}
	for _, step := range s.Steps {
		all = append(all, said{step.Text, step.Location})
		if step.DocString != nil {
			all = append(all, said{step.DocString.Content, step.DocString.Location})
		}
		if step.DataTable == nil {
			continue
		}
		for _, row := range step.DataTable.Rows {
			for _, cell := range row.Cells {
				all = append(all, said{cell.Value, row.Location})
			}
		}
	}
	return all
}
