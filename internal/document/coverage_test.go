package document_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/slbconform/slbconform/internal/document"
)

// Each case edits one line of the example page. What is then unaccounted, what has vanished, and what is
// reported by value, is all that may be reported.
func TestAnEditIsNoticed(t *testing.T) {
	cases := []struct {
		name        string
		old, new    string
		unaccounted int
		vanished    string // rules, in order
		different   string // field and both sides, in order
	}{
		{"nothing", "", "", 0, "", ""},
		{"white space and quotes", "\n\nThe reader who takes the books.", "\r\n\n\u00a0The reader  who takes the books.", 0, "", ""},
		{"a masked id", "rdr-4m2x******", "rdr-9zz***", 0, "", ""},
		{"a number", "1 to 8", "1 to 9", 1, "book.weeks.range", "max 9 8"},
		{"a default", "Default value: 2", "Default value: 3", 1, "book.weeks.default", "default 3 2"},
		{"a length", "1 to 40 characters", "2 to 40 characters", 1, "book.remark book.remark.alphabet", "min 2 1"},
		{"an alphabet", "hyphens (-), and", "hyphens (-), periods (.), and", 1, "book.remark book.remark.alphabet", "characters -._ -_"},
		{"a limit", "At most 5 books", "At most 6 books", 1, "request.limit", "max 6 5"},
		{"a required mark of a row", "ReaderId\n\nstring\n\nYes", "ReaderId\n\nstring\n\nNo", 1, "request.reader", "required false true"},
		{"a required mark of a row with members", "Books\n\nstring\n\nYes", "Books\n\nstring\n\nNo", 1, "request.books", "required false true"},
		{"a required mark of a member", "Isbn: Required.", "Isbn: Optional.", 1, "book.isbn.required", "required false true"},
		{"a type", "Weeks\n\ninteger", "Weeks\n\nstring", 1, "response.weeks", "type string integer"},
		{"a parameter's name", "ReaderId\n\nstring", "Reader\n\nstring", 3, "request.reader request.reader set-aside", "required  true"},
		{"a valid value more", "    • stack:", "    • cellar: the cellar\n\n    • stack:", 1, "", "values [cellar, open, stack] [open, stack]"},
		{"a valid value less", "    • stack: the closed stacks\n", "", 0, "book.shelf", "values [open] [open, stack]"},
		{"another default value", "open (default)", "open", 1, "book.shelf book.shelf.default", "default  open"},
		{"a status", "400 RoomBusy", "503 RoomBusy", 1, "error.RoomBusy", "status 503 400"},
		{"a code", "404 Book.NotFound", "404 Book.Missing", 1, "error.Book.NotFound", "code Book.Missing Book.NotFound"},
		{"a message", "The book %s does not exist.", "The book %s is lost.", 1, "error.Book.NotFound", "message The book %s is lost. The book %s does not exist."},
		{"a message's description", "Try again after a while.", "Try again tomorrow.", 1, "error.RoomBusy", "description Try again tomorrow. Try again after a while."},
		{"a code more", "400 RoomBusy", "403 Forbidden No.\n400 RoomBusy", 1, "", ""},
		{"a code less", "404 Book.NotFound The book %s does not exist.\n", "", 0, "error.Book.NotFound", "code  Book.NotFound"},
		{"an access level", "\n\ncreate\n\n", "\n\nupdate\n\n", 1, "ram.access-level", "level update create"},
		{"a resource that need not be named", "*Reader", "Reader", 1, "ram.resource", "required false true"},
		{"a condition key", "None None", "library:vip None", 1, "ram.nothing-else", "conditions [library:vip] []"},
		{"a request sample", `"Weeks": "2", "Shelf"`, `"Weeks": "4", "Shelf"`, 1, "sample.one", `sample /0/Weeks "4" "2" in request-one.json`},
		{"a member more in a sample", `"Weeks": "2", "Shelf"`, `"Weeks": "2", "Loud": true, "Shelf"`, 1, "sample.one", `sample /0/Loud true  in request-one.json`},
		{"a sample that is no JSON", `"Weeks": "2", "Shelf"`, `"Weeks": 2*, "Shelf"`, 1, "sample.one", `sample text [{ "Isbn": "978-xxxxxxxxx", "Weeks": 2*, "Shelf": "open" }] [{ "Isbn": "978-xxxxxxxxx", "Weeks": "2", "Shelf": "open" }]` + "\n in request-one.json"},
		{"one sample of several, the most similar and the first", `[{ "Isbn": "978-xxxxxxxxx", "Weeks": "2", "Shelf"`,
			"[{ \"Isbn\": \"978-xxxxxxxxx\" }]\n\n    [{ \"Isbn\": \"978-xxxxxxxxx\", \"Weeks\": \"4\", \"Shelf\": \"open\" }]\n\n" + `    [{ "Isbn": "978-xxxxxxxxx", "Weeks": "5", "Shelf"`, 3, "sample.one", `sample /0/Weeks "4" "2" in request-one.json`},
		{"the layout of a sample", `"Weeks": "2", "Shelf"`, `"Weeks":"2","Shelf"`, 0, "", ""},
		{"the answer's sample", `"Weeks": 2`, `"Weeks": "2"`, 1, "sample.response", `sample /Loans/Loan/0/Weeks "2" 2 in response.json`},
		{"a sentence without facts", "members only", "everybody", 1, "book.stack.members", ""},
		{"a note that becomes a warning", "Note\n\nBooks of", "Important\n\nBooks of", 1, "book.stack.members", ""},
		{"a sentence more", "Books of the closed", "Books of great age stay. Books of the closed", 2, "book.stack.members", ""},
	}
	text := contents(t, example)
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			edited := text
			if c.old != "" {
				edited = edit(t, text, c.old, c.new)
			}
			got := check(t, read(t, edited))
			if n := len(got.Coverage.Unaccounted); n != c.unaccounted {
				t.Errorf("%d statements are unaccounted, want %d: %v", n, c.unaccounted, got.Coverage.Unaccounted)
			}
			if found := strings.Join(vanished(got), " "); found != c.vanished {
				t.Errorf("vanished: %q, want %q", found, c.vanished)
			}
			if found := strings.Join(differences(got), "; "); found != c.different {
				t.Errorf("different by value: %q, want %q", found, c.different)
			}
			if same := c.unaccounted == 0 && c.vanished == "" && c.different == ""; got.OK() != same {
				t.Errorf("OK is %v", got.OK())
			}
		})
	}
}

func vanished(c *document.Check) []string {
	var out []string
	for _, v := range c.Coverage.Vanished {
		if v.Rule == "" {
			v.Rule = "set-aside"
		}
		out = append(out, v.Rule)
	}
	return out
}

func differences(c *document.Check) []string {
	var out []string
	for _, d := range c.Comparison.Differences {
		out = append(out, d.Field+" "+d.Document+" "+d.Ledger)
	}
	return out
}

// Rules of the example without a fact that metadata carries as a value point at its prose.
func TestEveryValueOfTheExampleIsCompared(t *testing.T) {
	for file, want := range map[string][]string{example: nil, metadata: {"book.weeks.range", "request.limit"}} {
		if c := check(t, readAs(t, file, contents(t, file))); !c.OK() || !slices.Equal(c.Comparison.Uncompared, want) {
			t.Errorf("%s: no statement gives the facts of %v, want %v; held: %v", file, c.Comparison.Uncompared, want, c.OK())
		}
	}
}

// Each case edits the metadata in one leaf.
func TestAnEditOfMetadataIsNoticed(t *testing.T) {
	cases := []struct {
		name, old, new string
		vanished       string // rules, in order
		different      string // field and both sides, in order
	}{
		{"a required mark", `"type":"string","required":true`, `"type":"string","required":false`, "request.reader", "required false true"},
		{"a type", `"type":"integer"`, `"type":"string"`, "response.weeks", "type string integer"},
		{"a type in a list", `"type":"array","items":{"type":"object"`, `"type":"array","items":{"type":"string"`, "response.loan", "type array<string> array<object>"},
		{"a status", `"404":[`, `"403":[`, "error.Book.NotFound", "status 403 404"},
		{"a message", "The room is busy.", "The room is full.", "error.RoomBusy", "message The room is full. The room is busy. Try again after a while."},
		{"a sample", `\\\"Weeks\\\": 2`, `\\\"Weeks\\\": 3`, "sample.response", "sample /Loans/Loan/0/Weeks 3 2 in response.json"},
		{"prose behind rules", "1 to 5 in one call", "1 to 6 in one call", "request.books book.weeks.range request.limit", ""},
		{"prose that is set aside", `"title":"Lends books"`, `"title":"Lends or gives books"`, "set-aside", ""},
		{"what is deprecated", `"deprecated":false`, `"deprecated":true`, "set-aside", ""},
		{"an invisible character", "The room is busy.", "The\u200b room is busy.", "", ""},
		{"a masked example", "rdr-4m2x******", "rdr-9zz***", "", ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got := check(t, readAs(t, metadata, edit(t, contents(t, metadata), c.old, c.new)))
			if found := strings.Join(vanished(got), " "); found != c.vanished {
				t.Errorf("vanished: %q, want %q", found, c.vanished)
			}
			if found := strings.Join(differences(got), "; "); found != c.different {
				t.Errorf("different by value: %q, want %q", found, c.different)
			}
		})
	}
}

// Values are compared in any language; prose in another language than the locked one cannot be.
func TestMetadataInAnotherLanguage(t *testing.T) {
	text := contents(t, metadata)
	for _, prose := range [][2]string{{"Lends books to a reader.", "向读者借书。"}, {"The reader who takes the books.", "借书的读者。"}} {
		text = edit(t, text, prose[0], prose[1])
	}
	if c := check(t, readAs(t, metadata, text)); !c.OK() || c.Unread != 2 {
		c.Write(os.Stderr)
		t.Errorf("%d texts were not compared, want 2; held: %v", c.Unread, c.OK())
	}
	text = edit(t, text, "The room is busy.", "The room is full.")
	if c := check(t, readAs(t, metadata, text)); c.OK() {
		t.Error("a message in metadata of another language was not compared")
	}
}

// A pointer that names no document is into the first that the ledger lists, whichever it is. The date of the other is no matter.
func TestALedgerThatListsMetadataFirst(t *testing.T) {
	rules := strings.NewReplacer("{in: metadata, ", "{", "{section: ", "{in: page, section: ").Replace(contents(t, rulesFile))
	rules = edit(t, rules, "  - {name: page, updated: 2026-01-15}   # the date of its own line\n  - {name: metadata, updated: 2026-01-15}", "  - {name: metadata, updated: 2026-01-15}\n  - {name: page, updated: 2025-12-24}")
	got, err := withRules(t, rules).Check(readAs(t, metadata, contents(t, metadata)))
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	if got.Write(&out); !got.OK() || strings.Contains(out.String(), "2025-12-24") {
		t.Error(out.String())
	}
}
