package harness_test

import (
	"cmp"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "github.com/slbconform/slbconform/"

// textfs reads the repository's text files: every package that has some may import it.
const textfs = "internal/textfs"

// allowedImports lists the packages from the bottom up and what of this module each may import. Only the entry points, the
// program and the root package, may import any of them.
func allowedImports() map[string][]string {
	return map[string][]string{
		textfs:                       {},
		"internal/nearest":           {},
		"internal/methods":           {"internal/nearest"},
		"internal/secrets":           {},
		"internal/strictyaml":        {"internal/nearest"},
		"internal/wire":              {},
		"internal/folder":            {},
		"internal/retry":             {},
		"fixtures":                   {"internal/strictyaml", "internal/nearest"},
		"internal/mock":              {"fixtures", "internal/methods", "internal/wire", "internal/nearest"},
		"internal/target":            {"internal/retry", "internal/wire", "internal/strictyaml", "internal/nearest", "spec/platform"},
		"spec/platform":              {"internal/strictyaml", "internal/nearest"},
		"internal/target/live":       {"internal/folder", "internal/retry", "internal/secrets", "internal/target", "internal/wire", "spec/platform"},
		"internal/target/capture":    {"fixtures", "internal/folder", "internal/retry", "internal/secrets", "internal/strictyaml", "internal/nearest", "internal/target", "internal/wire", "spec/platform"},
		"internal/target/mocktarget": {"fixtures", "internal/methods", "internal/mock", "internal/nearest", "internal/strictyaml", "internal/target", "internal/wire"},
		"steps":                      {"internal/methods", "internal/retry", "internal/target", "internal/wire", "internal/nearest"},
		"spec":                       {"internal/strictyaml", "internal/nearest"},
		"internal/openapi":           {"spec", "internal/wire", "internal/strictyaml", "internal/nearest"},
		"internal/document":          {"spec", "internal/nearest", "internal/strictyaml"},
		"internal/cases":             {"internal/wire", "spec"},
		"internal/serve":             {"fixtures", "spec", "internal/mock", "internal/nearest", "internal/strictyaml", "internal/target", "internal/target/mocktarget", "internal/wire"},
		"internal/serve/servetest":   {"internal/serve"},
		"features":                   {},
		"reports":                    {"internal/folder", "internal/secrets"},
		"reports/internal/sample":    {"reports"},
		"internal/mutation/figures":  {"features", "fixtures", "internal/mock", "reports", "spec", "steps"},
		"internal/plan":              {"internal/nearest", "internal/strictyaml", "internal/target", "internal/wire", "spec", "steps"},
		"internal/run":               {"internal/cases", "internal/methods", "internal/openapi", "internal/plan", "internal/retry", "internal/target", "internal/wire", "reports", "spec", "spec/platform", "steps"},
		"internal/run/runtest":       {"features", "fixtures", "internal/mock", "internal/run", "internal/target", "internal/target/mocktarget", "spec"},
		"internal/harness": {
			"features", "fixtures", "internal/secrets", "internal/nearest", "internal/plan", "internal/mutation/figures", "internal/run",
			"internal/document", "internal/strictyaml", "internal/target", "internal/target/mocktarget", "internal/target/capture", "internal/target/live", "internal/wire", "reports", "spec",
		},
		"internal/mutation": {
			"fixtures", "internal/mock", "internal/openapi", "internal/plan", "internal/run", "internal/retry", "internal/run/runtest", "internal/target", "internal/target/mocktarget", "internal/wire", "reports", "spec", "steps", "internal/methods", "internal/nearest", "internal/strictyaml",
		},
	}
}

// neverReached lists what a package may not import by way of others either.
func neverReached() map[string][]string {
	return map[string][]string{
		"internal/mock":   {"spec", "steps", "features", "internal/openapi", "internal/cases"}, // it must not know what is expected of it
		"steps":           {"internal/mock", "fixtures", "spec"},                               // nor they what will be answered, or what was promised
		"internal/target": {"internal/mock", "fixtures"},
		"internal/run":    {"internal/mock", "fixtures"}, // what judges
	}
}

func TestImportsRunOneWay(t *testing.T) {
	for folder, allowed := range allowedImports() {
		used := map[string]bool{}
		for file, imported := range importsOf(t, folder) {
			used[imported] = true
			if !slices.Contains(allowed, imported) && imported != textfs {
				t.Errorf("%s imports %s; %s may import only %s", file, imported, folder, strings.Join(allowed, ", "))
			}
		}
		for _, one := range allowed {
			if !used[one] {
				t.Errorf("%s may import %s, and does not", folder, one)
			}
		}
	}
}

func TestWhatIsNeverImported(t *testing.T) {
	for folder, never := range neverReached() {
		reached := map[string]string{folder: folder} // by which way
		for next := []string{folder}; len(next) > 0; next = next[1:] {
			for _, imported := range importsOf(t, next[0]) {
				if reached[imported] == "" {
					reached[imported] = reached[next[0]] + " → " + imported
					next = append(next, imported)
				}
			}
		}
		for _, imported := range never {
			if reached[imported] != "" {
				t.Errorf("%s must not depend on %s: %s", folder, imported, reached[imported])
			}
		}
	}
}

func TestEveryPackageIsListed(t *testing.T) {
	entries := []string{".", "cmd/slbconform"}
	err := fs.WalkDir(os.DirFS("../.."), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() && (d.Name() == "testdata" || d.Name() == "browser" || d.Name() == "node_modules" || len(d.Name()) > 1 && d.Name()[0] == '.') {
			return cmp.Or(err, fs.SkipDir)
		}
		folder := path.Dir(name)
		program := strings.HasSuffix(name, ".go") && !strings.HasSuffix(name, "_test.go")
		if _, listed := allowedImports()[folder]; program && !listed && !slices.Contains(entries, folder) {
			t.Errorf("%s: what %s may import is not said", name, folder)
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}

// proof is the package that is made for tests alone, of files of tests. It is held to what the program is held to.
const proof = "internal/mutation"

// held reports whether a Go file is held to the rules of the program: all are that are no test, and those of the proof.
func held(name string, parsed *ast.File) bool {
	return !strings.HasSuffix(name, "_test.go") || path.Dir(name) == proof && !strings.HasSuffix(parsed.Name.Name, "_test")
}

// standardOnly is the package that imports nothing of other modules.
const standardOnly = "internal/mock"

// importsOf reads what the program files of a folder import of this module.
func importsOf(t *testing.T, folder string) map[string]string {
	t.Helper()
	root := os.DirFS("../..")
	files, err := fs.Glob(root, path.Join(folder, "*.go"))
	if err != nil || len(files) == 0 {
		t.Fatalf("%s: no Go file (%v)", folder, err)
	}
	found := map[string]string{}
	for _, name := range files {
		data, err := fs.ReadFile(root, name)
		if err != nil {
			t.Fatal(err)
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), name, data, parser.ImportsOnly)
		if err != nil {
			t.Fatal(err)
		}
		if !held(name, parsed) {
			continue
		}
		for _, spec := range parsed.Imports {
			imported, _ := strconv.Unquote(spec.Path.Value)
			of, ours := strings.CutPrefix(imported, module)
			foreign := strings.Contains(imported, ".") && folder == standardOnly
			if ours || foreign {
				found[name+" → "+of] = of
			}
		}
	}
	return found
}
