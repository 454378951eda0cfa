package document

import (
	"bytes"
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/slbconform/slbconform/internal/strictyaml"
)

// lockFormat is raised whenever the lock of an unchanged document would change, because hashing or cutting changed.
const lockFormat = 3

// Lock is what the project keeps of the documents of an operation: every statement by its place, its hash and its
// facts, and none of the vendor's sentences.
type Lock struct {
	Operation string
	Documents []Locked
}

// Locked is one document in a lock.
type Locked struct {
	Name       string      `yaml:"in"`       // which of the operation's documents it is: Page or Metadata
	Product    string      `yaml:"product"`  // as the title line of a page names it; may be empty
	Language   string      `yaml:"language"` // of the prose of metadata: en, zh, ja; pages are read in English only
	Updated    string      `yaml:"updated"`  // the document's own date, YYYY-MM-DD, or the one it was given by flag or file name
	Statements []Statement `yaml:"-"`        // in the order of the document; in a lock without text, line and span
}

// LockOf is what the lock keeps of a document.
func LockOf(d *Document) Locked {
	l := d.Locked
	l.Statements = nil
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
	out.Documents = append(out.Documents, slices.DeleteFunc(slices.Clone(l.Documents), func(other Locked) bool { return other.Name == d.Name })...)
	slices.SortFunc(out.Documents, func(a, b Locked) int { return strings.Compare(b.Name, a.Name) })
	return out
}

// lockFile is document.lock as it is written.
type lockFile struct {
	Format    int            `yaml:"format"`
	Operation string         `yaml:"operation"`
	Documents []lockDocument `yaml:"documents"`
}

// lockDocument is a document with its statements by section.
type lockDocument struct {
	Locked   `yaml:",inline"`
	Sections []struct {
		Section    string      `yaml:"section"`
		Statements []Statement `yaml:"statements"`
	} `yaml:"sections"`
}

var (
	formatLine = regexp.MustCompile(`(?m)^format: (\d+)\r?$`)
	hashText   = regexp.MustCompile(`^[0-9a-f]{12}$`)
	wordsText  = regexp.MustCompile(`^([0-9a-f]{2})*$`)
)

// ReadLock reads a lock. shown is its name in errors, which are *strictyaml.Error. A lock of another format is an error: by
// its hashes, everything in an unchanged document would be new.
func ReadLock(files fs.FS, name, shown string) (*Lock, error) {
	data, err := fs.ReadFile(files, name)
	if err != nil {
		return nil, fmt.Errorf("%s: cannot be read: %w", shown, err)
	}
	if m := formatLine.FindSubmatch(data); m == nil || string(m[1]) != strconv.Itoa(lockFormat) {
		wrong := fmt.Sprintf("is not of format %d", lockFormat)
		if len(bytes.TrimSpace(data)) == 0 {
			wrong = "the file is empty"
		}
		return nil, strictyaml.Errorf(shown, 0, "%s: write it anew from the document that it was made of, with slbconform document adopt -rewrite-lock FILE", wrong)
	}
	var f lockFile
	if err := strictyaml.Read(data, shown, &f); err != nil {
		return nil, err
	}
	l := &Lock{Operation: f.Operation}
	for _, d := range f.Documents {
		if err := d.flatten(shown); err != nil {
			return nil, err
		}
		if l.Document(d.Name) != nil {
			return nil, strictyaml.Errorf(shown, 0, "the %s stands twice", d.Name)
		}
		l.Documents = append(l.Documents, d.Locked)
	}
	return l, nil
}

// flatten puts the statements of all sections into one list.
func (d *lockDocument) flatten(shown string) error {
	if _, err := time.Parse(time.DateOnly, d.Updated); err != nil {
		return strictyaml.Errorf(shown, 0, "%s: updated %q is no date; expected one such as 2026-03-04", d.Name, d.Updated)
	}
	if d.Name != Page && d.Name != Metadata {
		return strictyaml.Errorf(shown, 0, "in: %q is no document; expected %s or %s", d.Name, Page, Metadata)
	}
	for _, s := range d.Sections {
		for _, k := range s.Statements {
			if !hashText.MatchString(k.Hash) || !wordsText.MatchString(k.Words) || !k.Kind.known() {
				return strictyaml.Errorf(shown, 0, "%s, %s: {hash: %s, kind: %s, words: %s} is no statement as adopt writes them: write the lock anew with -rewrite-lock", d.Name, location(s.Section, k.Path), k.Hash, k.Kind, k.Words)
			}
			k.Section = s.Section
			d.Statements = append(d.Statements, k)
		}
	}
	if len(d.Statements) == 0 {
		return strictyaml.Errorf(shown, 0, "the %s has no statement: is the file cut?", d.Name)
	}
	return nil
}
