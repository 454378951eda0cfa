package serve

import (
	"encoding/json"
	"fmt"
	"sync/atomic"
	"time"

	"golang.org/x/time/rate"

	"github.com/slbconform/slbconform/fixtures"
	"github.com/slbconform/slbconform/internal/mock"
)

// Faults are behaviours of a real service that the documentation does not describe. They last as long as the mock is
// served. The zero value is none.
type Faults struct {
	Rate         float64 // calls a second; more are answered with Throttling.User. 0: no limit
	BusyEvery    int     // every so many changing calls, one is answered with SystemBusy. 0: never
	ExtraMembers bool    // answers carry members that nobody documented
}

// said lists the faults that are switched on, for a person.
func (f Faults) said() []string {
	var said []string
	if f.Rate > 0 {
		said = append(said, fmt.Sprintf("more than %v calls a second are answered with Throttling.User", f.Rate))
	}
	if f.BusyEvery > 0 {
		said = append(said, fmt.Sprintf("of every %d changing calls, one is answered with SystemBusy", f.BusyEvery))
	}
	if f.ExtraMembers {
		said = append(said, "answers carry members that nobody documented")
	}
	return said
}

// newConstantFaults wraps a mock's handler. answers has the bodies of the refusals.
func newConstantFaults(h handler, answers *fixtures.Answers, f Faults) *constantFaults {
	s := &constantFaults{next: h, answers: answers, faults: f, played: mock.Rules().Operations, limiter: rate.NewLimiter(rate.Inf, 1)}
	if f.Rate > 0 {
		s.limiter = rate.NewLimiter(rate.Limit(f.Rate), max(1, int(f.Rate)))
	}
	return s
}

// constantFaults answers some calls otherwise than the mock, for as long as it is served.
type constantFaults struct {
	next    handler
	answers *fixtures.Answers
	faults  Faults
	limiter *rate.Limiter
	played  map[string]mock.Operation
	changes atomic.Int64
}

// handle answers one call, or refuses it in the service's stead.
func (s *constantFaults) handle(answer *recorded, a *arrival) {
	action := a.request.Action()
	if outcome := s.refuses(action); outcome != "" {
		if outcome == "Throttling.User" {
			answer.Header().Set("X-Ratelimit-User", fmt.Sprintf("Limit:%v,Remain:0,TimeLeft:%d,Reset:1", s.faults.Rate, time.Second.Milliseconds()))
		}
		refuse(answer, s.answers, action, outcome)
		return
	}
	s.next(answer, a)
	if s.faults.ExtraMembers {
		extend(answer)
	}
}

// refuses is the outcome with which a fault refuses a call of an action; "" for none.
func (s *constantFaults) refuses(action string) string {
	if !s.limiter.Allow() {
		return "Throttling.User"
	}
	if n := int64(s.faults.BusyEvery); n > 0 && s.changing(action) && s.changes.Add(1)%n == 0 {
		return "SystemBusy"
	}
	return ""
}

func (s *constantFaults) changing(action string) bool {
	o, played := s.played[action]
	return played && !o.Reads
}

// extend adds an undocumented member to every object of an answer.
func extend(a *recorded) {
	var body any
	if json.Unmarshal(a.Body.Bytes(), &body) != nil {
		return
	}
	extendValue(body)
	extended, err := json.Marshal(body)
	if err != nil {
		return
	}
	a.Body.Reset()
	a.Body.Write(extended)
}

func extendValue(v any) {
	switch v := v.(type) {
	case map[string]any:
		for _, inner := range v {
			extendValue(inner)
		}
		v["ExtraMember"] = "of slbconform serve -extra-members"
	case []any:
		for _, inner := range v {
			extendValue(inner)
		}
	}
}
