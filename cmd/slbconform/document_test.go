package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// example is the project of the guide about documents.
const example = "../../internal/document/testdata/example"

// What is said of documents, in a copy of the example and with copies that have one edit.
func TestDocumentSubcommands(t *testing.T) {
	rows, dir := read(t, "testdata/documents.txt"), t.TempDir()
	for _, folder := range []string{dir, filepath.Join(dir, "older")} {
		if err := os.CopyFS(folder, os.DirFS(example)); err != nil {
			t.Fatal(err)
		}
	}
	t.Chdir(dir)
	put(t, "older/spec/LendBooks/document.lock", "page: {title: LendBooks, product: Reading Room, updated: 2026-01-15}\nsections: []\n")
	for name, edit := range map[string][3]string{
		"wording.txt":   {"LendBooks.2026-01-15.txt", "Try it in the browser.", "Try it in your browser."},
		"dated.txt":     {"LendBooks.2026-01-15.txt", "Jan 15, 2026", "Feb 01, 2026"},
		"torn.txt":      {"LendBooks.2026-01-15.txt", "Error codes\n", "\n"},
		"nameless.json": {"LendBooks.2026-01-15.json", `"extraInfo":" "`, `"extraInfo":""`},
	} {
		put(t, name, strings.Replace(read(t, edit[0]), edit[1], edit[2], 1))
	}
	sayAsWritten(t, rows, nil)
}
