package spec

import (
	"errors"
	"io/fs"
	"path"
	"slices"

	"github.com/slbconform/slbconform/internal/nearest"
	"github.com/slbconform/slbconform/internal/strictyaml"
)

// rulesFile is the ledger of one folder.
const rulesFile = "rules.yaml"

// Load reads every ledger of files, folder by folder, and checks them as far as that needs no other file. All mistakes
// are reported, joined; each is a *strictyaml.Error with file and line.
func Load(files fs.FS) (*Ledger, error) {
	r := loader{files: files, ledger: &Ledger{byID: map[string]*Rule{}}, shared: map[string]*Rule{}, written: map[string][]Rule{}}
	own := r.platform()
	if len(r.errs) > 0 { // else every operation would miss what it shares
		return nil, errors.Join(r.errs...)
	}
	folders, err := operationFolders(files)
	if err != nil {
		return nil, err
	}
	for _, name := range folders {
		r.operation(name)
	}
	for i := range own {
		r.add(&own[i], Platform)
	}
	if len(r.errs) == 0 {
		r.checkBorrows()
		r.checkFrom()
	}
	if len(r.errs) == 0 {
		r.checkShared()
	}
	if err := errors.Join(r.errs...); err != nil {
		return nil, err
	}
	return r.ledger, nil
}

// operationFolders are the folders of operations, in the order of the alphabet. Each holds a ledger: without one, every
// other file of the operation would be complained of, or none.
func operationFolders(files fs.FS) ([]string, error) {
	found, err := fs.Glob(files, "*/*.yaml")
	if err != nil {
		return nil, err
	}
	locks, err := fs.Glob(files, "*/*.lock")
	if err != nil {
		return nil, err
	}
	var names []string
	var errs []error
	for _, file := range append(found, locks...) {
		name := path.Dir(file)
		if name == Platform || slices.Contains(names, name) {
			continue
		}
		names = append(names, name)
		if _, err := fs.Stat(files, path.Join(name, rulesFile)); errors.Is(err, fs.ErrNotExist) {
			errs = append(errs, strictyaml.Errorf(path.Join("spec", name, rulesFile), 0, "it is missing, and spec/%s is there: an operation begins with its ledger", file))
		}
	}
	slices.Sort(names)
	if len(names) == 0 {
		return nil, strictyaml.Errorf("spec", 0, "no operation has a ledger: spec/<Operation>/%s", rulesFile)
	}
	return names, errors.Join(errs...)
}

// Folder holds that a folder beside the spec is of an operation, or of the platform. The error names the operation that was
// meant.
func (l *Ledger) Folder(beside, name string) error {
	if name == Platform || l.Operation(name) != nil {
		return nil
	}
	return strictyaml.Errorf(path.Join(beside, name), 0, "no operation has this name: spec/%s/%s is not there%s", name, rulesFile, nearest.Slip(name, l.Names()))
}

type loader struct {
	files   fs.FS
	ledger  *Ledger
	shared  map[string]*Rule  // by id
	written map[string][]Rule // by id: as operations write it out
	errs    []error

	lacking []string // operations that rules speak of and that have no ledger
}

func (l *loader) mistake(file string, line int, format string, args ...any) {
	err := strictyaml.Errorf(file, line, format, args...)
	again := func(told error) bool { return told.Error() == err.Error() } // what operations share is met in each
	if !slices.ContainsFunc(l.errs, again) {
		l.errs = append(l.errs, err)
	}
}

// add makes a rule one of an operation, or of the platform.
func (l *loader) add(r *Rule, operation string) {
	r.Operation, r.ID = operation, operation+"/"+r.Name
	r.fillIn()
	if first := l.ledger.byID[r.ID]; first != nil {
		l.mistake(r.File, r.Line, "rule id %q stands twice, first on line %d; ids are never reused", r.Name, first.Line)
		return
	}
	l.ledger.byID[r.ID] = r
	l.ledger.Rules = append(l.ledger.Rules, r)
	own := r.basisProblems()
	for _, problem := range r.problems() {
		file, line := r.TextFile, r.TextLine
		if slices.Contains(own, problem) { // an operation says by itself why it believes what it shares
			file, line = r.File, r.Line
		}
		l.mistake(file, line, "rule %q: %s", r.Name, problem)
	}
}
