package document

import (
	"bytes"
	"fmt"
	"io/fs"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/slbconform/slbconform/internal/strictyaml"
)

// Lock is what the project keeps of a page: every statement by its place, its hash and its facts, and none of
// the vendor's sentences.
type Lock struct {
	Title      string
	Product    string
	Updated    time.Time
	Statements []Statement // without text, line and span
}

// LockOf is the lock of a page.
func LockOf(p *Page) *Lock {
	l := &Lock{Title: p.Title, Product: p.Product, Updated: p.Updated}
	for _, s := range p.Statements {
		if s.Kind != Title && s.Kind != Updated {
			l.Statements = append(l.Statements, Statement{Section: s.Section, Path: s.Path, Kind: s.Kind, Hash: s.Hash, Words: s.Words, Facts: s.Facts})
		}
	}
	return l
}

// lockFile is spec/page.lock as it is written.
type lockFile struct {
	Page struct {
		Title   string `yaml:"title"`
		Product string `yaml:"product"`
		Updated string `yaml:"updated"`
	} `yaml:"page"`
	Sections []struct {
		Section    string `yaml:"section"`
		Statements []struct {
			Path  string `yaml:"path"`
			Kind  Kind   `yaml:"kind"`
			Hash  string `yaml:"hash"`
			Words string `yaml:"words"`
			Facts []Fact `yaml:"facts"`
		} `yaml:"statements"`
	} `yaml:"sections"`
}

// ReadLock reads a lock. shown is its name in errors, which are *strictyaml.Error.
func ReadLock(files fs.FS, name, shown string) (*Lock, error) {
	var f lockFile
	if err := strictyaml.ReadFile(files, name, shown, &f); err != nil {
		return nil, err
	}
	l := &Lock{Title: f.Page.Title, Product: f.Page.Product}
	if f.Page.Updated != "" {
		t, err := time.Parse(time.DateOnly, f.Page.Updated)
		if err != nil {
			return nil, strictyaml.Errorf(shown, 0, "page.updated %q is no date; expected one such as 2026-03-04", f.Page.Updated)
		}
		l.Updated = t
	}
	for _, s := range f.Sections {
		for _, k := range s.Statements {
			l.Statements = append(l.Statements, Statement{Section: s.Section, Path: k.Path, Kind: k.Kind, Hash: k.Hash, Words: k.Words, Facts: k.Facts})
		}
	}
	return l, nil
}

const lockHead = `# Every statement of the page that spec/rules.yaml was read from: where it stands, the hash of its folded text, the
# hashes of its words (two digits each, to recognise an edited sentence) and what a program understands of it.
# Written by "slbconform page adopt"; not edited by hand.
`

// Format writes the lock, one statement a line.
func (l *Lock) Format() []byte {
	var b bytes.Buffer
	b.WriteString(lockHead)
	fmt.Fprintf(&b, "page: {title: %s, product: %s, updated: %s}\nsections:\n", scalar(l.Title), scalar(l.Product), DateOf(l.Updated))
	section := ""
	for i, s := range l.Statements {
		if i == 0 || s.Section != section {
			section = s.Section
			fmt.Fprintf(&b, "- section: %s\n  statements:\n", scalar(section))
		}
		fmt.Fprintf(&b, "  - {%s}\n", strings.Join(s.fields(), ", "))
	}
	return b.Bytes()
}

// DateOf writes a page's date; empty when it has none.
func DateOf(t time.Time) string {
	if t.IsZero() {
		return `""`
	}
	return t.Format(time.DateOnly)
}

func (s *Statement) fields() []string {
	out := []string{"hash: " + scalar(s.Hash), "kind: " + string(s.Kind)}
	if s.Path != "" {
		out = append(out, "path: "+scalar(s.Path))
	}
	if len(s.Facts) > 0 {
		facts := make([]string, len(s.Facts))
		for i := range s.Facts {
			facts[i] = s.Facts[i].flow()
		}
		out = append(out, "facts: ["+strings.Join(facts, ", ")+"]")
	}
	return append(out, "words: "+scalar(s.Words))
}

// flow writes a fact the way the ledger writes it, with its kind.
func (f *Fact) flow() string {
	out := []string{"kind: " + string(f.Kind)}
	if f.Name != "" {
		out = append(out, "name: "+scalar(f.Name))
	}
	for _, field := range factFields() {
		value, set := field.get(&f.Fact)
		switch {
		case !set:
		case field.list != nil:
			items := make([]string, 0, len(field.list(&f.Fact)))
			for _, item := range field.list(&f.Fact) {
				items = append(items, scalar(item))
			}
			out = append(out, field.name+": ["+strings.Join(items, ", ")+"]")
		case field.name == "default":
			out = append(out, field.name+": "+strconv.Quote(value))
		default:
			out = append(out, field.name+": "+scalar(value))
		}
	}
	return "{" + strings.Join(out, ", ") + "}"
}

var plainScalar = regexp.MustCompile(`^[A-Za-z0-9][\w ./<>()-]*$`)

// scalar writes a string in YAML, quoted where it has to be.
func scalar(s string) string {
	if plainScalar.MatchString(s) && !strings.HasSuffix(s, " ") {
		return s
	}
	return strconv.Quote(s)
}
