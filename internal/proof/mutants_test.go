package proof_test

import (
	"context"
	"flag"
	"os"
	"path"
	"runtime/debug"
	"slices"
	"testing"

	"github.com/slbconform/slbconform/internal/proof"
	"github.com/slbconform/slbconform/internal/proof/figures"
)

func TestMain(m *testing.M) {
	debug.SetGCPercent(400) // thousands of short runs: memory is cheaper here than collecting it
	flag.Bool("mutants.print", false, "print a table of the mutants, by rule")
	flag.Bool("mutants.all", false, "let each mutant run against the whole suite, and print the matrix")
	flag.String("mutants.rules", "*", "break these rules only; * stands for any text")
	flag.Bool("update", false, "write "+figures.File+" anew")
	os.Exit(m.Run())
}

func asked(name string) bool { return flag.Lookup(name).Value.(flag.Getter).Get().(bool) }

func open(t testing.TB) *proof.Campaign {
	t.Helper()
	c, err := proof.Open()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// TestProof shows that every check can fail, and that the figures kept of it are those of today.
func TestProof(t *testing.T) {
	c, found := open(t), figures.Figures{Hash: figures.Hash()}
	t.Run("mutants", func(t *testing.T) { mutants(t, c, &found) })
	t.Run("schemas", func(t *testing.T) { schemas(t, c, &found) })
	t.Run("broken servers", func(t *testing.T) { brokenServers(t, c, &found) })
	t.Run("figures", func(t *testing.T) { keptFigures(t, found) })
}

// mutants breaks the mock in one place after the other. Each time, the features must blame the broken rule and no
// other; and every sentence that asserts must have noticed at least one.
func mutants(t *testing.T, c *proof.Campaign, found *figures.Figures) {
	c.Everyone = asked("mutants.all")
	rules := flag.Lookup("mutants.rules").Value.String()
	c.Mutants = slices.DeleteFunc(c.Mutants, func(m *proof.Mutant) bool {
		asked, err := path.Match(rules, m.Rule)
		return err != nil || !asked
	})
	if len(c.Mutants) == 0 {
		t.Fatalf("no rule matches -mutants.rules %q", rules)
	}
	if testing.Short() {
		c.Mutants = oneIn(8, c.Mutants)
	}
	trials := c.Run(context.Background())
	for _, trial := range trials {
		found.Mutants++
		if trial.Err != nil {
			t.Error(trial.Err)
			continue
		}
		found.Killed++
	}
	for _, d := range c.Decoration(trials) {
		if testing.Short() || rules != "*" {
			break // a part of the mutants says nothing of a sentence that noticed none of them
		}
		t.Errorf("steps: no mutant was ever noticed by the sentence %q; it is decoration", d)
	}
	found.Steps = len(c.Proven(trials))
	if asked("mutants.print") || c.Everyone {
		if err := c.Print(os.Stdout, trials); err != nil {
			t.Error(err)
		}
	}
}

// oneIn is every n-th of a list: what -short makes do with.
func oneIn[T any](n int, list []T) []T {
	var some []T
	for i := 0; i < len(list); i += n {
		some = append(some, list[i])
	}
	return some
}

// schemas violates every place of the document; every violation must be noticed at its rule.
func schemas(t *testing.T, c *proof.Campaign, found *figures.Figures) {
	n, err := c.Schemas()
	if err != nil {
		t.Error(err)
	}
	found.Schemas = n
}

// keptFigures holds the committed figures against those found. A run of a part found none.
func keptFigures(t *testing.T, found figures.Figures) {
	if found.Mutants == 0 || found.Schemas == 0 || found.BrokenServers == 0 || asked("mutants.all") || testing.Short() || flag.Lookup("mutants.rules").Value.String() != "*" {
		t.Skip("only a part was run, which says nothing of the figures of the whole")
	}
	kept, err := figures.Committed()
	switch {
	case asked("update"):
		if err := os.WriteFile("figures/figures.json", found.Bytes(), 0o644); err != nil {
			t.Error(err)
		}
	case err != nil:
		t.Error(err)
	case kept != found:
		t.Errorf("%s is out of date: it says %+v, and today it is %+v; `make mutants` writes it anew", figures.File, kept, found)
	}
}
