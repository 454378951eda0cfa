package harness

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/slbconform/slbconform/internal/document"
	"github.com/slbconform/slbconform/internal/nearest"
	"github.com/slbconform/slbconform/internal/strictyaml"
	"github.com/slbconform/slbconform/spec"
)

// Files checks what a run needs none of, and nobody may leave wrong in a checkout: the locks of the documents, references to docs/sources.md, and files
// with names that are not read. If the ledgers cannot be read it returns nil, because a run reports that. The error joins all
// mistakes.
func Files(root string) error {
	if err := otherEnding(os.DirFS(root)); err != nil {
		return err
	}
	w, err := document.Open(root)
	if err != nil {
		return nil
	}
	for _, name := range append(readFiles(), sourcesFile) {
		if _, err := fs.Stat(w.Files, name); err != nil && !strings.Contains(name, "*") {
			return strictyaml.Errorf(name, 0, "it is missing; if it was renamed, give it this name again")
		}
	}
	errs := []error{w.CheckLocks(), sorts(w.Files, w.Ledger)}
	sources, err := fs.ReadFile(w.Files, sourcesFile)
	errs = append(errs, err)
	anchors := anchorsOf(sources)
	for _, folder := range []string{"spec", "features", "fixtures"} {
		errs = append(errs, fs.WalkDir(w.Files, folder, func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || !slices.Contains([]string{".yaml", ".lock", ".json", ".feature"}, path.Ext(name)) {
				return err
			}
			data, err := fs.ReadFile(w.Files, name)
			errs = append(errs, err, unread(name), dangling(name, data, anchors))
			return nil
		}))
	}
	folders, err := fs.Glob(w.Files, "fixtures/*/samples") // features and answers of no operation end a run
	errs = append(errs, err)
	for _, folder := range folders {
		errs = append(errs, w.Ledger.Folder("fixtures", path.Base(path.Dir(folder))))
	}
	return errors.Join(errs...)
}

// isCheckout reports whether a folder is the root of this module, in whose files a mistake is ours.
func isCheckout(files fs.FS) bool {
	mod, _ := fs.ReadFile(files, "go.mod")
	return bytes.HasPrefix(mod, []byte("module github.com/slbconform/slbconform"))
}

// otherEnding names the files that would be read under the other ending of YAML. A run misses them, and cannot see that they
// are there.
func otherEnding(files fs.FS) error {
	var errs []error
	for _, pattern := range readFiles() {
		stem, yaml := strings.CutSuffix(pattern, ".yaml")
		if !yaml {
			continue
		}
		found, err := fs.Glob(files, stem+".yml")
		errs = append(errs, err)
		for _, name := range found {
			errs = append(errs, strictyaml.Errorf(name, 0, "nobody reads a file of this name here; did you mean %q?", strings.TrimSuffix(name, ".yml")+".yaml"))
		}
	}
	return errors.Join(errs...)
}

// readFiles are patterns of the files that are read.
func readFiles() []string {
	return []string{
		"spec/*/rules.yaml", "spec/*/openapi.yaml", "spec/*/divergences.yaml", "spec/*/document.lock",
		"spec/platform/codes.yaml", "spec/platform/hosts.yaml", "spec/platform/rates.yaml",
		"features/*/*.feature",
		"fixtures/account.yaml", "fixtures/inventory.mock.yaml", "fixtures/inventory.example.yaml",
		"fixtures/platform/codes.yaml", "fixtures/platform/actions.yaml",
		"fixtures/platform/answers/*/*.json", "fixtures/*/answers/*.json", "fixtures/*/samples/*.json",
	}
}

// unread returns an error for a file that is never read.
func unread(name string) error {
	var meant []string
	for _, pattern := range readFiles() {
		if fits, _ := path.Match(pattern, name); fits {
			return nil
		}
		parts, here := strings.Split(pattern, "/"), strings.Split(name, "/")
		for i := range parts {
			if len(parts) == len(here) && strings.HasPrefix(parts[i], "*") {
				parts[i] = here[i]
			}
		}
		if filled := strings.Join(parts, "/"); path.Ext(pattern) == path.Ext(name) && !strings.Contains(filled, "*") {
			meant = append(meant, filled)
		}
	}
	return strictyaml.Errorf(name, 0, "nobody reads a file of this name here%s", nearest.Hint(name, meant))
}

// sorts holds the words under broken_by against the sorts of mutants that the checkout makes: each is called so, or with the name
// of an operation after it, in a text of internal/mutation.
func sorts(files fs.FS, l *spec.Ledger) error {
	sources, err := fs.Glob(files, "internal/mutation/*_test.go")
	if err != nil || len(sources) == 0 {
		return err
	}
	var all []byte
	for _, name := range sources {
		source, err := fs.ReadFile(files, name)
		if err != nil {
			return err
		}
		all = append(all, source...)
	}
	var known []string
	var first *spec.Rule
	var wrong string
	more := map[string]bool{}
	for _, r := range l.Rules {
		for _, word := range r.BrokenBy {
			called := []string{word}
			for _, operation := range l.Names() {
				called = append(called, strings.TrimSuffix(word, operation))
			}
			switch {
			case slices.ContainsFunc(called, func(name string) bool { return bytes.Contains(all, []byte(strconv.Quote(name))) }):
				known = append(known, word)
			case first == nil:
				first, wrong = r, word
			case r.TextLine != first.TextLine || r.TextFile != first.TextFile: // else a shared rule, of another operation
				more[r.Name] = true
			}
		}
	}
	if first == nil {
		return nil
	}
	for _, m := range sortName.FindAllSubmatch(all, -1) {
		known = append(known, string(m[1]))
	}
	hint := nearest.Hint(wrong, known)
	if len(more) > 0 {
		hint = fmt.Sprintf("; so it is with %d more rules: is a file of internal/mutation missing?", len(more))
	}
	return strictyaml.Errorf(first.TextFile, first.TextLine, "rule %q: no sort of mutants is called %q, as broken_by says%s", first.Name, wrong, hint)
}

// sortName is the name of a sort of mutants, as an operation's file gives it.
var sortName = regexp.MustCompile(`Name:\s+"([^"]+)"`)
