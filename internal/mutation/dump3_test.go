package mutation

import (
	"context"
	"os"
	"runtime/debug"
	"strings"
	"testing"
	"time"
)

func TestTry(t *testing.T) {
	debug.SetGCPercent(400)
	c, err := Open()
	if err != nil {
		t.Fatal(err)
	}
	st := time.Now()
	n := 0
	var keep []*Mutant
	for _, m := range c.Mutants {
		if strings.HasPrefix(m.Rule, os.Getenv("ONLY")) {
			keep = append(keep, m)
		}
	}
	c.Mutants = keep
	for _, r := range c.All(context.Background()) {
		if r.Err != nil {
			t.Log(r.Err)
		} else {
			n++
		}
	}
	t.Log(n, len(c.Mutants), time.Since(st))
}
