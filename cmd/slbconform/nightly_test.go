//go:build unix

package main

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/slbconform/slbconform/internal/run/runtest"
	"github.com/slbconform/slbconform/spec"
)

// A night as the workflow says it, step by step, against the served mock: a shard runs; another is cancelled and
// cleans up; a third is killed and swept. The parts become one report, which is held against the last one.
func TestTheNightlyWorkflowStepByStep(t *testing.T) {
	runtest.Sequential(t)
	t.Parallel()
	r := hireRunner(t, map[string]string{
		"vars.ROLE_ARN": "acs:ram::1:role/nightly", "vars.OIDC_PROVIDER_ARN": "acs:ram::1:oidc-provider/GitHub",
		"matrix.shard.rules": "server.weight.*",
	})
	r.passes("live", "Prepare", "")
	r.passes("live", "Sweep what earlier nights left", "")
	if token := r.read("oidc-token"); token != "head.body.sign-_\n" {
		t.Errorf("the token of the run is %q", token)
	}
	r.passes("live", "Run", " 0 confirmed by the service")
	first := r.read("reports/out/conformance.json")
	r.put("parts/first/reports/out/conformance.json", first)

	r.values["matrix.shard.rules"] = "error.*"
	cancelled := r.step("live", "Run")
	r.start(cancelled)
	_ = cancelled.Process.Signal(os.Interrupt) // to the shell, as a cancelled job has it
	if err, left := cancelled.Wait(), r.left(); err == nil || len(left) != 0 {
		t.Errorf("a cancelled run ends with %v and leaves %v", err, left)
	}
	r.put("parts/second/reports/out/conformance.json", r.read("reports/out/conformance.json"))

	for len(r.left()) == 0 { // it may have removed what it created a moment ago
		r.killed(r.step("live", "Run"))
	}
	r.used.Store(true)
	r.fails("live", "Sweep what this run left, cancelled or not", "in use by others")
	next := r.step("live", "Sweep what earlier nights left")
	r.put("script", strings.Replace(r.read("script"), "-older-than 2h", "-older-than 0s", 1)) // the next night
	if out, err := next.CombinedOutput(); err != nil || !strings.Contains(string(out), "in use by others") {
		t.Errorf("what is in use keeps the next night from running: %v\n%s", err, out)
	}
	r.used.Store(false)
	r.passes("live", "Sweep what this run left, cancelled or not", "")
	if left := r.left(); len(left) != 0 {
		t.Errorf("left after the sweep: %v", left)
	}

	r.fails("report", "One report of all shards, also in the summary of this run", "the run ended early")
	r.put("last/conformance.json", first)
	r.passes("report", "What is new since last night", "error.")
	for _, night := range []struct{ before, after, what string }{
		{first, r.read("reports/out/conformance.json"), "cut short"}, {"older", first, "whole"},
	} {
		r.put("last/conformance.json", night.before)
		r.put("reports/out/conformance.json", night.after)
		r.passes("report", "Kept for tomorrow", "")
		if r.read("last/conformance.json") != first {
			t.Errorf("after a night that was %s, tomorrow is not compared with the last whole one", night.what)
		}
	}
}

// Every rule is in exactly one shard of the night.
func TestTheShardsHoldEveryRuleOnce(t *testing.T) {
	ledger, err := spec.Load(spec.Files)
	if err != nil {
		t.Fatal(err)
	}
	var patterns []*regexp.Regexp
	for _, shard := range jobs(t)["live"].Strategy.Matrix.Shard {
		any := strings.ReplaceAll(regexp.QuoteMeta(shard.Rules), `\*`, ".*")
		patterns = append(patterns, regexp.MustCompile("^("+strings.ReplaceAll(any, ",", "|")+")$"))
	}
	for _, rule := range ledger.Rules {
		in := 0
		for _, p := range patterns {
			in += len(p.FindAllString(rule.ID, -1))
		}
		if in != 1 {
			t.Errorf("%s is in %d shards", rule.ID, in)
		}
	}
}

// The job that watches the vendor's documents shows what changed in the summary, and is red when a rule may be affected.
func TestTheNightlyWatchOfDocuments(t *testing.T) {
	runtest.Sequential(t)
	t.Parallel()
	r := hireRunner(t, map[string]string{"vars.METADATA": "metadata", "vars.METADATA_FETCH": "mkdir -p metadata; cp LendBooks.2026-01-15.json metadata/LendBooks.json"})
	if err := os.CopyFS(r.dir, os.DirFS(example)); err != nil {
		t.Fatal(err)
	}
	const fetch, changes = "Fetch tonight's metadata", "What the vendor changed, also in the summary of this run"
	r.passes("documents", fetch, "")
	r.passes("documents", changes, "**Nothing changed.**")
	r.values["vars.METADATA_FETCH"] = "cp LendBooks.2026-05-20.json metadata/LendBooks.json; echo '{' >metadata/TakeBooks.json"
	r.passes("documents", fetch, "")
	for _, want := range []string{"removed  Error codes: RoomBusy", "rule      error.RoomBusy", "TakeBooks.json:1: the metadata is not JSON to its end"} {
		r.fails("documents", changes, want)
		if summary := r.read("step-summary.md"); !strings.Contains(summary, want) {
			t.Errorf("%q is not in the summary\n%s", want, summary)
		}
	}
	r.values["vars.METADATA_FETCH"] = "mv metadata/LendBooks.json ."
	r.passes("documents", fetch, "")
	r.fails("documents", changes, "metadata: there is no document of LendBooks")
}
