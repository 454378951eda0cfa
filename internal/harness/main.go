package harness

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"reflect"
	"testing"

	"github.com/slbconform/slbconform/internal/plan"
	"github.com/slbconform/slbconform/reports"
)

// Main runs the tests of a package and ends with the summary that people read. It returns the exit code. A -run or -skip
// that leaves no test is an error that names what was meant: the testing package would say "no tests to run" and pass.
func (h *Harness) Main(m *testing.M, w io.Writer) int {
	if err := leavesSome(tests(m), testFlag("run"), testFlag("skip")); err != nil {
		fmt.Fprintln(w, err)
		return ExitUsage
	}
	code := h.End(w, m.Run())
	if why := leftOut(); why != "" {
		fmt.Fprintf(w, "No scenario was run: %s leaves out %s.\n", why, plan.TestName)
	}
	return code
}

// leftOut is the filter that leaves out the test of the scenarios while others run; "" for none.
func leftOut() string {
	if testFlag("list") != "" || testFlag("bench") != "" || testFlag("fuzz") != "" {
		return ""
	}
	only, skip := testFlag("run"), testFlag("skip")
	if chosen, err := plan.SelectsTest(only, skip, plan.TestName); chosen || err != nil {
		return ""
	}
	return plan.Filter{Run: only, Not: skip}.String()
}

// Parse reads the flags of a test's program. When it returns false, the exit code says why, and a line on w: one flag was
// wrong, or help was asked for.
func (h *Harness) Parse(args []string, w io.Writer) (code int, ok bool) {
	h.flags.Init(h.flags.Name(), flag.ContinueOnError)
	h.flags.SetOutput(w)
	err := ParseFlags(h.flags, args)
	switch {
	case errors.Is(err, flag.ErrHelp):
		return ExitOK, false
	case err != nil:
		fmt.Fprintln(w, err)
		return ExitUsage, false
	}
	return ExitOK, true
}

// leavesSome returns a *UsageError if the flags choose none of the tests.
func leavesSome(names []string, only, skip string) error {
	if testFlag("count") == "0" {
		return plan.Usagef("-count 0 runs nothing")
	}
	if len(names) == 0 || only == "" && skip == "" || testFlag("list") != "" || testFlag("bench") != "" || testFlag("fuzz") != "" {
		return nil
	}
	for _, name := range names {
		if selected, err := plan.SelectsTest(only, skip, name); selected || err != nil {
			return err
		}
	}
	filter, meant := plan.Filter{Run: only, Not: skip}, ""
	if loaded, err := builtIn(); err == nil && only != "" {
		meant = loaded.Plan.Meant(only)
	}
	return plan.Usagef("no test is chosen by %s%s", filter, meant)
}

// tests are the names of the tests, read by reflection because the testing package does not export them.
func tests(m *testing.M) []string {
	list := reflect.ValueOf(m).Elem().FieldByName("tests")
	if list.Kind() != reflect.Slice {
		return nil
	}
	var names []string
	for i := range list.Len() {
		if name := list.Index(i).FieldByName("Name"); name.Kind() == reflect.String {
			names = append(names, name.String())
		}
	}
	return names
}

func testFlag(name string) string {
	if f := flag.Lookup("test." + name); f != nil {
		return f.Value.String()
	}
	return ""
}

// subtests shows every scenario as a subtest, TestConformance/Operation/rule/scenario, after the run: what a scenario took
// stands in its output, -failfast and -parallel leave the run as it is, and -concurrency says how many scenarios run at
// once.
func (h *Harness) subtests(t *testing.T) {
	r := h.done.Report
	scenarios := map[string]*reports.Scenario{}
	for i := range r.Scenarios {
		scenarios[r.Scenarios[i].ID] = &r.Scenarios[i]
	}
	failed := r.Failed()
	for _, of := range r.Totals.Operations {
		if of.Scenarios.Sum() == 0 {
			continue
		}
		t.Run(of.Operation, func(t *testing.T) {
			for _, rule := range r.Rules {
				if rule.Operation != of.Operation || len(rule.Scenarios) == 0 {
					continue
				}
				t.Run(rule.Name, func(t *testing.T) {
					for _, id := range rule.Scenarios {
						s := scenarios[id]
						t.Run(s.Name, func(t *testing.T) { subtest(t, s, failed[id]) })
					}
				})
			}
		})
	}
}

func subtest(t *testing.T, s *reports.Scenario, failed bool) {
	t.Logf("took %v", s.Duration)
	switch {
	case failed:
		t.Errorf("%s:%d: %s: %s", s.File, s.Line, s.Verdict, s.Reason)
	case !s.Verdict.Held() && s.Verdict != reports.Diverges:
		t.Skipf("%s: %s", s.Verdict, s.Reason)
	}
}
