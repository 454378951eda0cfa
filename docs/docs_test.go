// Package docs_test holds what the repository says of its own files.
package docs_test

import (
	"io/fs"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

var (
	heading = regexp.MustCompile(`(?m)^#+ (.+)$`)
	cited   = regexp.MustCompile(`\bdocs/([a-z-]+\.md)(?:#([\w.-]+))?`)
	linked  = regexp.MustCompile(`\]\(([^)\s#:]*)(?:#([\w.-]+))?\)`)
)

// What is cited stands where the citation says.
func TestCitationsLead(t *testing.T) {
	anchors := anchorsOf(t)
	holds := func(by, file, anchor string) {
		known, isDocument := anchors[path.Clean(file)]
		switch {
		case !exists(file):
			t.Errorf("%s cites %s, which is not there", by, file)
		case isDocument && anchor != "" && !slices.Contains(known, anchor):
			t.Errorf("%s cites %s#%s, and there is no such heading", by, file, anchor)
		}
	}
	for name, text := range texts(t) {
		data := path.Ext(name) == ".yaml" && (strings.HasPrefix(name, "spec/") || strings.HasPrefix(name, "fixtures/"))
		for _, m := range cited.FindAllStringSubmatch(text, -1) {
			if data && m[1] == "sources.md" {
				continue // the test of the root holds it
			}
			holds(name, "docs/"+m[1], m[2])
		}
		if path.Ext(name) != ".md" {
			continue
		}
		for _, m := range linked.FindAllStringSubmatch(text, -1) {
			file := name
			if m[1] != "" {
				file = path.Join(path.Dir(name), m[1])
			}
			holds(name, file, m[2])
		}
	}
}

// Each source bears a date, or names one that does: a row of the table, or another entry.
func TestSourcesBearDates(t *testing.T) {
	data, err := os.ReadFile("sources.md")
	if err != nil {
		t.Fatal(err)
	}
	table, entries, _ := strings.Cut(strings.ReplaceAll(string(data), "\r\n", "\n"), "\n## The wire\n")
	address := regexp.MustCompile(`\b[\w-]+(\.[\w-]+)+/[^\s,;]*`) // one may hold a date, that of the API's version
	dated := regexp.MustCompile(`\b20\d\d(-\d\d)*\b|\]\(#|all sources above`)
	var known []string
	for _, row := range regexp.MustCompile(`(?m)^\| (.+?) \| .* \| (.+) \|$`).FindAllStringSubmatch(table, -1)[1:] {
		if !dated.MatchString(row[2]) {
			t.Errorf("%s of the table: %q is no date", row[1], row[2])
		}
		known = append(known, row[1])
	}
	named := regexp.MustCompile(`\b(` + strings.Join(known, "|") + `)\b`)
	for entry := range strings.SplitSeq(entries, "\n### ") {
		name, text, _ := strings.Cut(entry, "\n")
		text, _, _ = strings.Cut(text, "\n## ")
		_, sources, ok := strings.Cut(text, "Source: ")
		if !ok && strings.TrimSpace(name) != "" {
			t.Errorf("%s names no source", name)
		}
		for source := range strings.SplitSeq(sources, "; ") {
			if source = address.ReplaceAllString(source, ""); ok && !dated.MatchString(source) && !named.MatchString(source) {
				t.Errorf("%s: %q bears no date", name, strings.TrimSpace(source))
			}
		}
	}
}

// Nothing speaks of notes that lie beside a checkout on somebody's machine.
func TestNothingOutsideIsCited(t *testing.T) {
	for name, text := range texts(t) {
		for _, note := range []string{"api" + "-facts", "../" + "shared", "design" + ".md"} {
			if strings.Contains(text, note) {
				t.Errorf("%s speaks of %s, which is not in the repository", name, note)
			}
		}
	}
}

// anchorsOf lists, by document, the anchors of its headings.
func anchorsOf(t *testing.T) map[string][]string {
	all := map[string][]string{}
	for name, text := range texts(t) {
		if path.Ext(name) != ".md" {
			continue
		}
		all[name] = []string{}
		for _, m := range heading.FindAllStringSubmatch(text, -1) {
			all[name] = append(all[name], anchor(m[1]))
		}
	}
	return all
}

// anchor is what a heading is called in an address.
func anchor(heading string) string {
	lower := strings.ToLower(strings.TrimSpace(heading))
	kept := regexp.MustCompile(`[^\pL\pN\s_-]`).ReplaceAllString(lower, "")
	return strings.ReplaceAll(kept, " ", "-")
}

func exists(name string) bool {
	_, err := os.Stat(path.Join("..", name))
	return err == nil
}

// texts are the text files of the repository.
func texts(t *testing.T) map[string]string {
	t.Helper()
	root, all := os.DirFS(".."), map[string]string{}
	err := fs.WalkDir(root, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if name == ".git" || name == "reports/out" || d.Name() == "node_modules" || d.Name() == "testdata" {
				return fs.SkipDir
			}
			return nil
		}
		data, err := fs.ReadFile(root, name)
		if err == nil && utf8.Valid(data) {
			all[name] = strings.ReplaceAll(string(data), "\r\n", "\n")
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}
