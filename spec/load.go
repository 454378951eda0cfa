package spec

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"

	"go.yaml.in/yaml/v4"

	"github.com/slbconform/slbconform/internal/nearest"
	"github.com/slbconform/slbconform/internal/strictyaml"
)

// rulesFile is the ledger of one folder.
const rulesFile = "rules.yaml"

// operationFile is rules.yaml of an operation.
type operationFile struct {
	Product   string       `yaml:"product"`
	Version   string       `yaml:"version"`
	Documents []DocumentID `yaml:"documents"`
	Rules     []entry      `yaml:"rules"`
	SetAside  []SetAside   `yaml:"set_aside"`
}

// platformFile is rules.yaml of the platform.
type platformFile struct {
	Rules  []Rule `yaml:"rules"`  // its own
	Shared []Rule `yaml:"shared"` // for operations to make their own
}

// entry is a rule of an operation: written out, or a reference to a shared one.
type entry struct {
	Rule   `yaml:",inline"`
	Shares string `yaml:"shares"` // id of a shared rule
}

// Load reads every ledger of files, folder by folder, and checks them as far as that needs no other file. All mistakes
// are reported, joined; each is a *strictyaml.Error with file and line.
func Load(files fs.FS) (*Ledger, error) {
	r := loader{files: files, ledger: &Ledger{byID: map[string]*Rule{}}, shared: map[string]*Rule{}}
	own := r.platform()
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
	r.checkBorrows()
	if err := errors.Join(r.errs...); err != nil {
		return nil, err
	}
	return r.ledger, nil
}

// operationFolders are the folders that hold the ledger of an operation, in the order of the alphabet.
func operationFolders(files fs.FS) ([]string, error) {
	found, err := fs.Glob(files, "*/"+rulesFile)
	if err != nil {
		return nil, err
	}
	var names []string
	for _, file := range found {
		if name := path.Dir(file); name != Platform {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	if len(names) == 0 {
		return nil, strictyaml.Errorf("spec", 0, "no operation has a ledger: spec/<Operation>/%s", rulesFile)
	}
	return names, nil
}

type loader struct {
	files  fs.FS
	ledger *Ledger
	shared map[string]*Rule
	errs   []error
}

func (l *loader) mistake(file string, line int, format string, args ...any) {
	l.errs = append(l.errs, strictyaml.Errorf(file, line, format, args...))
}

// read reads one ledger into out and returns the lines of the items of each list of rules; nil lines for one that cannot
// be read, whose mistakes are noted.
func (l *loader) read(folder string, out any) (shown string, lines map[string][]int) {
	name := path.Join(folder, rulesFile)
	shown = path.Join("spec", name)
	data, err := fs.ReadFile(l.files, name)
	if err != nil {
		l.errs = append(l.errs, fmt.Errorf("%s: cannot be read: %w", shown, err))
		return shown, nil
	}
	if err := strictyaml.Read(data, shown, out); err != nil {
		l.errs = append(l.errs, err)
		return shown, nil
	}
	return shown, itemLines(data)
}

// platform reads what operations share and returns the platform's own rules. Without such a file there are none.
func (l *loader) platform() []Rule {
	if _, err := fs.Stat(l.files, path.Join(Platform, rulesFile)); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	var file platformFile
	shown, lines := l.read(Platform, &file)
	if lines == nil {
		return nil
	}
	for i := range file.Rules {
		file.Rules[i].File, file.Rules[i].Line = shown, lines["rules"][i]
	}
	for i := range file.Shared {
		r := &file.Shared[i]
		r.File, r.Line = shown, lines["shared"][i]
		if first := l.shared[r.Name]; first != nil {
			l.mistake(shown, r.Line, "shared rule id %q stands twice, first on line %d; ids are never reused", r.Name, first.Line)
		}
		l.shared[r.Name] = r
	}
	return file.Rules
}

func (l *loader) operation(name string) {
	var file operationFile
	shown, lines := l.read(name, &file)
	if lines == nil {
		return
	}
	o := &Operation{Name: name, Product: file.Product, Version: file.Version, Documents: file.Documents, SetAside: file.SetAside}
	l.ledger.Operations = append(l.ledger.Operations, o)
	for i := range file.Rules {
		e := &file.Rules[i]
		e.File, e.Line = shown, lines["rules"][i]
		if r := l.resolve(e); r != nil {
			o.Rules = append(o.Rules, r)
			l.add(r, name)
			l.checkDocuments(r, o)
		}
	}
}

// resolve is the rule that an entry stands for; nil, with the mistake noted, when there is none.
func (l *loader) resolve(e *entry) *Rule {
	if e.Shares == "" {
		return &e.Rule
	}
	shared := l.shared[e.Shares]
	switch {
	case shared == nil:
		l.mistake(e.File, e.Line, "spec/platform/rules.yaml shares no rule %q%s", e.Shares, nearest.Hint(e.Shares, l.sharedNames()))
		return nil
	case e.Name != "" || e.Says != "" || e.Kind != "":
		l.mistake(e.File, e.Line, "rule %q is shared, so its id, says and kind stand in spec/platform/rules.yaml; here stand its statements", e.Shares)
		return nil
	}
	own := *shared
	own.Document, own.Shared, own.Line, own.File = e.Document, true, e.Line, e.File
	if e.Basis != "" {
		own.Basis = e.Basis
	}
	if e.Note != "" {
		own.Note = e.Note
	}
	if e.Codes != nil {
		own.Codes = e.Codes
	}
	return &own
}

func (l *loader) sharedNames() []string {
	var names []string
	for name := range l.shared {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
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
	for _, problem := range r.problems() {
		l.mistake(r.File, r.Line, "rule %q: %s", r.Name, problem)
	}
}

// checkDocuments holds that a rule points only into documents that its operation has.
func (l *loader) checkDocuments(r *Rule, o *Operation) {
	var names []string
	for _, d := range o.Documents {
		names = append(names, d.Name)
	}
	for _, p := range r.Document {
		if p.In != "" && !slices.Contains(names, p.In) {
			l.mistake(r.File, r.Line, "rule %q points into the document %q, which the operation does not have%s", r.Name, p.In, nearest.Hint(p.In, names))
		}
	}
}

// checkBorrows makes the ids that a rule borrows full, and holds that each is there.
func (l *loader) checkBorrows() {
	for _, r := range l.ledger.Rules {
		for i, id := range r.Borrows {
			borrowed := l.ledger.Rule(id)
			if borrowed == nil {
				borrowed = l.ledger.Find(r.Operation, id)
			}
			if borrowed == nil {
				l.mistake(r.File, r.Line, "rule %q borrows %q, which is no rule%s", r.Name, id, l.ledger.Hint(id))
				continue
			}
			if i == 0 {
				r.Borrows = slices.Clone(r.Borrows) // a shared rule's list is every operation's
			}
			r.Borrows[i] = borrowed.ID
		}
	}
}

// itemLines finds the line of every item of the lists of rules.
func itemLines(data []byte) map[string][]int {
	var doc map[string]yaml.Node
	lines := map[string][]int{}
	if yaml.Unmarshal(data, &doc) != nil {
		return lines
	}
	for _, list := range []string{"rules", "shared"} {
		for _, item := range doc[list].Content {
			lines[list] = append(lines[list], item.Line)
		}
	}
	return lines
}

// LoadWith is Load with the ledger of one operation replaced by a text that is not written yet.
func LoadWith(files fs.FS, operation string, rules []byte) (*Ledger, error) {
	return Load(overlay{FS: files, name: path.Join(operation, rulesFile), data: rules})
}

// overlay is a file system in which one file has another content.
type overlay struct {
	fs.FS
	name string
	data []byte
}

// ReadFile reads the one file from memory and all others as they are.
func (o overlay) ReadFile(name string) ([]byte, error) {
	if name == o.name {
		return o.data, nil
	}
	return fs.ReadFile(o.FS, name)
}
