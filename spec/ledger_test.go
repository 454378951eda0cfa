package spec_test

import (
	"testing"

	"github.com/slbconform/slbconform/spec"
)

func TestLedgerLoads(t *testing.T) {
	l, err := spec.Load(spec.Files)
	if err != nil {
		t.Fatal(err)
	}
	codes := 0
	for _, r := range l.Rules {
		if r.Kind == "error" {
			codes++
		}
	}
	if codes != 26 {
		t.Errorf("the page lists 26 error codes, the ledger %d", codes)
	}
}
