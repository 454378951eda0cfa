// Package plan reads the features: what scenarios there are, which of them a run wants, and whether they fit the
// ledger and the vocabulary.
package plan

import (
	"errors"
	"io/fs"
	"path"
	"slices"
	"strings"

	gherkin "github.com/cucumber/gherkin/go/v42"
	messages "github.com/cucumber/messages/go/v34"

	"github.com/slbconform/slbconform/internal/strictyaml"
	"github.com/slbconform/slbconform/steps"
)

// Scenario is one scenario of the features, with the values of its row put in.
type Scenario struct {
	Rule    string // id of the rule it tests
	Feature string
	Title   string // of the rule, as the feature file says it
	Name    string // unique among all scenarios
	Outline string // the name before values were put in; empty for a plain scenario
	Values  []Value
	File    string // from the root of the project
	Line    int    // of the scenario, or of its row
	Start   int    // line of the scenario itself
	Steps   []Step
}

// Value is one cell of an outline's row.
type Value struct{ Name, Value string }

// Step is one sentence of a scenario.
type Step struct {
	Keyword  string
	Text     string
	Argument string // doc string, or table with its bars
	Line     int

	follows string // what stands below the sentence: "a table", "a doc string" or ""
}

// ID names the scenario in commands and reports.
func (s *Scenario) ID() string { return s.Rule + "/" + s.Name }

// Plan is all features, read.
type Plan struct {
	Scenarios []Scenario
	files     []featureFile
	byName    map[string]int
}

type featureFile struct {
	name  string // from the root of the project
	lines []string
	rules []ruleBlock
}

// ruleBlock is a Rule: of a feature file, by its lines (1-based).
type ruleBlock struct {
	id, title string
	line      int // of the keyword
	start     int // of its first tag
	end       int // last line
	scenarios []scenarioBlock
}

type scenarioBlock struct {
	start, end, line int
	rows             []int // lines of the rows of its examples
}

// Read reads every feature file of files, which stand in a folder an operation. Mistakes are *strictyaml.Error with
// file and line, joined.
func Read(files fs.FS) (*Plan, error) {
	names, err := fs.Glob(files, "*/*.feature")
	if err != nil {
		return nil, err
	}
	if len(names) == 0 {
		return nil, errors.New("features: no feature file found")
	}
	var p Plan
	var errs []error
	for _, name := range names {
		content, err := fs.ReadFile(files, name)
		if err == nil {
			err = p.read(path.Join("features", name), string(content))
		}
		errs = append(errs, err)
	}
	p.nameIndex()
	return &p, errors.Join(errs...)
}

// With is the plan with one more feature file. The error names what no sentence of the vocabulary fits.
func (p *Plan) With(file, content string, vocabulary []steps.Definition) (*Plan, error) {
	more := &Plan{Scenarios: slices.Clone(p.Scenarios), files: slices.Clone(p.files)}
	if err := more.read(file, content); err != nil {
		return nil, err
	}
	more.nameIndex()
	return more, errors.Join(more.sentenceMistakes(vocabulary)...)
}

func (p *Plan) nameIndex() {
	p.byName = make(map[string]int, len(p.Scenarios))
	for i := range p.Scenarios {
		p.byName[p.Scenarios[i].Name] = i
	}
}

func (p *Plan) read(file, content string) error {
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
	for _, pickle := range gherkin.Pickles(*doc, file, newID) {
		p.Scenarios = append(p.Scenarios, r.scenario(doc.Feature.Name, pickle))
	}
	p.files = append(p.files, featureFile{name: file, lines: r.content, rules: r.rules})
	return nil
}

// Named returns the scenario with the name, or nil.
func (p *Plan) Named(name string) *Scenario {
	i, ok := p.byName[name]
	if !ok {
		return nil
	}
	return &p.Scenarios[i]
}
