package mock

import (
	"net/http"
	"slices"

	"github.com/slbconform/slbconform/fixtures"
)

// Action is the operation under test.
const Action = "AddVServerGroupBackendServers"

// reply is what the service has to say, before it is put into the words of a recorded answer.
type reply struct {
	action  string
	outcome string
	values  fixtures.Values
}

func succeed(values fixtures.Values) reply { return reply{outcome: "success", values: values} }

func refuse(outcome, detail string) reply {
	return reply{outcome: outcome, values: fixtures.Values{"detail": detail}}
}

// answer passes a call through the stages and lets its operation act. The caller holds the lock.
func (s *Service) answer(c *Call) reply {
	c.see(s.state)
	id := s.table.Effects.RequestID()
	r := s.passOn(c, id)
	s.applyRefused(c, id)
	if r.action == "" {
		r.action = c.action
	}
	if r.values == nil {
		r.values = fixtures.Values{}
	}
	r.values["RequestId"], r.values["AccountId"] = id, s.account.ID
	return r
}

func (s *Service) passOn(c *Call, id string) reply {
	refused := s.check(c, id, StageGateway)
	if c.verified() {
		s.state.nonces.use(c.nonce())
	}
	if refused != nil {
		return *refused
	}
	return s.operate(c, id)
}

// check evaluates the rules of the stages, one stage after the other; nil is "nothing broken".
func (s *Service) check(c *Call, id string, stages ...Stage) *reply {
	for _, stage := range stages {
		var first *reply
		var broke []string
		for i := range s.table.Rules {
			rule := &s.table.Rules[i]
			if rule.Stage != stage {
				continue
			}
			detail, broken := rule.Breaks(c, rule.Limits)
			if !broken {
				continue
			}
			if first == nil {
				r := refuse(rule.Outcome, detail)
				r.action = Action // whatever the action: the outcomes of rules are recorded with the operation under test
				first = &r
			}
			if !slices.Contains(broke, rule.ID) {
				broke = append(broke, rule.ID)
			}
		}
		if first != nil {
			s.log.add(id, broke)
			return first
		}
	}
	return nil
}

// write sends a reply in the words recorded for it.
func (s *Service) write(w http.ResponseWriter, r reply) {
	w.Header().Set(Header, "1")
	one, err := s.answers.Find(r.action, r.outcome)
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	body, err := one.Body.Render(r.values)
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
