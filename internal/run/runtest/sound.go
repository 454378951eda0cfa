package runtest

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"strings"
	"sync"
	"testing"

	"github.com/slbconform/slbconform/internal/run"
	"github.com/slbconform/slbconform/internal/target/mocktarget"
)

// Built is the suite and the mock as both are built in, and a run of all scenarios against it.
type Built struct {
	Suite  *run.Suite
	Mock   mocktarget.Config
	Result *run.Result
}

// Intact is made once for all tests of a package.
var Intact = sync.OnceValues(func() (*Built, error) {
	s, err := builtIn()
	if err != nil {
		return nil, err
	}
	config, err := builtInMock()
	if err != nil {
		return nil, err
	}
	result, err := s.Run(context.Background(), run.Options{Target: mocktarget.New(config), Audit: true, Concurrency: 4})
	return &Built{s, config, result}, err
})

// broken is what is wrong with the suite and the mock as both are built in: what does not fit, or a scenario that does not
// hold; "" where all of them do.
var broken = sync.OnceValue(func() string {
	intact, err := Intact()
	if err != nil {
		return err.Error()
	}
	for _, o := range intact.Result.Outcomes {
		if !o.Verdict.Held() {
			return o.Scenario.ID() + " does not hold as it is written either"
		}
	}
	return ""
})

// Run runs the tests of a package that all need what is built in. Where that cannot even be read, the test of the root tells
// why, and none of them is run.
func Run(m *testing.M) (code int) {
	debug.SetGCPercent(200) // as the program has it for itself
	_, suiteErr := builtIn()
	_, mockErr := builtInMock()
	if err := errors.Join(suiteErr, mockErr); err != nil {
		fmt.Println("no test is run: the test of the root tells:", err)
		return 0
	}
	return m.Run()
}

// Sequential skips a test under -short, with which .ci/run uses the race detector, where nothing runs beside anything else that
// other tests do not let run there too: one service after the other, mistakes in files and flags, what a killed process leaves. It is
// slow there, and without -short it runs in the step before.
func Sequential(t testing.TB) {
	t.Helper()
	if testing.Short() {
		t.Skip("left out of -short: nothing runs beside anything else here")
	}
}

// SkipIfBroken is for a test that is about to fail because the mock or a scenario is not as it wants. When something is
// wrong with what is built in, the test of the root says so, once, and this one is skipped.
func SkipIfBroken(t testing.TB) {
	t.Helper()
	if why := broken(); why != "" {
		skip(t, why)
	}
}

func skip(t testing.TB, why string) {
	t.Helper()
	first, _, _ := strings.Cut(why, "\n")
	t.Skipf("the test of the root tells: %s", first)
}
