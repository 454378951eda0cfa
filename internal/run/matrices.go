package run

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/slbconform/slbconform/spec"
)

// LoadMatrices reads the matrix of every operation, <Operation>.json of files, which stand in folder of the project. hash
// is that of the suite as it is now: where a matrix was made with another, stale says so, and a run goes without them. The
// error names a file that is cut, or that speaks of an operation or a rule that there is not.
func LoadMatrices(files fs.FS, folder, hash string, l *spec.Ledger) (all []*Matrix, stale string, err error) {
	names, err := fs.Glob(files, "*.json")
	if err != nil {
		return nil, "", err
	}
	var errs []error
	var old []string
	for _, name := range names {
		shown := path.Join(folder, name)
		data, err := fs.ReadFile(files, name)
		if err != nil {
			errs = append(errs, fmt.Errorf("%s: cannot be read: %w", shown, err))
			continue
		}
		m, err := ReadMatrix(data, shown)
		switch {
		case err != nil:
			errs = append(errs, err)
		case m.Hash != hash:
			old = append(old, strings.TrimSuffix(name, ".json"))
		default:
			errs = append(errs, m.foreign(shown, strings.TrimSuffix(name, ".json"), l))
			all = append(all, m)
		}
	}
	if err := errors.Join(errs...); err != nil {
		return nil, "", err
	}
	switch {
	case len(names) == 0:
		return nil, "the proof keeps no matrix; `make mutants` writes it", nil
	case len(old) > 0:
		return nil, fmt.Sprintf("the suite has changed since the matrix of %s was made; `make mutants` makes it anew", strings.Join(old, ", ")), nil
	}
	return all, "", nil
}

// foreign returns an error when the matrix speaks of what is not in the ledger, or is another operation's.
func (m *Matrix) foreign(shown, operation string, l *spec.Ledger) error {
	known := append(l.Names(), spec.Platform)
	if m.Operation != operation || !slices.Contains(known, operation) {
		return fmt.Errorf("%s: it is the matrix of %q; `make mutants` writes that of %s", shown, m.Operation, operation)
	}
	for _, mutant := range m.Mutants {
		if l.Rule(mutant.Rule) == nil {
			return fmt.Errorf("%s: mutant %q breaks %q, which is no rule%s; `make mutants` writes it anew", shown, mutant.Name, mutant.Rule, l.Hint(mutant.Rule))
		}
	}
	return nil
}
