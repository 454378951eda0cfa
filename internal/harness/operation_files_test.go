package harness_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"strings"
	"testing"
)

// What stands in the files of an operation is used by no other file: whoever takes the operation out deletes them, and what
// is left builds. Several files may be one operation's: op_x.go and op_x_lists.go.
func TestNothingElseNeedsTheFilesOfAnOperation(t *testing.T) {
	for _, folder := range []string{"steps", "internal/mock", "internal/mutation"} {
		declared := map[string]string{} // name → the operation whose files alone declare it
		files := parsed(t, folder)
		for name, file := range files {
			for _, d := range declarations(file) {
				if other, twice := declared[d]; twice && other != operationOf(name) {
					declared[d] = ""
					continue
				}
				declared[d] = operationOf(name)
			}
		}
		for name, file := range files {
			for _, used := range uses(file) {
				if of := declared[used]; of != "" && !related(of, operationOf(name)) {
					t.Errorf("%s needs %s of %s*.go in %s", name, strings.TrimPrefix(used, "."), of, folder)
				}
			}
		}
	}
}

// related reports whether two beginnings are of one operation.
func related(a, b string) bool {
	return strings.HasPrefix(a+"_", b+"_") || strings.HasPrefix(b+"_", a+"_")
}

func parsed(t *testing.T, folder string) map[string]*ast.File {
	t.Helper()
	names, err := filepath.Glob(filepath.Join("../..", folder, "*.go"))
	if err != nil || len(names) == 0 {
		t.Fatalf("%s: %v", folder, err)
	}
	files := map[string]*ast.File{}
	for _, name := range names {
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.HasSuffix(file.Name.Name, "_test") {
			files[filepath.Base(name)] = file
		}
	}
	return files
}

// operationOf is what the files of an operation begin with; "" for a file of all.
func operationOf(file string) string {
	if !strings.HasPrefix(file, "op_") {
		return ""
	}
	return strings.TrimSuffix(strings.TrimSuffix(file, ".go"), "_test")
}

// declarations are the names that a file declares for its package; of methods with a dot before.
func declarations(file *ast.File) []string {
	var out []string
	for _, d := range file.Decls {
		if f, ok := d.(*ast.FuncDecl); ok && f.Recv != nil {
			out = append(out, "."+f.Name.Name)
		}
	}
	for name := range file.Scope.Objects {
		out = append(out, name)
	}
	return out
}

// uses are the names that a file takes from elsewhere; of methods and fields with a dot before.
func uses(file *ast.File) []string {
	var out []string
	for _, id := range file.Unresolved {
		out = append(out, id.Name)
	}
	ast.Inspect(file, func(n ast.Node) bool {
		if s, ok := n.(*ast.SelectorExpr); ok {
			out = append(out, "."+s.Sel.Name)
		}
		return true
	})
	return out
}
