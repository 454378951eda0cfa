package reports

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// ruleView is a rule as the page shows it.
type ruleView struct {
	*Rule
	Anchor string
	Age    string // of evidence that is older than the run, in words
	Part   string // how many of its scenarios ran, where some did not
	Tables []*table
	Hidden Count // scenarios that are not on the page
}

// Place is the paths of the rule's statements in the documents, without those that its id ends with.
func (r *ruleView) Place() string {
	var paths []string
	for _, d := range r.Documents {
		if d.Path != "" && !strings.HasSuffix(r.ID, d.Path) && !slices.Contains(paths, d.Path) {
			paths = append(paths, d.Path)
		}
	}
	return strings.Join(paths[:min(len(paths), placesAtMost)], ", ")
}

// placesAtMost is how many paths are shown beside a rule; the list of statements has them all.
const placesAtMost = 3

// table is the rows of one outline, or plain scenarios that follow each other.
type table struct {
	Outline string
	Columns []string
	Rows    []row
}

// row is one scenario.
type row struct {
	*Scenario
	Anchor   string
	Answered string
	Calls    []*Exchange
}

// viewer makes views of the parts of a report.
type viewer struct {
	*index
	anchors map[string]string // scenario id → anchor
	chosen  map[int]bool      // exchanges that are shown in full
	rows    map[string]bool   // ids of the scenarios that are shown; nil: all
}

func newViewer(r *Report, limits *pageLimits) *viewer {
	v := &viewer{index: newIndex(r), anchors: map[string]string{}, rows: limits.worstFirst(r)}
	v.chosen = limits.choose(v)
	taken := map[string]int{}
	for i := range r.Scenarios {
		anchor := ref(r.Scenarios[i].ID)
		taken[anchor]++
		if n := taken[anchor]; n > 1 {
			anchor = fmt.Sprintf("%s-%d", anchor, n)
		}
		v.anchors[r.Scenarios[i].ID] = anchor
	}
	return v
}

func (v *viewer) shown(s *Scenario) bool { return v.rows == nil || v.rows[s.ID] }

func (v *viewer) rule(r *Rule) *ruleView {
	view := &ruleView{Rule: r, Hidden: Count{}, Anchor: ref(r.ID), Age: v.age(r.EvidenceOn)}
	if ran, all := v.ran(r); ran > 0 && ran < all {
		view.Part = fmt.Sprintf("%d of %d scenarios", ran, all)
	}
	for _, id := range r.Scenarios {
		switch s := v.scenarios[id]; {
		case s == nil:
		case !v.shown(s):
			view.Hidden[s.Verdict]++
		default:
			view.add(v.row(s))
		}
	}
	return view
}

// age is how old evidence was when the run began.
func (v *viewer) age(on *time.Time) string {
	if on == nil {
		return ""
	}
	days := int(v.report.Identity.Started.Sub(*on).Hours() / 24)
	if days < 1 {
		return ""
	}
	return fmt.Sprintf("on %s, %s before this run", day(*on), plural(days, "day"))
}

// add puts a row into the table of its outline; scenarios without one share a table of their names.
func (r *ruleView) add(row row) {
	if n := len(r.Tables); n > 0 && r.Tables[n-1].takes(row) {
		r.Tables[n-1].Rows = append(r.Tables[n-1].Rows, row)
		return
	}
	t := &table{Outline: row.Outline, Rows: nil}
	for _, value := range row.Values {
		t.Columns = append(t.Columns, value.Name)
	}
	t.Rows = append(t.Rows, row)
	r.Tables = append(r.Tables, t)
}

func (t *table) takes(row row) bool {
	if t.Outline != row.Outline || len(t.Columns) != len(row.Values) {
		return false
	}
	for i, value := range row.Values {
		if t.Columns[i] != value.Name {
			return false
		}
	}
	return true
}

// Span is how many columns a row has: its values or its name, the answer, the verdict and the calls.
func (t *table) Span() int { return max(len(t.Columns), 1) + 3 }

// Parts splits the outline's name: every second part is the name of a column.
func (t *table) Parts() []string {
	parts, rest := []string{}, t.Outline
	for {
		before, after, found := strings.Cut(rest, "<")
		name, after, closed := strings.Cut(after, ">")
		if !found || !closed {
			return append(parts, rest)
		}
		parts, rest = append(parts, before, name), after
	}
}

func (v *viewer) row(s *Scenario) row {
	r := row{Scenario: s, Anchor: v.anchors[s.ID], Answered: v.answered(s)}
	for _, i := range s.Exchanges {
		if x := v.exchange(i); x != nil && v.chosen[i] {
			r.Calls = append(r.Calls, x)
		}
	}
	return r
}
