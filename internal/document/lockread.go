package document

import (
	"fmt"
	"io/fs"
	"regexp"
	"strconv"
	"time"

	"github.com/slbconform/slbconform/internal/strictyaml"
)

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
		return nil, strictyaml.Errorf(shown, 0, "is not of format %d: write it anew from the document that it was made of, with slbconform document adopt -rewrite-lock FILE", lockFormat)
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
