// Package suite runs the features against a target and judges what came of them.
package suite

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	gherkin "github.com/cucumber/gherkin/go/v26"
	messages "github.com/cucumber/messages/go/v21"

	"github.com/slbconform/slbconform/internal/strictyaml"
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
	Steps   []Step

	start int // line of the scenario itself
}

// Value is one cell of an outline's row.
type Value struct{ Name, Value string }

// Step is one sentence of a scenario.
type Step struct {
	Keyword  string
	Text     string
	Argument string // doc string, or table with its bars
	Line     int
}

// ID names the scenario in commands and reports.
func (s *Scenario) ID() string { return s.Rule + "/" + s.Name }

// Plan is all features, read.
type Plan struct {
	Scenarios []Scenario
	files     []featureFile
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

// ReadPlan reads every feature file of files. Mistakes are *strictyaml.Error with file and line, joined.
func ReadPlan(files fs.FS) (*Plan, error) {
	names, err := fs.Glob(files, "*.feature")
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
	return &p, errors.Join(errs...)
}

func (p *Plan) read(file, content string) error {
	newID := (&messages.Incrementing{}).NewId
	doc, err := gherkin.ParseGherkinDocument(strings.NewReader(content), newID)
	if err != nil {
		return fmt.Errorf("%s: the feature does not parse: %w", file, err)
	}
	if doc.Feature == nil {
		return strictyaml.Errorf(file, 1, "the file holds no Feature")
	}
	r := reader{file: file, nodes: map[string]node{}, content: strings.Split(content, "\n")}
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

// node is what a pickle's ids lead back to.
type node struct {
	line, rule int
	step       *messages.Step
	scenario   *messages.Scenario
	values     []Value
}

type reader struct {
	file    string
	content []string
	nodes   map[string]node
	rules   []ruleBlock
	errs    []error
}

func (r *reader) feature(f *messages.Feature) {
	for _, child := range f.Children {
		switch {
		case child.Rule != nil:
			r.rule(child.Rule)
		case child.Scenario != nil:
			r.mistake(child.Scenario.Location, "scenario %q stands under no Rule:, so it tests nothing that is promised", child.Scenario.Name)
		case child.Background != nil:
			r.mistake(child.Background.Location, "a Background hides what a scenario sets up; say it in each scenario")
		}
	}
	r.closeBlocks()
}

func (r *reader) mistake(at *messages.Location, format string, args ...any) {
	r.errs = append(r.errs, strictyaml.Errorf(r.file, int(at.Line), format, args...))
}

func (r *reader) rule(rule *messages.Rule) {
	b := ruleBlock{title: rule.Name, line: int(rule.Location.Line), start: int(rule.Location.Line)}
	for _, tag := range rule.Tags {
		b.start = min(b.start, int(tag.Location.Line))
	}
	if len(rule.Tags) != 1 {
		r.mistake(rule.Location, "rule %q carries %d tags; it needs exactly one, the id of its rule in the ledger", rule.Name, len(rule.Tags))
	} else {
		b.id = strings.TrimPrefix(rule.Tags[0].Name, "@")
	}
	for _, child := range rule.Children {
		switch {
		case child.Background != nil:
			r.mistake(child.Background.Location, "a Background hides what a scenario sets up; say it in each scenario")
		case child.Scenario != nil:
			b.scenarios = append(b.scenarios, r.block(child.Scenario, len(r.rules)))
		}
	}
	if len(b.scenarios) == 0 {
		r.mistake(rule.Location, "rule %q has no scenario", rule.Name)
	}
	r.rules = append(r.rules, b)
}

func (r *reader) block(s *messages.Scenario, rule int) scenarioBlock {
	b := scenarioBlock{line: int(s.Location.Line), start: int(s.Location.Line)}
	if len(s.Tags) > 0 {
		r.mistake(s.Tags[0].Location, "tag %s stands on a scenario; rule ids stand on Rule: and nothing else is tagged", s.Tags[0].Name)
	}
	if len(s.Steps) == 0 {
		r.mistake(s.Location, "scenario %q has no sentence, so it can never fail", s.Name)
	}
	r.nodes[s.Id] = node{line: b.line, rule: rule, scenario: s}
	for _, step := range s.Steps {
		r.nodes[step.Id] = node{line: int(step.Location.Line), step: step}
	}
	for _, examples := range s.Examples {
		if len(examples.TableBody) == 0 {
			r.mistake(examples.Location, "the examples of %q are empty, so it never runs", s.Name)
		}
		for _, row := range examples.TableBody {
			b.rows = append(b.rows, int(row.Location.Line))
			r.nodes[row.Id] = node{line: int(row.Location.Line), values: valuesOf(examples.TableHeader, row)}
		}
	}
	return b
}

func valuesOf(header, row *messages.TableRow) []Value {
	var values []Value
	for i, cell := range row.Cells {
		values = append(values, Value{Name: header.Cells[i].Value, Value: cell.Value})
	}
	return values
}

// closeBlocks gives every block its last line: the one before the next block begins.
func (r *reader) closeBlocks() {
	last := len(r.content)
	for i := len(r.rules) - 1; i >= 0; i-- {
		rule := &r.rules[i]
		rule.end = last
		for j := len(rule.scenarios) - 1; j >= 0; j-- {
			rule.scenarios[j].end = last
			last = rule.scenarios[j].start - 1
		}
		last = rule.start - 1
	}
}

func (r *reader) scenario(feature string, p *messages.Pickle) Scenario {
	at := r.nodes[p.AstNodeIds[0]]
	s := Scenario{
		Rule: r.rules[at.rule].id, Title: r.rules[at.rule].title, Feature: feature,
		Name: p.Name, File: r.file, Line: at.line, start: at.line,
	}
	if len(p.AstNodeIds) > 1 {
		row := r.nodes[p.AstNodeIds[1]]
		s.Outline, s.Line, s.Values = at.scenario.Name, row.line, row.values
	}
	for _, step := range p.Steps {
		origin := r.nodes[step.AstNodeIds[0]]
		s.Steps = append(s.Steps, Step{
			Keyword: strings.TrimSpace(origin.step.Keyword), Text: step.Text, Line: origin.line, Argument: argument(step.Argument),
		})
	}
	return s
}

func argument(a *messages.PickleStepArgument) string {
	switch {
	case a == nil:
		return ""
	case a.DocString != nil:
		return a.DocString.Content
	}
	var rows []string
	for _, row := range a.DataTable.Rows {
		var cells []string
		for _, c := range row.Cells {
			cells = append(cells, c.Value)
		}
		rows = append(rows, "| "+strings.Join(cells, " | ")+" |")
	}
	return strings.Join(rows, "\n")
}

// Named returns the scenario with the name, or nil.
func (p *Plan) Named(name string) *Scenario {
	i := slices.IndexFunc(p.Scenarios, func(s Scenario) bool { return s.Name == name })
	if i < 0 {
		return nil
	}
	return &p.Scenarios[i]
}
