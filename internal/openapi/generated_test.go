package openapi_test

import (
	"encoding/json"
	"regexp"
	"slices"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"github.com/slbconform/slbconform/spec"
)

// A description departs from its length when it is too short or too long, and from its alphabet when it holds
// another character, however it is written in JSON.
func TestAnyDescription(t *testing.T) {
	d := loadDocument(t)
	if departs := seen(d.Check(call())); len(departs) > 0 {
		differs(t, "without any description: %q", departs)
		return
	}
	allowed := regexp.MustCompile(`\A[\p{L}\p{Mn}\p{Mc}\p{N}/._-]*\z`)
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.OneOf(rapid.StringMatching(`[A-Za-z0-9/._-]{0,90}`), rapid.StringN(0, 90, -1)).Draw(t, "description")
		encoded, err := json.Marshal(text)
		if err != nil {
			t.Fatal(err)
		}
		var want []string
		if n := utf8.RuneCountInString(text); n < 1 || n > 80 {
			want = append(want, "server.description.length contradiction BackendServers /0/Description")
		}
		if !allowed.MatchString(text) {
			want = append(want, "server.description.alphabet contradiction BackendServers /0/Description")
		}
		got := seen(d.Check(call("BackendServers", `[{"ServerId":"i-1","Port":80,"Description":`+string(encoded)+`}]`)))
		if !slices.Equal(got, want) && len(got)+len(want) > 0 {
			t.Fatalf("%s departs from %q, want %q", encoded, got, want)
		}
	})
}

// Whatever a server answers and whatever a client sends, a check ends, and what it finds is attributed.
func TestAnythingIsAttributed(t *testing.T) {
	d := loadDocument(t)
	stated := map[string]bool{}
	for n := range d.Nodes() {
		stated[n.Pointer] = true
	}
	words := rapid.SampledFrom([]string{`{`, `}`, `[`, `]`, `,`, `:`, `"ServerId"`, `"Port"`, `"Code"`, `"BackendServers"`, `"BackendServer"`, `'`, `80`, `1e999`, `-`, `null`, `true`, `"\u00e9"`, ` `, "\x00", "\xff", `{}`, `[]`, goodServer, listed})
	rapid.Check(t, func(t *rapid.T) {
		text := func(name string) string {
			all := ""
			for _, w := range rapid.SliceOfN(words, 0, 12).Draw(t, name) {
				all += w
			}
			return all
		}
		x := call("BackendServers", text("servers"))
		answer(x, rapid.SampledFrom([]int{200, 204, 302, 400, 404, 503, 999}).Draw(t, "status"), text("body"))
		for _, f := range d.Check(x) {
			if f.Rule == "" || !stated[f.Node] || f.Expected == "" || f.Got == "" || f.Where == "" || (f.Side != spec.Request && f.Side != spec.Answer) {
				t.Fatalf("a departure is incomplete: %+v", f)
			}
		}
	})
}
