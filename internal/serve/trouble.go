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

// Trouble is how a real service may behave and the documentation does not say. The zero value is none.
type Trouble struct {
	Rate         float64 // calls a second; more are answered with Throttling.User. 0: no limit
	Quota        int     // load balancers that may exist beside the account's own. 0: no limit
	BusyEvery    int     // every so many changing calls, one is answered with SystemBusy. 0: never
	ExtraMembers bool    // answers carry members that nobody documented
}

// said lists the troubles that are switched on, for a person.
func (t Trouble) said() []string {
	var said []string
	if t.Rate > 0 {
		said = append(said, fmt.Sprintf("more than %v calls a second are answered with Throttling.User", t.Rate))
	}
	if t.Quota > 0 {
		said = append(said, fmt.Sprintf("more than %d created load balancers at a time are refused with QuotaExceeded", t.Quota))
	}
	if t.BusyEvery > 0 {
		said = append(said, fmt.Sprintf("of every %d changing calls, one is answered with SystemBusy", t.BusyEvery))
	}
	if t.ExtraMembers {
		said = append(said, "answers carry members that nobody documented")
	}
	return said
}

// Troubled puts the troubles before a mock's handler. answers holds the words of the refusals.
func Troubled(h http.Handler, answers *fixtures.Answers, t Trouble) http.Handler {
	if t == (Trouble{}) {
		return h
	}
	s := &troubled{next: h, answers: answers, trouble: t, limiter: rate.NewLimiter(rate.Inf, 1), made: map[string]bool{}}
	if t.Rate > 0 {
		s.limiter = rate.NewLimiter(rate.Limit(t.Rate), max(1, int(t.Rate)))
	}
	return s
}

type troubled struct {
	next    http.Handler
	answers *fixtures.Answers
	trouble Trouble
	limiter *rate.Limiter

	mu      sync.Mutex
	changes int
	made    map[string]bool // ids of load balancers that were created and not deleted
	making  int             // calls under way that may create one
}

// ServeHTTP answers one call, or refuses it in the service's stead.
func (t *troubled) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	request, err := read(r)
	if err != nil {
		t.next.ServeHTTP(w, r)
		return
	}
	action := request.Action()
	if outcome := t.refuses(action); outcome != "" {
		if outcome == "Throttling.User" {
			w.Header().Set("X-Ratelimit-User", fmt.Sprintf("Limit:%v,Remain:0,TimeLeft:%d,Reset:1", t.trouble.Rate, time.Second.Milliseconds()))
		}
		refuse(w, t.answers, action, outcome, nil)
		return
	}
	answer := record(t.next, r)
	t.count(action, request.Params().Get("LoadBalancerId"), answer)
	if t.trouble.ExtraMembers {
		extend(answer)
	}
	answer.send(w)
}

// refuses names the outcome that stands in the way of a call, or "".
func (t *troubled) refuses(action string) string {
	if !t.limiter.Allow() {
		return "Throttling.User"
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if changing(action) {
		t.changes++
		if n := t.trouble.BusyEvery; n > 0 && t.changes%n == 0 {
			return "SystemBusy"
		}
	}
	if action != createLB || t.trouble.Quota == 0 {
		return ""
	}
	if len(t.made)+t.making >= t.trouble.Quota {
		return "QuotaExceeded"
	}
	t.making++
	return ""
}

const createLB, deleteLB = "CreateLoadBalancer", "DeleteLoadBalancer"

// count keeps up with the load balancers that were created. It goes by their ids: a call that is repeated with its
// client token creates none, and the account's own are not counted.
func (t *troubled) count(action, named string, a *recorded) {
	if t.trouble.Quota == 0 || (action != createLB && action != deleteLB) {
		return
	}
	var body struct{ LoadBalancerId string }
	if a.status == http.StatusOK {
		_ = json.Unmarshal(a.body.Bytes(), &body) // a success is the mock's own JSON
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	switch {
	case action == createLB:
		t.making--
		if body.LoadBalancerId != "" {
			t.made[body.LoadBalancerId] = true
		}
	case a.status == http.StatusOK:
		delete(t.made, named)
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
