package reports

import "slices"

// Comparison is the differences between an earlier report and a new one. Contradictions are compared by the rule that
// explains them, everything else by scenario; scenarios with the same change are grouped.
type Comparison struct {
	Old, New *Report

	Worse    []CauseChange // rules that are newly contradicted, more severely, or in more scenarios
	Better   []CauseChange // rules that are no longer contradicted, less severely, or in fewer scenarios
	Reasons  []CauseChange // rules that are contradicted as before, by another answer
	Lapsed   Shifts        // scenarios that hold or decide no longer, and contradict nothing
	Decided  Shifts        // scenarios that hold or decide again
	Differ   Shifts        // scenarios that are not judged as before, for another reason
	Added    Shifts        // scenarios that the old report does not know
	Lost     Shifts        // scenarios that the new report does not know
	HeldBoth int           // scenarios that held both times, once against a mock and once against the service
	Came     []Finding     // news of the new report
	Went     []Finding     // news of the old report that is no more
	Broke    []Fault       // faults that the old report does not have
	Mended   []Fault       // faults that the new report does not have
}

// CauseChange is one rule that explains contradictions in at least one of two reports.
type CauseChange struct {
	Was, Now *Cause   // nil where the report has no such cause
	Shown    []string // ids of scenarios that show it now and did not before
}

// Shift is one change of verdict or reason, with all scenarios that have it.
type Shift struct {
	Was, Now  Verdict // empty where the report does not know the scenarios
	Reason    string  // of the verdict now, or of the one before
	Scenarios []string
}

// Shifts are scenarios grouped by their change.
type Shifts []Shift

// Compare compares a report with an earlier one. The reports may be of different targets.
func Compare(old, new *Report) *Comparison {
	c := &Comparison{Old: old, New: new}
	c.causes()
	c.scenarios()
	c.Came, c.Went = news(new.Findings, old.Findings), news(old.Findings, new.Findings)
	c.Broke, c.Mended = newFaults(new.Faults, old.Faults), newFaults(old.Faults, new.Faults)
	return c
}

// news are the findings of a list that are not acknowledged and not in the other list.
func news(list, other []Finding) []Finding {
	fresh := slices.DeleteFunc(slices.Clone(list), func(f Finding) bool { return f.Acknowledged != "" })
	return without(fresh, other, func(a, b Finding) bool { return a.What == b.What && a.Value == b.Value && a.Says == b.Says })
}

func newFaults(list, other []Fault) []Fault {
	return without(list, other, func(a, b Fault) bool { return a.Kind == b.Kind && a.Says == b.Says && a.Scenario == b.Scenario })
}

// without is a list without the elements that another list has too.
func without[T any](list, other []T, same func(a, b T) bool) []T {
	return slices.DeleteFunc(slices.Clone(list), func(one T) bool {
		return slices.ContainsFunc(other, func(o T) bool { return same(one, o) })
	})
}

// Regressed reports whether a rule or a scenario is worse, there is a new finding, a scenario is missing, or the run has a
// fault that the earlier one did not have.
func (c *Comparison) Regressed() bool {
	return len(c.Worse)+len(c.Lapsed)+len(c.Came)+len(c.Broke)+len(c.Lost) > 0
}

// Same reports whether there are no differences.
func (c *Comparison) Same() bool {
	return !c.Regressed() && len(c.Better)+len(c.Decided)+len(c.Differ)+len(c.Reasons)+len(c.Added)+len(c.Went)+len(c.Mended)+c.HeldBoth == 0
}

// causes compares the causes of the two reports by rule.
func (c *Comparison) causes() {
	before := map[string]*Cause{}
	for _, was := range c.Old.contradicted() {
		before[was.Rule] = was
	}
	for _, now := range c.New.contradicted() {
		c.cause(before[now.Rule], now)
		delete(before, now.Rule)
	}
	for _, was := range c.Old.contradicted() {
		if before[was.Rule] == was {
			c.Better = append(c.Better, CauseChange{Was: was})
		}
	}
}

func (r *Report) contradicted() []*Cause {
	return slices.DeleteFunc(r.causesOf(Violates, Unexpected, Diverges), func(c *Cause) bool { return c.Rule == "" })
}

func (c *Comparison) cause(was, now *Cause) {
	if was == nil {
		c.Worse = append(c.Worse, CauseChange{Now: now, Shown: now.Scenarios})
		return
	}
	change := CauseChange{Was: was, Now: now}
	change.Shown = without(now.Scenarios, was.Scenarios, func(a, b string) bool { return a == b })
	severity := now.Verdict.look().severity - was.Verdict.look().severity
	switch {
	case severity > 0 || severity == 0 && len(change.Shown) > 0:
		c.Worse = append(c.Worse, change)
	case severity < 0 || len(now.Scenarios) < len(was.Scenarios):
		c.Better = append(c.Better, change)
	case now.Reason != was.Reason:
		c.Reasons = append(c.Reasons, change)
	}
}

// scenarios compares the scenarios that contradict nothing in either report.
func (c *Comparison) scenarios() {
	old, new := newIndex(c.Old), newIndex(c.New)
	before := map[string]*Scenario{}
	for i := range c.Old.Scenarios {
		before[c.Old.Scenarios[i].ID] = &c.Old.Scenarios[i]
	}
	for i := range c.New.Scenarios {
		now := &c.New.Scenarios[i]
		was := before[now.ID]
		delete(before, now.ID)
		switch {
		case was == nil:
			c.Added.add(now.ID, "", now.Verdict, now.Reason)
		case new.contradicts(now) || old.contradicts(was): // told with its cause
		case now.Verdict.Held() && was.Verdict.Held():
			if now.Verdict != was.Verdict {
				c.HeldBoth++
			}
		case now.Verdict == was.Verdict:
			if now.Reason != was.Reason {
				c.Differ.add(now.ID, was.Verdict, now.Verdict, now.Reason)
			}
		case now.Verdict.look().severity > was.Verdict.look().severity:
			c.Lapsed.add(now.ID, was.Verdict, now.Verdict, now.Reason)
		default:
			c.Decided.add(now.ID, was.Verdict, now.Verdict, was.Reason)
		}
	}
	for i := range c.Old.Scenarios {
		if s := &c.Old.Scenarios[i]; before[s.ID] == s {
			c.Lost.add(s.ID, s.Verdict, "", "")
		}
	}
}

// contradicts reports whether a scenario shows a contradiction, or was not judged because of one.
func (ix *index) contradicts(s *Scenario) bool {
	c := ix.explained[s.ID]
	return c != nil && c.Rule != ""
}

// add adds a scenario to the shift of its change.
func (l *Shifts) add(id string, was, now Verdict, reason string) {
	at := slices.IndexFunc(*l, func(s Shift) bool { return s.Was == was && s.Now == now && s.Reason == reason })
	if at < 0 {
		at = len(*l)
		*l = append(*l, Shift{Was: was, Now: now, Reason: reason})
	}
	(*l)[at].Scenarios = append((*l)[at].Scenarios, id)
}
