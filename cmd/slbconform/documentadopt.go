package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/slbconform/slbconform/internal/document"
	"github.com/slbconform/slbconform/internal/harness"
)

func runDocumentAdopt(_ context.Context, args []string, stdout, stderr io.Writer) (int, error) {
	f := newDocumentFlags("adopt", "FILE", `Takes a document over after a person has reviewed "slbconform document diff": in spec/<Operation>/rules.yaml, the hashes
and places of statements that were edited or moved, and the date of the document, are rewritten, nothing else there is
touched, and its part of document.lock is written anew. It refuses while something is unaccounted for, has vanished or
differs by value, and until every rule behind an edited statement is confirmed by name.`, stdout)
	var consent document.Consent
	f.Func("confirm", "`rules`, parted by commas, that still promise what they say although statements behind them were edited; set-aside for statements without a rule", func(text string) error {
		consent.Rules = append(consent.Rules, strings.Split(text, ",")...)
		return nil
	})
	f.BoolVar(&consent.Older, "older", false, "take over a document that is older than the locked one")
	rewrite := f.Bool("rewrite-lock", false, "write the lock anew from the document it was made of, and drop what else it held; for a lock of an older format")
	if err := f.parse(args, 1, 1); err != nil {
		return 0, err
	}
	a, err := f.adopt(consent, *rewrite)
	if errors.Is(err, document.ErrRefused) {
		fmt.Fprintln(stderr, err)
		return harness.ExitViolates, nil
	}
	if err != nil {
		return unreadable(stderr, err), nil
	}
	a.Write(stdout)
	return harness.ExitOK, nil
}

func (f *documentFlags) adopt(consent document.Consent, withoutLock bool) (*document.Adoption, error) {
	w, err := document.Open(f.root)
	if err != nil {
		return nil, err
	}
	d, err := f.read(f.Arg(0))
	if err != nil {
		return nil, err
	}
	return w.Adopt(d, consent, withoutLock)
}
