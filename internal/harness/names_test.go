package harness_test

import (
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

	"github.com/slbconform/slbconform/internal/run/runtest"
	"github.com/slbconform/slbconform/internal/target"
)

// speaksOf are the folders whose Go may hold names of a kind, each with the reason.
var speaksOf = map[string]map[string]string{
	"internal/cases":          {"role": "the cases of each type of backend server need one of that type"},
	"internal/document":       {"operation": "an example in a message"},
	".":                       {"list": "what a test asks of a call"},
	"internal/mock":           {"list": "what its actions take and list", "label": "which rule a row of its table breaks; nothing is decided by it", "code": "and with their codes", "role": "its account plays them"},
	"internal/mutation":       {"list": "what a mutant answers otherwise", "code": "what a mutant refuses with"},
	"internal/serve":          {"list": "what it tells of a call before it has read a schema", "role": "its account offers them", "code": "what it does to a client on order"},
	"internal/target":         {"role": "the one table of roles"},
	"internal/wire":           {"code": "the one table of codes that speak of the account or of the moment"},
	"reports/internal/sample": {"operation": "an invented report to look at"},
	"steps":                   {"list": "what an answer lists, and a sibling takes", "sentence": "what a sentence means stands here"},
}

// No literal in Go that ships or proves, outside an operation's own files, holds the name of an operation, or is a rule's id,
// a code, a role or the words of a sentence, entire or by its beginning or end: an operation needs nothing but its own files,
// what an action does and lists stands in its schema, and what a code speaks of in a table. A rule's id may be the label of a
// row that several operations share: no more than what the row is told by.
func TestNoCodeNamesAnOperation(t *testing.T) {
	runtest.Sequential(t)
	names, met := namesOf(t), map[string]bool{}
	literals(t, "../..", func(file string, line int, text string, sought by) {
		kind, name := names.in(text, sought)
		met[path.Dir(file)+" "+kind] = true
		if kind != "" && speaksOf[path.Dir(file)][kind] == "" {
			t.Errorf("%s:%d: %q stands for the %s %q", file, line, text, kind, name)
		}
	})
	for folder, kinds := range speaksOf {
		for kind := range kinds {
			if !met[folder+" "+kind] {
				t.Errorf("%s may name a %s, and does not: take it out of the table", folder, kind)
			}
		}
	}
}

// enumerated is a code in a list of the schema.
var enumerated = regexp.MustCompile(`(?m)^\s*"([A-Z]\w+(?:\.\w+)+)",?$`)

// names are what no literal may hold, by kind.
type names map[string][]string

func namesOf(t *testing.T) names {
	t.Helper()
	suite := runtest.Load(t)
	n := names{"operation": suite.Ledger.Names(), "role": target.RoleNames()}
	for _, r := range suite.Ledger.Rules {
		n["rule"] = append(n["rule"], r.Name)
		if r.Fact.Code != "" {
			n["code"] = append(n["code"], r.Fact.Code)
		}
		n["code"] = append(n["code"], r.Codes...)
	}
	for _, action := range suite.Document.Actions() {
		for _, list := range []string{action.In, action.Out} {
			if list != "" {
				n["list"] = append(n["list"], list)
			}
		}
	}
	merged, err := suite.Document.JSON()
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range enumerated.FindAllStringSubmatch(string(merged), -1) {
		n["code"] = append(n["code"], m[1])
	}
	for _, s := range suite.Plan.Scenarios {
		n["sentence"] = slices.AppendSeq(n["sentence"], s.Sentences())
	}
	for kind, all := range n {
		if len(all) == 0 {
			t.Fatalf("there is no %s to look for", kind)
		}
		slices.Sort(all)
		n[kind] = slices.Compact(all)
	}
	return n
}

var (
	verb         = regexp.MustCompile(`^[A-Z][a-z]+`)                      // of an operation's name
	word         = regexp.MustCompile(`[A-Za-z]+`)                         // of a pattern or a path: it may be part of an operation's name
	severalWords = regexp.MustCompile(`^([A-Z][a-z]+){2,}(\.[A-Za-z]*)?$`) // in one: the family of a code, and what follows
)

// in is the kind of name that a text holds, and the name.
func (n names) in(text string, sought by) (kind, name string) {
	for _, operation := range n["operation"] {
		if strings.Contains(text, operation) || text == verb.FindString(operation) {
			return "operation", operation
		}
		for _, part := range word.FindAllString(text, -1) {
			if sought != compared && len(part) > 8 && sought.finds(part, operation) {
				return "operation", operation
			}
		}
	}
	if slices.Contains(n["list"], text) {
		return "list", text
	}
	for _, kind := range []string{"role", "sentence", "code", "rule"} {
		searched := sought != "" && sought != compared && sought != labels
		phrase := strings.ContainsAny(strings.Trim(text, " ./"), ". ") && (kind != "sentence" || len(text) > 12 || searched && len(text) > 8)
		phrase = phrase || kind == "rule" && searched && len(text) > 2 && strings.TrimRight(text, ".")+"." == text // as ids begin
		family := kind == "code" && sought != "" && severalWords.MatchString(text)
		if !phrase && !family {
			continue // a word of English, or the name of a parameter
		}
		for _, name := range n[kind] {
			if kind == "rule" && text == name && sought == labels {
				return "label", name
			}
			if text == name || phrase && sought.finds(text, name) || family && familyOf(name) == familyOf(text) && name != familyOf(name) {
				return kind, name
			}
		}
	}
	return "", ""
}

func familyOf(code string) string {
	family, _, _ := strings.Cut(code, ".")
	return family
}

// by is where a text is looked for in another: nowhere, at either end, anywhere; or it is compared or joined with one, or is
// the id in a row of a table.
type by string

const (
	compared by = "compared"
	labels   by = "labels"
)

// soughtBy is how a function of strings or regexp looks for a text.
func soughtBy(function string) by {
	for _, end := range []by{"Prefix", "Suffix"} {
		if strings.HasSuffix(function, string(end)) {
			return end
		}
	}
	return "anywhere"
}

func (b by) finds(part, name string) bool {
	begins, ends := strings.HasPrefix(name, part), strings.HasSuffix(name, part)
	return b == "Prefix" && begins || b == "Suffix" && ends || b == compared && (begins || ends) || b == "anywhere" && strings.Contains(name, part)
}

// literals are the texts in the Go files that ship or prove, but for those that are an operation's own, and what a method
// of one of the catalogues is called by, each with how it is sought.
func literals(t *testing.T, root string, visit func(file string, line int, text string, sought by)) {
	t.Helper()
	err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(name) != ".go" || strings.HasPrefix(d.Name(), "op_") {
			return err
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
		sought := map[ast.Node]by{}
		ast.Inspect(parsed, func(n ast.Node) bool {
			text := ""
			switch n := n.(type) {
			case *ast.CallExpr:
				if of, ok := n.Fun.(*ast.SelectorExpr); ok && isOneOf(of.X, "strings", "regexp") {
					for _, a := range n.Args {
						sought[a] = soughtBy(of.Sel.Name)
					}
				}
			case *ast.BinaryExpr:
				sought[n.X], sought[n.Y] = compared, compared
			case *ast.KeyValueExpr:
				if isOneOf(n.Key, "ID", "Also") {
					sought[n.Value] = labels
				}
			case *ast.SelectorExpr:
				if of, ok := n.X.(*ast.CompositeLit); ok && isOneOf(of.Type, "catalogue") {
					text = n.Sel.Name
				}
			case *ast.BasicLit:
				if n.Kind == token.STRING {
					text, _ = strconv.Unquote(n.Value)
				}
			}
			if text != "" {
				visit(filepath.ToSlash(rel), files.Position(n.Pos()).Line, text, sought[n])
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func isOneOf(x ast.Expr, names ...string) bool {
	id, ok := x.(*ast.Ident)
	return ok && slices.Contains(names, id.Name)
}
