package reports

import (
	"fmt"
	"html/template"
	"maps"
	"slices"
)

// How much the page holds: it stays under two and a half megabytes, whatever was answered.
const (
	pageBytes     = 2_450_000
	rowBytes      = 850  // of a scenario without its exchanges, at least
	ruleBytes     = 1400 // of a rule without its scenarios, at least
	callBytes     = 170  // of markup around an exchange
	pageRows      = 2000 // scenarios that are shown at all
	causesInFull  = 20   // the others name their scenario, which has the exchange
	excerptAtMost = 100  // causes, findings, faults
	leastText     = 300  // bytes of one observed text, where room is short
)

// room is what the page has room for. Every contradicted exchange and one a scenario are in it, and texts that were
// observed are shown shorter until they fit; where they fit at no length, the second of a scenario and those after it are
// counted, and are in exchanges.har.
type room struct {
	Texts int // bytes of one observed text at most
	Left  int // contradicted exchanges that are in exchanges.har alone
	calls int // bytes for exchanges
	rows  int // scenarios
	spent int // bytes that the exchanges take, about
}

// newRoom is at least as much as there is; a page that became too large tells how much there was.
func newRoom(r *Report) *room {
	m := &room{Texts: 4000, rows: min(len(r.Scenarios), pageRows)}
	m.guess(r)
	return m
}

// guess sets how much there is for exchanges at most.
func (m *room) guess(r *Report) { m.calls = max(0, pageBytes-rowBytes*m.rows-ruleBytes*len(r.Rules)) }

// shrink makes the room smaller after a page of too many bytes, and reports whether there was anything to give up.
func (m *room) shrink(r *Report, bytes int) bool {
	over := bytes - pageBytes
	switch {
	case m.spent > over:
		m.calls = m.spent - over
	case m.Texts > leastText:
		m.Texts = leastText
	case m.rows > 0:
		m.rows = max(0, m.rows-over/rowBytes-1)
		m.guess(r)
	default:
		return false
	}
	return true
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
// about, and then all others that contradict something.
func (m *room) choose(v *viewer) map[int]bool {
	one, more := map[int]bool{}, map[int]bool{}
	for i := range v.report.Scenarios {
		s := &v.report.Scenarios[i]
		if !v.shown(s) {
			continue
		}
		at := v.subject(s)
		for j := len(s.Violations) - 1; j >= 0; j-- {
			if x := s.Violations[j].Exchange; v.exchange(x) != nil {
				at, more[x] = x, true
			}
		}
		if v.exchange(at) != nil {
			one[at] = true
		}
	}
	contradicted := maps.Clone(more)
	maps.DeleteFunc(more, func(i int, _ bool) bool { return one[i] })
	for m.Texts > leastText && v.bytes(one, m.Texts)+v.bytes(more, m.Texts) > m.calls {
		m.Texts = max(leastText, m.Texts/3)
	}
	m.spent, m.Left = 0, 0
	for _, i := range slices.Concat(slices.Sorted(maps.Keys(one)), slices.Sorted(maps.Keys(more))) {
		switch bytes := v.exchange(i).shownBytes(m.Texts); {
		case m.spent+bytes <= m.calls:
			m.spent += bytes
		case contradicted[i]:
			m.Left++
			fallthrough
		default:
			delete(one, i)
			delete(more, i)
		}
	}
	maps.Copy(one, more)
	return one
}

// bytes is what exchanges take in the page, about.
func (ix *index) bytes(of map[int]bool, texts int) int {
	n := 0
	for i := range of {
		n += ix.exchange(i).shownBytes(texts)
	}
	return n
}

func (x *Exchange) shownBytes(texts int) int {
	n := callBytes + min(len(x.Body), texts)
	for _, h := range harHeaders(x.Header) {
		n += len(h.Name) + len(h.Value) + 3
	}
	for _, p := range x.Parameters {
		n += 8 + len(p.Name) + min(len(p.Value), texts)
	}
	return n
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
