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

// pageLimits is how much the page may show. The widest limits have one exchange of every scenario and all contradicted ones.
// Narrower ones cut observed texts, then leave out contradicted exchanges beyond one a scenario, which exchanges.har has, and
// then all but the worst scenarios.
type pageLimits struct {
	textBytes         int  // of one observed text at most
	everyContradicted bool // also contradicted exchanges beyond one a scenario
	scenarios         int  // at most
	Left              int  // contradicted exchanges that are in exchanges.har alone
}

// limitsToTry are tried until a page fits, the widest first.
func limitsToTry() []*pageLimits {
	return []*pageLimits{
		{8000, true, 2000, 0}, {1300, true, 2000, 0}, {300, true, 2000, 0}, {300, false, 2000, 0},
		{300, false, 1400, 0}, {300, false, 1000, 0}, {300, false, 700, 0}, {300, false, 300, 0}, {300, false, 0, 0},
	}
}

// errFull ends a page that became too large.
var errFull = errors.New("the page is full")

// pageBuffer is a buffer of at most pageBytes.
type pageBuffer struct{ bytes.Buffer }

// Write returns errFull for what would exceed pageBytes.
func (p *pageBuffer) Write(data []byte) (int, error) {
	if p.Len()+len(data) > pageBytes {
		return 0, errFull
	}
	return p.Buffer.Write(data)
}

// seen is an observed text, no longer than the limit.
func (l *pageLimits) seen(s string) template.HTML {
	kept, left := clip(s, l.textBytes)
	if left > 0 {
		kept += "… and " + plural(left, "byte") + " more, in conformance.json"
	}
	return plain(kept)
}

// Says says how many contradicted exchanges were left out; empty for none.
func (l *pageLimits) Says() string {
	if l.Left == 0 {
		return ""
	}
	return fmt.Sprintf("The page would be too large with %s that contradict something: exchanges.har has them.", plural(l.Left, "more exchange"))
}

// choose picks the exchanges that the page shows: of each scenario the first that contradicts something, or else the one it is
// about; and all others that contradict something if the limits allow.
func (l *pageLimits) choose(v *viewer) map[int]bool {
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
		if !chosen[x] && !l.everyContradicted {
			l.Left++
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

// worstFirst are the ids of as many scenarios as may be shown, or nil where all may.
func (l *pageLimits) worstFirst(r *Report) map[string]bool {
	if l.scenarios >= len(r.Scenarios) {
		return nil
	}
	all := make([]*Scenario, 0, len(r.Scenarios))
	for i := range r.Scenarios {
		all = append(all, &r.Scenarios[i])
	}
	slices.SortStableFunc(all, func(a, b *Scenario) int { return a.Verdict.Rank() - b.Verdict.Rank() })
	shown := map[string]bool{}
	for _, s := range all[:l.scenarios] {
		shown[s.ID] = true
	}
	return shown
}
