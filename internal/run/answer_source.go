package run

import (
	"fmt"
	"slices"
	"strings"

	"github.com/slbconform/slbconform/internal/target"
	"github.com/slbconform/slbconform/internal/wire"
	"github.com/slbconform/slbconform/steps"
)

// mockSource is the rule of the mock that an answer speaks of, and the file that the answer was recorded in; both are empty of
// any other target.
func (o *Outcome) mockSource(x *wire.Exchange) (rule, file string) {
	if x == nil || x.Answer == nil {
		return "", ""
	}
	if file = x.Answer.Header.Get(wire.AnswerHeader); file != "" && o.session.Broke != nil {
		if broke := o.session.Broke(x.RequestID()); len(broke) > 0 {
			rule = broke[0]
		}
	}
	return rule, file
}

// restsOn names the roles of the inventory without which a scenario came to nothing: those of its last call that was
// refused. A lack of rights is an identity's, and a used-up quota nobody's.
func (r *run) restsOn(o *Outcome) string {
	if !r.premises.asked || o.session == nil {
		return ""
	}
	var refused *wire.Exchange
	for _, x := range o.Exchanges {
		if kind := x.Kind(); kind == wire.Refused || kind == wire.Rights || kind == wire.Quota || kind == wire.Credit {
			refused = x
		}
	}
	if refused == nil || refused.Kind() == wire.Quota || refused.Kind() == wire.Credit || o.refusedForInventory(refused) {
		return ""
	}
	calls := r.premises.index.callsOf(o.Exchanges, o.session)
	ofRights := refused.Kind() == wire.Rights
	if ofRights && calls.profile(refused) == "" {
		return ""
	}
	o.refused = steps.Answer(refused)
	for _, p := range calls.of(refused).parts {
		if role := target.FindRole(p.role); ofRights && role != nil && role.Kind == target.ServerRole {
			continue
		}
		o.rests = append(o.rests, p.role)
	}
	return r.named(o.rests)
}

// named says on which roles of the inventory a call rests; "" for none.
func (r *run) named(rests []string) string {
	var roles []string
	for _, role := range rests {
		if name := r.about.Inventory.Named(role); !slices.Contains(roles, name) {
			roles = append(roles, name)
		}
	}
	if roles == nil {
		return ""
	}
	return fmt.Sprintf("; the call rests on %s of the inventory %s", strings.Join(roles, ", "), r.about.Inventory.File)
}

// toldByMock is what the mock says where it could not answer at all: which file is at fault, and why.
func (o *Outcome) toldByMock() string {
	for _, x := range o.Exchanges {
		if x.Answer == nil || x.Answer.Status < 500 {
			continue
		}
		if _, o.answerFile = o.mockSource(x); o.answerFile != "" {
			return "the mock could not answer: " + strings.TrimSpace(string(x.Answer.Body))
		}
	}
	return ""
}
