package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
	"strings"

	"github.com/slbconform/slbconform/internal/document"
	"github.com/slbconform/slbconform/internal/harness"
	"github.com/slbconform/slbconform/internal/nearest"
	"github.com/slbconform/slbconform/internal/plan"
)

func runDocumentDiff(_ context.Context, args []string, stdout, stderr io.Writer) (int, error) {
	f := newDocumentFlags("diff", "[OLD] NEW | FOLDER", `Pairs the statements of two versions of a document and says of each change which rules, scenarios and fixtures it
touches. Without OLD, the document is compared with what is locked of it, by hashes and values; so is every document of
a FOLDER.`, stdout)
	format := f.String("format", "text", "text, json or markdown")
	all := f.Bool("all", false, "miss a document of every operation that has none among those compared")
	if err := f.parse(args, 1, 2); err != nil {
		return 0, err
	}
	if known := []string{"text", "json", "markdown"}; !slices.Contains(known, *format) {
		return 0, plan.Usagef("there is no format %q%s", *format, nearest.Hint(*format, known))
	}
	w, err := document.Open(f.root)
	if err != nil {
		return unreadable(stderr, err), nil
	}
	old, names := "", f.Args()
	if info, err := os.Stat(names[0]); len(names) == 2 && (err != nil || !info.IsDir()) {
		old, names = names[0], names[1:]
	}
	names, err = documentFiles(names)
	if err != nil {
		return unreadable(stderr, err), nil
	}
	code, missed := harness.ExitOK, slices.Clone(w.Ledger.Names())
	for _, name := range names {
		d, err := f.diff(w, old, name)
		if err == nil {
			missed = slices.DeleteFunc(missed, func(operation string) bool { return operation == d.New.Operation })
			err = writeDiff(stdout, d, *format)
		}
		if err != nil {
			code = worst(code, unreadable(stderr, err))
			continue
		}
		code = worst(code, map[document.Verdict]int{document.NothingChanged: harness.ExitOK, document.RulesAffected: harness.ExitViolates, document.WordingOnly: harness.ExitChanged}[d.Verdict])
	}
	if *all && len(missed) > 0 {
		fmt.Fprintf(stderr, "%s: there is no document of %s\n", f.Arg(0), strings.Join(missed, ", "))
		code = worst(code, harness.ExitInconclusive)
	}
	return code, nil
}

func (f *documentFlags) diff(w *document.Workspace, old, name string) (*document.Diff, error) {
	now, err := f.read(name)
	if err != nil {
		return nil, err
	}
	p, err := w.Project(now.Operation, old != "")
	if err != nil {
		return nil, err
	}
	_, places, err := examined(w, p.Operation.Name)
	if err != nil {
		return nil, err
	}
	find, err := document.NewImpactFinder(w.Files, p.Operation, places)
	if err != nil {
		return nil, err
	}
	if old == "" {
		return p.DiffLock(document.LockName(now.Operation), now, find)
	}
	was, err := f.read(old)
	if err != nil {
		return nil, err
	}
	return document.DiffDocuments(was, now, find)
}

func writeDiff(w io.Writer, d *document.Diff, format string) error {
	switch format {
	case "json":
		return d.WriteJSON(w)
	case "markdown":
		d.WriteMarkdown(w)
	default:
		d.WriteText(w)
	}
	return nil
}

// examined says of each rule of an operation, by its short id, by which scenarios the features of a project examine it,
// and where.
func examined(w *document.Workspace, operation string) (scenarios, places map[string][]string, err error) {
	scenarios, places = map[string][]string{}, map[string][]string{}
	if found, err := fs.Glob(w.Files, "features/*/*.feature"); err != nil || len(found) == 0 {
		return scenarios, places, err
	}
	files, err := fs.Sub(w.Files, "features")
	if err != nil {
		return nil, nil, err
	}
	p, err := plan.Read(files, w.Ledger)
	if err != nil {
		return nil, nil, err
	}
	add := func(to map[string][]string, rule, what string) {
		if !slices.Contains(to[rule], what) {
			to[rule] = append(to[rule], what)
		}
	}
	for _, s := range p.Scenarios {
		if of, rule, _ := strings.Cut(s.Rule, "/"); of == operation {
			add(scenarios, rule, cmp.Or(s.Outline, s.Name))
			add(places, rule, fmt.Sprintf("%s:%d", s.File, s.RuleLine))
		}
	}
	return scenarios, places, nil
}
