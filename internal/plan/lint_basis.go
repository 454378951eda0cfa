package plan

import (
	"slices"
	"strings"

	"github.com/slbconform/slbconform/internal/strictyaml"
	"github.com/slbconform/slbconform/spec"
)

// ledgerMistakes checks that each Rule: line has the words of the ledger, and that the lines below it name each basis other than
// stated.
func (p *Plan) ledgerMistakes(l *spec.Ledger) []error {
	var errs []error
	told := map[string]bool{} // a shared rule may stand in several features, and be changed in the ledger
	for _, f := range p.files {
		for _, block := range f.rules {
			rule := l.Rule(f.operation + "/" + block.id)
			if rule == nil {
				continue // a mistake of its own
			}
			if says := strings.TrimSuffix(rule.Says, "."); block.title != says && !told[block.title+"\n"+says] {
				told[block.title+"\n"+says] = true
				errs = append(errs, strictyaml.Errorf(f.name, block.line, "the rule reads %q, and %s:%d says of %s: %q", block.title, rule.TextFile, rule.TextLine, block.id, says))
			}
			if marked, due := marks(block.text, f.operation), dueMarks(rule); !slices.Equal(marked, due) {
				errs = append(errs, strictyaml.Errorf(f.name, block.line, "below rule %s stands %s; by its basis it is to be %s, each a line with a reason",
					block.id, quoted(marked), quoted(due)))
			}
		}
	}
	return errs
}

// dueMarks are the words with which the lines below a Rule: have to begin.
func dueMarks(r *spec.Rule) []string {
	var due []string
	if r.Kind != "error" {
		if r.Basis != spec.Stated {
			due = append(due, title(string(r.Basis)))
		}
		if r.LeavesOut != "" {
			due = append(due, title(string(spec.Inferred))+" of "+r.LeavesOut)
		}
		return due
	}
	if r.Basis != spec.Stated {
		due = append(due, "Row "+string(r.Basis))
	}
	if r.Cause.Basis != spec.Stated {
		due = append(due, "Cause "+string(r.Cause.Basis))
	}
	return due
}

// marks are the words before the colon of each line that has one. A line in a shared feature may be for some operations only:
// "Inferred for SetVServerGroupAttribute: …", and be of one type of backend server: "Inferred of eci: …".
func marks(text, operation string) []string {
	var found []string
	for line := range strings.Lines(text) {
		mark, _, ok := strings.Cut(strings.TrimSpace(line), ": ")
		mark, some, limited := strings.Cut(mark, " for ")
		if ok && (!limited || slices.Contains(strings.Split(some, ", "), operation)) {
			found = append(found, mark)
		}
	}
	return found
}

func title(word string) string { return strings.ToUpper(word[:1]) + word[1:] }

func quoted(marks []string) string {
	if len(marks) == 0 {
		return "no basis"
	}
	return `"` + strings.Join(marks, `: …" and "`) + `: …"`
}
