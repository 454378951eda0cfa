package document_test

import (
	"strings"
	"testing"

	"github.com/slbconform/slbconform/internal/document"
)

// The text of a RAM table says where its rows begin, and leaves it to the reader where its last columns do.
func TestTheRAMTable(t *testing.T) {
	cases := []struct {
		name, cells string
		want        string // the facts of the rows, as the lock writes them
	}{
		{"none and none", "None None", "conditions: []; dependent: []"},
		{"on two lines", "none\n\nnone", "conditions: []; dependent: []"},
		{"a condition key", "library:vip\n\nNone", `conditions: ["library:vip"]; dependent: []`},
		{"condition keys in a list", "  • library:tag\n\n  • library:hour\n\nNone", `conditions: ["library:tag"]; conditions: ["library:hour"]; dependent: []`},
		{"a list that nothing follows", "  • library:tag\n\n  • library:hour", `conditions: ["library:tag"]; conditions: ["library:hour"]`},
		{"dependent actions in a list", "None\n\n  • library:FindBooks\n\n  • library:FindDesks", `conditions: []; dependent: ["library:FindBooks"]; dependent: ["library:FindDesks"]`},
		{"one of each", "library:vip library:FindBooks", `conditions: ["library:vip"]; dependent: ["library:FindBooks"]`},
		{"text below the table", "None None\n\nAsk at the desk.", "conditions: []; dependent: []"},
		{"a second action", "None None\n\nlibrary:FindBooks\n\nLIST\n\nAll Resources\n\n*\n\nNone None",
			`conditions: []; dependent: []; action: "library:FindBooks"; level: list; required: false, resource: All Resources, arn: "*"; conditions: []; dependent: []`},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			p := read(t, edit(t, contents(t, example), "None None", c.cells))
			holdsEveryByte(t, p)
			var got []string
			for _, s := range p.Statements {
				if s.Section != document.SectionRAM || s.Kind != document.Row {
					continue
				}
				for _, f := range s.Facts {
					got = append(got, strings.TrimSuffix(strings.TrimPrefix(f.String(), "{kind: authorization, "), "}"))
				}
			}
			if rows := strings.Join(got[3:], "; "); rows != c.want {
				t.Errorf("got  %s\nwant %s", rows, c.want)
			}
		})
	}
}
