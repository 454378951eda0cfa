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

// Impact is what a person has to look at because of a change.
type Impact struct {
	Rules    []string `json:"rules,omitempty"`    // behind the statement, before or after
	Near     []string `json:"near,omitempty"`     // for a new statement: rules of the same parameter, member or column
	Features []string `json:"features,omitempty"` // file:line of the tags of Rules
	Schema   []string `json:"schema,omitempty"`   // file:line in the OpenAPI documents
	Fixtures []string `json:"fixtures,omitempty"` // files that hold the sample or the code
	SetAside string   `json:"setAside,omitempty"` // the reason, when the ledger sets the statement aside
	Open     bool     `json:"open,omitempty"`     // normative, and neither behind a rule nor set aside: a person decides
}

// ImpactFinder finds what a change in a document of an operation touches in a project.
type ImpactFinder struct {
	operation *spec.Operation
	pointers  *pointers           // into the document
	features  map[string][]string // rule → file:line in features
	schema    map[string][]string // rule → file:line in the OpenAPI documents
	texts     map[string]string   // fixture → its text
}

// NewImpactFinder reads the OpenAPI documents of an operation and of the platform, and the operation's fixtures, from the
// root folder of a project. Missing files are no error, unreadable ones are. features are the lines in features that
// examine a rule, by its short id.
func NewImpactFinder(files fs.FS, o *spec.Operation, features map[string][]string) (*ImpactFinder, error) {
	f := &ImpactFinder{operation: o, features: features, schema: map[string][]string{}, texts: map[string]string{}}
	for _, folder := range []string{o.Name, spec.Platform} {
		if err := walk(files, "spec/"+folder+"/openapi.yaml", []string{".yaml"}, f.scan); err != nil {
			return nil, err
		}
	}
	err := walk(files, "fixtures/"+o.Name, []string{".json", ".yaml"}, func(name, text string) { f.texts[name] = text })
	return f, err
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

var ruleMark = regexp.MustCompile(`x-rule(?:-[\w-]+)?: *["']?([\w.-]+)`)

// scan notes every line on which an OpenAPI document names a rule.
func (f *ImpactFinder) scan(name, text string) {
	for i, line := range strings.Split(text, "\n") {
		for _, m := range ruleMark.FindAllStringSubmatch(line, -1) {
			f.schema[m[1]] = append(f.schema[m[1]], fmt.Sprintf("%s:%d", name, i+1))
		}
	}
}

func (f *ImpactFinder) impact(p Pairing) Impact {
	var out Impact
	for _, s := range []*Statement{p.Old, p.New} {
		if s == nil {
			continue
		}
		for _, r := range f.pointers.rules[s.Pointer()] {
			out.Rules = append(out.Rules, r.Name)
		}
		if reason := f.pointers.setAside(s); reason != "" {
			out.SetAside = reason
		}
	}
	slices.Sort(out.Rules)
	out.Rules = slices.Compact(out.Rules)
	if p.New != nil && normative(p.New) && len(out.Rules) == 0 && out.SetAside == "" {
		out.Open = true
		out.Near = f.near(p.New)
	}
	for _, id := range out.Rules {
		out.Features = append(out.Features, f.features[id]...)
		out.Schema = append(out.Schema, f.schema[id]...)
		out.Fixtures = append(out.Fixtures, f.fixtures(id)...)
	}
	slices.Sort(out.Fixtures)
	out.Fixtures = slices.Compact(out.Fixtures)
	return out
}

// near are the rules at the path of a new statement and below it, or, when there are none, at the path above.
func (f *ImpactFinder) near(s *Statement) []string {
	if s.Path == "" {
		return nil
	}
	out := f.rulesAt(s.Section, func(path string) bool { return under(path, s.Path) })
	if above := strings.TrimSuffix(s.Path, " > "+lastOf(s.Path)); len(out) == 0 && above != s.Path {
		out = f.rulesAt(s.Section, func(path string) bool { return path == above })
	}
	return out
}

func (f *ImpactFinder) rulesAt(section string, at func(path string) bool) []string {
	var out []string
	for _, r := range f.operation.Rules {
		if slices.ContainsFunc(r.Document, func(p spec.Pointer) bool {
			return f.pointers.in(p) && p.Section == section && p.Path != "" && at(p.Path)
		}) {
			out = append(out, r.Name)
		}
	}
	return out
}

// fixtures are the files that hold what a rule of samples or of errors names.
func (f *ImpactFinder) fixtures(id string) []string {
	r := f.operation.Rule(id)
	if r == nil {
		return nil
	}
	var out []string
	for name, text := range f.texts {
		if (r.Fact.Sample != "" && path.Base(name) == r.Fact.Sample) || (r.Fact.Code != "" && holdsWord(text, r.Fact.Code)) {
			out = append(out, name)
		}
	}
	return out
}

// holdsWord reports whether a text has a code that is not part of a longer one: VpcSystemBusy does not have SystemBusy.
func holdsWord(text, code string) bool {
	return regexp.MustCompile(`(?:^|[^\w.-])` + regexp.QuoteMeta(code) + `(?:[^\w.-]|$)`).MatchString(text)
}
