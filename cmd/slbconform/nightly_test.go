//go:build unix

package main

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/slbconform/slbconform/spec"
)

// A night as the workflow says it, step by step, against the served mock: a shard runs; another is cancelled and
// cleans up; a third is killed and swept. The parts become one report, which is held against the last one.
func TestTheNightlyWorkflowStepByStep(t *testing.T) {
	r := hireRunner(t, map[string]string{
		"vars.ROLE_ARN": "acs:ram::1:role/nightly", "vars.OIDC_PROVIDER_ARN": "acs:ram::1:oidc-provider/GitHub",
		"matrix.shard.rules": "server.weight.*",
	})
	r.must("live", "Prepare")
	r.must("live", "Sweep what earlier nights left")
	if token := r.read("oidc-token"); token != "head.body.sign-_\n" {
		t.Errorf("the token of the run is %q", token)
	}
	said := r.must("live", "Run")
	if !strings.Contains(said, "against a served mock") || !strings.Contains(said, " 0 confirmed by the service") {
		t.Errorf("the run says\n%s", said)
	}
	r.put("parts/first/reports/out/conformance.json", r.read("reports/out/conformance.json"))

	r.values["matrix.shard.rules"] = "error.*"
	cancelled := r.step("live", "Run")
	start(t, cancelled)
	r.awaitMarked()
	_ = cancelled.Process.Signal(os.Interrupt) // to the shell, as a cancelled job has it
	if err, left := cancelled.Wait(), r.left(); err == nil || len(left) != 0 {
		t.Errorf("a cancelled run ends with %v and leaves %v", err, left)
	}
	r.put("parts/second/reports/out/conformance.json", r.read("reports/out/conformance.json"))

	for len(r.left()) == 0 { // it may have removed what it created a moment ago
		killed := r.step("live", "Run")
		start(t, killed)
		r.awaitMarked()
		_ = killed.Process.Kill()
		_ = killed.Wait()
	}
	r.used.Store(true)
	if out, err := r.step("live", "Sweep what this run left, cancelled or not").CombinedOutput(); err == nil || !strings.Contains(string(out), "in use by others") {
		t.Errorf("what is in use is left without a word: %v\n%s", err, out)
	}
	next := r.step("live", "Sweep what earlier nights left")
	r.put("script", strings.Replace(r.read("script"), "-older-than 2h", "-older-than 0s", 1)) // the next night
	if out, err := next.CombinedOutput(); err != nil || !strings.Contains(string(out), "in use by others") {
		t.Errorf("what is in use keeps the next night from running: %v\n%s", err, out)
	}
	r.used.Store(false)
	r.must("live", "Sweep what this run left, cancelled or not")
	if left := r.left(); len(left) != 0 {
		t.Errorf("left after the sweep: %v", left)
	}

	out, err := r.step("report", "One report of all shards, also in the summary of this run").CombinedOutput()
	if err == nil || !strings.Contains(string(out), "the run ended early") {
		t.Errorf("a night that was cancelled is merged without a word: %v\n%s", err, out)
	}
	r.put("last/conformance.json", r.read("parts/first/reports/out/conformance.json"))
	if said := r.must("report", "What is new since last night"); !strings.Contains(said, "error.") {
		t.Errorf("against last night: %s", said)
	}
	first := r.read("last/conformance.json")
	r.must("report", "Kept for tomorrow")
	if r.read("last/conformance.json") != first {
		t.Error("a night that was cut short is kept for tomorrow's comparison")
	}
	r.put("reports/out/conformance.json", first)
	r.put("last/conformance.json", "older")
	r.must("report", "Kept for tomorrow")
	if r.read("last/conformance.json") != first {
		t.Error("a night that came to its end is not kept for tomorrow's comparison")
	}
}

// Every rule is in exactly one shard of the night.
func TestTheShardsHoldEveryRuleOnce(t *testing.T) {
	ledger, err := spec.Load(spec.Files)
	if err != nil {
		t.Fatal(err)
	}
	shards := nightly(t).Jobs["live"].Strategy.Matrix.Shard
	for _, rule := range ledger.Rules {
		in := 0
		for _, shard := range shards {
			for _, pattern := range strings.Split(shard.Rules, ",") {
				if regexp.MustCompile("^" + strings.ReplaceAll(regexp.QuoteMeta(pattern), `\*`, ".*") + "$").MatchString(rule.ID) {
					in++
				}
			}
		}
		if in != 1 {
			t.Errorf("%s is in %d shards", rule.ID, in)
		}
	}
}

// The job that watches the vendor's documents shows what changed in the summary, and is red when a rule may be affected.
func TestTheNightlyWatchOfDocuments(t *testing.T) {
	r := hireRunner(t, map[string]string{"vars.METADATA": "metadata", "vars.METADATA_FETCH": "mkdir -p metadata; cp LendBooks.2026-01-15.json metadata/LendBooks.json"})
	if err := os.CopyFS(r.dir, os.DirFS("../../internal/document/testdata/example")); err != nil {
		t.Fatal(err)
	}
	const changes = "What the vendor changed, also in the summary of this run"
	r.must("documents", "Fetch tonight's metadata")
	if said := r.must("documents", changes); !strings.Contains(said, "**Nothing changed.**") {
		t.Errorf("on an unchanged document the job says\n%s", said)
	}
	r.values["vars.METADATA_FETCH"] = "cp LendBooks.2026-05-20.json metadata/LendBooks.json; echo '{' >metadata/TakeBooks.json"
	r.must("documents", "Fetch tonight's metadata")
	out, err := r.step("documents", changes).CombinedOutput()
	summary := r.read("step-summary.md")
	for _, want := range []string{"removed  Error codes: RoomBusy", "rule      error.RoomBusy", "TakeBooks.json:1: the metadata is not JSON to its end"} {
		if err == nil || !strings.Contains(summary, want) || !strings.Contains(string(out), want) {
			t.Errorf("%v: %q is not in the summary\n%s", err, want, summary)
		}
	}
	r.values["vars.METADATA_FETCH"] = "mv metadata/LendBooks.json ."
	r.must("documents", "Fetch tonight's metadata")
	if out, err := r.step("documents", changes).CombinedOutput(); err == nil || !strings.Contains(string(out), "metadata: there is no document of LendBooks") {
		t.Errorf("%v: a document that was not fetched is not missed\n%s", err, out)
	}
}
