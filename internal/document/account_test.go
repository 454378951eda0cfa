package document_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/slbconform/slbconform/internal/document"
)

// Each case edits the example page in one place. What is then unaccounted, what has vanished, and what is
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
		{"a required mark of a member", "Isbn: Required.", "Isbn: Optional.", 1, "book.isbn.required", "required false true"},
		{"a type", "Weeks\n\ninteger", "Weeks\n\nstring", 1, "response.weeks", "type string integer"},
		{"a parameter's name", "ReaderId\n\nstring", "Reader\n\nstring", 3, "request.reader request.reader set-aside", "required  true; name  ReaderId; name Reader "},
		{"a valid value more", "    • stack:", "    • cellar: the cellar\n\n    • stack:", 1, "", "values [cellar, open, stack] [open, stack]; name cellar "},
		{"a valid value less", "    • stack: the closed stacks\n", "", 0, "book.shelf", "values [open] [open, stack]; name  stack"},
		{"another default value", "open (default)", "open", 1, "book.shelf book.shelf.default", "default  open"},
		{"a status", "400 RoomBusy", "503 RoomBusy", 1, "error.RoomBusy", "status 503 400"},
		{"a code", "404 Book.NotFound", "404 Book.Missing", 1, "error.Book.NotFound", "code Book.Missing Book.NotFound; code Book.Missing "},
		{"a message", "The book %s does not exist.", "The book %s is lost.", 1, "error.Book.NotFound", "message The book %s is lost. The book %s does not exist."},
		{"a message's description", "Try again after a while.", "Try again tomorrow.", 1, "error.RoomBusy", "description Try again tomorrow. Try again after a while."},
		{"a code more", "400 RoomBusy", "403 Forbidden No.\n400 RoomBusy", 1, "", "code Forbidden "},
		{"a code less", "404 Book.NotFound The book %s does not exist.\n", "", 0, "error.Book.NotFound", "code  Book.NotFound"},
		{"an access level", "\n\ncreate\n\n", "\n\nupdate\n\n", 1, "ram.access-level", "level update create"},
		{"a resource that need not be named", "*Reader", "Reader", 1, "ram.resource", "required false true"},
		{"a condition key", "None None", "library:vip None", 1, "ram.nothing-else", "conditions [library:vip] []"},
		{"a request sample", `"Weeks": "2", "Shelf"`, `"Weeks": "4", "Shelf"`, 1, "sample.one", `sample /0/Weeks "4" "2" in fixtures/samples/request-one.json`},
		{"a member more in a sample", `"Weeks": "2", "Shelf"`, `"Weeks": "2", "Loud": true, "Shelf"`, 1, "sample.one", `sample /0/Loud true  in fixtures/samples/request-one.json`},
		{"a sample that is no JSON", `"Weeks": "2", "Shelf"`, `"Weeks": 2*, "Shelf"`, 1, "sample.one", `sample text [{ "Isbn": "978-xxxxxxxxx", "Weeks": 2*, "Shelf": "open" }] [{ "Isbn": "978-xxxxxxxxx", "Weeks": "2", "Shelf": "open" }]` + "\n in fixtures/samples/request-one.json"},
		{"the layout of a sample", `"Weeks": "2", "Shelf"`, `"Weeks":"2","Shelf"`, 0, "", ""},
		{"the answer's sample", `"Weeks": 2`, `"Weeks": "2"`, 1, "sample.response", `sample /Loans/Loan/0/Weeks "2" 2 in fixtures/samples/response.json`},
		{"a sentence without facts", "members only", "everybody", 1, "book.stack.members", ""},
		{"a note that becomes a warning", "Note\n\nBooks of", "Important\n\nBooks of", 1, "book.stack.members", ""},
		{"a sentence more", "Books of the closed", "Books of great age stay. Books of the closed", 2, "book.stack.members", ""},
	}
	ledger := exampleLedger(t)
	text := string(examplePage(t))
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			edited := text
			if c.old != "" {
				if edited = strings.Replace(text, c.old, c.new, 1); edited == text {
					t.Fatalf("%q is not on the page", c.old)
				}
			}
			check := document.CheckPage(parse(t, edited), ledger, os.DirFS("testdata/example/fixtures/samples"))
			if n := len(check.Account.Unaccounted); n != c.unaccounted {
				t.Errorf("%d statements are unaccounted, want %d: %v", n, c.unaccounted, check.Account.Unaccounted)
			}
			if got := strings.Join(vanished(check), " "); got != c.vanished {
				t.Errorf("vanished: %q, want %q", got, c.vanished)
			}
			if got := strings.Join(differences(check), "; "); got != c.different {
				t.Errorf("different by value: %q, want %q", got, c.different)
			}
			if same := c.unaccounted == 0 && c.vanished == "" && c.different == ""; check.OK() != same {
				t.Errorf("OK is %v", check.OK())
			}
		})
	}
}

func vanished(c *document.Check) []string {
	var out []string
	for _, v := range c.Account.Vanished {
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
		out = append(out, d.Field+" "+d.Page+" "+d.Ledger)
	}
	return out
}

func TestEveryValueOfTheExampleIsCompared(t *testing.T) {
	c := document.CheckPage(parse(t, string(examplePage(t))), exampleLedger(t), os.DirFS("testdata/example/fixtures/samples"))
	if len(c.Comparison.Uncompared) > 0 {
		t.Errorf("no statement gives the facts of %v", c.Comparison.Uncompared)
	}
}

func TestTheLedgerIsHeldToo(t *testing.T) {
	l := exampleLedger(t)
	l.Rule("request.limit").Document = nil
	l.Rule("request.books").Origin = "field"
	l.SetAside = append(l.SetAside, l.SetAside[0])
	l.SetAside[0].Pointer = l.Rule("request.reader").Document[0]
	a := document.AccountFor(parse(t, string(examplePage(t))).Statements, l)
	if !slices.Equal(a.Unpointed, []string{"request.limit"}) || !slices.Equal(a.Misplaced, []string{"request.books"}) || len(a.Both) != 1 {
		t.Errorf("unpointed %v, misplaced %v, both %v", a.Unpointed, a.Misplaced, a.Both)
	}
	if a.Complete() {
		t.Error("complete")
	}
}
