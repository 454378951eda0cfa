package main

import (
	"context"
	"fmt"
	"io"
	"slices"

	"github.com/slbconform/slbconform/internal/document"
	"github.com/slbconform/slbconform/internal/nearest"
)

func runPageDiff(_ context.Context, args []string, stdout, stderr io.Writer) int {
	f := newPageFlags("diff", "[OLD] NEW", `Aligns two versions of a page and says of each change which rules, scenarios and fixtures it touches. Without OLD,
the page is compared with spec/page.lock, which knows the old page by hashes and values, not by its words.

exit codes: 0 nothing changed; 1 rules are affected, or something is new that no rule stands behind; 2 usage; 3 a page
or a file of the project is not understood; 4 only wording changed, and no rule stands behind it.`, stderr)
	format := f.String("format", "text", "text, json or markdown")
	if code, ok := f.parse(args, 1, 2, stdout); !ok {
		return code
	}
	if known := []string{"text", "json", "markdown"}; !slices.Contains(known, *format) {
		fmt.Fprintf(stderr, "slbconform page diff: there is no format %q%s\n", *format, nearest.Hint(*format, known))
		return exitUsage
	}
	d, err := diffOf(f.root, f.Args())
	if err != nil {
		return unreadable(stderr, err)
	}
	switch *format {
	case "json":
		if err := d.WriteJSON(stdout); err != nil {
			return unreadable(stderr, err)
		}
	case "markdown":
		d.WriteMarkdown(stdout)
	default:
		d.WriteText(stdout)
	}
	return map[document.Verdict]int{document.SamePage: exitHeldOrSame, document.RulesAffected: exitRulesHit, document.WordingOnly: exitWordingOnly}[d.Verdict]
}

func diffOf(root string, names []string) (*document.Diff, error) {
	proj, err := openProject(root)
	if err != nil {
		return nil, err
	}
	now, err := readPage(names[len(names)-1])
	if err != nil {
		return nil, err
	}
	operation, err := proj.operation(now.Title)
	if err != nil {
		return nil, err
	}
	touches, err := document.NewImpactFinder(proj.files, operation)
	if err != nil {
		return nil, err
	}
	if len(names) == 1 {
		lock, err := document.ReadLock(proj.files, lockFile(now.Title), lockFile(now.Title))
		if err != nil {
			return nil, err
		}
		return document.DiffLock(lockFile(now.Title), lock, now, touches), nil
	}
	old, err := readPage(names[0])
	if err != nil {
		return nil, err
	}
	return document.DiffPages(old, now, touches), nil
}
