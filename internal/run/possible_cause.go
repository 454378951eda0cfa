package run

import (
	"fmt"
	"maps"
	"slices"

	"github.com/slbconform/slbconform/internal/plan"
	"github.com/slbconform/slbconform/internal/wire"
	"github.com/slbconform/slbconform/reports"
	"github.com/slbconform/slbconform/spec"
	"github.com/slbconform/slbconform/steps"
)

// claim is one contradiction that wants to be explained.
type claim struct {
	outcome *Outcome
	v       *Violation

	spot     int    // the number of its spot
	answer   string // the words of the refusal that it is about; "" for none
	refuses  bool   // that refuses what its sentence wants accepted
	accepted bool   // it is that a call succeeded which was to be refused
}

// symptom is the claim as a matrix names it.
func (c claim) symptom() Symptom { return c.outcome.symptomOf(c.v) }

// own reports whether a scenario of the contradicted rule shows the claim.
func (c claim) own() bool { return c.v.Rule == c.outcome.Scenario.Rule }

// spot is where a claim contradicts its rule. A call that names twenty backend servers may do so twenty times at one.
type spot struct {
	outcome *Outcome
	rule    string
	symptom Symptom
}

// contradictions are all that a run contradicts, and the rules that may be to blame.
type contradictions struct {
	ledger         *spec.Ledger
	outcomes       []*Outcome
	claims         []claim
	possibleCauses []*possibleCause // the contradicted rules, in the order in which they are met, and those of mutants
	by             map[string]*possibleCause
}

// possibleCause is a contradicted rule, or that of a mutant, with what the run saw of it.
type possibleCause struct {
	rule        string
	known       *spec.Rule   // nil for one that the ledger does not have
	own, direct []int        // the claims that contradict it, and those of its own scenarios
	may         map[int]bool // the claims that any of its mutants shows
	ran         bool         // some of its scenarios did
	refused     int          // direct claims that are a refusal of what should be accepted, and not for want of rights
	itemless    int          // direct claims that an answer lists none, of which an item was to be looked at
	seen, held  int          // scenarios that contradict it, and those of its own in which everything held
	unlisted    bool         // direct claims that a list lacks a group
	apt         bool         // it says more than what comes of a call that is refused
	varied      bool         // of its scenarios that want a call accepted one is contradicted and one holds; none, where it says who may call
}

// contradictions gathers the claims of all outcomes that say something.
func (r *run) contradictions(outcomes []*Outcome) *contradictions {
	c := &contradictions{ledger: r.suite.Ledger, outcomes: outcomes, by: map[string]*possibleCause{}}
	spots := map[spot]int{}
	for o, v := range violations(outcomes) {
		if v.Verdict == reports.Inconclusive {
			continue
		}
		claim, i := claim{outcome: o, v: v, accepted: r.wasAccepted(o, v)}, len(c.claims)
		claim.answer, claim.refuses = r.refuses(o, v)
		at := spot{o, v.Rule, claim.symptom()}
		if _, known := spots[at]; !known {
			spots[at] = len(spots)
		}
		claim.spot = spots[at]
		c.claims = append(c.claims, claim)
		s := c.possibleCause(v.Rule)
		if n := len(s.own); n == 0 || c.claims[s.own[n-1]].outcome != o {
			s.seen++
		}
		s.own = append(s.own, i)
		if claim.own() || c.stored(v) {
			s.direct = append(s.direct, i)
			s.unlisted = s.unlisted || v.said.Shows.Unlisted()
			if v.said.Itemless && v.said.Form {
				s.itemless++
			}
			if claim.refuses && !v.said.Shows.Unlisted() && v.Exchange.Kind() != wire.Rights {
				s.refused++
			}
		}
	}
	good, bad := map[string]bool{}, map[string]bool{}
	for _, o := range outcomes {
		s := c.possibleCause(o.Scenario.Rule)
		s.ran = true
		wanted := !r.wantsRefusal(o)
		if o.holds() {
			s.held++
			good[s.rule] = good[s.rule] || wanted
		} else if len(o.Violations) > 0 {
			bad[s.rule] = bad[s.rule] || wanted
		}
		of := s.known != nil && s.known.Kind == "authorization" // who may call may do so with anything
		s.varied = good[s.rule] != of && bad[s.rule]
	}
	for _, s := range c.possibleCauses {
		refused := !slices.ContainsFunc(s.direct, func(i int) bool { return !c.claims[i].refuses })
		s.apt = s.known != nil && !(refused && slices.Contains([]spec.Kind{"default", "member", "type"}, s.known.Kind))
	}
	return c
}

// stored reports whether a call was not carried out as it was asked for, by what is read back: its answer says so too, or the
// reading is laid to the operation that was called.
func (c *contradictions) stored(v *Violation) bool {
	if v.echo == nil || v.echo.Side == steps.Answered {
		return false
	}
	rule := c.ledger.Rule(v.Rule)
	return v.echo.Side == steps.Stored || rule != nil && rule.Operation == v.echo.Operation
}

// possibleCause is what is known of a rule.
func (c *contradictions) possibleCause(rule string) *possibleCause {
	s := c.by[rule]
	if s == nil {
		s = &possibleCause{rule: rule, known: c.ledger.Rule(rule), may: map[int]bool{}}
		c.by[rule] = s
		c.possibleCauses = append(c.possibleCauses, s)
	}
	return s
}

// wantsRefusal reports whether a sentence of the scenario speaks of a refusal.
func (r *run) wantsRefusal(o *Outcome) bool {
	return slices.ContainsFunc(o.Scenario.Steps, func(s plan.Step) bool { return r.suite.Vocabulary.Meaning(s.Text).Refuses })
}

// awaitsRefusal reports whether the sentence that is violated speaks of a refusal.
func (r *run) awaitsRefusal(o *Outcome, v *Violation) bool {
	return v.Step >= 0 && r.suite.Vocabulary.Meaning(o.Scenario.Steps[v.Step].Text).Refuses
}

// wasAccepted reports whether a sentence is violated that wants a call refused, which succeeded.
func (r *run) wasAccepted(o *Outcome, v *Violation) bool {
	return v.Exchange != nil && v.Exchange.Succeeded() && r.awaitsRefusal(o, v)
}

// refuses are the words of the refusal that a violated sentence is about, and whether the sentence wants the call accepted;
// "" where nothing is refused. A list without the group that a sentence looks at refuses it, so to say.
func (r *run) refuses(o *Outcome, v *Violation) (words string, wanted bool) {
	if v.said.Shows.Unlisted() {
		return v.Exchange.Action + " without the group", true
	}
	if v.Step < 0 || v.Exchange == nil || v.Exchange.Refusal() == nil {
		return "", false
	}
	no := v.Exchange.Refusal()
	return fmt.Sprint(v.Exchange.Action, no.Status, no.Code, no.Message), !r.awaitsRefusal(o, v)
}

// narrows are the parameters of a call whose list lacks the group that a sentence looks at: what they leave out is no matter of a list
// that is asked for by others.
func narrows(v *Violation) string {
	if !v.said.Shows.Unlisted() {
		return ""
	}
	return fmt.Sprint(slices.Sorted(maps.Keys(v.Exchange.Request.Params())))
}

// composed reports whether a rule says what other rules are together: several operations, or all of a document's example. What is
// held of every answer by itself is not.
func (s *possibleCause) composed() bool {
	return s.known != nil && (s.known.Kind == "sample" || s.known.Operation == spec.Platform && s.known.Kind == "effect" && len(s.known.Echo) == 0)
}

// How likely a cause a rule is.
const (
	unlikely = iota // it says what others are together, its own scenarios held, or they had nothing to look at
	unasked         // none of its scenarios ran
	likely
)

func (s *possibleCause) likelihood() int {
	switch {
	case s.composed(), s.ofRights(), s.itemless > 0 && s.itemless == len(s.direct), s.ran && len(s.direct) == 0 && s.held*4 > s.seen:
		return unlikely
	case !s.ran:
		return unasked
	}
	return likely
}

// ofRights reports whether a rule says who may call, and what contradicts it are refusals that do not speak of rights.
func (s *possibleCause) ofRights() bool {
	return s.known != nil && s.known.Kind == "authorization" && len(s.direct) > 0 && s.refused == len(s.direct)
}

func (s *possibleCause) stated() bool { return s.known != nil && s.known.Basis == spec.Stated }

// mayCause reports whether a claim that nothing explains may follow from the rule, which is violated: a call of its operation
// was made, and the claim's rule is no cause where there is another.
func (s *possibleCause) mayCause(i int, c *contradictions) bool {
	return s.known != nil && c.claims[i].outcome.called(s.known.Operation) && c.by[c.claims[i].v.Rule].likelihood() == unlikely
}
