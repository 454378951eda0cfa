package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/slbconform/slbconform/internal/document"
)

func runPageAdopt(_ context.Context, args []string, stdout, stderr io.Writer) int {
	f := newPageFlags("adopt", "FILE", `Takes a page over after a person has reviewed "slbconform page diff": the hashes and paths of statements that were
edited or moved, and the date of the page, are rewritten in spec/rules.yaml, nothing else there is touched, and
spec/page.lock is written anew. It refuses while something is unaccounted for, has vanished or differs by value.

exit codes: 0 adopted; 1 refused, and nothing is written; 2 usage; 3 the page or a file of the project is not
understood, or cannot be written.`, stderr)
	if code, ok := f.parse(args, 1, 1, stdout); !ok {
		return code
	}
	a, err := adoption(f.root, f.Arg(0))
	if errors.Is(err, document.ErrRefused) {
		fmt.Fprintln(stderr, err)
		return exitRulesHit
	}
	if err != nil {
		return unreadable(stderr, err)
	}
	if err := write(f.root, a); err != nil {
		return unreadable(stderr, err)
	}
	a.Write(stdout)
	return exitHeldOrSame
}

func adoption(root, name string) (*document.Adoption, error) {
	proj, err := openProject(root)
	if err != nil {
		return nil, err
	}
	p, err := readPage(name)
	if err != nil {
		return nil, err
	}
	if _, err := proj.operation(p.Title); err != nil {
		return nil, err
	}
	lock, err := document.ReadLock(proj.files, lockFile(p.Title), lockFile(p.Title))
	if err != nil {
		return nil, err
	}
	rules, err := fs.ReadFile(proj.files, rulesFile(p.Title))
	if err != nil {
		return nil, err
	}
	return document.Adopt(proj.specs, p.Title, rules, lock, p, proj.samples(p.Title))
}

// write replaces both files as a whole, so that none is ever half written.
func write(root string, a *document.Adoption) error {
	for name, data := range map[string][]byte{rulesFile(a.Operation): a.Rules, lockFile(a.Operation): a.Lock} {
		path := filepath.Join(root, filepath.FromSlash(name))
		if err := os.WriteFile(path+".new", data, 0o644); err != nil {
			return err
		}
		if err := os.Rename(path+".new", path); err != nil {
			return err
		}
	}
	return nil
}
