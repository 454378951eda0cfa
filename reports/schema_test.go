package reports_test

import (
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"reflect"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/slbconform/slbconform/reports"
)

// The schema is what the Go types and their comments say. `go test ./reports -update` writes it again.
func TestSchemaIsTheTypes(t *testing.T) {
	g := generator{comments: comments(t), defs: map[string]any{}}
	root := g.object(t, reflect.TypeFor[reports.Report]())
	root["$schema"] = "https://json-schema.org/draft/2020-12/schema"
	root["title"] = "Report of a run of slbconform, format " + reports.Version
	root["description"] = "Report is what a run says."
	root["$defs"] = g.defs
	data, err := json.MarshalIndent(root, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "schema.json", append(data, '\n'))
}

type generator struct {
	comments map[string]string // "Type.Field" or "Type" → text
	defs     map[string]any
}

func (g generator) object(t *testing.T, typ reflect.Type) map[string]any {
	properties, required := map[string]any{}, []string{}
	for f := range typ.Fields() {
		name, optional := strings.CutSuffix(f.Tag.Get("json"), ",omitempty")
		says := g.comments[typ.Name()+"."+f.Name]
		if says == "" {
			t.Errorf("%s.%s has no comment; it is the description in the schema", typ.Name(), f.Name)
		}
		schema := g.schema(t, f.Type)
		if enum := f.Tag.Get("enum"); enum != "" {
			schema["enum"] = strings.Split(enum, "|")
		}
		schema["description"] = says
		properties[name] = schema
		if !optional {
			required = append(required, name)
		}
	}
	return map[string]any{"type": "object", "additionalProperties": false, "properties": properties, "required": required}
}

func (g generator) schema(t *testing.T, typ reflect.Type) map[string]any {
	switch typ {
	case reflect.TypeFor[time.Time]():
		return map[string]any{"type": "string", "format": "date-time"}
	case reflect.TypeFor[reports.Basis]():
		return map[string]any{"type": "string", "enum": reports.Bases()}
	case reflect.TypeFor[reports.Verdict]():
		return map[string]any{"type": "string", "enum": reports.Verdicts()}
	}
	switch typ.Kind() {
	case reflect.String:
		return map[string]any{"type": "string"}
	case reflect.Bool:
		return map[string]any{"type": "boolean"}
	case reflect.Int, reflect.Int64:
		return map[string]any{"type": "integer"}
	case reflect.Pointer:
		return g.schema(t, typ.Elem())
	case reflect.Slice:
		return map[string]any{"type": "array", "items": g.schema(t, typ.Elem())}
	case reflect.Map:
		m := map[string]any{"type": "object", "additionalProperties": g.schema(t, typ.Elem())}
		if typ.Key() == reflect.TypeFor[reports.Verdict]() {
			m["propertyNames"] = map[string]any{"enum": reports.Verdicts()}
		}
		return m
	case reflect.Struct:
		return g.reference(t, typ)
	}
	t.Fatalf("a field of type %s: the schema has no word for it", typ)
	return nil
}

func (g generator) reference(t *testing.T, typ reflect.Type) map[string]any {
	if g.defs[typ.Name()] == nil {
		g.defs[typ.Name()] = true // a type may hold itself
		def := g.object(t, typ)
		def["description"] = g.comments[typ.Name()]
		g.defs[typ.Name()] = def
	}
	return map[string]any{"$ref": "#/$defs/" + typ.Name()}
}

// comments reads the comments of all types and fields from the package's own source.
func comments(t *testing.T) map[string]string {
	t.Helper()
	found := map[string]string{}
	names, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if d, ok := n.(*ast.GenDecl); ok && d.Tok == token.TYPE {
				collect(found, d)
			}
			return true
		})
	}
	return found
}

func collect(found map[string]string, d *ast.GenDecl) {
	for _, spec := range d.Specs {
		typ := spec.(*ast.TypeSpec)
		found[typ.Name.Name] = oneLine(d.Doc.Text())
		s, ok := typ.Type.(*ast.StructType)
		if !ok {
			continue
		}
		for _, f := range s.Fields.List {
			for _, name := range f.Names {
				found[typ.Name.Name+"."+name.Name] = oneLine(f.Doc.Text() + f.Comment.Text())
			}
		}
	}
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// Every field of the schema that can be wrong is refused when it is.
func TestSchemaRefuses(t *testing.T) {
	for _, c := range []struct{ name, old, new string }{
		{"a verdict nobody knows", `"verdict":"rehearsed"`, `"verdict":"passed"`},
		{"a member nobody knows", `"says"`, `"sez"`},
		{"null for a list", `"faults": [`, `"faults": null, "x": [`},
		{"a date that is none", `"started":"2026`, `"started":"the year 2026`},
		{"text for a number", `"seed":`, `"seed":"x","seeds":`},
		{"a target nobody knows", `"target":"mock"`, `"target":"staging"`},
	} {
		t.Run(c.name, func(t *testing.T) {
			data := string(written(t, "conformance.json"))
			broken := strings.Replace(data, c.old, c.new, 1)
			if broken == data {
				t.Fatalf("the report holds no %s to break", strconv.Quote(c.old))
			}
			_, err := reports.Read([]byte(broken))
			if err == nil {
				t.Fatalf("a report with %s in place of %s was read", c.new, c.old)
			}
			if says := err.Error(); strings.Contains(says, "\n") || !strings.Contains(says, "make the run again") {
				t.Errorf("it is no line with a remedy:\n%s", says)
			}
		})
	}
}

// Members that were taken out without a new version are read in the reports that have them.
func TestWithdrawnMembersAreRead(t *testing.T) {
	data := string(written(t, "conformance.json"))
	older := strings.Replace(data, `"operations":[]`, `"operations":[{"operation":"Older","mutants":1,"killed":1,"variants":1,"accepted":1,"mistakes":0,"named":0}]`, 1)
	if older == data {
		t.Fatal("the report holds no figures of operations")
	}
	if _, err := reports.Read([]byte(older)); err != nil {
		t.Error(err)
	}
}

// A report of the early programs that named no operation with a rule would share no rule with a new one.
func TestRulesWithoutTheirOperationAreRefusedInALine(t *testing.T) {
	data := string(written(t, "conformance.json"))
	early := regexp.MustCompile(`"id":"[A-Za-z]+/(server\.[^"/]*)"`).ReplaceAllString(data, `"id":"$1"`)
	if early == data {
		t.Fatal("no rule is named with its operation")
	}
	if _, err := reports.Read([]byte(early)); err == nil || strings.Contains(err.Error(), "\n") || !strings.Contains(err.Error(), "make the run again") {
		t.Errorf("got %v", err)
	}
}
