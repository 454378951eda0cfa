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

// ground reads the repository's text files: every package that has some may import it.
const ground = "internal/textfs"

// floors lists the packages from the ground up and what of this module each may import. Only the doors above them, the
// program and the root package, may import any of them.
func floors() map[string][]string {
	return map[string][]string{
		ground:                      {},
		"internal/nearest":          {},
		"internal/methods":          {},
		"internal/secrets":          {},
		"internal/strictyaml":       {"internal/nearest"},
		"internal/wire":             {},
		"internal/retry":            {},
		"fixtures":                  {"internal/strictyaml", "internal/nearest"},
		"internal/mock":             {"fixtures", "internal/methods", "internal/wire", "internal/strictyaml", "internal/nearest"},
		"internal/target":           {"fixtures", "internal/mock", "internal/retry", "internal/wire", "internal/strictyaml", "internal/nearest", "spec/platform"},
		"spec/platform":             {"internal/strictyaml", "internal/nearest"},
		"internal/target/live":      {"internal/retry", "internal/secrets", "internal/target", "internal/wire", "spec/platform"},
		"internal/target/capture":   {"fixtures", "internal/secrets", "internal/strictyaml", "internal/nearest", "internal/target", "internal/wire", "spec/platform"},
		"steps":                     {"internal/methods", "internal/retry", "internal/target", "internal/wire", "internal/nearest"},
		"spec":                      {"internal/strictyaml", "internal/nearest"},
		"internal/openapi":          {"spec", "internal/wire", "internal/strictyaml", "internal/nearest"},
		"internal/document":         {"spec", "internal/nearest", "internal/strictyaml"},
		"internal/cases":            {"spec"},
		"internal/serve":            {"fixtures", "spec", "internal/mock", "internal/nearest", "internal/strictyaml", "internal/target", "internal/wire"},
		"internal/serve/servetest":  {"internal/serve"},
		"features":                  {},
		"reports":                   {"internal/secrets"},
		"reports/internal/sample":   {"reports"},
		"internal/mutation/figures": {"features", "fixtures", "internal/mock", "reports", "spec", "steps"},
		"internal/plan":             {"internal/nearest", "internal/strictyaml", "internal/target", "internal/wire", "spec", "steps"},
		"internal/run":              {"internal/cases", "internal/openapi", "internal/plan", "internal/retry", "internal/target", "internal/wire", "reports", "spec", "spec/platform", "steps"},
		"internal/run/runtest":      {"features", "fixtures", "internal/mock", "internal/run", "internal/target", "spec"},
		"internal/harness": {
			"features", "fixtures", "internal/secrets", "internal/nearest", "internal/plan", "internal/mutation/figures", "internal/run",
			"internal/openapi", "internal/strictyaml", "internal/target", "internal/target/capture", "internal/target/live", "internal/wire", "reports", "spec",
		},
		"internal/mutation": {
			"features", "fixtures", "internal/mock", "internal/openapi", "internal/plan", "internal/run", "internal/run/runtest", "internal/target", "internal/wire", "reports", "spec", "steps", "internal/methods", "internal/nearest", "internal/strictyaml",
		},
	}
}

func TestImportsRunOneWay(t *testing.T) {
	for folder, allowed := range floors() {
		for file, imported := range importsOf(t, folder) {
			if !slices.Contains(allowed, imported) && imported != ground {
				t.Errorf("%s imports %s; %s may import only %s", file, imported, folder, strings.Join(allowed, ", "))
			}
		}
	}
}

func TestEveryPackageHasAFloor(t *testing.T) {
	doors := []string{".", "cmd/slbconform"}
	err := fs.WalkDir(os.DirFS("../.."), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() && (d.Name() == "testdata" || d.Name() == "browser" || d.Name() == "node_modules" || len(d.Name()) > 1 && d.Name()[0] == '.') {
			return cmp.Or(err, fs.SkipDir)
		}
		folder := path.Dir(name)
		program := strings.HasSuffix(name, ".go") && !strings.HasSuffix(name, "_test.go")
		if _, listed := floors()[folder]; program && !listed && !slices.Contains(doors, folder) {
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
			if of, ours := strings.CutPrefix(imported, module); ours {
				found[name+" → "+of] = of
			}
		}
	}
	return found
}
