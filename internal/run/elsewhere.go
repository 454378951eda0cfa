package run

import (
	"slices"

	"github.com/slbconform/slbconform/internal/wire"
	"github.com/slbconform/slbconform/spec"
	"github.com/slbconform/slbconform/steps"
)

// layElsewhere lays to the rule of the group that a call names what is seen of calls that another group got: their answers name
// that one, and their own is read back without what was asked for. What is read of either shows nothing else.
func (r *run) layElsewhere() {
	of := map[string]string{} // group → rule
	for _, o := range r.outcomes {
		if !slices.ContainsFunc(o.Violations, func(v *Violation) bool { return v.echo != nil && v.echo.Undone == steps.Itself }) {
			continue
		}
		for _, x := range o.Exchanges {
			asked, got := namedAndAnswered(x)
			if rule := r.checked(spec.GroupOfTheCall, x.Action); asked != got && got != "" && rule != "" {
				of[asked], of[got] = rule, rule
			}
		}
	}
	for _, v := range violations(r.outcomes) {
		if v.Exchange == nil {
			continue
		}
		asked, got := namedAndAnswered(v.Exchange)
		if rule := of[asked]; rule != "" && (asked != got || r.suite.Document.Actions()[v.Exchange.Action].Does == wire.Reads) {
			v.Rule = rule
			v.Basis = r.basis(v)
		}
	}
}

// namedAndAnswered are the group that an accepted call names and the one that its answer names; "" for none.
func namedAndAnswered(x *wire.Exchange) (asked, got string) {
	asked = x.Request.Params().Get("VServerGroupId")
	if asked == "" || !x.Succeeded() {
		return asked, ""
	}
	var answer struct {
		VServerGroupID string `json:"VServerGroupId"`
	}
	_ = wire.Decode(x.Answer.Body, &answer) // one in another form names none
	return asked, answer.VServerGroupID
}
