package capture_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/slbconform/slbconform/internal/plan"
	"github.com/slbconform/slbconform/internal/run"
	"github.com/slbconform/slbconform/internal/run/runtest"
	"github.com/slbconform/slbconform/internal/target"
	"github.com/slbconform/slbconform/internal/target/capture"
	"github.com/slbconform/slbconform/reports"
)

const weights = "server.weight.range"

// small is a capture of one rule.
func small(t *testing.T) (*served, string, *run.Result) {
	t.Helper()
	v := serveMock(t, nil)
	v.filter.Rules = []string{weights}
	dir, result := v.capture(t)
	return v, dir, result
}

// Whatever is done to the cassettes of a capture is noticed before anything is replayed.
func TestATamperedCaptureIsRefused(t *testing.T) {
	_, dir, _ := small(t)
	files, err := filepath.Glob(filepath.Join(dir, "cassettes", "*-"+weights+"-*"))
	if err != nil || len(files) < 2 {
		t.Fatalf("cassettes: %v, %v", files, err)
	}
	one, manifest := files[0], filepath.Join(dir, "manifest.json")
	replace := func(file, old, by string) func(t *testing.T) {
		return func(t *testing.T) {
			data, err := os.ReadFile(file)
			if err != nil || !bytes.Contains(data, []byte(old)) {
				t.Fatalf("%s does not hold %q: %v", file, old, err)
			}
			write(t, file, bytes.Replace(data, []byte(old), []byte(by), 1))
		}
	}
	for name, c := range map[string]struct {
		tamper func(t *testing.T)
		want   string
	}{
		"an edited answer":   {replace(one, "code: 200", "code: 400"), filepath.Base(one) + " was edited"},
		"a missing cassette": {func(t *testing.T) { remove(t, one) }, "is missing"},
		"all cassettes missing": {func(t *testing.T) {
			if err := os.RemoveAll(filepath.Join(dir, "cassettes")); err != nil {
				t.Fatal(err)
			}
		}, "the folder cassettes is missing"},
		"a list for a manifest":    {func(t *testing.T) { write(t, manifest, []byte("[]")) }, "manifest.json: it cannot be array"},
		"a member of another type": {replace(manifest, `"format": 4,`, `"format": 4, "region": 5,`), "manifest.json: region cannot be number"},
		"an added cassette":        {func(t *testing.T) { write(t, filepath.Join(dir, "cassettes", "more.yaml"), []byte("---\n")) }, "cassettes/more.yaml is not listed"},
		"two that were swapped":    {func(t *testing.T) { swap(t, files[0], files[1]) }, "was edited"},
		"a member nobody knows":    {replace(manifest, `"format": 4,`, `"format": 4, "more": 1,`), "manifest.json"},
		"no manifest at all":       {func(t *testing.T) { write(t, manifest, []byte("{}")) }, "is no manifest"},
		"a folder in its place":    {func(t *testing.T) { remove(t, one); makeFolder(t, one) }, "is no regular file"},
		"a link out":               {func(t *testing.T) { remove(t, one); link(t, manifest+"/../../outside", one) }, "escapes"},
		"a manifest cut off":       {replace(manifest, `"scenarios": [`, ``), "manifest.json"},
	} {
		t.Run(name, func(t *testing.T) {
			keep := backup(t, dir)
			c.tamper(t)
			_, err := capture.Read(dir)
			if !errors.Is(err, capture.ErrTampered) || !strings.Contains(err.Error(), c.want) {
				differs(t, "got %v, want %q", err, c.want)
			}
			restore(t, dir, keep)
		})
	}
	if _, err := capture.Read(dir); err != nil {
		differs(t, "the capture as it was: %v", err)
	}
	was := read(t, manifest)
	write(t, manifest, bytes.Replace(was, []byte(`"evidence": "rehearsed"`), []byte(`"evidence": "confirmed"`), 1))
	if c, err := capture.Read(dir); err != nil || c.Evidence != target.Rehearsed {
		differs(t, "evidence that an endpoint of one's own cannot give: %v", err)
	}
	write(t, manifest, bytes.Replace(was, []byte(`"format": 4,`), []byte(`"format": 3, "more": 1,`), 1))
	if _, err := capture.Read(dir); !errors.Is(err, capture.ErrFormat) || !strings.Contains(err.Error(), "format 3, this program reads 4; replay it with the program that wrote it, or record it again") {
		differs(t, "another format: %v", err)
	}
	if _, err := capture.Read(t.TempDir()); !errors.Is(err, capture.ErrNoCapture) {
		differs(t, "an empty folder: %v", err)
	}
}

// A capture takes the place of an earlier one, and of nothing else.
func TestACaptureWritesOverNothingElse(t *testing.T) {
	_, dir, _ := small(t)
	w := capture.Wrap(nothing{})
	if err := w.Begin(dir, "run", capture.Facts{}); err != nil {
		differs(t, "over an earlier one: %v", err)
	}
	write(t, filepath.Join(dir, "thesis.txt"), []byte("mine"))
	if err := w.Begin(dir, "run", capture.Facts{}); !errors.Is(err, capture.ErrNoCapture) {
		differs(t, "over a folder with other files: %v", err)
	}
}

// A cassette whose scenario is gone, and a scenario that is newer than the capture, are pointed out by name.
func TestChangedFeaturesAreNoticed(t *testing.T) {
	v, dir, _ := small(t)
	c, err := capture.Read(dir)
	if err != nil {
		t.Fatal(err)
	}
	gone := capture.NewReplay(c, []string{"server.weight.range/a weight of 5 is accepted"}, v.s.Document.Actions())
	if err := gone.Close(t.Context()); !errors.Is(err, capture.ErrUnused) || !strings.Contains(err.Error(), "no scenario any more") {
		differs(t, "gone: %v", err)
	}
	newer := runAll(t, v.s, run.Options{Target: capture.NewReplay(c, runtest.IDs(v.s, c.Names()...), v.s.Document.Actions()), Name: c.Run, Filter: plan.Filter{Rules: []string{"server.port.*"}}})
	for _, o := range newer.Outcomes {
		if o.Verdict != reports.NotRun || !strings.Contains(o.Reason, "the capture does not hold it: the run of 20") || !strings.Contains(o.Reason, "-rules "+weights) {
			differs(t, "%s: %s: %s", o.Scenario.ID(), o.Verdict, o.Reason)
		}
	}
	if len(newer.Outcomes) == 0 || len(newer.Faults) > 0 {
		differs(t, "%d scenarios, faults %+v", len(newer.Outcomes), newer.Faults)
	}
}

func write(t *testing.T, name string, data []byte) {
	t.Helper()
	if err := os.WriteFile(name, data, 0o644); err != nil {
		t.Fatal(err)
	}
}

func makeFolder(t *testing.T, name string) {
	t.Helper()
	if err := os.Mkdir(name, 0o755); err != nil {
		t.Fatal(err)
	}
}

func link(t *testing.T, to, name string) {
	t.Helper()
	if err := os.Symlink(to, name); err != nil {
		t.Fatal(err)
	}
}

func remove(t *testing.T, name string) {
	t.Helper()
	if err := os.Remove(name); err != nil {
		t.Fatal(err)
	}
}

func swap(t *testing.T, a, b string) {
	t.Helper()
	first, _ := os.ReadFile(a)
	second, _ := os.ReadFile(b)
	write(t, a, second)
	write(t, b, first)
}

func backup(t *testing.T, dir string) string {
	t.Helper()
	keep := filepath.Join(t.TempDir(), "keep")
	if err := os.CopyFS(keep, os.DirFS(dir)); err != nil {
		t.Fatal(err)
	}
	return keep
}

func restore(t *testing.T, dir, keep string) {
	t.Helper()
	if err := os.RemoveAll(dir); err != nil {
		t.Fatal(err)
	}
	if err := os.CopyFS(dir, os.DirFS(keep)); err != nil {
		t.Fatal(err)
	}
}
