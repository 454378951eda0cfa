package run

import (
	"slices"

	"github.com/slbconform/slbconform/internal/wire"
	"github.com/slbconform/slbconform/spec"
	"github.com/slbconform/slbconform/steps"
)

// reader is what the run saw of a rule of the operation that reads groups back.
type reader struct {
	writers map[string]bool // operations after whose calls it was contradicted
	least   int             // backend servers of the smallest group that shows it
}

// layReadings lays a backend server that one operation alone is not read back from as it was asked for to that operation:
// where the calls of others are read back as they were asked for, from groups as large as the smallest that shows it, and no
// scenario of the reader shows that it reads wrongly, the answer to the call told what was asked for and not what was stored.
func (r *run) layReadings() {
	readers := map[string]*reader{}
	r.eachReading(func(v *Violation) {
		if readers[v.Rule] == nil {
			readers[v.Rule] = &reader{writers: map[string]bool{}, least: v.echo.Among}
		}
		readers[v.Rule].least = min(readers[v.Rule].least, v.echo.Among)
		readers[v.Rule].writers[v.echo.Operation] = true
	})
	misread := map[string]bool{} // operations of which a scenario shows that they read wrongly what was stored as it was asked for
	unstored := func(v *Violation) bool { return v.echo != nil && v.echo.Side == steps.Stored }
	for _, o := range r.outcomes {
		if of := readers[o.Scenario.Rule]; of != nil && o.contradicts(o.Scenario.Rule) && !slices.ContainsFunc(o.Violations, unstored) {
			misread[o.Scenario.Operation] = true
		}
	}
	r.eachReading(func(v *Violation) {
		of := readers[v.Rule]
		rule := r.suite.Ledger.EchoRule(v.echo.Operation, v.echo.Reader, string(steps.Stored), v.echo.Undone)
		if rule != nil && !misread[v.echo.Reader] && len(of.writers) == 1 && r.readings.AgreeBeside(v.echo.Operation, of.least) {
			r.lay(v, rule.ID)
		}
	})
}

// markUntried notes what only readings show that differ from the answers to the calls before, where the run tried no rule of
// the operation that reads: nobody can tell then which of the two is wrong. A mock is believed.
func (r *run) markUntried() {
	doubted := map[string]bool{}
	r.eachReading(func(v *Violation) { doubted[v.Exchange.Action] = r.premises.asked })
	for _, o := range r.outcomes {
		if o.Own.Held() || len(o.Violations) > 0 {
			delete(doubted, o.Scenario.Operation)
		}
	}
	for _, v := range violations(r.outcomes) {
		if v.Exchange != nil && doubted[v.Exchange.Action] && !v.ofForm() {
			v.Untried = v.Exchange.Action
		}
	}
}

// eachReading visits what the answer to a call showed as it was asked for, and the reading otherwise.
func (r *run) eachReading(visit func(*Violation)) {
	for _, v := range violations(r.outcomes) {
		if v.echo != nil && v.echo.Side == steps.ReadBack {
			visit(v)
		}
	}
}

func (o *Outcome) contradicts(rule string) bool {
	return slices.ContainsFunc(o.Violations, func(v *Violation) bool { return v.Rule == rule })
}

// called reports whether a call of the operation was made in the scenario.
func (o *Outcome) called(operation string) bool {
	return slices.ContainsFunc(o.Exchanges, func(x *wire.Exchange) bool { return x.Action == operation })
}

// shownBy are the claims that a rule's own claims show too: what they find otherwise than it was asked for is what is found missing.
func shownBy(own []int, claims []claim) []int {
	var all []int
	for i, c := range claims {
		if slices.ContainsFunc(own, func(k int) bool { return c.isOf(claims[k]) }) {
			all = append(all, i)
		}
	}
	return all
}

// isOf reports whether what a claim finds is what another, of the rule, found already.
func (c claim) isOf(own claim) bool {
	if c.insteadOf(own.v) {
		return true
	}
	if c.v.Step < 0 {
		return false
	}
	there := c.outcome == own.outcome
	return there && (c.outcome.looksAt(own.v, c.v.Exchange) || c.ofForm(own.v)) || c.finds(own)
}

// finds reports whether all that a sentence finds otherwise is what a call did not leave as it was asked to: a member that was not
// stored, by a call before it in the scenario, or any of its operation where no document states what the sentence says; or a backend
// server that was missing before in the scenario.
func (c claim) finds(before claim) bool {
	e := before.v.echo
	if e == nil || c.v.Exchange == nil {
		return false
	}
	later := c.outcome == before.outcome && slices.Index(c.outcome.Exchanges, before.v.Exchange) < slices.Index(c.outcome.Exchanges, c.v.Exchange)
	if e.Member == steps.Itself {
		return later && e.Side != steps.Answered && c.v.Exchange.Action == e.Reader
	}
	other := func(member string) bool { return member != e.Member }
	if e.Side != steps.Stored || len(c.v.said.Members) == 0 || slices.ContainsFunc(c.v.said.Members, other) {
		return false
	}
	return later || c.v.Basis != spec.Stated && c.outcome != before.outcome && c.outcome.called(e.Operation)
}

// insteadOf reports whether a backend server is missing where one is listed that differs from it by the very member that a call of
// the operation did not store as it was asked to.
func (c claim) insteadOf(stored *Violation) bool {
	missing, e := c.v.echo, stored.echo
	return missing != nil && e != nil && e.Side == steps.Stored && missing.Operation == e.Operation && missing.Instead == e.Member
}

// ofForm reports whether a sentence that no document states looks at an answer whose form contradicts what one states.
func (c claim) ofForm(other *Violation) bool {
	return other.inAnswer && other.Basis == spec.Stated && c.v.Basis != spec.Stated && other.Exchange == c.v.Exchange
}

// looksAt reports whether an exchange shows what an echo found: it is the same one, or the same reading asked for again.
func (o *Outcome) looksAt(found *Violation, x *wire.Exchange) bool {
	if found.echo == nil || x == nil {
		return false
	}
	if found.Exchange == x {
		return true
	}
	for _, next := range o.Exchanges[slices.Index(o.Exchanges, found.Exchange)+1:] {
		if found.echo.Side == steps.Answered || next.Action != found.echo.Reader {
			return false
		}
		if next == x {
			return true
		}
	}
	return false
}
