package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path/filepath"
	"strings"

	"github.com/slbconform/slbconform/internal/document"
	"github.com/slbconform/slbconform/internal/harness"
)

func runDocumentCheck(_ context.Context, args []string, stdout, stderr io.Writer) (int, error) {
	f := newDocumentFlags("check", "[FILE | FOLDER …]", `Reads documents of operations (a page saved as text, the vendor's Markdown of it, or API metadata as JSON), splits each
into statements and holds them against spec/<Operation>/rules.yaml: each must stand behind a rule or be set aside, and
what both sides say must be the same. Without a file, what is locked of every operation is held so.`, stdout)
	verbose := f.Bool("v", false, "print a line for every way from a statement to its rule, basis, scenarios and verdict")
	results := f.String("results", "", "-v, and the `file` of the run whose verdicts are shown; the last run's, reports/out/conformance.json, when left out")
	if err := f.parse(args, 0, 1000); err != nil {
		return 0, err
	}
	w, err := document.Open(f.root)
	if err != nil {
		return unreadable(stderr, err), nil
	}
	c := documentChecker{workspace: w, verbose: *verbose || *results != "", out: stdout, flags: f}
	if c.verbose {
		if c.verdicts, err = lastVerdicts(f.root, *results); err != nil {
			return unreadable(stderr, err), nil
		}
	}
	names, err := documentFiles(f.Args())
	if err != nil {
		return unreadable(stderr, err), nil
	}
	code := harness.ExitOK
	if len(names) == 0 {
		operations := w.Ledger.Names()
		if f.given.Operation != "" {
			operations = []string{f.given.Operation}
		}
		for _, o := range operations {
			code = worst(code, c.locked(o, stderr))
		}
	}
	for _, name := range names {
		code = worst(code, c.file(name, stderr))
	}
	return code, nil
}

// documentChecker checks one document after the other.
type documentChecker struct {
	workspace *document.Workspace
	verbose   bool
	verdicts  map[string]map[string]string // operation → rule → verdict
	out       io.Writer
	flags     *documentFlags
}

// file checks the document in a file.
func (c *documentChecker) file(name string, stderr io.Writer) int {
	d, err := c.flags.read(name)
	if err != nil {
		return unreadable(stderr, err)
	}
	p, err := c.workspace.Project(d.Operation, false)
	if err != nil {
		return unreadable(stderr, err)
	}
	check, err := p.Check(d)
	if err != nil {
		return unreadable(stderr, err)
	}
	return c.show(check, stderr)
}

// locked checks what is locked of an operation.
func (c *documentChecker) locked(operation string, stderr io.Writer) int {
	p, err := c.workspace.Project(operation, false)
	if err != nil {
		return unreadable(stderr, err)
	}
	if p.Lock == nil {
		return unreadable(stderr, fmt.Errorf("%s: is missing: adopt the documents of the operation", document.LockName(operation)))
	}
	code := harness.ExitOK
	for i := range p.Lock.Documents {
		code = worst(code, c.show(p.CheckLock(document.LockName(operation), &p.Lock.Documents[i]), stderr))
	}
	for _, what := range p.Unlocked() {
		code = worst(code, harness.ExitViolates)
		fmt.Fprintln(stderr, what)
	}
	apart := p.Lock.Disagreements()
	for _, d := range apart {
		fmt.Fprintf(c.out, "the documents disagree, or only one says it: %s\n", d)
	}
	if len(apart) > 0 {
		fmt.Fprintln(c.out)
	}
	return code
}

func (c *documentChecker) show(check *document.Check, stderr io.Writer) int {
	check.Write(c.out)
	if c.verbose {
		scenarios, _, err := examined(c.workspace, check.Operation.Name)
		if err != nil {
			return unreadable(stderr, err)
		}
		fmt.Fprintln(c.out)
		check.WriteTraces(c.out, scenarios, c.verdicts[check.Operation.Name])
	}
	fmt.Fprintln(c.out)
	if !check.OK() {
		return harness.ExitViolates
	}
	return harness.ExitOK
}

// lastVerdicts are the verdicts of a run, by operation and short id. The last run of a project is read when no file is
// named, and there may have been none.
func lastVerdicts(root, named string) (map[string]map[string]string, error) {
	name := cmp.Or(named, filepath.Join(root, "reports", "out", "conformance.json"))
	report, err := readReport(name)
	if errors.Is(err, fs.ErrNotExist) && named == "" {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	out := map[string]map[string]string{}
	for _, r := range report.Rules {
		operation, rule, _ := strings.Cut(r.ID, "/")
		if out[operation] == nil {
			out[operation] = map[string]string{}
		}
		out[operation][rule] = string(r.Verdict)
	}
	return out, nil
}
