package plan

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"
	"unique"

	messages "github.com/cucumber/messages/go/v34"

	"github.com/slbconform/slbconform/internal/nearest"
	"github.com/slbconform/slbconform/internal/strictyaml"
)

// node is a part of the Gherkin document to which an id in a pickle refers.
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
	if f.Language != "en" {
		r.mistake(f.Location, "the feature is written in language %q; features and their vocabulary are English", f.Language)
	}
	if len(f.Tags) > 0 {
		r.untagged(f.Tags)
	}
	if len(f.Children) == 0 {
		r.mistake(f.Location, "feature %q has no Rule:, so it tests nothing", f.Name)
	}
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
	b := ruleBlock{title: rule.Name, text: rule.Description, line: int(rule.Location.Line), start: int(rule.Location.Line)}
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
		r.untagged(s.Tags)
	}
	if s.Name == "" {
		r.mistake(s.Location, "a scenario has no name, by which reports and -run call it")
	}
	if len(s.Steps) == 0 {
		r.mistake(s.Location, "scenario %q has no sentence, so it can never fail", s.Name)
	}
	if said := strings.TrimSpace(s.Description); said != "" {
		keywords := []string{"Given", "When", "Then", "And", "But"}
		first, _, _ := strings.Cut(said, "\n")
		word, _, _ := strings.Cut(first, " ")
		r.mistake(s.Location, "scenario %q begins with %q, which is no sentence: those begin with %s%s", s.Name, first, strings.Join(keywords, ", "), nearest.Hint(word, keywords))
	}
	r.nodes[s.Id] = node{line: b.line, rule: rule, scenario: s}
	for _, step := range s.Steps {
		r.nodes[step.Id] = node{line: int(step.Location.Line), step: step}
	}
	r.outline(s)
	for _, examples := range s.Examples {
		if examples.TableHeader != nil && len(examples.TableBody) == 0 {
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

// closeBlocks sets the last line of every block: the one before the next block.
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
		Rule: r.rules[at.rule].id, RuleLine: r.rules[at.rule].line, Feature: feature,
		Name: p.Name, File: r.file, Line: at.line, Start: at.line,
	}
	if len(p.AstNodeIds) > 1 {
		row := r.nodes[p.AstNodeIds[1]]
		s.Outline, s.Line, s.Values = at.scenario.Name, row.line, row.values
	}
	s.Steps = make([]Step, 0, len(p.Steps))
	for _, step := range p.Steps {
		origin := r.nodes[step.AstNodeIds[0]]
		said := Step{Keyword: once(strings.TrimSpace(origin.step.Keyword)), Text: once(step.Text), Line: origin.line, under: step.Type}
		switch a := step.Argument; {
		case a == nil:
		case a.DocString != nil:
			said.follows, said.Argument = "a doc string", a.DocString.Content
			if a.DocString.MediaType == "json" {
				said.json = int(origin.step.DocString.Location.Line) + 1
			}
		default:
			said.follows, said.Argument, said.table, said.rows = "a table", bars(a.DataTable), a.DataTable, origin.step.DataTable.Rows
		}
		s.Steps = append(s.Steps, said)
	}
	return s
}

// once is the same text with shared memory: most sentences are in many scenarios.
func once(s string) string { return unique.Make(s).Value() }

// bars writes a table as features do.
func bars(table *messages.PickleTable) string {
	var rows []string
	for _, row := range table.Rows {
		var cells []string
		for _, c := range row.Cells {
			cells = append(cells, c.Value)
		}
		rows = append(rows, "| "+strings.Join(cells, " | ")+" |")
	}
	return strings.Join(rows, "\n")
}

// longestLine is how many bytes a line of a feature may have. The parser of the Gherkin library has a buffer of 64 KiB and fails
// on longer lines.
const longestLine = 60_000

// lines splits a feature file into lines, without a byte order mark. Lines that the parser cannot read are an error.
func lines(file, content string) ([]string, error) {
	all := strings.Split(strings.TrimPrefix(content, "\ufeff"), "\n")
	for i, line := range all {
		if !utf8.ValidString(line) {
			return nil, strictyaml.Errorf(file, i+1, "the line holds bytes that are not UTF-8; save the file as UTF-8")
		}
		if len(line) > longestLine {
			return nil, strictyaml.Errorf(file, i+1, "the line is %d bytes long; at most %d are read", len(line), longestLine)
		}
	}
	return all, nil
}

// grammar matches one error of the Gherkin library, which has no type for it: "(line:column): what".
var grammar = regexp.MustCompile(`\((\d+):\d+\): (.+)`)

// outOfPlace matches what that error says of a line that is none, with the line and what it begins with: all up to a colon, or a word.
var outOfPlace = regexp.MustCompile(`^expected: .*, got '\s*(([^:\s]+ ?[^:\s]*:|\S+).*)'$`)

// unparsable is the library's first error with file and line; later errors follow from it.
func unparsable(file string, err error) error {
	m := grammar.FindStringSubmatch(err.Error())
	if m == nil {
		return fmt.Errorf("%s: the feature does not parse: %w", file, err)
	}
	line, _ := strconv.Atoi(m[1])
	if out := outOfPlace.FindStringSubmatch(m[2]); out != nil {
		begins := []string{"Feature:", "Rule:", "Scenario:", "Scenario Outline:", "Examples:", "Given", "When", "Then", "And", "But"}
		return strictyaml.Errorf(file, line, "the feature does not parse: %q cannot stand here%s", out[1], nearest.Hint(out[2], begins))
	}
	return strictyaml.Errorf(file, line, "the feature does not parse: %s", m[2])
}
