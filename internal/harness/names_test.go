package harness_test

import (
	"encoding/json"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"github.com/slbconform/slbconform/internal/openapi"
	"github.com/slbconform/slbconform/internal/run/runtest"
	"github.com/slbconform/slbconform/internal/target"
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
	literals(t, "../..", func(file string, line int, text string, _ bool) {
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

// takesApart are the folders whose Go may tell codes of a kind by their beginning, each with the reason.
var takesApart = map[string]string{
	"internal/wire":           "the one table of codes that speak of the account or of the moment",
	"reports/internal/sample": "an invented report to look at",
}

// What an action does stands in the schema, and what a code speaks of in a table: no literal in Go is the first word of
// actions' names or the family of codes, and nothing looks in a text for a part of an action's, a code's or a role's name.
func TestNoCodeTakesANameApart(t *testing.T) {
	suite := runtest.Load(t)
	actions, parameters, codes := vocabulary(t, suite.Document)
	var roles []string
	for _, r := range target.Roles() {
		roles = append(roles, r.Name)
	}
	literals(t, "../..", func(file string, line int, text string, sought bool) {
		if takesApart[path.Dir(file)] != "" || slices.ContainsFunc(parameters, func(p string) bool { return strings.HasSuffix(p, strings.TrimSuffix(text, ".")) }) {
			return
		}
		for _, name := range slices.Concat(actions, codes, roles) {
			begins := strings.HasPrefix(name, text) && name != text
			verb := begins && slices.Contains(actions, name) && firstWord.FindString(name) == text
			family := begins && strings.HasSuffix(text, ".")
			part := sought && len(text) > 2 && (begins || unicode.IsUpper(rune(text[0])) && strings.Contains(name, text))
			if verb || family || part {
				t.Errorf("%s:%d: %q takes the name %q apart", file, line, text, name)
				return
			}
		}
	})
}

var firstWord = regexp.MustCompile(`^[A-Z][a-z]+`)

// vocabulary are the actions of a schema, the parameters of their calls, and all codes.
func vocabulary(t *testing.T, d *openapi.Document) (actions, parameters, codes []string) {
	t.Helper()
	var merged struct {
		Paths map[string]struct {
			Post struct {
				Parameters []struct{ Name string }
			}
		}
		Components struct {
			Schemas map[string]struct {
				Properties map[string]struct {
					AnyOf []struct{ Enum []string }
				}
			}
		}
	}
	data, err := d.JSON()
	if err == nil {
		err = json.Unmarshal(data, &merged)
	}
	if err != nil {
		t.Fatal(err)
	}
	for name, item := range merged.Paths {
		actions = append(actions, strings.TrimPrefix(name, "/"))
		for _, p := range item.Post.Parameters {
			parameters = append(parameters, p.Name)
		}
	}
	for _, schema := range merged.Components.Schemas {
		for _, branch := range schema.Properties["Code"].AnyOf {
			codes = append(codes, branch.Enum...)
		}
	}
	if len(actions) == 0 || len(codes) == 0 {
		t.Fatal("the schema has no actions, or no codes")
	}
	return actions, parameters, codes
}

// literals are the texts in the Go files that ship or prove, but for those that are an operation's own; sought is true of one that
// a function of strings is given to look for.
func literals(t *testing.T, root string, visit func(file string, line int, text string, sought bool)) {
	t.Helper()
	err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		base := filepath.Base(name)
		if filepath.Ext(name) != ".go" || strings.HasPrefix(base, "op_") {
			return nil
		}
		files := token.NewFileSet()
		parsed, err := parser.ParseFile(files, name, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(root, name)
		if err != nil || !held(filepath.ToSlash(rel), parsed) {
			return err
		}
		sought := map[ast.Expr]bool{}
		ast.Inspect(parsed, func(n ast.Node) bool {
			if call, ok := n.(*ast.CallExpr); ok && len(call.Args) > 1 {
				if of, ok := call.Fun.(*ast.SelectorExpr); ok && fmt.Sprint(of.X) == "strings" {
					sought[call.Args[1]] = true
				}
			}
			if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
				if text, err := strconv.Unquote(lit.Value); err == nil {
					visit(filepath.ToSlash(rel), files.Position(lit.Pos()).Line, text, sought[lit])
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
