package docs_test

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/slbconform/slbconform/internal/document"
	"github.com/slbconform/slbconform/internal/run/runtest"
)

// TestTheGuidesToAdding does what adding-a-rule.md and adding-an-operation.md say, in the project with their files laid
// over it: the new rule and the new operation hold, the operation needs nothing but files of its own, and its mutants are
// killed. Both are tried in one build, for that is what takes time.
func TestTheGuidesToAdding(t *testing.T) {
	if testing.Short() {
		t.Skip("it builds the program anew")
	}
	l := layOver(t)
	l.rule("adding-a-rule.md")
	const operation = "EmptyVServerGroup"
	l.operation("adding-an-operation.md", operation)
	list := l.written()

	said := command(t, "go", "test", "-vet=off", "-overlay", list, "-rules", "platform.server-region-id.*,"+operation+"/*", "-reports", "-")
	for _, want := range []string{
		`platform +\d+ rules: 1 rehearsed`, `scenarios +\d+: \d+ rehearsed`, // of the rule
		operation + ` +12 rules: 10 rehearsed, 2 not observable`,
	} {
		if !regexp.MustCompile(want).MatchString(said) {
			t.Errorf("%s is not in\n%s", want, said)
		}
	}
	command(t, "go", "test", "-vet=off", "-overlay", list, "./internal/mock", "./internal/openapi", "-run", "OneOfTheAPI|TheSDK|SDKRequests")
	command(t, "go", "test", "-vet=off", "-overlay", list, "./internal/mutation", "-run", "TestProof/mutants", "-mutants.rules", operation+"/*")
}

// TestTheGuidesToTheirEnd does in a copy of the project what the guides end with: make update, of which every test holds, the
// mutants of the new operation, and then the features and what holds an operation against the API and the SDK.
func TestTheGuidesToTheirEnd(t *testing.T) {
	if os.Getenv("TEST_GUIDES") == "" {
		t.Skip("TEST_GUIDES=1 compiles and tests a copy of the whole project, which takes some minutes")
	}
	l := layOver(t)
	l.rule("adding-a-rule.md")
	const operation = "EmptyVServerGroup"
	l.operation("adding-an-operation.md", operation)
	copied := t.TempDir()
	for _, from := range []string{l.root, l.dir} {
		if err := copyOver(copied, from); err != nil {
			t.Fatal(err)
		}
	}
	in(t, copied, "make", "update")
	in(t, copied, "go", "test", "./internal/mutation", "-run", "TestProof/mutants", "-mutants.rules", operation+"/*")
	in(t, copied, "go", "test", ".", "./internal/openapi", "./internal/mock", "-short")
}

// overlay is the project with some files laid over it, as `go test -overlay` reads them: what has not changed is not
// compiled again.
type overlay struct {
	t       *testing.T
	root    string            // of the project
	dir     string            // of what is laid over it
	replace map[string]string // a file of the project → what lies over it
}

func layOver(t *testing.T) *overlay {
	t.Helper()
	root, err := filepath.Abs("..")
	if err != nil {
		t.Fatal(err)
	}
	return &overlay{t: t, root: root, dir: t.TempDir(), replace: map[string]string{}}
}

func (o *overlay) lay(file, text string) {
	o.t.Helper()
	over := filepath.Join(o.dir, filepath.FromSlash(file))
	if err := os.MkdirAll(filepath.Dir(over), 0o755); err != nil {
		o.t.Fatal(err)
	}
	if err := os.WriteFile(over, []byte(text), 0o644); err != nil {
		o.t.Fatal(err)
	}
	o.replace[filepath.Join(o.root, filepath.FromSlash(file))] = over
}

// written is the file that -overlay names.
func (o *overlay) written() string {
	o.t.Helper()
	list, err := json.Marshal(map[string]any{"Replace": o.replace})
	if err != nil {
		o.t.Fatal(err)
	}
	name := filepath.Join(o.dir, "overlay.json")
	if err := os.WriteFile(name, list, 0o644); err != nil {
		o.t.Fatal(err)
	}
	return name
}

// read is a file of the project.
func (o *overlay) read(file string) string {
	o.t.Helper()
	data, err := os.ReadFile(filepath.Join(o.root, filepath.FromSlash(file)))
	if err != nil {
		o.t.Fatal(err)
	}
	return string(data)
}

// piece is one block of adding-a-rule.md and the place it belongs to.
var piece = regexp.MustCompile("(?s)<!-- ([^ ]+), (before: \"(.*?)\"|at the end|new) -->\n```[a-z]+\n(.*?)```\n")

// rule lays the four pieces of the guide over the files that they change.
func (o *overlay) rule(page string) {
	o.t.Helper()
	pieces := piece.FindAllStringSubmatch(o.read("docs/"+page), -1)
	if len(pieces) != 4 {
		o.t.Fatalf("%s shows %d pieces; a rule touches four places", page, len(pieces))
	}
	for _, p := range pieces {
		file, before, text := p[1], strings.ReplaceAll(p[3], `\"`, `"`), p[4]
		switch {
		case p[2] == "new":
			o.lay(file, text)
		case before == "":
			o.lay(file, o.read(file)+text)
		case strings.Count(o.read(file), before) != 1:
			o.t.Fatalf("%s does not hold %q once", file, before)
		default:
			o.lay(file, strings.Replace(o.read(file), before, text+before, 1))
		}
	}
}

// operation lays the files of the guide beside those that there are, adopts its document, and lays the lock beside them.
func (o *overlay) operation(guide, operation string) {
	o.t.Helper()
	blocks := regexp.MustCompile("(?s)\n`([^`\n]+)`:\n\n(```+)[a-z]+\n(.*?\n)(```+)\n").FindAllStringSubmatch(o.read("docs/"+guide), -1)
	if len(blocks) < 8 {
		o.t.Fatalf("%s shows %d files; the test does not understand it any more", guide, len(blocks))
	}
	for _, m := range blocks {
		if m[2] != m[4] {
			o.t.Fatalf("%s: the block of %s does not end as it begins", guide, m[1])
		}
		if _, err := os.Stat(filepath.Join(o.root, m[1])); err == nil {
			o.t.Fatalf("%s is there already: an operation is to need files of its own alone", m[1])
		}
		o.lay(m[1], m[3])
	}
	copied := o.t.TempDir()
	err := errors.Join(copyOver(filepath.Join(copied, "spec"), filepath.Join(o.root, "spec")), copyOver(copied, o.dir))
	if err != nil {
		o.t.Fatal(err)
	}
	page, ledger := filepath.Join(o.dir, operation+".json"), filepath.Join(copied, "spec", operation, "rules.yaml")
	whole, err := os.ReadFile(ledger)
	head, _, _ := strings.Cut(string(whole), "\nrules:")
	if err = errors.Join(err, os.WriteFile(ledger, []byte(head), 0o644)); err != nil {
		o.t.Fatal(err)
	}
	if err := checked(copied, operation, page); err != nil { // as the guide does first
		o.t.Fatal(err)
	}
	if err := errors.Join(os.WriteFile(ledger, whole, 0o644), adopt(copied, operation, page)); err != nil {
		o.t.Fatal(err)
	}
	lock, err := os.ReadFile(filepath.Join(copied, "spec", operation, "document.lock"))
	if err != nil {
		o.t.Fatal(err)
	}
	o.lay("spec/"+operation+"/document.lock", string(lock))
}

// checked is what `slbconform document check` does, and adopt what `slbconform document adopt` does, without building it.
func checked(root, operation, file string) error {
	read, to, err := opened(root, operation, file)
	if err != nil {
		return err
	}
	p, err := to.Project(operation, false)
	if err != nil {
		return err
	}
	_, err = p.Check(read)
	return err
}

func adopt(root, operation, file string) error {
	read, to, err := opened(root, operation, file)
	if err != nil {
		return err
	}
	_, err = to.Adopt(read, document.Consent{}, false)
	return err
}

func opened(root, operation, file string) (*document.Document, *document.Workspace, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, nil, err
	}
	read, err := document.Read(file, data, document.Identity{Operation: operation, Date: "2026-11-01"})
	if err != nil {
		return nil, nil, err
	}
	to, err := document.Open(root)
	return read, to, err
}

// copyOver copies files into a folder, over those that are there.
func copyOver(to, from string) error {
	return filepath.WalkDir(from, func(name string, d os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(from, name)
		if err != nil {
			return err
		}
		if d.IsDir() && (d.Name() == ".git" || d.Name() == "node_modules" || rel == filepath.Join("reports", "out")) {
			return filepath.SkipDir
		}
		if d.IsDir() {
			return os.MkdirAll(filepath.Join(to, rel), 0o755)
		}
		data, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		return os.WriteFile(filepath.Join(to, rel), data, 0o644)
	})
}

// command runs in the root of the project.
func command(t *testing.T, name string, args ...string) string {
	t.Helper()
	return in(t, "..", name, args...)
}

// in runs a command in a folder.
func in(t *testing.T, folder, name string, args ...string) string {
	t.Helper()
	ctx, stop := context.WithTimeout(t.Context(), 8*time.Minute)
	defer stop()
	c := exec.CommandContext(ctx, name, args...)
	c.Dir = folder
	out, err := c.CombinedOutput()
	if err != nil {
		runtest.SkipIfBroken(t)
		t.Fatalf("%s %s: %v\n%s", name, strings.Join(args, " "), err, out)
	}
	return string(out)
}
