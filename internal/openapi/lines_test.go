package openapi_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/slbconform/slbconform/internal/openapi"
	"github.com/slbconform/slbconform/spec"
)

// The ledger and the document are two transcriptions of the page. These tests hold the lines that one draws
// against those of the other, through what is let past.

// keeps reports whether a list of backend servers keeps a rule, by the document.
func keeps(d *openapi.Document, rule, servers string) bool {
	return !slices.ContainsFunc(d.Check(call("BackendServers", servers)), func(f spec.Departure) bool {
		return f.Side == spec.Request && short(f.Rule) == rule
	})
}

func fact(t *testing.T, rule string) spec.Fact {
	t.Helper()
	l := ledger(t)
	r := l.Find(underTest, rule)
	if r == nil {
		t.Fatalf("the ledger has no rule %s any more", rule)
	}
	return r.Fact
}

func TestRangesAreThoseOfTheLedger(t *testing.T) {
	d := loadDocument(t)
	for _, rule := range []string{"server.weight.range", "field.port.range"} {
		f := fact(t, rule)
		numbers := []int{-1, 0, 1, 9, 10, 11, 99, 100, 101, 999, 1000, 9999, 10000, 59999, 60000, 64999, 65000, 65499, 65500, 65529, 65530, 65534, 65535, 65536, 65540, 65600, 66000, 70000, 99999, 100000}
		for n := range 12 {
			numbers = append(numbers, *f.Min+n-6, *f.Max+n-6)
		}
		for _, n := range numbers {
			for _, written := range []string{fmt.Sprint(n), fmt.Sprintf("%q", fmt.Sprint(n))} {
				servers := `[{"ServerId":"i-1","Port":80,"Weight":` + written + `}]`
				if f.Name == "Port" {
					servers = `[{"ServerId":"i-1","Port":` + written + `}]`
				}
				if got, want := keeps(d, rule, servers), *f.Min <= n && n <= *f.Max; got != want {
					differs(t, "%s of %s: the document lets it past: %v, the ledger: %v", f.Name, written, got, want)
				}
			}
		}
	}
}

func TestLengthsAndLimitsAreThoseOfTheLedger(t *testing.T) {
	d := loadDocument(t)
	length := fact(t, "server.description.length")
	for n := range *length.Max + 3 {
		servers := `[{"ServerId":"i-1","Port":80,"Description":"` + strings.Repeat("a", n) + `"}]`
		if got, want := keeps(d, "server.description.length", servers), *length.Min <= n && n <= *length.Max; got != want {
			differs(t, "a description of %d characters: the document lets it past: %v, the ledger: %v", n, got, want)
		}
	}
	limit := fact(t, "request.backend-servers.limit")
	for n := 1; n < *limit.Max+3; n++ {
		if got, want := keeps(d, "request.backend-servers.limit", servers(n)), n <= *limit.Max; got != want {
			differs(t, "%d backend servers: the document lets them past: %v, the ledger: %v", n, got, want)
		}
	}
}

func TestTheAlphabetIsThatOfTheLedger(t *testing.T) {
	d := loadDocument(t)
	f := fact(t, "server.description.alphabet")
	if got := fmt.Sprint(f.Classes); got != "[letters digits]" {
		t.Fatalf("the ledger allows %s: say here what they are", got)
	}
	for r := rune(' '); r < 0x250; r++ {
		want := strings.ContainsRune(f.Characters, r) || unicode.IsLetter(r) || unicode.IsNumber(r) // of which script, no document says
		servers := fmt.Sprintf(`[{"ServerId":"i-1","Port":80,"Description":"\u%04x"}]`, r)
		if got := keeps(d, "server.description.alphabet", servers); got != want {
			differs(t, "%q: the document lets it past: %v, the ledger: %v", r, got, want)
		}
	}
}

func TestValuesAreThoseOfTheLedger(t *testing.T) {
	d := loadDocument(t)
	values := fact(t, "server.type.values").Values
	for _, v := range append(values, "vm", "ECS", "", "slb") {
		servers := `[{"ServerId":"i-1","Port":80,"Type":"` + v + `"}]`
		if got, want := keeps(d, "server.type.values", servers), slices.Contains(values, v); got != want {
			differs(t, "type %q: the document lets it past: %v, the ledger: %v", v, got, want)
		}
	}
}
