package run

import (
	"fmt"
	"slices"
	"strings"

	"github.com/slbconform/slbconform/internal/target"
	"github.com/slbconform/slbconform/internal/wire"
	"github.com/slbconform/slbconform/reports"
	"github.com/slbconform/slbconform/spec"
	"github.com/slbconform/slbconform/steps"
)

// Aspect says which half of an error rule is contradicted: its row of the table, which is that the code comes with this
// status and message, or its cause, which is that this provokes the code. It is empty for any other rule.
type Aspect string

// The aspects.
const (
	Row   Aspect = "row"
	Cause Aspect = "cause"
)

// Violation is one contradiction, attributed to the rule it contradicts. What it is worth is decided when the run knows
// its premises.
type Violation struct {
	Rule, Where, Expected, Got string
	Step                       int // index of the sentence; -1 when no sentence said it
	Exchange                   *wire.Exchange
	Aspect                     Aspect
	Basis                      spec.Basis       // of what is contradicted
	Vouched                    string           // the role whose refusal only the inventory vouches for, and nobody looked; "" for none
	Done                       steps.Extent     // of a call that was to be refused, or that no document lets succeed, and that succeeded
	Untried                    string           // the operation that alone shows it, of which the run tried no rule of its own; "" for none
	Premise                    *Premise         // that was not shown; nil when it was, or none is needed
	Listed                     *spec.Divergence // the divergence that expects it; nil when none does
	Verdict                    reports.Verdict

	MockRule   string // full id of the rule of the mock that spoke; empty elsewhere
	AnswerFile string // where the mock's answer was recorded; empty elsewhere

	cause *Found // what explains it, once the run knows

	said     steps.Violation // by a sentence; empty where none said it
	inAnswer bool            // the answer by itself shows it: its form, or what it should repeat of the call
	meddled  bool            // it is of what a group holds, and the scenario held when it was run by itself
	echo     *steps.Echo     // what was asked for and did not come back; nil for any other
	scenario spec.Basis      // of the rule whose scenario shows it, where that is another: what comes of a call rests on why it may be sent; "" for none
	placed   string          // what of the inventory puts the run's load balancer where a refusal speaks of; "" for any other
	uses     usage           // what must be as the inventory says for this to prove anything; empty for the form of an answer
}

// ofForm reports whether it is of the form of an answer alone, and not of what was asked for and did not come back.
func (v *Violation) ofForm() bool { return v.inAnswer && v.echo == nil }

// reason is what stands for it where one line is wanted.
func (v *Violation) reason() string {
	says := fmt.Sprintf("expected %s, got %s", v.Expected, v.Got) + v.placed
	switch {
	case v.Vouched != "" && v.Verdict == reports.Unexpected:
		return fmt.Sprintf("%s; either the service does this, or the inventory's %q%s is none: look at it, and when it is, repeat with -shown %q", strings.TrimSuffix(says, "."), v.Vouched, v.with(), v.Vouched)
	case v.Untried != "" && v.Verdict == reports.Unexpected:
		return fmt.Sprintf("%s; either it is so, or %s shows it otherwise than it is, of which this run tried no rule: repeat with -rules %q beside", says, v.Untried, v.Untried+"/*")
	case v.meddled && v.Verdict == reports.Unexpected:
		return says + "; the scenario held when it was run by itself: either a call of another changed what it looks at, or the service does this only at times"
	case v.Basis != spec.Stated && v.Verdict == reports.Unexpected:
		return fmt.Sprintf("%s (%s)", says, v.Basis)
	}
	return says
}

// with names what a vouched-for role was tried with: a lost tag is the load balancer's, and another instance has another interface.
func (v *Violation) with() string {
	named := v.beside()
	if len(named) == 0 {
		return ""
	}
	return ` with its "` + strings.Join(named, `" and "`) + `"`
}

// beside are the roles that a call uses with those which only the inventory vouches for, and which calls have shown; none where it
// vouches for none. Which backend server it is, is no matter of who may call.
func (v *Violation) beside() []string {
	var roles []string
	who := slices.ContainsFunc(v.uses.parts, func(p part) bool { return vouched(p.role) && target.FindRole(p.role).Kind == target.IdentityRole })
	for _, p := range v.uses.parts {
		role := target.FindRole(p.role)
		if v.Vouched == "" || role == nil || role.Vouched || role.Kind == target.IdentityRole || who && role.Kind == target.ServerRole || slices.Contains(roles, p.role) {
			continue
		}
		roles = append(roles, p.role)
	}
	return roles
}

// basis says why what is contradicted is believed: of an error rule, row and cause each have their own.
func (r *run) basis(v *Violation) spec.Basis {
	rule := r.suite.Ledger.Rule(v.Rule)
	switch {
	case rule == nil:
		return spec.Assumed
	case r.options.AllStated:
		return spec.Stated
	case v.Aspect == Cause && v.Exchange != nil && v.Exchange.Refusal() != nil:
		return weaker(rule.Cause.Basis, spec.Inferred) // it is refused, and with which code is the reading of the row
	case v.Aspect == Cause:
		return rule.Cause.Basis
	case r.leftOut(rule, v):
		return weaker(weaker(rule.Basis, spec.Inferred), v.scenario)
	case v.said.TwoPorts || v.echo != nil && v.echo.Several:
		return r.weakest(weaker(weaker(rule.Basis, spec.Known), v.scenario), v)
	case v.Done == steps.Partial:
		return weaker(rule.Basis, spec.Inferred)
	case v.Done == steps.Nothing: // a duty promises that what breaks it is not carried out, and nothing of how that is said
		return spec.Assumed
	}
	return r.weakest(weaker(rule.Basis, v.scenario), v)
}

// leftOut reports whether a contradiction is of backend servers of a type that the documents do not name: in its rule, or, where a call
// of such servers alone is refused, among the types that the operation takes.
func (r *run) leftOut(rule *spec.Rule, v *Violation) bool {
	leavesOut := func(rule *spec.Rule) bool { return rule.LeavesOut != "" && rule.LeavesOut == v.serverType() }
	if v.Exchange == nil || v.Exchange.Refusal() == nil {
		return leavesOut(rule)
	}
	return slices.ContainsFunc(r.suite.Ledger.RulesOf(v.Exchange.Action), func(of *spec.Rule) bool { return of.Kind == "values" && leavesOut(of) })
}

// serverType is the type of the backend server that a contradiction is of; "" where it is of none.
func (v *Violation) serverType() string {
	if v.echo != nil {
		return v.echo.Type
	}
	return v.said.Type
}

// weakest is a basis, or a weaker one where what shows the contradiction has it: where no document states what a member of
// an answer means, such a member proves nothing stated. Of several answers that agree the firmest counts.
func (r *run) weakest(basis spec.Basis, v *Violation) spec.Basis {
	firmest := len(spec.Bases())
	for _, rule := range r.shownIn(v) {
		firmest = min(firmest, slices.Index(spec.Bases(), rule.Basis))
	}
	if firmest == len(spec.Bases()) {
		return basis
	}
	return weaker(spec.Bases()[firmest], basis)
}

// weaker is the one of two bases that is less believed.
func weaker(a, b spec.Basis) spec.Basis {
	return spec.Bases()[max(slices.Index(spec.Bases(), a), slices.Index(spec.Bases(), b))]
}

// shownIn are the rules of the members of answers that a contradiction looks at: those that a sentence found other than
// expected, or the one that answer and reading show alike against what was asked for, also where the answer may speak of another.
func (r *run) shownIn(v *Violation) []*spec.Rule {
	var all []*spec.Rule
	add := func(reader, member string) {
		if rule := r.suite.Ledger.EchoRule(reader, reader, string(steps.Answered), member); rule != nil {
			all = append(all, rule)
		}
	}
	for _, member := range v.said.Members {
		add(v.Exchange.Action, member)
	}
	if e := v.echo; e != nil && (e.Side == steps.Stored || e.Unsure) {
		add(e.Reader, e.Member)
		if e.Told && e.Side == steps.Stored {
			add(e.Operation, e.Member)
		}
	}
	return all
}

// aspect tells the halves of an error rule apart: an answer that carries the code speaks of its row.
func (r *run) aspect(v *Violation) Aspect {
	rule := r.suite.Ledger.Rule(v.Rule)
	if rule == nil || rule.Kind != "error" {
		return ""
	}
	if v.inAnswer {
		return Row
	}
	if v.Exchange != nil {
		if refusal := v.Exchange.Refusal(); refusal != nil && refusal.Code == rule.Fact.Code {
			return Row
		}
	}
	return Cause
}

// decide gives every contradiction its verdict.
func (r *run) decide(o *Outcome) {
	for _, v := range o.Violations {
		v.Verdict = r.worth(v)
	}
}

func (r *run) worth(v *Violation) reports.Verdict {
	v.Listed = r.suite.Divergences.Match(v.Rule, r.about.Of(), r.about.Region, evidence(v), r.judged())
	switch {
	case v.Listed != nil:
		return reports.Diverges
	case v.Premise != nil:
		return reports.Inconclusive
	case v.Vouched != "", v.Untried != "", v.meddled, v.Basis != spec.Stated:
		return reports.Unexpected
	}
	return reports.Violates
}
