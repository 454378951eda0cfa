package slbconform_test

import (
	"flag"
	"os"
	"testing"

	"github.com/slbconform/slbconform/internal/suite"
)

// TestMain reads the options, runs the tests and ends with the summary that people read.
func TestMain(m *testing.M) {
	harness := suite.NewHarness(flag.CommandLine)
	flag.Parse()
	os.Exit(harness.End(os.Stdout, m.Run()))
}

// TestConformance runs every feature against the target. Each rule and each scenario is a subtest, so -run, -skip,
// -v and -json see them.
func TestConformance(t *testing.T) {
	suite.HarnessOf(flag.CommandLine).Test(t)
}
