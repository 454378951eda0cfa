package reports_test

import (
	"errors"
	"os"
	"strings"
	"testing"

	"github.com/slbconform/slbconform/reports"
)

// A report of the older format is read: its ids get its operation in front, its contradictions become causes, and what
// is written of it is read again.
func TestAReportOfTheOlderFormat(t *testing.T) {
	data, err := os.ReadFile("testdata/format-1.0.json")
	if err != nil {
		t.Fatal(err)
	}
	r, err := reports.Read(data)
	if err != nil {
		t.Fatal(err)
	}
	const rule = "AddVServerGroupBackendServers/server.weight.range"
	if len(r.Causes) == 0 || r.Causes[0].Rule != rule || r.Causes[0].Scenarios[0] != rule+"/a weight of 101 is refused" {
		t.Errorf("the causes are %+v", r.Causes)
	}
	if x := r.Exchanges[r.Causes[0].Exchange]; x.Scenario != r.Causes[0].Scenarios[0] {
		t.Errorf("the exchange is of %s", x.Scenario)
	}
	again, err := reports.Read(writtenOf(t, r, "conformance.json"))
	if err != nil {
		t.Fatal(err)
	}
	if again.Version != reports.Version || again.From != "1.0" || again.Headline != r.Headline {
		t.Errorf("version %s, from %s: %s", again.Version, again.From, again.Headline)
	}
	brightened := strings.Replace(string(data), `"confirmed": 4`, `"confirmed": 5`, 1)
	if _, err := reports.Read([]byte(brightened)); brightened == string(data) || !errors.Is(err, reports.ErrContradiction) {
		t.Errorf("figures that somebody brightened were taken: %v", err)
	}
}
