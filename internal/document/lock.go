package document

import (
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/slbconform/slbconform/internal/strictyaml"
)

// lockFormat is raised whenever what is written for the same document changes: another way of hashing, another cut.
const lockFormat = 3

// Lock is what the project keeps of the documents of an operation: every statement by its place, its hash and its
// facts, and none of the vendor's sentences.
type Lock struct {
	Operation string
	Documents []Locked
}

// Locked is one document in a lock.
type Locked struct {
	Name       string // Page or Metadata
	Product    string
	Language   string
	Updated    time.Time
	Statements []Statement // without text, line and span
}

// LockOf is what the lock keeps of a document.
func LockOf(d *Document) Locked {
	l := Locked{Name: d.Name, Product: d.Product, Language: d.Language, Updated: d.Updated}
	for _, s := range d.Statements {
		if s.Kind != Title && s.Kind != Updated && s.Kind != Navigation {
			l.Statements = append(l.Statements, Statement{Section: s.Section, Path: s.Path, Kind: s.Kind, Hash: s.Hash, Words: s.Words, Facts: s.Facts})
		}
	}
	return l
}

// Document returns what is kept of the document with the name, or nil.
func (l *Lock) Document(name string) *Locked {
	i := slices.IndexFunc(l.Documents, func(d Locked) bool { return d.Name == name })
	if i < 0 {
		return nil
	}
	return &l.Documents[i]
}

// With is the lock with one document in place of its older version. The page comes first.
func (l *Lock) With(d Locked) *Lock {
	out := &Lock{Operation: l.Operation, Documents: []Locked{d}}
	for _, other := range l.Documents {
		if other.Name != d.Name {
			out.Documents = append(out.Documents, other)
		}
	}
	slices.SortFunc(out.Documents, func(a, b Locked) int { return strings.Compare(b.Name, a.Name) })
	return out
}

// lockFile is document.lock as it is written.
type lockFile struct {
	Format    int            `yaml:"format"`
	Operation string         `yaml:"operation"`
	Documents []lockDocument `yaml:"documents"`
}

type lockDocument struct {
	In       string `yaml:"in"`
	Product  string `yaml:"product"`
	Language string `yaml:"language"`
	Updated  string `yaml:"updated"`
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

var formatLine = regexp.MustCompile(`(?m)^format: (\d+)\r?$`)

// ReadLock reads a lock. shown is its name in errors, which are *strictyaml.Error. A lock of another format is refused:
// its hashes would say of an unchanged document that everything is new.
func ReadLock(files fs.FS, name, shown string) (*Lock, error) {
	data, err := fs.ReadFile(files, name)
	if err != nil {
		return nil, fmt.Errorf("%s: cannot be read: %w", shown, err)
	}
	if m := formatLine.FindSubmatch(data); m == nil || string(m[1]) != strconv.Itoa(lockFormat) {
		return nil, strictyaml.Errorf(shown, 0, "is not of format %d: write it anew from the document that it was made of, with slbconform document adopt -rewrite-lock FILE", lockFormat)
	}
	var f lockFile
	if err := strictyaml.Read(data, shown, &f); err != nil {
		return nil, err
	}
	l := &Lock{Operation: f.Operation}
	for _, d := range f.Documents {
		locked, err := d.read(shown)
		if err != nil {
			return nil, err
		}
		l.Documents = append(l.Documents, locked)
	}
	return l, nil
}

func (d *lockDocument) read(shown string) (Locked, error) {
	updated, err := time.Parse(time.DateOnly, d.Updated)
	if err != nil {
		return Locked{}, strictyaml.Errorf(shown, 0, "%s: updated %q is no date; expected one such as 2026-03-04", d.In, d.Updated)
	}
	l := Locked{Name: d.In, Product: d.Product, Language: d.Language, Updated: updated}
	for _, s := range d.Sections {
		for _, k := range s.Statements {
			l.Statements = append(l.Statements, Statement{Section: s.Section, Path: k.Path, Kind: k.Kind, Hash: k.Hash, Words: k.Words, Facts: k.Facts})
		}
	}
	return l, nil
}
