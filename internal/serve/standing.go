package serve

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"time"

	"golang.org/x/time/rate"

	"github.com/slbconform/slbconform/fixtures"
)

// Faults are how a real service may behave and the documentation does not say, for as long as it is served. The zero value
// is none.
type Faults struct {
	Rate         float64 // calls a second; more are answered with Throttling.User. 0: no limit
	Quota        int     // load balancers that may exist beside the account's own. 0: no limit
	BusyEvery    int     // every so many changing calls, one is answered with SystemBusy. 0: never
	ExtraMembers bool    // answers carry members that nobody documented
}

// said lists the faults that are switched on, for a person.
func (f Faults) said() []string {
	var said []string
	if f.Rate > 0 {
		said = append(said, fmt.Sprintf("more than %v calls a second are answered with Throttling.User", f.Rate))
	}
	if f.Quota > 0 {
		said = append(said, fmt.Sprintf("more than %d created load balancers at a time are refused with QuotaExceeded", f.Quota))
	}
	if f.BusyEvery > 0 {
		said = append(said, fmt.Sprintf("of every %d changing calls, one is answered with SystemBusy", f.BusyEvery))
	}
	if f.ExtraMembers {
		said = append(said, "answers carry members that nobody documented")
	}
	return said
}

// faulty puts the faults before a mock's handler. answers holds the words of the refusals.
func faulty(h http.Handler, answers *fixtures.Answers, f Faults) *standing {
	s := &standing{next: h, answers: answers, faults: f, limiter: rate.NewLimiter(rate.Inf, 1), made: map[string]bool{}}
	if f.Rate > 0 {
		s.limiter = rate.NewLimiter(rate.Limit(f.Rate), max(1, int(f.Rate)))
	}
	return s
}

// standing are faults at work.
type standing struct {
	next    http.Handler
	answers *fixtures.Answers
	faults  Faults
	limiter *rate.Limiter

	mu      sync.Mutex
	changes int
	made    map[string]bool // ids of load balancers that were created and not deleted
	making  int             // calls under way that may create one
}

// ServeHTTP answers one call, or refuses it in the service's stead.
func (s *standing) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	request, err := read(r)
	if err != nil {
		s.next.ServeHTTP(w, r)
		return
	}
	action := request.Action()
	if outcome := s.refuses(action); outcome != "" {
		if outcome == "Throttling.User" {
			w.Header().Set("X-Ratelimit-User", fmt.Sprintf("Limit:%v,Remain:0,TimeLeft:%d,Reset:1", s.faults.Rate, time.Second.Milliseconds()))
		}
		refuse(w, s.answers, action, outcome, nil)
		return
	}
	answer := record(w, s.next, r)
	s.count(action, request.Params().Get("LoadBalancerId"), answer)
	if s.faults.ExtraMembers {
		extend(answer)
	}
	answer.send(w)
}

// reset forgets what was made and counted, as the mock behind it does.
func (s *standing) reset() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.changes, s.made = 0, map[string]bool{}
}

// refuses names the outcome that stands in the way of a call, or "".
func (s *standing) refuses(action string) string {
	if !s.limiter.Allow() {
		return "Throttling.User"
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if changing(action) {
		s.changes++
		if n := s.faults.BusyEvery; n > 0 && s.changes%n == 0 {
			return "SystemBusy"
		}
	}
	if action != createLB || s.faults.Quota == 0 {
		return ""
	}
	if len(s.made)+s.making >= s.faults.Quota {
		return "QuotaExceeded"
	}
	s.making++
	return ""
}

const createLB, deleteLB = "CreateLoadBalancer", "DeleteLoadBalancer"

// count keeps up with the load balancers that were created. It goes by their ids: a call that is repeated with its
// client token creates none, and the account's own are not counted.
func (s *standing) count(action, named string, a *recorded) {
	if s.faults.Quota == 0 || (action != createLB && action != deleteLB) {
		return
	}
	var body struct{ LoadBalancerId string }
	if a.status == http.StatusOK {
		_ = json.Unmarshal(a.body.Bytes(), &body) // a success is the mock's own JSON
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case action == createLB:
		s.making--
		if body.LoadBalancerId != "" {
			s.made[body.LoadBalancerId] = true
		}
	case a.status == http.StatusOK:
		delete(s.made, named)
	}
}

func changing(action string) bool {
	return action != "" && !strings.HasPrefix(action, "Describe") && !strings.HasPrefix(action, "Get")
}

// extend adds an undocumented member to every object of an answer.
func extend(a *recorded) {
	var body any
	if json.Unmarshal(a.body.Bytes(), &body) != nil {
		return
	}
	extendValue(body)
	extended, err := json.Marshal(body)
	if err != nil {
		return
	}
	a.body.Reset()
	a.body.Write(extended)
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
