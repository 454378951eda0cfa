package plan

import (
	"cmp"
	"fmt"

	messages "github.com/cucumber/messages/go/v34"

	"github.com/slbconform/slbconform/internal/strictyaml"
	"github.com/slbconform/slbconform/steps"
)

// shapeMistakes checks what patterns of sentences cannot: every part of a sentence is understood, its table or doc string follows
// it, and a scenario makes a call and asserts something.
func (p *Plan) shapeMistakes(vocabulary *steps.Vocabulary) []error {
	var errs []error
	told := map[string]bool{} // the rows of an outline share their lines
	add := func(s *Scenario, line int, format string, args ...any) {
		if at := fmt.Sprintf("%s:%d", s.File, line); !told[at] {
			told[at] = true
			errs = append(errs, strictyaml.Errorf(s.File, line, format, args...))
		}
	}
	for i := range p.Scenarios {
		s := &p.Scenarios[i]
		acts, looks := false, false
		for _, step := range s.Steps {
			d := vocabulary.Meaning(step.Text)
			if d == nil {
				acts, looks = true, true // whatever it was to be: the sentence itself is the mistake
				continue
			}
			acts, looks = acts || d.Acts, looks || d.Asserts
			if err := d.Check(step.Text); err != nil {
				add(s, step.Line, "%q is not understood: %v", step.Text, err)
			}
			if what := misplaced(step.under, d); what != "" {
				add(s, step.Line, "%q %s", step.Text, what)
			}
			if takes := d.Takes(); takes != step.follows {
				add(s, step.Line, "%q is followed by %s; it takes %s", step.Text, cmp.Or(step.follows, "nothing"), cmp.Or(takes, "nothing"))
			} else if step.table != nil {
				if row, err := steps.CheckTable(step.table); err != nil {
					add(s, int(step.rows[row].Location.Line), "%v", err)
				}
			}
		}
		if !acts {
			add(s, s.Start, "scenario %q makes no call; a When sentence is missing", s.Name)
		}
		if !looks {
			add(s, s.Start, "scenario %q looks at nothing, so it can never fail; a Then sentence is missing", s.Name)
		}
	}
	return errs
}

// misplaced says why a sentence is wrong under Given, When or Then: one that only asserts has to be under Then, one that only sets
// up must not be. It is "" if it stands under the right one.
func misplaced(at messages.PickleStepType, d *steps.Definition) string {
	switch {
	case at != messages.PickleStepType_OUTCOME && d.Asserts && !d.Acts:
		return "looks at what came of a call, and does not stand under Then"
	case at == messages.PickleStepType_OUTCOME && !d.Asserts && !d.Acts:
		return "stands under Then, and looks at nothing: what is set up stands under Given"
	}
	return ""
}
