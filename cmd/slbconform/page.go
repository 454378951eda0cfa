package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"

	"github.com/slbconform/slbconform/internal/document"
	"github.com/slbconform/slbconform/internal/nearest"
	"github.com/slbconform/slbconform/spec"
)

// Exit codes of the page subcommands.
const (
	exitHeldOrSame  = 0 // check: nothing is missed; diff: nothing changed
	exitRulesHit    = 1 // check: something is missed or differs; diff: rules are affected
	exitUnreadable  = 3 // the page, or a file of the project, is not understood
	exitWordingOnly = 4 // diff: something changed, and no rule stands behind it
)

func runPage(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	return dispatch(ctx, "slbconform page", []command{
		{name: "check", purpose: "hold a page against the ledger", run: runPageCheck},
		{name: "diff", purpose: "compare two versions of a page, and say what the changes touch", run: runPageDiff},
		{name: "adopt", purpose: "take a reviewed page over into spec/rules.yaml and spec/page.lock", run: runPageAdopt},
	}, args, stdout, stderr)
}

// pageFlags are the flags that all page subcommands share.
type pageFlags struct {
	*flag.FlagSet
	root string
}

// newPageFlags makes the flags of one subcommand. usage is the line of its arguments, about what it does and
// what its exit codes mean.
func newPageFlags(name, usage, about string, stderr io.Writer) *pageFlags {
	f := &pageFlags{FlagSet: flag.NewFlagSet("slbconform page "+name, flag.ContinueOnError)}
	f.SetOutput(stderr)
	f.StringVar(&f.root, "root", ".", "the `folder` of the project: the one that holds spec/rules.yaml")
	f.Usage = func() {
		fmt.Fprintf(f.Output(), "usage: slbconform page %s %s\n\n%s\n\nflags:\n", name, usage, about)
		f.PrintDefaults()
	}
	return f
}

// parse reads the flags and leaves between least and most arguments. When it returns false, the exit code says
// why: help was asked for, or the call was wrong and has been explained.
func (f *pageFlags) parse(args []string, least, most int, stdout io.Writer) (code int, ok bool) {
	if code, ok := parseFlags(f.FlagSet, args, stdout); !ok {
		return code, false
	}
	if f.NArg() < least || f.NArg() > most {
		fmt.Fprintf(f.Output(), "%s: %d files are named; see -h\n", f.Name(), f.NArg())
		return exitUsage, false
	}
	return exitOK, true
}

// Files of an operation, below the root of the project.
func rulesFile(operation string) string { return "spec/" + operation + "/rules.yaml" }
func lockFile(operation string) string  { return "spec/" + operation + "/document.lock" }
func samples(operation string) string   { return "fixtures/" + operation + "/samples" }

// project is the part of the working tree that pages are held against.
type project struct {
	files  fs.FS
	specs  fs.FS
	ledger *spec.Ledger
}

// operation is the one that a page documents.
func (p *project) operation(title string) (*spec.Operation, error) {
	if o := p.ledger.Operation(title); o != nil {
		return o, nil
	}
	return nil, fmt.Errorf("the page is about %s, and spec has no such operation%s", title, nearest.Hint(title, p.ledger.Names()))
}

func openProject(root string) (*project, error) {
	files := os.DirFS(root)
	specs, err := fs.Sub(files, "spec")
	if err != nil {
		return nil, err
	}
	ledger, err := spec.Load(specs)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("%w\nrun slbconform in the root of the project, or name it with -root", err)
	}
	if err != nil {
		return nil, err
	}
	return &project{files: files, specs: specs, ledger: ledger}, nil
}

func (p *project) samples(operation string) fs.FS {
	sub, _ := fs.Sub(p.files, samples(operation)) // the path is valid, so there is no error
	return sub
}

func readPage(name string) (*document.Page, error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	return document.Parse(name, data)
}

func unreadable(stderr io.Writer, err error) int {
	fmt.Fprintln(stderr, err)
	return exitUnreadable
}

func runPageCheck(_ context.Context, args []string, stdout, stderr io.Writer) int {
	f := newPageFlags("check", "FILE", `Reads a documentation page that was saved from the browser as text, splits it into statements and holds each
against spec/rules.yaml: it must stand behind a rule or be set aside, and what both sides say must be the same.

exit codes: 0 nothing is missed; 1 something is unaccounted, has vanished or differs; 2 usage; 3 the page or a file
of the project is not understood.`, stderr)
	if code, ok := f.parse(args, 1, 1, stdout); !ok {
		return code
	}
	proj, err := openProject(f.root)
	if err != nil {
		return unreadable(stderr, err)
	}
	p, err := readPage(f.Arg(0))
	if err != nil {
		return unreadable(stderr, err)
	}
	operation, err := proj.operation(p.Title)
	if err != nil {
		return unreadable(stderr, err)
	}
	check := document.CheckPage(p, operation, proj.samples(p.Title))
	check.Write(stdout)
	if !check.OK() {
		return exitRulesHit
	}
	return exitHeldOrSame
}
