package slbconform_test

import (
	"flag"
	"os"
	"testing"

	"github.com/slbconform/slbconform/internal/harness"
)

// conformance is the run that TestMain has the options of and TestConformance makes. The testing package hands a test
// nothing but its T, so what both need stands here.
var conformance = harness.New(flag.CommandLine)

// TestMain reads the options, runs the tests and ends with the summary that people read.
func TestMain(m *testing.M) {
	if code, ok := conformance.Parse(os.Args[1:], os.Stdout); !ok {
		os.Exit(code)
	}
	os.Exit(conformance.Main(m, os.Stdout))
}

// TestConformance runs every feature against the target. Each rule and each scenario is a subtest, so -run, -skip,
// -v and -json see them.
func TestConformance(t *testing.T) {
	conformance.Test(t)
}
