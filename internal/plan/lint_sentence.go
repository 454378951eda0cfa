package plan

import (
	"cmp"
	"fmt"
	"strings"
	"unicode"

	messages "github.com/cucumber/messages/go/v34"

	"github.com/slbconform/slbconform/internal/nearest"
	"github.com/slbconform/slbconform/internal/strictyaml"
	"github.com/slbconform/slbconform/steps"
)

// sentenceMistakes checks that every sentence has one meaning, and what patterns cannot: every part of it is understood, as is its
// table or doc string, and a scenario makes a call and asserts something.
func (p *Plan) sentenceMistakes(vocabulary *steps.Vocabulary) []error {
	var errs []error
	told := map[string]bool{}       // the rows of an outline share their lines
	understood := map[string]bool{} // sentences: most stand in many scenarios
	add := func(s *Scenario, line int, format string, args ...any) {
		at, row := fmt.Sprintf("%s:%d", s.File, line), fmt.Sprintf("%s:%d", s.File, s.Line)
		if told[at] || s.Outline != "" && told[row] { // a slip in a row may be in several sentences
			return
		}
		if s.Outline != "" {
			told[row] = true
			format, args = format+" (with the values of line %d)", append(args, s.Line)
		}
		told[at] = true
		errs = append(errs, strictyaml.Errorf(s.File, line, format, args...))
	}
	for _, s := range p.Scenarios {
		acts, looks, astray := false, false, false
		for i, step := range s.Steps {
			meanings := vocabulary.Fitting(step.Text)
			if len(meanings) != 1 {
				acts, looks = true, true // whatever it was to be: the sentence itself is the mistake
				if key, what := meaningless(step.Text, meanings, vocabulary); !told[key] {
					told[key] = true
					add(s, step.Line, "%s", what)
				}
				continue
			}
			d := meanings[0]
			acts, looks = acts || d.Acts, looks || d.Asserts
			if !understood[step.Text] {
				err := d.Check(step.Text)
				if understood[step.Text] = err == nil; err != nil {
					add(s, step.Line, "%q is not understood: %v", step.Text, err)
				}
			}
			if i == 0 && (d.Acts || d.Asserts) {
				add(s, step.Line, "%q comes first, and nothing is set up for it; a Given sentence is missing", step.Text)
			}
			if what := misplaced(step.under, d); what != "" && !astray {
				astray = true // so are those that follow it
				add(s, step.Line, "%q %s", step.Text, what)
			}
			if takes := d.Takes(); takes != step.follows {
				add(s, step.Line, "%q is followed by %s; it takes %s", step.Text, cmp.Or(step.follows, "nothing"), cmp.Or(takes, "nothing"))
			} else if line, err := step.unreadable(); err != nil {
				add(s, line, "the doc string is not JSON: %v", err)
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

// unreadable returns why a doc string that is to be JSON is none, with the line.
func (s *Step) unreadable() (line int, err error) {
	if s.json == 0 {
		return 0, nil
	}
	line, err = strictyaml.NoJSON([]byte(s.Argument))
	return s.json + line - 1, err
}

// meaningless says what is wrong with a sentence of no meaning, or of several; then the patterns are the mistake, to be told once for
// all sentences. key is what is told once.
func meaningless(sentence string, meanings []*steps.Definition, vocabulary *steps.Vocabulary) (key, what string) {
	var patterns, examples []string
	for _, d := range meanings {
		patterns = append(patterns, d.Pattern.String())
	}
	if key = strings.Join(patterns, "; "); key != "" {
		return key, fmt.Sprintf("%q has %d meanings: %s", sentence, len(meanings), key)
	}
	for _, d := range vocabulary.All {
		examples = append(examples, d.Example)
	}
	meant := nearest.Hint(sentence, examples)
	if spelt := respelt(sentence, examples); len(vocabulary.Fitting(spelt)) == 1 {
		meant = fmt.Sprintf("; did you mean %q?", spelt)
	}
	return sentence, fmt.Sprintf("no sentence of the vocabulary fits %q%s", sentence, meant)
}

// respelt is a sentence in which each word has become the nearest one of others, if it is like one. What is no word, as a number
// or a value in quotes, stays.
func respelt(sentence string, others []string) string {
	known := strings.Fields(strings.Join(others, " "))
	words := strings.Fields(sentence)
	for i, word := range words {
		if isWord := len(word) > 2 && !strings.ContainsFunc(word, func(r rune) bool { return !unicode.IsLetter(r) }); isWord {
			words[i] = cmp.Or(nearest.Name(word, known), word)
		}
	}
	return strings.Join(words, " ")
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
