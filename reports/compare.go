package reports

import "slices"

// Comparison is what one report has that an earlier one has not, and the other way round.
type Comparison struct {
	Old, New *Report

	Worse   []Change  // scenarios that no longer hold, no longer decide, or broke newly; in the order of the features
	Better  []Change  // scenarios that hold again, or decide again
	Otherly int       // scenarios that held both times, once against a mock and once against the service
	Reasons []Change  // the same verdict, which is none of a held one, for another reason
	Added   []Change  // scenarios that the old report does not know
	Lost    []string  // ids of scenarios that the new report does not know
	Came    []Finding // news of the new report
	Went    []Finding // news of the old report that is no more
	Broke   []Fault   // faults that the old report does not have
	Mended  []Fault   // faults that the new report does not have
}

// Change is one scenario in two reports.
type Change struct {
	Scenario  *Scenario // of the new report
	Was       Verdict   // empty for a scenario that is new
	WasReason string
}

// Compare says what is new in a report since an earlier one. The reports may be of different targets.
func Compare(old, new *Report) *Comparison {
	c := &Comparison{Old: old, New: new}
	before := map[string]*Scenario{}
	for i := range old.Scenarios {
		before[old.Scenarios[i].ID] = &old.Scenarios[i]
	}
	for i := range new.Scenarios {
		now := &new.Scenarios[i]
		was := before[now.ID]
		delete(before, now.ID)
		c.scenario(now, was)
	}
	for i := range old.Scenarios {
		if _, lost := before[old.Scenarios[i].ID]; lost {
			c.Lost = append(c.Lost, old.Scenarios[i].ID)
		}
	}
	c.Came, c.Went = without(new.Findings, old.Findings), without(old.Findings, new.Findings)
	c.Broke, c.Mended = faultsWithout(new.Faults, old.Faults), faultsWithout(old.Faults, new.Faults)
	return c
}

func (c *Comparison) scenario(now, was *Scenario) {
	if was == nil {
		c.Added = append(c.Added, Change{Scenario: now})
		return
	}
	change := Change{Scenario: now, Was: was.Verdict, WasReason: was.Reason}
	switch {
	case now.Verdict == was.Verdict && now.Reason == was.Reason:
	case now.Verdict == was.Verdict:
		c.Reasons = append(c.Reasons, change)
	case now.Verdict.Held() && was.Verdict.Held():
		c.Otherly++
	case now.Verdict.harm() > was.Verdict.harm():
		c.Worse = append(c.Worse, change)
	default:
		c.Better = append(c.Better, change)
	}
}

// harm orders verdicts by what a reader of the morning's report has to do about them.
func (v Verdict) harm() int {
	switch v {
	case Confirmed, Rehearsed:
		return 0
	case Diverges:
		return 1
	case NotRun:
		return 2
	case Inconclusive:
		return 3
	case Unexpected:
		return 4
	}
	return 5
}

// without are the findings that are news in one list and do not stand in the other.
func without(list, other []Finding) []Finding {
	var out []Finding
	for _, f := range list {
		same := func(o Finding) bool { return o.What == f.What && o.Value == f.Value && o.Says == f.Says }
		if f.Acknowledged == "" && !slices.ContainsFunc(other, same) {
			out = append(out, f)
		}
	}
	return out
}

func faultsWithout(list, other []Fault) []Fault {
	var out []Fault
	for _, f := range list {
		if !slices.ContainsFunc(other, func(o Fault) bool { return o.Kind == f.Kind && o.Says == f.Says && o.Scenario == f.Scenario }) {
			out = append(out, f)
		}
	}
	return out
}

// Alarming reports whether somebody has to look: a scenario is worse or is new and does not hold, there is news that
// the page does not say, or the run has a fault that the earlier one had not.
func (c *Comparison) Alarming() bool {
	added := slices.ContainsFunc(c.Added, func(a Change) bool { return a.Scenario.Verdict == Violates })
	return len(c.Worse) > 0 || len(c.Came) > 0 || len(c.Broke) > 0 || len(c.Lost) > 0 || added
}

// Same reports whether the two reports say the same.
func (c *Comparison) Same() bool {
	return !c.Alarming() && len(c.Better)+len(c.Reasons)+len(c.Added)+len(c.Went)+len(c.Mended)+c.Otherly == 0
}
