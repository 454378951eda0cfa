package proof_test

import (
	"flag"
	"os"
	"runtime/debug"
	"testing"

	"github.com/slbconform/slbconform/internal/proof"
)

func TestMain(m *testing.M) {
	debug.SetGCPercent(400) // thousands of short runs: memory is cheaper here than collecting it
	flag.Bool("mutants.print", false, "print a table of the mutants, by rule")
	flag.Bool("mutants.all", false, "let each mutant run against the whole suite, and print the matrix")
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

// TestMutants breaks the mock in one place after the other. Each time, the features must blame the broken rule and
// no other.
func TestMutants(t *testing.T) {
	c := open(t)
	c.Everyone = asked("mutants.all")
	trials := c.Run(t.Context())
	for _, trial := range trials {
		if trial.Err != nil {
			t.Error(trial.Err)
		}
	}
	for _, d := range c.Decoration(trials) {
		t.Errorf("steps: no mutant was ever noticed by the sentence %q; it is decoration", d)
	}
	if asked("mutants.print") {
		if err := c.Print(os.Stdout, trials); err != nil {
			t.Error(err)
		}
	}
}

// TestSchemas violates every place of the document, and every violation must be noticed at its rule.
func TestSchemas(t *testing.T) {
	n, err := open(t).Schemas()
	if err != nil {
		t.Error(err)
	}
	if n == 0 {
		t.Error("no place of the document was violated")
	}
	t.Logf("%d places of the document were violated", n)
}
