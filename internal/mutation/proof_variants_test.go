package mutation_test

import (
	"context"
	"strings"
	"sync"
	"testing"

	"github.com/slbconform/slbconform/internal/mutation"
	"github.com/slbconform/slbconform/reports"
)

// tried is how many of the scenarios that see it a variant or a mistake is tried in, unless all are asked for.
const tried = 16

func limit(c *mutation.Run) {
	c.Most = tried
	if asked("variants.all") {
		c.Most = 0
	}
}

// variants plays services that do the other lawful thing: nothing that a document states may be called violated.
func variants(t *testing.T, c *mutation.Run, found *reports.Proof) {
	all, err := c.Variants()
	if err != nil {
		t.Fatal(err)
	}
	if testing.Short() {
		all = oneIn(8, all)
	}
	limit(c)
	shown, errs := make([]map[string]bool, len(all)), make([]error, len(all))
	mutation.Parallel(len(all), func(i int) { shown[i], errs[i] = c.Accept(context.Background(), all[i]) })
	for i := range all {
		operations := map[string]bool{}
		for id := range shown[i] {
			operation, _, _ := strings.Cut(id, "/")
			operations[operation] = true
		}
		found.Variants++
		if errs[i] != nil {
			t.Error(errs[i])
		} else {
			found.Accepted++
		}
		for operation := range operations {
			of := ofOperation(found, operation+"/")
			of.Variants++
			if errs[i] == nil {
				of.Accepted++
			}
		}
	}
}

// mistakes plays inventories that are wrong in one role: no rule may be blamed, and the role must be named.
func mistakes(t *testing.T, c *mutation.Run, found *reports.Proof) {
	all := c.Mistakes()
	if testing.Short() {
		all = oneIn(8, all)
	}
	limit(c)
	var mu sync.Mutex
	mutation.Parallel(len(all), func(i int) {
		err := c.Notice(context.Background(), all[i])
		mu.Lock()
		defer mu.Unlock()
		found.Mistakes++
		if err != nil {
			t.Error(err)
			return
		}
		found.Named++
	})
}

// ofOperation are the figures of the operation of a rule.
func ofOperation(f *reports.Proof, rule string) *reports.ProofOf {
	operation, _, _ := strings.Cut(rule, "/")
	for i := range f.Operations {
		if f.Operations[i].Operation == operation {
			return &f.Operations[i]
		}
	}
	f.Operations = append(f.Operations, reports.ProofOf{Operation: operation})
	return &f.Operations[len(f.Operations)-1]
}
