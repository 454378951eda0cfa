package reports

import "fmt"

// Fails reports whether a fault fails its run. A stale divergence of the mock is a warning.
func (r *Report) Fails(f Fault) bool { return f.Kind != "stale" || !r.onMock() }

// onMock reports whether the mock answered, which has no excuse for what could not be judged.
func (r *Report) onMock() bool { return r.Identity.Target == "mock" }

// Message is what happened, behind the place to mend where there is one.
func (f Fault) Message() string {
	if f.File == "" {
		return f.Says
	}
	return fmt.Sprintf("%s:%d: %s", f.File, f.Line, f.Says)
}
