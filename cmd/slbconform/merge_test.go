package main

import (
	"bytes"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/slbconform/slbconform/internal/harness"
	"github.com/slbconform/slbconform/spec"
)

// A run that was divided by operations is put together again.
func TestShardsMerge(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(dir)
	var parts []string
	ledger, err := spec.Load(spec.Files)
	if err != nil {
		t.Fatal(err)
	}
	names := ledger.Names()
	for i, of := range [][]string{names[:1], append(names[1:], spec.Platform)} {
		rules, part := strings.Join(of, "/*,")+"/*", filepath.Join(dir, strconv.Itoa(i))
		var out, errs bytes.Buffer
		if code := runRun(t.Context(), []string{"-rules", rules, "-reports", part}, &out, &errs); code != exitOK {
			t.Fatalf("%s: exit code %d\n%s%s", rules, code, out.String(), errs.String())
		}
		parts = append(parts, filepath.Join(part, "conformance.json"))
	}
	var out, errs bytes.Buffer
	code := runMerge(t.Context(), append([]string{"-reports", filepath.Join(dir, "whole")}, parts...), &out, &errs)
	if code != exitOK || !strings.Contains(out.String(), "not observable") || strings.Contains(out.String(), "not run") {
		t.Errorf("exit code %d: %s%s", code, out.String(), errs.String())
	}
	out.Reset()
	code = runMerge(t.Context(), []string{"-reports", filepath.Join(dir, "half"), parts[0]}, &out, &errs)
	if code != harness.ExitInconclusive || !strings.Contains(out.String(), "a part is missing") {
		t.Errorf("one part alone: exit code %d: %s%s", code, out.String(), errs.String())
	}
	for name, args := range map[string][]string{"nothing": nil, "the same part twice": {parts[0], parts[0]}, "a missing part": {"nowhere.json"}} {
		if code := runMerge(t.Context(), args, &out, &errs); code == exitOK {
			t.Errorf("%s: exit code 0", name)
		}
	}
}
