package harness_test

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// piece is one block of docs/adding-a-rule.md and the place it belongs to.
var piece = regexp.MustCompile("(?s)<!-- ([^ ]+), (before: \"(.*?)\"|at the end|new) -->\n```[a-z]+\n(.*?)```\n")

// TestTheGuideToAddingARuleWorks applies the four pieces of docs/adding-a-rule.md to a copy of the project, which
// is this one with some files overlaid, and lets its new rule run there.
func TestTheGuideToAddingARuleWorks(t *testing.T) {
	if testing.Short() {
		t.Skip("builds the project once more")
	}
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	guide, err := os.ReadFile(filepath.Join(root, "docs/adding-a-rule.md"))
	if err != nil {
		t.Fatal(err)
	}
	pieces := piece.FindAllStringSubmatch(string(guide), -1)
	if len(pieces) != 4 {
		t.Fatalf("the guide shows %d pieces; a rule touches four places", len(pieces))
	}
	laid := overlay(t, root, pieces)

	out := goTest(t, root, laid)
	for _, want := range []string{"1 rehearsed", "2 rehearsed"} {
		if !strings.Contains(out, want) {
			t.Errorf("the new rule and its two scenarios should be rehearsed:\n%s", out)
		}
	}
}

func goTest(t *testing.T, root, laid string) string {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "go", "test", "-overlay", laid, "-rules", "platform.server-region-id.*", "-reports", "-")
	cmd.Dir = root
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return string(out)
}

// overlay writes the changed files to a folder and the list that `go test -overlay` reads.
func overlay(t *testing.T, root string, pieces [][]string) string {
	t.Helper()
	dir, replace := t.TempDir(), map[string]string{}
	for _, p := range pieces {
		file, how, before, text := p[1], p[2], strings.ReplaceAll(p[3], `\"`, `"`), p[4]
		old, err := os.ReadFile(filepath.Join(root, file))
		if err != nil && how != "new" {
			t.Fatal(err)
		}
		changed := string(old) + text
		if before != "" {
			if strings.Count(string(old), before) != 1 {
				t.Fatalf("%s does not hold %q once", file, before)
			}
			changed = strings.Replace(string(old), before, text+before, 1)
		}
		copied := filepath.Join(dir, strings.ReplaceAll(file, "/", "_"))
		if err := os.WriteFile(copied, []byte(changed), 0o600); err != nil {
			t.Fatal(err)
		}
		replace[filepath.Join(root, file)] = copied
	}
	list, err := json.Marshal(map[string]any{"Replace": replace})
	if err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(dir, "overlay.json")
	if err := os.WriteFile(name, list, 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}
