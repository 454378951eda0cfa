package reports

// index finds the parts of a report by their ids.
type index struct {
	report    *Report
	rules     map[string]*Rule
	scenarios map[string]*Scenario
}

func newIndex(r *Report) *index {
	ix := &index{r, make(map[string]*Rule, len(r.Rules)), make(map[string]*Scenario, len(r.Scenarios))}
	for i := range r.Rules {
		ix.rules[r.Rules[i].ID] = &r.Rules[i]
	}
	for i := range r.Scenarios {
		ix.scenarios[r.Scenarios[i].ID] = &r.Scenarios[i]
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
