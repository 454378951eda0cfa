package reports

import (
	"bytes"
	"errors"
	"fmt"
	"html/template"
	"slices"
)

// How much the page holds: it stays under two and a half megabytes, whatever was answered.
const (
	pageBytes     = 2_450_000
	causesInFull  = 20  // the others name their scenario, which has the exchange
	excerptAtMost = 100 // causes, findings, faults
)

// room is what the page has room for. Every contradicted exchange and one a scenario are in it, and texts that were
// observed are shown shorter until they fit; where they fit at no length, the second of a scenario and those after it are
// counted, and are in exchanges.har; and of too many scenarios the worst are shown.
type room struct {
	Texts int  // bytes of one observed text at most
	more  bool // contradicted exchanges beyond one a scenario are shown
	rows  int  // scenarios
	Left  int  // contradicted exchanges that are in exchanges.har alone
}

// rooms are those that are tried, the largest first.
func rooms() []*room {
	return []*room{
		{4000, true, 2000, 0}, {1300, true, 2000, 0}, {300, true, 2000, 0}, {300, false, 2000, 0},
		{300, false, 1400, 0}, {300, false, 1000, 0}, {300, false, 700, 0}, {300, false, 300, 0}, {300, false, 0, 0},
	}
}

// errFull ends a page that became too large.
var errFull = errors.New("the page is full")

// pageBuffer is a page as far as it is written; one that becomes too large is ended.
type pageBuffer struct{ bytes.Buffer }

// Write adds to the page while there is room.
func (p *pageBuffer) Write(data []byte) (int, error) {
	if p.Len()+len(data) > pageBytes {
		return 0, errFull
	}
	return p.Buffer.Write(data)
}

// seen is an observed text, no longer than there is room for.
func (m *room) seen(s string) template.HTML {
	kept, left := clip(s, m.Texts)
	if left > 0 {
		kept += "… and " + plural(left, "byte") + " more, in conformance.json"
	}
	return plain(kept)
}

// Says tells what had to be left out; empty where nothing that contradicts was.
func (m *room) Says() string {
	if m.Left == 0 {
		return ""
	}
	return fmt.Sprintf("There is no room for %s that contradict something: exchanges.har has them.", plural(m.Left, "more exchange"))
}

// choose picks the exchanges that the page shows: of each scenario the one that contradicts something, or the one it is
// about, and all others that contradict something where there is room for more.
func (m *room) choose(v *viewer) map[int]bool {
	chosen, contradicted := map[int]bool{}, map[int]bool{}
	for i := range v.report.Scenarios {
		s := &v.report.Scenarios[i]
		if !v.shown(s) {
			continue
		}
		at := v.subject(s)
		for _, violation := range slices.Backward(s.Violations) {
			if x := violation.Exchange; v.exchange(x) != nil {
				at, contradicted[x] = x, true
			}
		}
		chosen[at] = true
	}
	for x := range contradicted {
		if !chosen[x] && !m.more {
			m.Left++
			continue
		}
		chosen[x] = true
	}
	return chosen
}

// excerpt is a list of which the page shows the first.
type excerpt[T any] struct {
	Shown []T
	Left  int
}

// Sum is how many there are.
func (l excerpt[T]) Sum() int { return len(l.Shown) + l.Left }

func excerptOf[T any](all []T) excerpt[T] {
	n := min(len(all), excerptAtMost)
	return excerpt[T]{all[:n], len(all) - n}
}

// worstFirst are the ids of as many scenarios as there is room for, or nil where there is room for all.
func (m *room) worstFirst(r *Report) map[string]bool {
	if m.rows >= len(r.Scenarios) {
		return nil
	}
	all := make([]*Scenario, 0, len(r.Scenarios))
	for i := range r.Scenarios {
		all = append(all, &r.Scenarios[i])
	}
	slices.SortStableFunc(all, func(a, b *Scenario) int { return a.Verdict.Rank() - b.Verdict.Rank() })
	shown := map[string]bool{}
	for _, s := range all[:m.rows] {
		shown[s.ID] = true
	}
	return shown
}
