package suite_test

import (
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

// floors lists the packages that must not reach upward or sideways, and what of this module each may import.
func floors() map[string][]string {
	return map[string][]string{
		"internal/nearest":    {},
		"internal/guard":      {},
		"internal/strictyaml": {"internal/nearest"},
		"internal/wire":       {},
		"fixtures":            {"internal/strictyaml", "internal/nearest"},
		"internal/mock":       {"fixtures", "internal/wire", "internal/strictyaml", "internal/nearest"},
		"internal/target":     {"fixtures", "internal/mock", "internal/wire", "internal/strictyaml", "internal/nearest"},
		"steps":               {"internal/target", "internal/wire", "internal/nearest"},
		"spec":                {"internal/wire", "internal/strictyaml", "internal/nearest"},
		"features":            {},
		"reports":             {"internal/guard"},
	}
}

func TestImportsRunOneWay(t *testing.T) {
	for folder, allowed := range floors() {
		for file, imported := range importsOf(t, folder) {
			if !slices.Contains(allowed, imported) {
				t.Errorf("%s imports %s; %s may import only %s", file, imported, folder, strings.Join(allowed, ", "))
			}
		}
	}
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
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		data, err := fs.ReadFile(root, name)
		if err != nil {
			t.Fatal(err)
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), name, data, parser.ImportsOnly)
		if err != nil {
			t.Fatal(err)
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
