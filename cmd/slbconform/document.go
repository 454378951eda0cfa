package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/slbconform/slbconform/internal/document"
	"github.com/slbconform/slbconform/internal/harness"
	"github.com/slbconform/slbconform/internal/openapi"
	"github.com/slbconform/slbconform/internal/plan"
)

func runDocument(ctx context.Context, args []string, stdout, stderr io.Writer) (int, error) {
	code := dispatch(ctx, "slbconform document", []command{
		{name: "check", purpose: "hold documents, or what is locked of them, against the ledger", run: runDocumentCheck},
		{name: "diff", purpose: "compare two versions of a document, and say what the changes touch", run: runDocumentDiff},
		{name: "adopt", purpose: "take a reviewed document over into the ledger and the lock", run: runDocumentAdopt},
	}, args, stdout, stderr)
	return code, nil
}

// runPage answers whoever still calls the subcommand by its old name.
func runPage(context.Context, []string, io.Writer, io.Writer) (int, error) {
	return 0, plan.Usagef(`this is now "slbconform document", with the same check, diff and adopt`)
}

// documentFlags are the flags that all document subcommands share.
type documentFlags struct {
	*flag.FlagSet
	root  string
	given document.Identity
}

// newDocumentFlags makes the flags of one subcommand. usage is the line of its arguments, about says what it does.
func newDocumentFlags(name, usage, about string, stdout io.Writer) *documentFlags {
	f := &documentFlags{FlagSet: newFlags("document "+name, fmt.Sprintf("document %s %s\n\n%s", name, usage, about), stdout)}
	f.StringVar(&f.root, "root", ".", "the `folder` of the project: the one that holds spec")
	f.StringVar(&f.given.Operation, "operation", "", "the `name` of the operation, where neither the document nor the name of its file says it")
	f.Func("date", "the `day` the document is of, such as 2026-03-04, where neither it nor the name of its file says it", func(text string) error {
		if _, err := time.Parse(time.DateOnly, text); err != nil {
			return errors.New("expected a day such as 2026-03-04")
		}
		f.given.Date = text
		return nil
	})
	return f
}

// parse reads the flags and leaves between least and most arguments, as harness.ParseFlags does.
func (f *documentFlags) parse(args []string, least, most int) error {
	err := harness.ParseFlags(f.FlagSet, args)
	if err == nil && (f.NArg() < least || f.NArg() > most) {
		return plan.Usagef("%d files are named; see -h", f.NArg())
	}
	return err
}

func (f *documentFlags) read(name string) (*document.Document, error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, fmt.Errorf("slbconform document: a file is named that cannot be read: %w", err)
	}
	return document.Read(name, data, f.given)
}

// documentFiles are the files that the arguments name; a folder stands for the documents in it.
func documentFiles(args []string) ([]string, error) {
	var names []string
	for _, arg := range args {
		if info, err := os.Stat(arg); err != nil || !info.IsDir() {
			names = append(names, arg)
			continue
		}
		before := len(names)
		for _, ending := range []string{"*.json", "*.md", "*.txt"} {
			found, _ := filepath.Glob(filepath.Join(arg, ending)) // the pattern is sound
			names = append(names, found...)
		}
		if len(names) == before {
			return nil, plan.Usagef("%s: holds no document: no file whose name ends in .json, .md or .txt", arg)
		}
		slices.Sort(names[before:])
	}
	return names, nil
}

func unreadable(stderr io.Writer, err error) int {
	fmt.Fprintln(stderr, err)
	return exitOf(err)
}

// worst is the exit code of several documents: the first that applies.
func worst(a, b int) int {
	for _, c := range harness.ExitCodes() {
		if c.Code == a || c.Code == b {
			return c.Code
		}
	}
	return b
}

// runOpenAPI writes the OpenAPI document that the files of spec make together, for tools that read one file.
func runOpenAPI(_ context.Context, args []string, stdout, stderr io.Writer) (int, error) {
	flags := newFlags("openapi", `openapi > slb.json

Writes one OpenAPI 3.0 document, as JSON, of the operations and of what surrounds them: what spec/platform and the
operations' own files make together when they are loaded.`, stdout)
	if err := parse(flags, args); err != nil {
		return 0, err
	}
	d, err := openapi.BuiltIn()
	if err != nil {
		return 0, err
	}
	data, err := d.JSON()
	if err != nil {
		return 0, err
	}
	_, err = fmt.Fprintf(stdout, "%s\n", data)
	return harness.ExitOK, err
}
