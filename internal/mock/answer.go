package mock

import (
	"cmp"
	"net/http"
	"slices"
	"strings"

	"github.com/slbconform/slbconform/fixtures"
	"github.com/slbconform/slbconform/internal/wire"
)

// Reply is the result of a call, before it is written with a recorded answer.
type Reply struct {
	Action  string // whose recorded answers are used; "" is the call's own
	Outcome string // names the recorded answer
	Values  fixtures.Values

	own bool // it has values, so that the common answer of success has no place for them
}

const success = "success"

func succeed(values fixtures.Values) Reply {
	r := Reply{Outcome: success, Values: values}
	for _, v := range values {
		r.own = r.own || v != nil
	}
	return r
}

func refuse(outcome, detail string) Reply {
	return Reply{Outcome: outcome, Values: fixtures.Values{"detail": detail}}
}

// Refused reports whether the call was refused.
func (r Reply) Refused() bool { return r.Outcome != success }

// answer checks a call, carries it out and returns the reply. The caller holds the lock.
func (s *Service) answer(c *Call) Reply {
	c.see(s)
	handle := func() Reply {
		r := s.handle(c)
		r.Action = cmp.Or(r.Action, c.action)
		if r.Values == nil {
			r.Values = fixtures.Values{}
		}
		r.Values["RequestId"], r.Values["AccountId"] = c.requestID, s.account.ID
		r.Values["CanonicalRequest"] = c.canonicalRequest()
		return r
	}
	r := Reply{}
	if around := s.table().Around; around != nil {
		r = around(c, handle)
	} else {
		r = handle()
	}
	switch {
	case !r.Refused():
		c.passedOver = c.overlooked()
	case c.notPlayed():
		c.why = "no rule of the documents: the service has the action, and the mock does not play it"
	case len(c.broke) == 0 && c.why == "":
		c.why = Rule{Action: c.action}.unstated()
	}
	s.log.add(c)
	return r
}

func (s *Service) handle(c *Call) Reply {
	refused := s.check(c, StageGateway)
	if c.verified() {
		s.state.nonces.use(c.nonce)
	}
	if refused == nil && c.notPlayed() {
		return refuse("InvalidApi.NotFound", "")
	}
	if refused == nil {
		c.readLists()
		refused = s.check(c, StageParse, StageElement, StageLookup, StageState)
	}
	switch {
	case refused != nil:
		return *refused
	case c.operation.Serve == nil: // reached only where platform.action was switched off
		return succeed(nil)
	}
	return c.operation.Serve(c)
}

// check evaluates the rules of the stages, one stage after the other. It is the refusal by the first broken rule; nil if
// none is broken.
func (s *Service) check(c *Call, stages ...Stage) *Reply {
	rules := s.table().rulesFor(c.action)
	for _, stage := range stages {
		var first *Reply
		for _, rule := range rules[stage] {
			detail, broken := rule.Breaks(c, rule.Limits)
			if !broken {
				continue
			}
			if first == nil {
				r := refuse(rule.Outcome, detail)
				first = &r
				c.why = rule.unstated()
			}
			if rule.ID != "" && !slices.Contains(c.broke, rule.ID) {
				c.broke = append(c.broke, rule.ID)
			}
		}
		if first != nil {
			return first
		}
	}
	return nil
}

// write sends a reply as the answer that is recorded for it.
func (s *Service) write(w http.ResponseWriter, c *Call, r Reply) {
	w.Header().Set(wire.MockHeader, "1")
	if c.notPlayed() {
		w.Header().Set(wire.NotPlayedHeader, c.action)
	} else if len(c.passedOver) > 0 {
		w.Header().Set(wire.NotPlayedHeader, strings.Join(c.passedOver, ", "))
	}
	find := s.answers.Find
	if r.own && !r.Refused() {
		find = s.answers.Own
	}
	one, err := find(r.Action, r.Outcome)
	if err != nil {
		w.Header().Set(wire.AnswerHeader, "fixtures/"+fixtures.AnswerPath(r.Action, r.Outcome, c.operation.Ledger))
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set(wire.AnswerHeader, one.File)
	body, err := one.Body.Render(r.Values)
	if err != nil {
		http.Error(w, one.File+": "+err.Error(), http.StatusInternalServerError)
		return
	}
	for name, value := range one.Headers {
		w.Header().Set(name, value)
	}
	w.WriteHeader(one.Status)
	w.Write(body) // an error means that the caller is gone
}
