package reports_test

import (
	"bytes"
	"testing"

	"github.com/slbconform/slbconform/reports"
)

func TestFeatureIndex(t *testing.T) {
	rules := []reports.IndexRule{
		{Operation: "Add", Basis: reports.Stated, Name: "ram.access-level", Says: "The access level of the action is create.", Section: "RAM authorization", Why: "it shows in no answer"},
		{Operation: "Add", Basis: reports.Stated, Name: "server.weight.range", Says: "A weight is a whole number from 0 to 100.", Section: "Request parameters", Feature: "Weight", File: "server-weight.feature", Line: 5,
			Scenarios: []reports.IndexScenario{{Name: "a weight of <weight> is accepted", Line: 7, Rows: 4}, {Name: "a weight of [nothing] | pipe", Line: 20}}},
		{Operation: "Remove", Basis: reports.Stated, CauseBasis: reports.Inferred, Name: "error.NetworkConflict", Says: "A server of another VPC is refused.", Section: "Error codes", Code: "NetworkConflict", Status: 400, Cause: "the server is in another VPC",
			Feature: "Error codes", File: "errors.feature", Line: 30, Scenarios: []reports.IndexScenario{{Name: "another VPC", Line: 31}}},
	}
	var out bytes.Buffer
	if err := reports.FeatureIndex(&out, rules); err != nil {
		t.Fatal(err)
	}
	golden(t, "testdata/features.md", out.Bytes())
}
