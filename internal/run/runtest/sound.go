package runtest

import (
	"context"
	"sync"
	"testing"

	"github.com/slbconform/slbconform/fixtures"
	"github.com/slbconform/slbconform/internal/run"
	"github.com/slbconform/slbconform/internal/target"
)

// broken is a scenario that does not hold against the mock as both are built in; "" where all of them do.
var broken = sync.OnceValue(func() string {
	s, err := builtIn()
	if err != nil {
		return ""
	}
	config, err := target.LoadMock(fixtures.Files)
	if err != nil {
		return ""
	}
	result, err := s.Run(context.Background(), run.Options{Target: target.NewMock(config), Concurrency: 4})
	if err != nil {
		return ""
	}
	for _, o := range result.Outcomes {
		if !o.Verdict.Held() {
			return o.Scenario.ID()
		}
	}
	return ""
})

// SkipIfBroken is for a test that is about to fail because scenarios do not hold where it runs them, under whatever it
// is about. When one does not hold as it is written either, the test of the root says so, once, and this one is skipped.
func SkipIfBroken(t testing.TB) {
	t.Helper()
	if id := broken(); id != "" {
		t.Skipf("%s does not hold as it is written either, which the test of the root tells", id)
	}
}
