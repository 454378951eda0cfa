package plan

import (
	"errors"
	"fmt"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/slbconform/slbconform/internal/strictyaml"
	"github.com/slbconform/slbconform/internal/wire"
	"github.com/slbconform/slbconform/spec"
	"github.com/slbconform/slbconform/steps"
)

// Document is the part of openapi.Document that Lint needs.
type Document interface {
	Actions() wire.Actions
	Unlisted(code string, status int) (why string) // "" where a document lists the code
}

// Lint checks the features by the ledger, the vocabulary and the OpenAPI document before anything runs: every rule is tested,
// every scenario tests a rule, every sentence has exactly one meaning. The error joins all mistakes; checks whose mistakes would
// only follow from earlier ones are left out.
func (p *Plan) Lint(l *spec.Ledger, vocabulary *steps.Vocabulary, d Document) error {
	if err := p.withoutFeatures(l); err != nil {
		return err // other mistakes would follow from it
	}
	wrongTags := p.tagMistakes(l)
	errs := slices.Clone(wrongTags)
	errs = append(errs, p.ledgerMistakes(l)...)
	errs = append(errs, liveMistakes(l)...)
	wrong := p.sentenceMistakes(vocabulary)
	errs = append(errs, wrong...)
	if len(wrong) == 0 { // a scenario may lack something only because of a wrong sentence
		errs = append(errs, p.refusalMistakes(vocabulary, d.Actions())...)
	}
	if len(wrongTags) == 0 { // a rule whose tag is mistyped has scenarios, under the wrong name, and perhaps those of a shared one besides
		errs = append(append(errs, p.nameMistakes()...), p.untested(l)...)
	}
	if len(errs) == 0 { // a sentence may be unused only because a scenario is missing
		errs = append(p.codeMistakes(vocabulary, d), p.unused(vocabulary)...)
	}
	if len(errs) == 0 { // a mistake above may be the reason that a value is missing
		errs = p.factMistakes(l, vocabulary)
	}
	told := map[string]bool{} // a mistake in a shared feature or an outline is found once for each operation or row
	return errors.Join(slices.DeleteFunc(errs, func(err error) bool {
		again := told[err.Error()]
		told[err.Error()] = true
		return again
	})...)
}

func (p *Plan) tagMistakes(l *spec.Ledger) []error {
	var errs []error
	first := map[string]string{}
	for _, f := range p.files {
		for _, r := range f.rules {
			at := fmt.Sprintf("%s:%d", f.name, r.line)
			rule := l.Rule(f.operation + "/" + r.id)
			if rule == nil {
				errs = append(errs, strictyaml.Errorf(f.name, r.start, "tag @%s is no rule of spec/%s/rules.yaml%s", r.id, f.operation, l.Hint(r.id)))
				continue
			}
			if where, twice := first[rule.ID]; twice {
				errs = append(errs, strictyaml.Errorf(f.name, r.line, "rule %s is tested here and at %s; one Rule: holds all its scenarios", rule.ID, where))
			}
			first[rule.ID] = at
			if ok, why := rule.Testable(); !ok {
				errs = append(errs, strictyaml.Errorf(f.name, r.line, "rule %s has scenarios, but the ledger says it cannot be observed: %s", r.id, why))
			}
		}
	}
	return errs
}

func (p *Plan) nameMistakes() []error {
	var errs []error
	first, told := map[key]*Scenario{}, map[int]bool{}
	for _, s := range p.Scenarios {
		if other, twice := first[key{s.Operation, s.Name}]; twice {
			if s.Outline != "" && other.Outline != "" && s.File == other.File && s.Start == other.Start {
				if told[s.Start] {
					continue // the name of the outline is the mistake, and not each of its rows
				}
				told[s.Start] = true
			}
			errs = append(errs, strictyaml.Errorf(s.File, s.Line, "scenario name %q stands twice, first at %s:%d; put what differs into the name", s.Name, other.File, other.Line))
		}
		first[key{s.Operation, s.Name}] = s
		if strings.Contains(s.Name, "/") {
			errs = append(errs, strictyaml.Errorf(s.File, s.Line, "scenario name %q holds a slash, which parts names in -run", s.Name))
		}
	}
	return errs
}

// unused are the sentences of the vocabulary that no feature has.
func (p *Plan) unused(vocabulary *steps.Vocabulary) []error {
	var errs []error
	used := map[*steps.Definition]bool{}
	for _, s := range p.Scenarios {
		for sentence := range s.Sentences() {
			used[vocabulary.Meaning(sentence)] = true
		}
	}
	for i := range vocabulary.All {
		if d := &vocabulary.All[i]; !used[d] {
			errs = append(errs, fmt.Errorf("steps: no feature uses the sentence %q; remove it", d.Example))
		}
	}
	return errs
}

// refusalMistakes checks that a scenario that expects a refusal also says that nothing changed, and ends with its control.
func (p *Plan) refusalMistakes(vocabulary *steps.Vocabulary, actions wire.Actions) []error {
	var errs []error
	told := map[string]bool{} // the rows of an outline share their sentences
	for _, s := range p.Scenarios {
		refuses, unchanged, open := false, false, false // open: a refusal has no control yet
		for _, step := range s.Steps {
			if d := vocabulary.Meaning(step.Text); d != nil {
				refuses, unchanged, open = refuses || d.Refuses, unchanged || d.Unchanged, (open || d.Refuses) && !d.Control
			}
		}
		at := fmt.Sprintf("%s:%d", s.File, s.Start)
		if told[at] {
			continue
		}
		if refuses && !unchanged && actions[s.Operation].Does != wire.Reads {
			told[at] = true
			errs = append(errs, strictyaml.Errorf(s.File, s.Line, "scenario %q expects a refusal and does not say that the group is unchanged", s.Name))
		}
		if open {
			told[at] = true
			errs = append(errs, strictyaml.Errorf(s.File, s.Line, "scenario %q expects a refusal and does not end with its control: \"But … the same call succeeds\"", s.Name))
		}
	}
	return errs
}

// codeMistakes are the codes that a sentence expects with a status under which no document lists them.
func (p *Plan) codeMistakes(vocabulary *steps.Vocabulary, d Document) []error {
	var errs []error
	for _, s := range p.Scenarios {
		for _, step := range s.Steps {
			meaning := vocabulary.Meaning(step.Text)
			if meaning == nil || !meaning.Refuses {
				continue
			}
			m := meaning.Pattern.FindStringSubmatch(step.Text)
			if len(m) != 3 { // it says no status and code
				continue
			}
			status, _ := strconv.Atoi(m[1]) // too many digits are no status
			if why := d.Unlisted(m[2], status); why != "" {
				errs = append(errs, strictyaml.Errorf(s.File, step.Line, "%s", why))
			}
		}
	}
	return errs
}

// withoutFeatures returns an error for folders without features whose rules need scenarios.
func (p *Plan) withoutFeatures(l *spec.Ledger) error {
	var errs []error
	for _, folder := range append(l.Names(), spec.Platform) {
		has := func(f featureFile) bool { return path.Base(path.Dir(f.name)) == folder }
		needs := func(r *spec.Rule) bool {
			ok, _ := r.Testable()
			return ok && (r.Operation == folder && !r.Shared || r.Shared && folder == spec.Platform)
		}
		if !slices.ContainsFunc(p.files, has) && slices.ContainsFunc(l.Rules, needs) {
			errs = append(errs, strictyaml.Errorf("features/"+folder, 0, "no *.feature is there, and spec/%s/rules.yaml has rules that are tested there", folder))
		}
	}
	return errors.Join(errs...)
}

// untested are the rules without a scenario, in one error for each ledger, because a missing feature file leaves many untested.
func (p *Plan) untested(l *spec.Ledger) []error {
	names, first := map[string][]string{}, map[string]*spec.Rule{} // by file of the ledger
	for _, r := range l.Rules {
		ok, _ := r.Testable()
		if !ok || slices.ContainsFunc(p.Scenarios, func(s *Scenario) bool { return s.Rule == r.ID }) {
			continue
		}
		if first[r.TextFile] == nil {
			first[r.TextFile] = r
		}
		if name := strconv.Quote(r.Name); !slices.Contains(names[r.TextFile], name) {
			names[r.TextFile] = append(names[r.TextFile], name)
		}
	}
	var errs []error
	for _, file := range slices.Sorted(maps.Keys(names)) {
		what := "rule " + names[file][0] + " has no scenario in features/"
		if len(names[file]) > 1 {
			shared := map[bool]string{true: ", or a folder beside it"}[path.Base(path.Dir(file)) == spec.Platform]
			what = "rules " + strings.Join(names[file], ", ") + " have no scenario in features/" + path.Base(path.Dir(file)) + ": is a file missing there" + shared + "?"
		}
		errs = append(errs, strictyaml.Errorf(file, first[file].TextLine, "%s", what))
	}
	return errs
}
