package reports

import "slices"

// causes compares what explains the contradictions of the two reports, by rule.
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
	change.Shown = slices.DeleteFunc(slices.Clone(now.Scenarios), func(id string) bool { return slices.Contains(was.Scenarios, id) })
	severity := now.Verdict.severity() - was.Verdict.severity()
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
	var lapsed, decided, differ, added, lost shifts
	for i := range c.New.Scenarios {
		now := &c.New.Scenarios[i]
		was := before[now.ID]
		delete(before, now.ID)
		switch {
		case was == nil:
			added.add(now.ID, "", now.Verdict, now.Reason)
		case new.contradicts(now) || old.contradicts(was): // told with its cause
		case now.Verdict.Held() && was.Verdict.Held():
			if now.Verdict != was.Verdict {
				c.HeldBoth++
			}
		case now.Verdict == was.Verdict:
			if now.Reason != was.Reason {
				differ.add(now.ID, was.Verdict, now.Verdict, now.Reason)
			}
		case now.Verdict.severity() > was.Verdict.severity():
			lapsed.add(now.ID, was.Verdict, now.Verdict, now.Reason)
		default:
			decided.add(now.ID, was.Verdict, now.Verdict, was.Reason)
		}
	}
	for i := range c.Old.Scenarios {
		if s := &c.Old.Scenarios[i]; before[s.ID] == s {
			lost.add(s.ID, s.Verdict, "", "")
		}
	}
	c.Lapsed, c.Decided, c.Differ, c.Added, c.Lost = lapsed, decided, differ, added, lost
}

// contradicts reports whether a scenario shows a contradiction, or was not judged because of one.
func (ix *index) contradicts(s *Scenario) bool {
	c := ix.explained[s.ID]
	return c != nil && c.Rule != ""
}

type shifts []Shift

// add puts a scenario to those with the same fate.
func (l *shifts) add(id string, was, now Verdict, reason string) {
	at := slices.IndexFunc(*l, func(s Shift) bool { return s.Was == was && s.Now == now && s.Reason == reason })
	if at < 0 {
		at = len(*l)
		*l = append(*l, Shift{Was: was, Now: now, Reason: reason})
	}
	(*l)[at].Scenarios = append((*l)[at].Scenarios, id)
}
