package document

import (
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/slbconform/slbconform/spec"
)

// Impact is what a change makes somebody look at.
type Impact struct {
	Rules    []string `json:"rules,omitempty"`    // behind the statement, before or after
	Near     []string `json:"near,omitempty"`     // for a new statement: rules of the same parameter, member or column
	Features []string `json:"features,omitempty"` // file:line of the tags of Rules
	Schema   []string `json:"schema,omitempty"`   // file:line in spec/openapi.yaml
	Fixtures []string `json:"fixtures,omitempty"` // files that hold the sample or the code
	SetAside string   `json:"setAside,omitempty"` // the reason, when the ledger sets the statement aside
	Open     bool     `json:"open,omitempty"`     // normative, and neither behind a rule nor set aside: a person decides
}

// ImpactFinder finds what a change touches in a project.
type ImpactFinder struct {
	ledger *spec.Operation
	rules  map[spec.Pointer][]string
	aside  map[spec.Pointer]string
	tags   map[string][]string // rule → places in features
	schema map[string][]string // rule → places in the OpenAPI document
	texts  map[string]string   // fixture → its text
}

// NewImpactFinder reads the feature files, the OpenAPI document and the fixtures of a project (its root folder).
// What the project does not have is not touched; what it has and cannot be read is an error.
func NewImpactFinder(files fs.FS, ledger *spec.Operation) (*ImpactFinder, error) {
	t := &ImpactFinder{ledger: ledger, tags: map[string][]string{}, schema: map[string][]string{}, texts: map[string]string{}}
	t.rules, t.aside = pointers(ledger)
	err := walk(files, "features", []string{".feature"}, func(name, text string) { scan(name, text, tag, t.tags) })
	if err == nil {
		err = walk(files, "spec", []string{".yaml"}, func(name, text string) { scan(name, text, ruleMark, t.schema) })
	}
	if err == nil {
		err = walk(files, "fixtures", []string{".json", ".yaml"}, func(name, text string) { t.texts[name] = text })
	}
	if err != nil {
		return nil, err
	}
	return t, nil
}

func walk(files fs.FS, root string, endings []string, each func(name, text string)) error {
	if _, err := fs.Stat(files, root); err != nil {
		return nil
	}
	return fs.WalkDir(files, root, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !slices.Contains(endings, path.Ext(name)) {
			return err
		}
		data, err := fs.ReadFile(files, name)
		if err != nil {
			return fmt.Errorf("%s: cannot be read: %w", name, err)
		}
		each(name, string(data))
		return nil
	})
}

var (
	tag      = regexp.MustCompile(`(?:^|\s)@(\S+)`)
	ruleMark = regexp.MustCompile(`x-rule(?:-[\w-]+)?: *["']?([\w.-]+)`)
)

// scan notes every place at which a mark names a rule.
func scan(name, text string, mark *regexp.Regexp, places map[string][]string) {
	for i, line := range strings.Split(text, "\n") {
		for _, m := range mark.FindAllStringSubmatch(line, -1) {
			places[m[1]] = append(places[m[1]], fmt.Sprintf("%s:%d", name, i+1))
		}
	}
}

func (t *ImpactFinder) impact(p Pairing) Impact {
	var out Impact
	for _, s := range []*Statement{p.Old, p.New} {
		if s == nil {
			continue
		}
		out.Rules = append(out.Rules, t.rules[s.Pointer()]...)
		if reason, ok := t.aside[s.Pointer()]; ok {
			out.SetAside = reason
		}
	}
	slices.Sort(out.Rules)
	out.Rules = slices.Compact(out.Rules)
	if p.New != nil && isNormative(p.New.Section) && len(out.Rules) == 0 && out.SetAside == "" {
		out.Open = true
		out.Near = t.near(p.New)
	}
	for _, id := range out.Rules {
		out.Features = append(out.Features, t.tags[id]...)
		out.Schema = append(out.Schema, t.schema[id]...)
		out.Fixtures = append(out.Fixtures, t.fixtures(id)...)
	}
	slices.Sort(out.Fixtures)
	out.Fixtures = slices.Compact(out.Fixtures)
	return out
}

// near are the rules at the path of a new statement and below it, or, when there are none, at the path above.
func (t *ImpactFinder) near(s *Statement) []string {
	if s.Path == "" {
		return nil
	}
	out := t.rulesAt(s.Section, func(path string) bool { return under(path, s.Path) })
	if above := strings.TrimSuffix(s.Path, " > "+lastOf(s.Path)); len(out) == 0 && above != s.Path {
		out = t.rulesAt(s.Section, func(path string) bool { return path == above })
	}
	return out
}

func (t *ImpactFinder) rulesAt(section string, at func(path string) bool) []string {
	var out []string
	for _, r := range t.ledger.Rules {
		if slices.ContainsFunc(r.Document, func(p spec.Pointer) bool { return p.Section == section && p.Path != "" && at(p.Path) }) {
			out = append(out, r.Name)
		}
	}
	return out
}

// fixtures are the files that hold what a rule of samples or of errors names.
func (t *ImpactFinder) fixtures(id string) []string {
	r := t.ledger.Rule(id)
	if r == nil {
		return nil
	}
	var out []string
	for name, text := range t.texts {
		if (r.Fact.Sample != "" && path.Base(name) == r.Fact.Sample) || (r.Fact.Code != "" && holdsWord(text, r.Fact.Code)) {
			out = append(out, name)
		}
	}
	return out
}

// holdsWord finds a code that is not part of a longer one: SystemBusy does not stand in VpcSystemBusy.
func holdsWord(text, code string) bool {
	return regexp.MustCompile(`(?:^|[^\w.-])` + regexp.QuoteMeta(code) + `(?:[^\w.-]|$)`).MatchString(text)
}
