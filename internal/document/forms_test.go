package document_test

import (
	"bytes"
	"errors"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/slbconform/slbconform/internal/document"
	"github.com/slbconform/slbconform/internal/run/runtest"
)

// The page as text and as the vendor's Markdown are one document: the lock of one is the lock of the other.
func TestTextAndMarkdownAreOneDocument(t *testing.T) {
	text := lockOf(readAs(t, example, contents(t, example)))
	marked := readAs(t, markdown, contents(t, markdown))
	holdsEveryByte(t, marked)
	if got := lockOf(marked); got != text {
		t.Error(firstLineApart(got, text))
	}
	if c := check(t, marked); !c.OK() {
		c.Write(os.Stderr)
		t.Error("the Markdown is not held")
	}
}

// lockOf is the lock of a document, without the product, which only the title of a saved page names.
func lockOf(d *document.Document) string {
	l := document.LockOf(d)
	l.Product = ""
	return string((&document.Lock{Operation: d.Operation}).With(l).Format())
}

// The same document, saved by another browser or written by another editor, says the same.
func TestLayoutsThatMakeNoDifference(t *testing.T) {
	text, marks := contents(t, example), contents(t, markdown)
	stars := strings.NewReplacer(`\*`, "*")
	cases := map[string]string{
		"Windows line ends":                strings.ReplaceAll(text, "\n", "\r\n"),
		"old line ends":                    strings.ReplaceAll(text, "\n", "\r"),
		"non-breaking spaces":              strings.ReplaceAll(text, " ", "\u00a0"),
		"a byte order mark":                "\ufeff" + text,
		"zero-width spaces":                strings.ReplaceAll(text, ". ", ".\u200b "),
		"other bullets":                    strings.ReplaceAll(text, "•", "-"),
		"numbers from zero":                strings.ReplaceAll(text, "•", "0."),
		"numbers of two digits":            strings.ReplaceAll(text, "•", "99."),
		"numbers in brackets":              strings.ReplaceAll(text, "•", "100)"),
		"trailing white space":             strings.ReplaceAll(text, "\n", " \t\n"),
		"no blank lines":                   strings.ReplaceAll(text, "\n\n", "\n"),
		"more blank lines":                 strings.ReplaceAll(text, "\n\n", "\n\n\n"),
		"no line end at the end":           strings.TrimRight(text, "\n"),
		"cells parted by tabs":             strings.NewReplacer("ReaderId\n\nstring\n\nYes\n\n", "ReaderId\tstring\tYes\t", "Weeks\n\ninteger\n\n", "Weeks\tinteger\t", "create\n\n*Reader", "create\t*Reader", "None None", "None\tNone").Replace(text),
		"bold marks":                       edit(t, text, "Valid values: 1 to 8.", "Valid values: **1 to 8**."),
		"a bold sentence":                  edit(t, text, "Isbn: Required. The", "Isbn: **Required.** The"),
		"curly quotes in a sample":         edit(t, text, `"Weeks": "2", "Shelf"`, `“Weeks”: “2”, “Shelf”`),
		"a sample in curly quotes":         edit(t, text, `[{ "Isbn": "978-xxxxxxxxx", "Weeks": "2" }]`, `[{ “Isbn”: “978-xxxxxxxxx”, “Weeks”: “2” }]`),
		"escaped asterisks":                edit(t, text, "rdr-4m2x******", `rdr-4m2x\*\*\*\*\*\*`),
		"Markdown with Windows line ends":  strings.ReplaceAll(marks, "\n", "\r\n"),
		"Markdown with a byte order mark":  "\ufeff" + marks,
		"Markdown with bare asterisks":     stars.Replace(marks),
		"Markdown with a title":            "# Reading Room:LendBooks\n\n" + marks,
		"Markdown with a bold sentence":    edit(t, marks, "**Isbn**: Required.", "**Isbn**: **Required.**"),
		"Markdown with other column heads": edit(t, marks, "**Parameter**", "Parameter"),
	}
	want := lockOf(readAs(t, example, text))
	for name, variant := range cases {
		t.Run(name, func(t *testing.T) {
			file := example
			if strings.HasPrefix(name, "Markdown") {
				file = markdown
			}
			d := readAs(t, file, variant)
			holdsEveryByte(t, d)
			if got := lockOf(d); got != want {
				t.Error(firstLineApart(got, want))
			}
		})
	}
}

// Masked ids and addresses are equal, however many signs mask them.
func TestMaskedValuesAreEqual(t *testing.T) {
	for _, pair := range [][2]string{{"192.168.**.**", "192.168.*.*"}, {"rsp-cige6******", "rsp-0bf***"}, {"i-xxxxxxxxx", "i-xxxxx"}} {
		sample := func(value string) string { return document.HashOf(`[{ "ServerIp": "` + value + `" }]`) }
		if document.HashOf(pair[0]) != document.HashOf(pair[1]) || sample(pair[0]) != sample(pair[1]) {
			t.Errorf("%s and %s differ", pair[0], pair[1])
		}
	}
}

// A bold asterisk is one asterisk, whether its own or all of its signs are escaped, or none.
func TestABoldAsterisk(t *testing.T) {
	as := func(star string) string {
		return lockOf(readAs(t, markdown, edit(t, contents(t, markdown), "Lends books to a reader.", "Lends books ("+star+") to a reader.")))
	}
	for _, star := range []string{`**\***`, `*****`, `\*\*\*\*\*`} {
		if got := as(star); got != as("*") {
			t.Errorf("(%s): %s", star, firstLineApart(got, as("*")))
		}
	}
}

// A title in Markdown is no statement, and leads to the operation of the links.
func TestATitleOfAnotherOperation(t *testing.T) {
	refused(t, markdown, "# Reading Room:TakeBooks\n\n"+contents(t, markdown), document.Identity{}, markdown+`:1: section "Header": the title names TakeBooks, and the links of the page lead to LendBooks`)
}

// A page of another operation and of an older edition: other headings, cells parted by tabs, capitals in the
// access level, condition keys in a list, rows without examples. Its statements stand in older.golden.
func TestAnOlderEdition(t *testing.T) {
	d := read(t, contents(t, "testdata/older.txt"))
	holdsEveryByte(t, d)
	golden(t, "testdata/older.golden", listing(d))
}

// What is not understood is refused altogether, with section and line.
func TestPagesThatAreNotUnderstood(t *testing.T) {
	cases := []struct {
		name     string
		old, new string
		want     string // the error begins so
	}{
		{"a section is missing", "Response elements\n", "", `page.txt: Response elements: missing; is the file half a page? Save the entire page as text`},
		{"a section stands twice", "Release notes", "Error codes", `page.txt:183: section "Error codes": stands twice on the page, first on line 167`},
		{"a date in words", "Jan 15, 2026", "some day", `page.txt:7: section "Header": the date "some day" is not understood`},
		{"no date", "Last Updated:Jan 15, 2026", "", `page.txt: does not say of which day it is: name the file such as`},
		{"no table of parameters", "Parameter\n\nType\n\nRequired", "Parameters:", `page.txt:43: section "Request parameters": has no table`},
		{"a row without its mark", "Books\n\nstring\n\nYes", "Books\n\nstring", `page.txt:65: section "Request parameters": the row of Books says neither Yes nor No`},
		{"the first row is torn", "Description\n\nExample\n\nReaderId", "Description\n\nExample\n\nThe reader:", `page.txt:55: section "Request parameters": the first row of the table is not understood`},
		{"an action without an access level", "\ncreate\n", "\n", `page.txt:15: section "RAM authorization": the table has no row`},
		{"a RAM table without heads", "Action\n\nAccess level\n\n", "", `page.txt:29: section "RAM authorization": the table has no column heads`},
		{"a sample that does not end", `"Weeks": "2" }]`, `"Weeks": "2"`, `page.txt:99: section "Request parameters": the sample that begins with "[{" does not end`},
		{"error codes without heads", "HTTP status code\n", "", `page.txt:176: section "Error codes": the table has no column heads`},
		{"a torn error row", "400 RoomBusy The", "\nSee below.\n\n400 RoomBusy The", `page.txt:181: section "Error codes": a row stands after text that is no row`},
		{"an error table without a row", "400 Reader.Suspended The reader %s is suspended.\n400 RoomBusy The room is busy. Try again after a while.\n404 Book.NotFound The book %s does not exist.\n\nSee Error Codes for a complete list.\n", "",
			`page.txt:167: section "Error codes": the table has no row`},
		{"a code that is none", "400 RoomBusy", "400 (RoomBusy)", `page.txt:178: section "Error codes": "(RoomBusy)" is no error code`},
		{"tables drawn with pipes", "Action\n\nAccess level\n", "| Action | Access level |\n|---|---|\n", `page.txt: the tables are drawn with pipes, in which cells cannot be told apart. Save the entire page as text`},
		{"a page that ends at its last heading", contents(t, example)[strings.Index(contents(t, example), "HTTP status code"):], "", `page.txt:167: section "Error codes": the page ends in the table: is the file half a page?`},
		{"tables drawn with inner pipes", "Action\n\nAccess level\n", "Action | Access level\n:--- | ---:\n", `page.txt: the tables are drawn with pipes`},
		{"rows drawn with pipes", "Action\n\nAccess level\n", "| Action | Access level |\n| lib:LendBooks | create |\n", `page.txt: the tables are drawn with pipes`},
		{"HTML", "Try it in the browser.", "<table>\n<tr><td>", `page.txt: the file is HTML. Save the entire page as text`},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			refused(t, "page.txt", edit(t, contents(t, example), c.old, c.new), document.Identity{}, c.want)
		})
	}
}

// refused holds that a document is not read, with an error that begins in the given way.
func refused(t *testing.T, file, text string, given document.Identity, want string) {
	t.Helper()
	d, err := document.Read(file, []byte(text), given)
	var of *document.Error
	if !errors.As(err, &of) || !strings.HasPrefix(err.Error(), want) || d != nil {
		t.Errorf("error %v\nwant  %s", err, want)
	}
}

// What two sources say of a document is refused where they differ, and only there; whether a person said one of them is told.
func TestADocumentThatIsSaidToBeTwo(t *testing.T) {
	page, leaves := contents(t, example), contents(t, metadata)
	for _, c := range []struct {
		file, text string
		given      document.Identity
		want       string // the error; "" for none
		flag       bool
	}{
		{"LendBooks.2026-01-15.json", leaves, document.Identity{Operation: "LendBooks", Date: "2026-01-15"}, "", false},
		{"LendBooks.2026-01-15.json", leaves, document.Identity{Date: "2026-02-01"}, "the name of the file says 2026-01-15, and -date says 2026-02-01", true},
		{"LendBooks.2026-01-15.json", leaves, document.Identity{Operation: "TakeBooks"}, "the name of the file says LendBooks, and -operation says TakeBooks", true},
		{"page.txt", page, document.Identity{Operation: "LendBooks", Date: "2026-01-15"}, "", false},
		{"page.txt", page, document.Identity{Date: "2026-02-01"}, "the document is of 2026-01-15, and it was given as one of 2026-02-01", true},
		{"page.txt", page, document.Identity{Operation: "TakeBooks"}, "the document is of LendBooks, and it was given as one of TakeBooks", true},
		{"LendBooks.2026-02-01.txt", page, document.Identity{}, "the document is of 2026-01-15, and it was given as one of 2026-02-01", false},
		{"TakeBooks.2026-01-15.txt", page, document.Identity{}, "the document is of LendBooks, and it was given as one of TakeBooks", false},
	} {
		_, err := document.Read(c.file, []byte(c.text), c.given)
		if c.want == "" && err == nil {
			continue
		}
		var of *document.Error
		if !errors.As(err, &of) || of.What != c.want || of.Flag != c.flag {
			t.Errorf("%s, given %+v: %v, want %q", c.file, c.given, err, c.want)
		}
	}
}

// A Markdown page that was cut in half names in one line what to do.
func TestHalfAPageOfMarkdown(t *testing.T) {
	text := contents(t, markdown)
	const file = "LendBooks.2026-01-15.md"
	refused(t, file, text[:len(text)/2], document.Identity{}, file+": ")
	if _, err := document.Read(file, []byte(strings.TrimSuffix(text, "\n")+"\n```\n"), document.Identity{}); err == nil || !strings.Contains(err.Error(), "the code block that begins here does not end") {
		t.Errorf("a code block without an end: %v", err)
	}
	for name, cut := range map[string]string{"in a code block": "```\n{", "before the answer": "## Response elements", "in the error table": "Reader.Suspended"} {
		_, err := document.Read(file, []byte(text[:strings.Index(text, cut)+4]), document.Identity{})
		if err == nil || !strings.Contains(err.Error(), "Save the entire page as text, or take the vendor's Markdown of it.") || strings.Contains(err.Error(), "\n") {
			t.Errorf("cut %s: %v", name, err)
		}
	}
}

func TestFilesThatAreNoDocument(t *testing.T) {
	runtest.Sequential(t)
	for what, data := range map[string]string{
		"the file is empty":             " \n",
		"the file is HTML":              "\n<!DOCTYPE html><html>",
		"the file is UTF-16":            "\xff\xfeA\x00",
		"the file is not UTF-8 text":    "Error codes\n\xff",
		"the file has 2071 statements":  strings.Replace(contents(t, example), "Try it in the browser.", strings.Repeat("Yes. ", 2000), 1),
		"no line is the heading":        "Dear reader,\n\nhello.\n",
		"the JSON is not the":           "[" + contents(t, metadata) + "]",
		"the JSON is not the metadata":  `{"name": "LendBooks"}`,
		"the metadata is of a product":  `{"info": {"version": "2026-01-01"}, "apis": {"A": {}, "B": {}}}`,
		"the document is of OtherBooks": `{"info": {"version": "2026-01-01"}, "apis": {"OtherBooks": ` + contents(t, metadata) + `}}`,

		// one too many, and beside it as many as may be, which are refused for something else
		"the file has 4194305 bytes":                                 strings.Repeat("a", 4<<20+1),
		"no line is the heading of a section":                        strings.Repeat("a", 4<<20),
		"the file has 6001 lines with text; a page has at most 6000": contents(t, example) + strings.Repeat("\nNo.", 5902),
		"the file has 5973 statements":                               contents(t, example) + strings.Repeat("\nNo.", 5901),
	} {
		_, err := document.Read("LendBooks.2026-01-15.json", []byte(data), document.Identity{})
		if err == nil || !strings.HasPrefix(err.Error(), "LendBooks.2026-01-15.json: "+what) || bytes.Contains([]byte(err.Error()), []byte("\n")) {
			t.Errorf("error %v, want %s", err, what)
		}
	}
	cut := "{\n" + contents(t, metadata)[1:1000]
	refused(t, "LendBooks.2026-01-15.json", cut, document.Identity{}, "LendBooks.2026-01-15.json:2: the metadata is not JSON to its end")
}

// Metadata of a product has many operations; the one that is asked for is read.
func TestMetadataOfAProduct(t *testing.T) {
	text := `{"info":{"version":"2026-01-01","product":"Library"},"apis":{"TakeBooks":{},"LendBooks":` + contents(t, metadata) + `}}`
	day := document.Identity{Operation: "LendBooks", Date: readAs(t, metadata, contents(t, metadata)).Updated}
	d, err := document.Read("Library.json", []byte(text), day)
	if err != nil || d.Operation != "LendBooks" || d.Version != "2026-01-01" || lockOf(d) != lockOf(readAs(t, metadata, contents(t, metadata))) {
		t.Errorf("error %v, %+v", err, d)
	}
	refused(t, "Library.json", text, document.Identity{Date: day.Date}, "Library.json: the metadata is of a product with 2 operations, and Library is not among them")
}

// The last cell of a row is its example, when it is no sentence, or the only one after the first paragraph. A sample is JSON;
// a word in brackets is none.
func TestTheColumnOfExamples(t *testing.T) {
	for cell, kind := range map[string]document.Kind{
		"[Optional]":                      document.Example,
		"{ReaderId}":                      document.Example,
		`["rdr-1"]`:                       document.Sample,
		"Such as a guest.":                document.Example,
		"Or a guest.\n\nBring a card.":    document.Sentence,
		"Note\n\nWhoever has a card too.": document.Sentence,
	} {
		d := read(t, edit(t, contents(t, example), "rdr-4m2x******", cell))
		at := slices.IndexFunc(d.Statements, func(s document.Statement) bool { return s.Path == "Books" })
		if last := d.Statements[at-1]; last.Kind != kind {
			t.Errorf("%q is read as %s: %s, want %s", cell, last.Kind, last.Text, kind)
		}
	}
}

// An operation without error codes has a sentence in place of the table, even at the end of its page.
func TestAPageWithoutErrorCodes(t *testing.T) {
	text := contents(t, example)
	d := read(t, text[:strings.Index(text, "HTTP status code")]+"No error is reported.\n")
	if last := d.Statements[len(d.Statements)-1]; last.Text != "No error is reported." || last.Kind != document.Sentence {
		t.Errorf("the page ends with %+v", last)
	}
}
