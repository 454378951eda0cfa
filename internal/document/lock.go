package document

import (
	"slices"
	"strings"
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
