package serve

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"time"

	"github.com/slbconform/slbconform/fixtures"
	"github.com/slbconform/slbconform/internal/strictyaml"
)

// wanted is the JSON fields that all orders share. Times is 1 when left out; 0 means until the order is withdrawn.
type wanted struct {
	Action       *string `json:"action"`
	LoadBalancer *string `json:"load_balancer"`
	Group        *string `json:"group"`
	Server       *string `json:"server"`
	Times        *int    `json:"times"`
}

// order is the order with these fields. An empty field is an error: it is probably a shell variable without a value, and
// would match every call.
func (w wanted) order() (Order, error) {
	o := Order{Times: 1}
	for _, one := range []struct {
		name string
		said *string
		set  *string
	}{
		{"action", w.Action, &o.Action}, {"load_balancer", w.LoadBalancer, &o.LoadBalancer},
		{"group", w.Group, &o.Group}, {"server", w.Server, &o.Server},
	} {
		switch {
		case one.said == nil:
			continue
		case *one.said == "":
			return Order{}, fmt.Errorf("%s is empty: leave it out where any is meant", one.name)
		}
		*one.set = *one.said
	}
	if w.Times != nil {
		o.Times = *w.Times
	}
	return o, nil
}

// shownOrder is an order in JSON.
type shownOrder struct {
	ID int `json:"id"`
	Match
	Times int    `json:"times"` // still to be carried out; 0: until it is withdrawn
	Says  string `json:"says"`
}

func shownOrders(orders []Order) []shownOrder {
	out := make([]shownOrder, len(orders))
	for i, o := range orders {
		out[i] = shownOrder{o.ID, o.Match, o.Times, o.says()}
	}
	return out
}

// placeOrder decodes the body of a control call, of which common is a part, lets complete add what else it says, and gives
// the order. It returns the order for the answer.
func (s *Site) placeOrder(r *http.Request, body any, common *wanted, complete func(*Order) error) (any, error) {
	if err := asked(r, body); err != nil {
		return nil, err
	}
	o, err := common.order()
	if err != nil {
		return nil, err
	}
	if err := complete(&o); err != nil {
		return nil, err
	}
	given, err := s.Order(o)
	if err != nil {
		return nil, err
	}
	return shownOrders([]Order{given})[0], nil
}

// controlRefuse orders a refusal by code, or a page of HTML with a status.
func (s *Site) controlRefuse(r *http.Request) (any, error) {
	var body struct {
		wanted
		Code   string `json:"code"`
		Detail string `json:"detail"`
		HTML   int    `json:"html"`
	}
	return s.placeOrder(r, &body, &body.wanted, func(o *Order) error {
		if o.Refuse, o.Detail, o.HTML = body.Code, body.Detail, body.HTML; o.Refuse == "" && o.HTML == 0 {
			return errors.New("code is missing; or html, the status of a page that a proxy would answer with")
		}
		return nil
	})
}

func (s *Site) controlDelay(r *http.Request) (any, error) {
	var body struct {
		wanted
		Delay string `json:"delay"`
	}
	return s.placeOrder(r, &body, &body.wanted, func(o *Order) (err error) {
		if o.Delay, err = time.ParseDuration(body.Delay); err != nil {
			return fmt.Errorf("delay %q is no time such as 300ms or 2s", body.Delay)
		}
		return nil
	})
}

func (s *Site) controlDrop(r *http.Request) (any, error) {
	var body struct {
		wanted
		When Drop `json:"when"`
	}
	return s.placeOrder(r, &body, &body.wanted, func(o *Order) error {
		if o.Drop = body.When; o.Drop == "" {
			return errors.New("when is missing: it is before, after or body")
		}
		return nil
	})
}

func (s *Site) controlWithdraw(r *http.Request) (any, error) {
	id, err := strconv.Atoi(r.PathValue("id"))
	if err != nil || !s.Withdraw(id) {
		return nil, statusError{http.StatusNotFound, fmt.Errorf("no order %q stands", r.PathValue("id"))}
	}
	return map[string]int{"withdrawn": 1}, nil
}

func (s *Site) controlWithdrawAll(*http.Request) (any, error) {
	n := 0
	for _, o := range s.standing() {
		if s.Withdraw(o.ID) {
			n++
		}
	}
	return map[string]int{"withdrawn": n}, nil
}

// controlCalls lists the calls that are kept: those of one action with ?action=, the latest n of them with ?last=n.
func (s *Site) controlCalls(r *http.Request) (any, error) {
	all, total := s.Calls()
	shown, action := []Call{}, r.URL.Query().Get("action")
	for _, c := range all {
		if action == "" || action == c.Action {
			shown = append(shown, c)
		}
	}
	if len(shown) == 0 {
		if err := s.Knows(action); err != nil {
			return nil, err
		}
	}
	if last := r.URL.Query().Get("last"); last != "" {
		n, err := strconv.Atoi(last)
		if err != nil || n < 1 {
			return nil, fmt.Errorf("last %q is no number from 1", last)
		}
		shown = shown[max(0, len(shown)-n):]
	}
	return map[string]any{"total": total, "kept": len(all), "calls": shown}, nil
}

func (s *Site) controlGroup(r *http.Request) (any, error) {
	servers, ok := s.BackendServers(r.PathValue("id"))
	if !ok {
		return nil, statusError{http.StatusNotFound, fmt.Errorf("there is no group %q", r.PathValue("id"))}
	}
	return map[string]any{"group": r.PathValue("id"), "backend_servers": servers}, nil
}

// controlServers adds so many network interfaces to the account.
func (s *Site) controlServers(r *http.Request) (any, error) {
	var body struct {
		Count int `json:"count"`
	}
	if err := asked(r, &body); err != nil {
		return nil, err
	}
	added, err := s.AddServers(body.Count)
	if err != nil {
		return nil, err
	}
	ids := make([]string, len(added))
	for i, one := range added {
		ids[i] = one.ID
	}
	return map[string]any{"type": fixtures.ENI, "server_ids": ids}, nil
}

// controlAccount adds facts to the account, in the fields of an account file: servers and identities.
func (s *Site) controlAccount(r *http.Request) (any, error) {
	if err := inJSON(r); err != nil {
		return nil, err
	}
	data, err := io.ReadAll(r.Body)
	if err != nil {
		return nil, err
	}
	type facts struct {
		Servers     []fixtures.Server     `yaml:"servers"`
		Users       []fixtures.User       `yaml:"users"`
		Credentials []fixtures.Credential `yaml:"credentials"`
	}
	var body facts
	if err := strictyaml.Read(data, "body", &body); err != nil { // JSON is YAML, and the fields are named as in a file
		return nil, err
	}
	more := fixtures.Account{Servers: body.Servers, Users: body.Users, Credentials: body.Credentials}
	return map[string]string{"status": "ok"}, s.extend(more, "body")
}
