package reports

// causeView is a cause with everything that is needed to judge it.
type causeView struct {
	*Cause
	Rule      *Rule
	Anchor    string
	Mark      string
	Explains  string // the basis, where no document states the rule
	Violation *Violation
	Scenario  *Scenario
	Row       string
	Call      *callView
	Open      bool     // the exchange is shown at once
	Alike     []linked // the same rule of other operations
	Followers []linked // scenarios that were not judged because of the cause
}

// linked is a text that leads somewhere on the page.
type linked struct{ Says, Anchor string }

// cause shows causes that are alike in one: the first with its exchange in full, or leads to the scenario that has it.
func (v *viewer) cause(same []*Cause, full bool) causeView {
	c := same[0]
	view := causeView{Cause: c, Rule: v.rules[c.Rule], Anchor: ref(c.Rule), Violation: v.shows(c), Mark: c.Basis.Mark(), Open: c.Verdict == Violates}
	if view.Mark != "" {
		view.Explains = c.Basis.says()
	}
	for _, also := range same[1:] {
		view.Alike = append(view.Alike, linked{operationOf(also), ref(also.Rule)})
	}
	for _, id := range c.Followers {
		view.Followers = append(view.Followers, linked{id, v.leads(id)})
	}
	if view.Violation == nil {
		return view
	}
	view.Scenario, view.Row = v.scenarios[view.Violation.Scenario], v.leads(view.Violation.Scenario)
	if x := v.exchange(view.Violation.Exchange); full && x != nil {
		call := newCall(x)
		view.Call = &call
	}
	return view
}

// leads is where a scenario stands in the page, or its rule where there is no room for it.
func (v *viewer) leads(id string) string {
	if s := v.scenarios[id]; s != nil && !v.shown(s) {
		return ref(s.Rule)
	}
	return v.anchors[id]
}
