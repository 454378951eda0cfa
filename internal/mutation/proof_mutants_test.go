package mutation_test

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"os"
	"path"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/slbconform/slbconform/internal/mutation"
	"github.com/slbconform/slbconform/internal/mutation/figures"
	"github.com/slbconform/slbconform/internal/run/runtest"
	"github.com/slbconform/slbconform/reports"
)

func TestMain(m *testing.M) {
	runtest.CollectSeldom()
	flag.Bool("mutants.print", false, "print a table of the mutants, by rule")
	flag.String("mutants.rules", "*", "break these rules only; * stands for any text")
	flag.Bool("variants.all", false, "try each lawful variant and each inventory mistake in every scenario that sees it, not in 16, and each broken server in every operation")
	flag.Bool("matrix", false, "write the matrix of each operation anew, where it is not of the suite as it is")
	flag.Bool("update", false, "write "+figures.File+" anew")
	os.Exit(m.Run())
}

func asked(name string) bool { return flag.Lookup(name).Value.(flag.Getter).Get().(bool) }

// broken is the pattern of the rules that are to be broken.
func broken() string { return flag.Lookup("mutants.rules").Value.String() }

// opened makes the mutants once for all tests: none of them changes what is shared.
var opened = sync.OnceValues(func() (*mutation.Run, error) {
	return mutation.Open(func(rule string) bool { return matches(broken(), rule) })
})

// open is a mutation run of the test's own, over the mutants that all share.
func open(t testing.TB) *mutation.Run {
	t.Helper()
	skipUnlessGreen(t)
	shared, err := opened()
	if err != nil {
		t.Fatal(err)
	}
	own := *shared
	own.Mutants = slices.Clone(shared.Mutants)
	return &own
}

// skipUnlessGreen skips a test where a scenario does not hold as it is written: nothing is proven by breaking it further, and the
// test of the root tells it. Figures and matrices that were asked for are not passed over.
func skipUnlessGreen(t testing.TB) {
	t.Helper()
	if !asked("update") && !asked("matrix") {
		runtest.SkipIfBroken(t)
	}
}

// TestProof shows that every check can fail, and that the figures kept of it are those of today.
func TestProof(t *testing.T) {
	c, found := open(t), reports.Proof{Hash: figures.Hash(), Holds: true}
	t.Run("mutants", func(t *testing.T) { mutants(t, c, &found) })
	if broken() != "*" {
		return // a part of the rules says nothing of what else is proved
	}
	t.Run("variants", func(t *testing.T) { variants(t, c, &found) })
	t.Run("mistakes", func(t *testing.T) { mistakes(t, c, &found) })
	t.Run("broken servers", func(t *testing.T) { brokenServers(t, c, &found) })
	t.Run("figures", func(t *testing.T) { keptFigures(t, found) })
	if asked("matrix") {
		t.Run("matrix", func(t *testing.T) { matrices(t, c) })
	}
}

// mutants breaks the mock in one place after the other. Each time, the features must blame the broken rule and no
// other; and every sentence that asserts must have noticed at least one.
func mutants(t *testing.T, c *mutation.Run, found *reports.Proof) {
	if len(c.Mutants) == 0 {
		t.Fatalf("no rule matches -mutants.rules %q", broken())
	}
	if testing.Short() {
		c.Mutants = oneIn(8, c.Mutants)
	}
	results := c.All(context.Background())
	for _, result := range results {
		of := ofOperation(found, result.Mutant.Rule)
		found.Mutants++
		of.Mutants++
		if result.Err != nil {
			t.Error(result.Err)
			continue
		}
		found.Killed++
		of.Killed++
	}
	proven, unproven := c.Asserting(results)
	for _, d := range unproven {
		if testing.Short() || broken() != "*" {
			break // a part of the mutants says nothing of a sentence that noticed none of them
		}
		t.Errorf("steps: no mutant was ever noticed by the sentence %q; nothing shows that it can fail", d)
	}
	found.Steps, found.Schemas = len(proven), mutation.Places(results)
	if asked("mutants.print") {
		if err := mutation.Print(os.Stdout, results); err != nil {
			t.Error(err)
		}
	}
}

// matches reports whether a rule is asked for: a pattern without a slash means it in every operation.
func matches(pattern, id string) bool {
	if !strings.Contains(pattern, "/") {
		id = short(id)
	}
	ok, err := path.Match(pattern, id)
	return ok && err == nil
}

// oneIn is every n-th of a list: what -short makes do with.
func oneIn[T any](n int, list []T) []T {
	var some []T
	for i := 0; i < len(list); i += n {
		some = append(some, list[i])
	}
	return some
}

// keptFigures holds the committed figures against those found. A run of a part found none.
func keptFigures(t *testing.T, found reports.Proof) {
	if found.Mutants == 0 || found.Variants == 0 || found.Mistakes == 0 || found.BrokenServers == 0 || testing.Short() {
		t.Skip("only a part was run, which says nothing of the figures of the whole")
	}
	kept, err := figures.Committed()
	switch {
	case asked("update"):
		data, err := json.MarshalIndent(found, "", "  ")
		if err := errors.Join(err, os.WriteFile("figures/figures.json", append(data, '\n'), 0o644)); err != nil {
			t.Error(err)
		}
	case err != nil:
		t.Error(err)
	case !reflect.DeepEqual(kept, found):
		t.Errorf("%s is out of date: it says %+v, and today it is %+v; `make mutants` writes it anew", figures.File, kept, found)
	}
}
