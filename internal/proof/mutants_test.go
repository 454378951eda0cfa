package proof_test

import (
	"testing"

	"github.com/slbconform/slbconform/internal/proof"
)

func TestMutants(t *testing.T) {
	c, err := proof.Open()
	if err != nil {
		t.Error(err)
	}
	killed := 0
	for _, trial := range c.Run(t.Context()) {
		if trial.Err != nil {
			t.Error(trial.Err)
			continue
		}
		killed++
	}
	t.Logf("%d of %d mutants killed", killed, len(c.Mutants))
}
