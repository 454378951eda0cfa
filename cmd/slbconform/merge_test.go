package main

import (
	"encoding/json"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/slbconform/slbconform/internal/harness"
	"github.com/slbconform/slbconform/reports"
)

// The parts of a run that was divided by operations are put together again. What is whole ends as it should, and what is
// not says so.
func TestShardsMerge(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(dir)
	merged := func(parts ...string) (int, string) {
		return do(t, append([]string{"merge", "-reports", filepath.Join(dir, "merged")}, parts...)...)
	}
	var parts []string
	operations := []string{"DeleteVServerGroup", "DescribeVServerGroupAttribute"}
	for _, operation := range operations {
		if code, said := do(t, "run", "-rules", operation+"/*", "-reports", operation); code != harness.ExitOK {
			t.Fatalf("%s: exit code %d\n%s", operation, code, said)
		}
		parts = append(parts, filepath.Join(dir, operation, "conformance.json"))
	}
	code, said := merged(parts...)
	if code != harness.ExitInconclusive || !strings.Contains(said, "a part is missing") {
		t.Errorf("two parts of all: exit code %d: %s", code, said)
	}
	if code, said := merged(ofAll(t, parts[0], operations), ofAll(t, parts[1], operations)); code != harness.ExitOK || strings.Contains(said, "not run") {
		t.Errorf("the same where there is no other operation: exit code %d: %s", code, said)
	}
	for name, args := range map[string][]string{"the same part twice": {parts[0], parts[0]}} {
		if code, _ := merged(args...); code == harness.ExitOK {
			t.Errorf("%s: exit code 0", name)
		}
	}
}

// ofAll is the file of a report as it would be if there were no other operations.
func ofAll(t *testing.T, file string, operations []string) string {
	t.Helper()
	r, err := readReport(file)
	if err != nil {
		t.Fatal(err)
	}
	r.Rules = slices.DeleteFunc(r.Rules, func(one reports.Rule) bool { return !slices.Contains(operations, one.Operation) })
	r.Tally()
	data, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	whole := filepath.Join(t.TempDir(), "whole.json")
	put(t, whole, string(data))
	return whole
}
