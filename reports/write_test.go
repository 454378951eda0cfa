package reports_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/slbconform/slbconform/internal/secrets"
	"github.com/slbconform/slbconform/reports"
	"github.com/slbconform/slbconform/reports/internal/sample"
)

// A secret that slipped through every mask is caught before a file is closed, in every file.
func TestNoFileHoldsASecret(t *testing.T) {
	const secret = `s3cr3tOfSomeLength/"ab"+cdefgh&`
	r, dir := sample.Night(), t.TempDir()
	for i := range r.Scenarios {
		for j := range r.Scenarios[i].Violations {
			r.Scenarios[i].Violations[j].Got = "the secret " + secret
		}
	}
	for i := range r.Rules {
		for j := range r.Rules[i].Violations {
			r.Rules[i].Violations[j].Got = "the secret " + secret
		}
	}
	for i := range r.Exchanges {
		r.Exchanges[i].Body, r.Exchanges[i].Status, r.Exchanges[i].Fault = "the secret "+secret, 200, ""
	}
	err := reports.Write(dir, r, reports.Options{Secrets: []string{secret}})
	if leak := (*secrets.LeakError)(nil); !errors.As(err, &leak) {
		t.Errorf("the error is %v, not a *secrets.LeakError", err)
	}
	files, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		t.Errorf("%s was written", f.Name())
	}
}

// What was written is read back as the same report.
func TestReadWhatWasWritten(t *testing.T) {
	r, dir := sample.Night(), t.TempDir()
	if err := reports.Write(dir, r, reports.Options{}); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(filepath.Join(dir, "conformance.json"))
	if err != nil {
		t.Fatal(err)
	}
	again, err := reports.Read(data)
	if err != nil {
		t.Fatal(err)
	}
	if err := reports.Write(dir, again, reports.Options{}); err != nil {
		t.Fatal(err)
	}
	second, err := os.ReadFile(filepath.Join(dir, "conformance.json"))
	if err != nil {
		t.Fatal(err)
	}
	if string(data) != string(second) {
		t.Error("writing what was read makes another report")
	}
}

// A run that ended early has not judged all that it was asked to, and is not headed as one in which everything was rehearsed.
func TestARunThatEndedEarlyIsNotHeadedAsRehearsed(t *testing.T) {
	const rehearsed = "Only the service can confirm it."
	if said := string(written(t, "summary.md")); !strings.Contains(said, rehearsed) {
		t.Fatalf("of a whole run the summary says:\n%s", said)
	}
	r := sample.Mock()
	r.Complete, r.Incomplete = false, "interrupted"
	if said := string(writtenOf(t, r, "summary.md")); strings.Contains(said, rehearsed) || !strings.Contains(said, "interrupted") {
		t.Errorf("of a run that ended early the summary says:\n%s", said)
	}
}
