package harness_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/slbconform/slbconform/internal/run/runtest"
)

// speaksOf are the folders whose Go may name an operation, each with the reason.
var speaksOf = map[string]string{
	"internal/target/live":    "what a run creates in an account, lists and takes back, it does by these calls, whatever is tested",
	"reports/internal/sample": "an invented report to look at",
}

// A literal in Go that ships names no operation outside the operation's own files, and no rule outside the mock's table,
// which answers for rules: an operation needs nothing but its own files.
func TestNoCodeNamesAnOperation(t *testing.T) {
	ledger := runtest.Load(t).Ledger
	operations := ledger.Names()
	literals(t, "../..", func(file string, line int, text string) {
		folder := path.Dir(file)
		if slices.Contains(operations, text) && speaksOf[folder] == "" {
			t.Errorf("%s:%d: %q stands outside the operation's own files", file, line, text)
		}
		if folder == "internal/mock" || folder == "reports/internal/sample" || !strings.Contains(text, ".") {
			return
		}
		for _, r := range ledger.Rules {
			if text == r.Name || text == r.ID {
				t.Errorf("%s:%d: the rule %q is known by its id", file, line, text)
				return
			}
		}
	})
}

// literals are the texts in the Go files that ship, but for those that are an operation's own.
func literals(t *testing.T, root string, visit func(file string, line int, text string)) {
	t.Helper()
	err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		base := filepath.Base(name)
		if filepath.Ext(name) != ".go" || strings.HasSuffix(base, "_test.go") || strings.HasPrefix(base, "op_") {
			return nil
		}
		files := token.NewFileSet()
		parsed, err := parser.ParseFile(files, name, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(root, name)
		if err != nil {
			return err
		}
		ast.Inspect(parsed, func(n ast.Node) bool {
			if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
				if text, err := strconv.Unquote(lit.Value); err == nil {
					visit(filepath.ToSlash(rel), files.Position(lit.Pos()).Line, text)
				}
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
