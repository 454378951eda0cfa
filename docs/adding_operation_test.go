package docs_test

import (
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestAnOperationIsAdded does what adding-an-operation.md says, in a copy of the repository: the operation needs nothing
// but files of its own, its scenarios hold, and its mutants are killed.
func TestAnOperationIsAdded(t *testing.T) {
	if testing.Short() {
		t.Skip("it builds the program anew")
	}
	root := t.TempDir()
	if err := copyTree(root, ".."); err != nil {
		t.Fatal(err)
	}
	for path, text := range filesOf(t, "adding-an-operation.md") {
		path = filepath.Join(root, path)
		if _, err := os.Stat(path); err == nil {
			t.Fatalf("%s is there already: an operation is to need files of its own alone", path)
		}
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	const operation = "EmptyVServerGroup"
	command(t, root, "go", "run", "./cmd/slbconform", "document", "adopt", "-operation", operation, "-date", "2026-11-01", operation+".json")
	said := command(t, root, "go", "run", "./cmd/slbconform", "run", "-rules", operation+"/*", "-reports", "-")
	if !regexp.MustCompile(operation + ` +10 rules: 8 rehearsed, 2 not observable`).MatchString(said) {
		t.Errorf("the new operation is not green:\n%s", said)
	}
	command(t, root, "go", "test", "./internal/mutation", "-run", "TestProof/mutants", "-mutants.rules", operation+"/*")
}

// filesOf are the files that a page shows, by their paths: a line with the path, then a block.
func filesOf(t *testing.T, page string) map[string]string {
	t.Helper()
	data, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]string{}
	for _, m := range regexp.MustCompile("(?s)\n`([^`\n]+)`:\n\n(```+)[a-z]+\n(.*?\n)(```+)\n").FindAllStringSubmatch(string(data), -1) {
		if m[2] != m[4] {
			t.Fatalf("%s: the block of %s does not end as it begins", page, m[1])
		}
		files[m[1]] = m[3]
	}
	if len(files) < 8 {
		t.Fatalf("%s shows %d files; the test does not understand it any more", page, len(files))
	}
	return files
}

// copyTree copies what a checkout holds, without its history and what runs have left.
func copyTree(to, from string) error {
	return filepath.WalkDir(from, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(from, path)
		if err != nil || rel == "." {
			return err
		}
		if d.IsDir() {
			if strings.HasPrefix(d.Name(), ".") || rel == filepath.Join("reports", "out") {
				return fs.SkipDir
			}
			return os.MkdirAll(filepath.Join(to, rel), 0o755)
		}
		if !d.Type().IsRegular() {
			return nil
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		return os.WriteFile(filepath.Join(to, rel), data, 0o644)
	})
}

func command(t *testing.T, dir string, name string, args ...string) string {
	t.Helper()
	c := exec.CommandContext(t.Context(), name, args...)
	c.Dir = dir
	out, err := c.CombinedOutput()
	if err != nil {
		t.Fatalf("%s %s: %v\n%s", name, strings.Join(args, " "), err, out)
	}
	return string(out)
}
