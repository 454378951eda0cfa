package reports

import (
	"fmt"
	"strings"
)

func (r *Report) count() Totals {
	t := Totals{Rules: Count{}, Scenarios: Count{}, Calls: len(r.Exchanges), Documents: Group{Rules: Count{}}, Others: Group{Rules: Count{}}}
	ix := newIndex(r)
	for i := range r.Rules {
		t.addRule(ix, &r.Rules[i])
	}
	for i := range r.Scenarios {
		t.Scenarios[r.Scenarios[i].Verdict]++
		t.operation(r.Scenarios[i].Operation).Scenarios[r.Scenarios[i].Verdict]++
	}
	fresh, known := r.news()
	t.Findings, t.Acknowledged = len(fresh), len(known)
	return t
}

// news separates new findings from acknowledged ones.
func (r *Report) news() (fresh, known []Finding) {
	for _, f := range r.Findings {
		if f.Acknowledged == "" {
			fresh = append(fresh, f)
		} else {
			known = append(known, f)
		}
	}
	return fresh, known
}

// operation returns the figures of an operation, new ones where there are none yet.
func (t *Totals) operation(name string) *OperationOf {
	for i := range t.Operations {
		if t.Operations[i].Operation == name {
			return &t.Operations[i]
		}
	}
	t.Operations = append(t.Operations, OperationOf{Operation: name, Rules: Count{}, Scenarios: Count{}})
	return &t.Operations[len(t.Operations)-1]
}

func (t *Totals) addRule(ix *index, r *Rule) {
	of, group := t.operation(r.Operation), &t.Others
	if r.Basis.ofDocuments() {
		group = &t.Documents
	}
	t.Rules[r.Verdict]++
	of.Rules[r.Verdict]++
	group.Rules[r.Verdict]++
	if r.Shown() == NotObservable {
		t.NotObservable++
		of.NotObservable++
		group.NotObservable++
	}
	if r.Verdict.Held() {
		ran, all := ix.ran(r)
		group.HeldScenarios += all
		group.HeldNotRun += all - ran
	}
	t.addCode(of, r)
}

func (t *Totals) addCode(of *OperationOf, r *Rule) {
	if r.Error == nil {
		return
	}
	t.ErrorCodes++
	of.ErrorCodes++
	if !r.Verdict.Held() {
		return
	}
	t.CodesProvoked++
	of.CodesProvoked++
	if r.Error.ByName {
		t.CodesByName++
	}
}

// ran is how many scenarios of a rule ran, and how many it has.
func (ix *index) ran(r *Rule) (ran, all int) {
	for _, id := range r.Scenarios {
		if s := ix.scenarios[id]; s != nil && s.Verdict != NotRun {
			ran++
		}
	}
	return ran, len(r.Scenarios)
}

// Count is a number by verdict; absent verdicts are zero.
type Count map[Verdict]int

// Sum is the number over all verdicts.
func (c Count) Sum() int {
	sum := 0
	for _, n := range c {
		sum += n
	}
	return sum
}

// String lists the verdicts that are not zero, worst first: "2 violates, 70 rehearsed".
func (c Count) String() string {
	var parts []string
	for _, v := range Verdicts() {
		if c[v] > 0 {
			parts = append(parts, fmt.Sprintf("%s %s", thousands(c[v]), v))
		}
	}
	return strings.Join(parts, ", ")
}
