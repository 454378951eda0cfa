package document_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/slbconform/slbconform/internal/document"
)

// The same page, saved by another browser, says the same.
func TestLayoutsThatMakeNoDifference(t *testing.T) {
	text := string(examplePage(t))
	cases := map[string]string{
		"Windows line ends":        strings.ReplaceAll(text, "\n", "\r\n"),
		"old line ends":            strings.ReplaceAll(text, "\n", "\r"),
		"non-breaking spaces":      strings.ReplaceAll(text, " ", "\u00a0"),
		"a byte order mark":        "\ufeff" + text,
		"zero-width spaces":        strings.ReplaceAll(text, ". ", ".\u200b "),
		"other bullets":            strings.ReplaceAll(text, "•", "-"),
		"typographic quotes":       strings.ReplaceAll(text, "table's", "table’s"),
		"trailing white space":     strings.ReplaceAll(text, "\n", " \t\n"),
		"no blank lines":           strings.ReplaceAll(text, "\n\n", "\n"),
		"more blank lines":         strings.ReplaceAll(text, "\n\n", "\n\n\n"),
		"no line end at the end":   strings.TrimRight(text, "\n"),
		"cells parted by tabs":     strings.NewReplacer("ReaderId\n\nstring\n\nYes\n\n", "ReaderId\tstring\tYes\t", "Weeks\n\ninteger\n\n", "Weeks\tinteger\t", "create\n\n*Reader", "create\t*Reader", "None None", "None\tNone").Replace(text),
		"column heads in capitals": strings.Replace(text, "HTTP status code\n\nError code", "HTTP Status Code\n\nError Code", 1),
		"bold marks":               strings.Replace(text, "Valid values: 1 to 8.", "Valid values: **1 to 8**.", 1),
	}
	for name, variant := range cases {
		t.Run(name, func(t *testing.T) {
			if name != "typographic quotes" && variant == text {
				t.Fatal("the variant is the page itself")
			}
			p := parse(t, variant)
			holdsEveryByte(t, p)
			c := document.CheckPage(p, exampleLedger(t), os.DirFS("testdata/example/fixtures/samples"))
			if name == "column heads in capitals" {
				c.Account.Unaccounted, c.Account.Vanished = nil, nil // the heads are a statement, and were edited
			}
			if !c.OK() {
				var out bytes.Buffer
				c.Write(&out)
				t.Error(out.String())
			}
		})
	}
}

// A page of another operation and of an older edition: other headings, cells parted by tabs, capitals in the
// access level, condition keys in a list, rows without examples. Its statements stand in older.golden.
func TestAnOlderEdition(t *testing.T) {
	data, err := os.ReadFile("testdata/older.txt")
	if err != nil {
		t.Fatal(err)
	}
	p := parse(t, string(data))
	holdsEveryByte(t, p)
	golden(t, "testdata/older.golden", listing(p))
}

func listing(p *document.Page) []byte {
	var out bytes.Buffer
	for _, s := range p.Statements {
		fmt.Fprintf(&out, "%s | %s | %s | %s", s.Section, s.Path, s.Kind, s.Text)
		for _, f := range s.Facts {
			fmt.Fprintf(&out, " | %s", f)
		}
		out.WriteByte('\n')
	}
	return out.Bytes()
}

// What is not understood is refused as a whole, with section and line.
func TestPagesThatAreNotUnderstood(t *testing.T) {
	cases := []struct {
		name     string
		old, new string
		want     string // the error begins so
	}{
		{"a section is missing", "Response elements\n", "", `page.txt: section "Response elements": is missing`},
		{"a section stands twice", "Release notes", "Error codes", `page.txt:183: section "Error codes": stands twice on the page, first on line 167`},
		{"no title", "Reading Room:LendBooks", "", `page.txt:1: section "Header": no line before`},
		{"a date in words", "Jan 15, 2026", "some day", `page.txt:7: section "Header": the date "some day" is not understood`},
		{"no table of parameters", "Parameter\n\nType\n\nRequired", "Parameters:", `page.txt:43: section "Request parameters": has no table`},
		{"a row without its mark", "Books\n\nstring\n\nYes", "Books\n\nstring", `page.txt:65: section "Request parameters": the row of Books says neither Yes nor No`},
		{"the first row is torn", "Description\n\nExample\n\nReaderId", "Description\n\nExample\n\nThe reader:", `page.txt:55: section "Request parameters": the first row of the table is not understood`},
		{"an action without an access level", "\ncreate\n", "\n", `page.txt:15: section "RAM authorization": the table has no row`},
		{"a RAM table without heads", "Action\n\nAccess level\n\n", "", `page.txt:29: section "RAM authorization": the table has no column heads`},
		{"a sample that does not end", `"Weeks": "2" }]`, `"Weeks": "2"`, `page.txt:99: section "Request parameters": the sample that begins with "[{" does not end`},
		{"error codes without heads", "HTTP status code\n", "", `page.txt:176: section "Error codes": the table has no column heads`},
		{"a torn error row", "400 RoomBusy The", "\nSee below.\n\n400 RoomBusy The", `page.txt:181: section "Error codes": a row stands after text that is no row`},
		{"a code that is none", "400 RoomBusy", "400 (RoomBusy)", `page.txt:178: section "Error codes": "(RoomBusy)" is no error code`},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			p, err := document.Parse("page.txt", []byte(edit(t, string(examplePage(t)), c.old, c.new)))
			var of *document.Error
			if !errors.As(err, &of) || !strings.HasPrefix(err.Error(), c.want) || p != nil {
				t.Errorf("error %v\nwant  %s", err, c.want)
			}
		})
	}
}

func TestFilesThatAreNoText(t *testing.T) {
	for name, data := range map[string]string{
		"the file is empty":            " \n",
		"the file is HTML":             "\n<!DOCTYPE html><html>",
		"the file is UTF-16":           "\xff\xfeA\x00",
		"the file is not UTF-8 text":   "Error codes\n\xff",
		"the file has 5000000 bytes":   strings.Repeat("a", 5000000),
		"the file has 2071 statements": strings.Replace(string(examplePage(t)), "Try it in the browser.", strings.Repeat("Yes. ", 2000), 1),
	} {
		if _, err := document.Parse("page.txt", []byte(data)); err == nil || !strings.HasPrefix(err.Error(), "page.txt: "+name) {
			t.Errorf("error %v, want %s", err, name)
		}
	}
}
