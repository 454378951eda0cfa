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

// Load reads and checks every ledger of files. The error joins all mistakes; each is a *strictyaml.Error with file and line.
func Load(files fs.FS) (*Ledger, error) {
	r := loader{files: files, ledger: &Ledger{byID: map[string]*Rule{}}, shared: map[string]*Rule{}, written: map[string][]Rule{}}
	own := r.platform()
	if len(r.errs) > 0 { // otherwise the shared rules would be missing in every operation
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

// operationFolders are the folders of operations, sorted. A folder without a ledger is an error.
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

// Folder returns an error if a folder of fixtures or features is not of an operation or the platform, with the operation that was
// probably meant.
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
	own     map[string]int    // line of a rule of the platform, by id
	written map[string][]Rule // by id: as operations write it out
	errs    []error

	lacking []string // operations without a ledger that rules name
}

func (l *loader) mistake(file string, line int, format string, args ...any) {
	err := strictyaml.Errorf(file, line, format, args...)
	again := func(told error) bool { return told.Error() == err.Error() } // a shared rule is checked in each operation
	if !slices.ContainsFunc(l.errs, again) {
		l.errs = append(l.errs, err)
	}
}

// add adds a rule to an operation, or to the platform, and checks it.
func (l *loader) add(r *Rule, operation string) {
	r.Operation, r.ID = operation, operation+"/"+r.Name
	if r.Says == "" && r.Kind == "" && r.Basis == "" {
		l.mistake(r.File, r.Line, "rule %q has nothing but its id: is that line there twice, or are those below it gone?", r.Name)
		return
	}
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
		if slices.Contains(own, problem) { // each operation has its own basis for a shared rule
			file, line = r.File, r.Line
		}
		l.mistake(file, line, "rule %q: %s", r.Name, problem)
	}
}
