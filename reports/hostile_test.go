package reports_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"
	"unicode/utf8"

	"github.com/slbconform/slbconform/reports"
	"github.com/slbconform/slbconform/reports/internal/sample"
)

// The texts that a server sends: markup, terminal commands, bytes that are no text, characters that turn the reading
// direction, a megabyte in one line. In every report they are shown and none is obeyed.
func TestHostileContentIsInertEverywhere(t *testing.T) {
	r, dir := sample.Hostile(), t.TempDir()
	if err := reports.Write(dir, r, reports.Options{}); err != nil {
		t.Fatal(err)
	}
	var console bytes.Buffer
	if err := reports.Console(&console, r, reports.ConsoleOptions{Dir: dir}); err != nil {
		t.Fatal(err)
	}
	files := map[string][]byte{"console": console.Bytes()}
	for _, name := range []string{"conformance.json", "junit.xml", "summary.md", "index.html", "exchanges.har", "messages.ndjson"} {
		data, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		files[name] = data
	}
	for name, data := range files {
		if !utf8.Valid(data) {
			t.Errorf("%s is not UTF-8", name)
		}
		for _, r := range "\x1b\x07\x08\r\u009b\u202e\u2066\u200f\u2028" {
			if at := bytes.IndexRune(data, r); at >= 0 {
				t.Errorf("%s holds %U: …%q…", name, r, data[max(at-40, 0):at+10])
			}
		}
	}
	if n := len(files["index.html"]); n > 1_000_000 {
		t.Errorf("a megabyte in one line makes index.html %d bytes", n)
	}
	if n := console.Len(); n > 20_000 {
		t.Errorf("a megabyte in one line makes the console %d bytes", n)
	}
	if n := bytes.Count(files["summary.md"], []byte("\n")); n > 40 {
		t.Errorf("summary.md has %d lines", n)
	}
	if bytes.Contains(files["summary.md"], []byte("<script")) || bytes.Contains(files["summary.md"], []byte("](javascript")) {
		t.Error("summary.md holds markup that a server sent")
	}
	if i := bytes.Index(files["index.html"], []byte("<script>document.title")); i >= 0 {
		t.Error("index.html holds a script that a server sent")
	}
}

// A body that is not text, or steers a terminal, comes back from the JSON as it went in.
func TestNothingIsLostInJSON(t *testing.T) {
	r := sample.Mock()
	body := "\x1b[31m \u202e abc \u00e9 \U000e0001 " + reports.Text([]byte{0xff, 'x'})
	r.Exchanges[0].Body = body
	again, err := reports.Read(writtenOf(t, r, "conformance.json"))
	if err != nil {
		t.Fatal(err)
	}
	if got := again.Exchanges[0].Body; got != body {
		t.Errorf("got %q, want %q", got, body)
	}
	var har struct {
		Log struct {
			Entries []struct {
				Response struct{ Content struct{ Text string } }
			}
		}
	}
	if err := json.Unmarshal(writtenOf(t, r, "exchanges.har"), &har); err != nil {
		t.Fatal(err)
	}
	if got := har.Log.Entries[0].Response.Content.Text; got != body {
		t.Errorf("exchanges.har: got %q, want %q", got, body)
	}
}

func wellFormed(t *testing.T, data []byte) {
	t.Helper()
	d := xml.NewDecoder(bytes.NewReader(data))
	for {
		if _, err := d.Token(); errors.Is(err, io.EOF) {
			return
		} else if err != nil {
			t.Fatal(err)
		}
	}
}
