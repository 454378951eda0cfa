package spec

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"

	"github.com/slbconform/slbconform/internal/strictyaml"
)

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

// read reads one ledger into out and returns the lines of the items of each list. If it cannot be read, it adds the error and
// lines is nil.
func (l *loader) read(folder string, out any) (shown string, lines map[string][]int) {
	name := path.Join(folder, rulesFile)
	shown = path.Join("spec", name)
	data, err := fs.ReadFile(l.files, name)
	if err != nil {
		l.errs = append(l.errs, fmt.Errorf("%s: cannot be read: %w", shown, err))
		return shown, nil
	}
	tree, err := strictyaml.ReadTree(data, shown, out)
	if err != nil {
		l.errs = append(l.errs, err)
		return shown, nil
	}
	return shown, strictyaml.ItemLines(tree)
}

// platform reads the shared rules and returns the platform's own ones; none if there is no such file.
func (l *loader) platform() []Rule {
	if _, err := fs.Stat(l.files, path.Join(Platform, rulesFile)); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	var file platformFile
	shown, lines := l.read(Platform, &file)
	if lines == nil {
		return nil
	}
	first := map[string]int{} // line of an id
	for i := range file.Rules {
		file.Rules[i].File, file.Rules[i].Line = shown, lines["rules"][i]
		first[file.Rules[i].Name] = lines["rules"][i]
	}
	l.own = maps.Clone(first)
	for i := range file.Shared {
		r := &file.Shared[i]
		r.File, r.Line = shown, lines["shared"][i]
		if line := first[r.Name]; line != 0 {
			l.mistake(shown, r.Line, "rule id %q stands twice, first on line %d; ids are never reused, and a rule is the platform's own or shared", r.Name, line)
		}
		first[r.Name], l.shared[r.Name] = r.Line, r
		for _, problem := range r.unknownBases(false) { // else every operation that takes it over would tell
			l.mistake(shown, r.Line, "rule %q: %s", r.Name, problem)
		}
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
		}
	}
	l.checkDocuments(shown, lines["documents"], o)
	for _, f := range []struct {
		name  string
		empty bool
	}{{"product", o.Product == ""}, {"version", o.Version == ""}, {"documents", len(o.Documents) == 0}} {
		if f.empty {
			l.mistake(shown, 0, "%s is missing: an operation names its product, the version of the API, and the documents that its rules were read from", f.name)
		}
	}
	for i, s := range o.SetAside {
		if len(s.Reason) < 10 {
			l.mistake(shown, lines["set_aside"][i], "a statement is set aside for a reason, and %q is none", s.Reason)
		}
	}
}

// LoadWith is Load with another text for the ledger of one operation.
func LoadWith(files fs.FS, operation string, rules []byte) (*Ledger, error) {
	return Load(overlay{FS: files, name: path.Join(operation, rulesFile), data: rules})
}

// overlay is a file system in which one file has another content.
type overlay struct {
	fs.FS
	name string
	data []byte
}

// ReadFile reads the one file from memory and all others from the file system.
func (o overlay) ReadFile(name string) ([]byte, error) {
	if name == o.name {
		return o.data, nil
	}
	return fs.ReadFile(o.FS, name)
}
