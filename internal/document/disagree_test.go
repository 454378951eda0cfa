package document_test

import (
	"strings"
	"testing"

	"github.com/slbconform/slbconform/internal/document"
)

// Where the page and the metadata of an operation say different things, or only one of them says it, that is listed.
// A description of a code, which metadata has not, is no disagreement, nor is what the forms cannot both carry.
func TestTwoDocumentsThatDisagree(t *testing.T) {
	lock := project(t).Lock
	if got := lock.Disagreements(); len(got) > 0 {
		t.Errorf("the documents of the example disagree: %v", got)
	}
	for _, c := range []struct{ old, new, want string }{
		{"400 RoomBusy The room is busy.", "503 RoomBusy The room is busy.", "RoomBusy, status and message: the page says 503 The room is busy. Try again after a while., the metadata 400 The room is busy."},
		{"404 Book.NotFound", "404 Book.Gone Gone.\n404 Book.NotFound", "Book.Gone, status and message: the page says 404 Gone., the metadata nothing"},
		{"ReaderId\n\nstring\n\nYes", "ReaderId\n\nstring\n\nNo", "ReaderId, required: the page says false, the metadata true"},
		{"Weeks\n\ninteger", "Weeks\n\nlong", "Weeks, type: the page says long, the metadata integer"},
	} {
		page := read(t, edit(t, contents(t, example), c.old, c.new))
		got := lock.With(document.LockOf(page)).Disagreements()
		if strings.Join(got, "; ") != c.want {
			t.Errorf("got  %s\nwant %s", strings.Join(got, "; "), c.want)
		}
	}
}
