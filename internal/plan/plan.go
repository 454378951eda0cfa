// Package plan reads the features: what scenarios there are, which of them a run wants, and whether they fit the
// ledger and the vocabulary.
package plan

import (
	"errors"
	"io/fs"
	"iter"
	"path"
	"slices"
	"strings"

	gherkin "github.com/cucumber/gherkin/go/v42"
	messages "github.com/cucumber/messages/go/v34"

	"github.com/slbconform/slbconform/internal/strictyaml"
	"github.com/slbconform/slbconform/spec"
	"github.com/slbconform/slbconform/steps"
)

// Scenario is one scenario of the features, with the values of its row put in.
type Scenario struct {
	Operation string // whose rule it tests; "platform" for a rule that is no operation's
	Rule      string // full id of the rule it tests
	Feature   string
	Name      string // unique among the scenarios of an operation
	Outline   string // the name before values were put in; empty for a plain scenario
	Values    []Value
	File      string // from the root of the project
	Line      int    // of the scenario, or of its row
	Start     int    // line of the scenario itself
	RuleLine  int    // of its Rule:
	Steps     []Step

	uri string // of the feature as godog runs it
}

// Value is one cell of an outline's row.
type Value struct{ Name, Value string }

// Step is one sentence of a scenario.
type Step struct {
	Keyword  string
	Text     string
	Argument string // doc string, or table with its bars
	Line     int

	table   *messages.PickleTable   // what Argument shows, where it is a table
	rows    []*messages.TableRow    // of the table, as the file has them
	json    int                     // the first line of a doc string that is JSON, by its first line; else 0
	follows string                  // what stands below the sentence: "a table", "a doc string" or ""
	under   messages.PickleStepType // which of Given, When and Then it stands under
}

// ID names the scenario in commands and reports.
func (s *Scenario) ID() string { return s.Rule + "/" + s.Name }

// IDs are those of all scenarios.
func (p *Plan) IDs() []string {
	ids := make([]string, len(p.Scenarios))
	for i, s := range p.Scenarios {
		ids[i] = s.ID()
	}
	return ids
}

// Sentences are the texts of its steps.
func (s *Scenario) Sentences() iter.Seq[string] {
	return func(yield func(string) bool) {
		for _, step := range s.Steps {
			if !yield(step.Text) {
				return
			}
		}
	}
}

// RuleOf is the full id of the rule that a scenario with this id tests.
func RuleOf(id string) string {
	parts := strings.SplitN(id, "/", 3)
	return strings.Join(parts[:min(2, len(parts))], "/")
}

// Plan is all features, read.
type Plan struct {
	Scenarios []*Scenario
	files     []featureFile
	byName    map[key]*Scenario
}

// key identifies a scenario as godog does: by its feature and its name.
type key struct{ uri, name string }

// featureFile is a feature as one operation runs it. A file of features/platform is run once for every operation that
// states one of its rules.
type featureFile struct {
	name      string // from the root of the project
	uri       string // the name, with the operation where the file is not in its folder
	operation string
	lines     []string
	all       []ruleBlock
	rules     []ruleBlock // those of the operation
}

// ruleBlock is a Rule: of a feature file, by its lines (1-based).
type ruleBlock struct {
	id, title string
	text      string // below the title
	line      int    // of the keyword
	start     int    // of its first tag
	end       int    // last line
	scenarios []scenarioBlock
}

type scenarioBlock struct {
	start, end, line int
	rows             []int // lines of the rows of its examples
}

// Read reads every feature file of files, which has a folder for each operation, and assigns scenarios to the operations whose
// rules they test. The error joins *strictyaml.Error with file and line.
func Read(files fs.FS, l *spec.Ledger) (*Plan, error) {
	names, err := fs.Glob(files, "*/*.feature")
	if err != nil {
		return nil, err
	}
	if len(names) == 0 {
		return nil, errors.New("features: no feature file found")
	}
	var p Plan
	var errs []error
	ownFirst(names, l)
	for _, name := range names {
		content, err := fs.ReadFile(files, name)
		if err == nil {
			err = p.read(path.Join("features", name), string(content), l)
		}
		if !slices.ContainsFunc(errs, func(e error) bool { return e != nil && err != nil && e.Error() == err.Error() }) { // a folder is told once
			errs = append(errs, err)
		}
	}
	p.nameIndex()
	return &p, errors.Join(errs...)
}

// With is the plan with one more feature file, features/<Operation>/<name>. The error also names sentences that are not in the
// vocabulary.
func (p *Plan) With(file, content string, l *spec.Ledger, vocabulary *steps.Vocabulary) (*Plan, error) {
	more := &Plan{Scenarios: slices.Clone(p.Scenarios), files: slices.Clone(p.files)}
	if err := more.read(file, content, l); err != nil {
		return nil, err
	}
	more.nameIndex()
	return more, errors.Join(more.sentenceMistakes(vocabulary)...)
}

func (p *Plan) nameIndex() {
	p.byName = make(map[key]*Scenario, len(p.Scenarios))
	for _, s := range p.Scenarios {
		p.byName[key{s.uri, s.Name}] = s
	}
}

func (p *Plan) read(file, content string, l *spec.Ledger) error {
	newID := (&messages.Incrementing{}).NewId
	text, err := lines(file, content)
	if err != nil {
		return err
	}
	doc, err := gherkin.ParseGherkinDocument(strings.NewReader(strings.Join(text, "\n")), newID)
	if err != nil {
		return unparsable(file, err)
	}
	if doc.Feature == nil {
		return strictyaml.Errorf(file, 1, "the file holds no Feature")
	}
	r := reader{file: file, nodes: map[string]node{}, content: text}
	r.feature(doc.Feature)
	if len(r.errs) > 0 {
		return errors.Join(r.errs...)
	}
	var scenarios []Scenario
	for _, pickle := range gherkin.Pickles(*doc, file, newID) {
		scenarios = append(scenarios, r.scenario(doc.Feature.Name, pickle))
	}
	return p.share(featureFile{name: file, lines: r.content, all: r.rules}, scenarios, l)
}

// Named returns the scenario with a name in the feature with the uri that godog has, or nil.
func (p *Plan) Named(uri, name string) *Scenario { return p.byName[key{uri, name}] }
