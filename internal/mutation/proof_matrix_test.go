package mutation_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/slbconform/slbconform/internal/mutation"
	"github.com/slbconform/slbconform/internal/mutation/figures"
	"github.com/slbconform/slbconform/internal/run"
	"github.com/slbconform/slbconform/internal/run/runtest"
	"github.com/slbconform/slbconform/spec"
)

// matrices writes the matrix of each operation, unless the one that is kept was made with the suite as it is, and tries
// the grouping of causes by them.
func matrices(t *testing.T, c *mutation.Run) {
	hash := figures.Hash()
	var all []*run.Matrix
	for _, operation := range append(c.Suite.Ledger.Names(), spec.Platform) {
		file := filepath.Join("figures", "matrix", operation+".json")
		if kept, err := os.ReadFile(file); err == nil {
			if m, err := run.ReadMatrix(kept, file); err == nil && m.Hash == hash {
				all = append(all, m)
				continue
			}
		}
		all = append(all, writeMatrix(t, c, file, operation, hash))
	}
	grouping(t, c, all)
}

func writeMatrix(t *testing.T, c *mutation.Run, file, operation, hash string) *run.Matrix {
	started := time.Now()
	m := c.Matrix(context.Background(), operation, hash)
	data, err := m.Bytes()
	if err == nil && len(data) > 300_000 {
		t.Errorf("the matrix of %s has %d bytes, more than 300,000", operation, len(data))
	}
	if err == nil {
		err = os.WriteFile(file, data, 0o644)
	}
	if err != nil {
		t.Error(err)
	}
	fmt.Printf("matrix of %s: %d mutants, %d bytes, %s\n", operation, len(m.Mutants), len(data), time.Since(started).Round(time.Second))
	return m
}

// A server that refuses backend servers of one kind does not refuse the plain call, although the one sample that it reaches is refused:
// what it breaks is laid to its own rule.
func TestAServerThatRefusesOneKindStandsInTheMatrices(t *testing.T) {
	ledger := runtest.Load(t).Ledger
	all, stale, err := run.LoadMatrices(figures.Matrices(), figures.MatrixFolder, figures.Hash(), ledger)
	if err != nil {
		t.Fatal(err)
	}
	if stale != "" {
		t.Skip("the proof says so: " + stale)
	}
	var seen []run.MutantSeen
	for _, m := range all {
		seen = append(seen, m.Mutants...)
	}
	for _, rule := range ledger.Rules {
		if !slices.Contains(rule.BrokenBy, "refuses a kind of server") {
			continue
		}
		for _, kind := range rule.Fact.Values {
			if !slices.ContainsFunc(seen, func(m run.MutantSeen) bool { return m.Rule == rule.ID && m.Name == "refuses servers of the kind "+kind }) {
				runtest.SkipIfBroken(t)
				t.Errorf("%s: none refuses the kind %s", rule.ID, kind)
			}
		}
	}
}

// grouping runs the whole suite against a sample of the mutants: the rule that is broken should be the first cause, and no
// other should be blamed beside it.
func grouping(t *testing.T, c *mutation.Run, all []*run.Matrix) {
	sample := c.Sample(context.Background(), 40)
	grouped := make([]*mutation.Grouped, len(sample))
	mutation.Parallel(len(sample), func(i int) {
		var err error
		if grouped[i], err = c.Group(context.Background(), sample[i], all); err != nil {
			t.Error(err)
		}
	})
	right, beside := 0, 0
	for _, g := range grouped {
		if g == nil {
			continue
		}
		beside += len(g.Beside)
		if g.Right {
			right++
		}
		if !g.Right || len(g.Beside) > 0 {
			fmt.Println("  " + g.String())
		}
	}
	innocent := float64(beside) / float64(len(sample))
	fmt.Printf("%d of %d causes named first, %.2f innocent rules beside\n", right, len(sample), innocent)
	if right*100 < 95*len(sample) || innocent > 0.2 {
		t.Errorf("of %d mutants %d are named first, and %.2f innocent rules stand beside; it should be 95 %% of them, and under 0.2", len(sample), right, innocent)
	}
}
