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

var (
	formatLine = regexp.MustCompile(`(?m)^format: (\d+)\r?$`)
	hashText   = regexp.MustCompile(`^[0-9a-f]{12}$`)
	wordsText  = regexp.MustCompile(`^([0-9a-f]{2})*$`)
)

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
		switch {
		case err != nil:
			return nil, err
		case l.Document(d.In) != nil:
			return nil, strictyaml.Errorf(shown, 0, "the %s stands twice", d.In)
		}
		l.Documents = append(l.Documents, locked)
	}
	return l, nil
}

func (d *lockDocument) read(shown string) (Locked, error) {
	if _, err := time.Parse(time.DateOnly, d.Updated); err != nil {
		return Locked{}, strictyaml.Errorf(shown, 0, "%s: updated %q is no date; expected one such as 2026-03-04", d.In, d.Updated)
	}
	if d.In != Page && d.In != Metadata {
		return Locked{}, strictyaml.Errorf(shown, 0, "in: %q is no document; expected %s or %s", d.In, Page, Metadata)
	}
	l := Locked{Name: d.In, Product: d.Product, Language: d.Language, Updated: d.Updated}
	for _, s := range d.Sections {
		for _, k := range s.Statements {
			if !hashText.MatchString(k.Hash) || !wordsText.MatchString(k.Words) || !k.Kind.known() {
				return Locked{}, strictyaml.Errorf(shown, 0, "%s, %s: {hash: %s, kind: %s, words: %s} is no statement as adopt writes them: write the lock anew with -rewrite-lock", d.In, place(s.Section, k.Path), k.Hash, k.Kind, k.Words)
			}
			l.Statements = append(l.Statements, Statement{Section: s.Section, Path: k.Path, Kind: k.Kind, Hash: k.Hash, Words: k.Words, Facts: k.Facts})
		}
	}
	if len(l.Statements) == 0 {
		return Locked{}, strictyaml.Errorf(shown, 0, "the %s has no statement: is the file cut?", d.In)
	}
	return l, nil
}
