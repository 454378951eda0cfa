package reports

import "slices"

// index finds the parts of a report by their ids.
type index struct {
	report    *Report
	rules     map[string]*Rule
	scenarios map[string]*Scenario
	explained map[string]*Cause // scenario → the first cause that it shows or follows from
}

func newIndex(r *Report) *index {
	ix := &index{r, make(map[string]*Rule, len(r.Rules)), make(map[string]*Scenario, len(r.Scenarios)), map[string]*Cause{}}
	for i := range r.Rules {
		ix.rules[r.Rules[i].ID] = &r.Rules[i]
	}
	for i := range r.Scenarios {
		ix.scenarios[r.Scenarios[i].ID] = &r.Scenarios[i]
	}
	for i := range r.Causes {
		for _, id := range slices.Concat(r.Causes[i].Scenarios, r.Causes[i].Followers) {
			if ix.explained[id] == nil {
				ix.explained[id] = &r.Causes[i]
			}
		}
	}
	return ix
}

// exchange returns the exchange at i, or nil where there is none.
func (ix *index) exchange(i int) *Exchange {
	if i < 0 || i >= len(ix.report.Exchanges) {
		return nil
	}
	return &ix.report.Exchanges[i]
}

// firstToShow names for a scenario the causes that it is the first to show.
func (r *Report) firstToShow() map[string][]*Cause {
	first := map[string][]*Cause{}
	for i := range r.Causes {
		if c := &r.Causes[i]; len(c.Scenarios) > 0 {
			first[c.Scenarios[0]] = append(first[c.Scenarios[0]], c)
		}
	}
	return first
}
