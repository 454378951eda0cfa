package slbconform

import (
	"fmt"
	"time"

	"github.com/slbconform/slbconform/internal/serve"
)

// Order makes the mock do something to calls that no call causes.
type Order struct {
	mock *Mock
	id   int
}

// Withdraw ends the order.
func (o *Order) Withdraw() { o.mock.site.Withdraw(o.id) }

// Which limits an order to some calls, or to a number of them. An order without any is for the next call.
type Which func(*serve.Order) error

// OnAction is for calls of one action.
func OnAction(action string) Which {
	return on("action", action, func(o *serve.Order) *string { return &o.Action })
}

// OnGroup is for calls that name this group.
func OnGroup(id string) Which {
	return on("group", id, func(o *serve.Order) *string { return &o.Group })
}

// OnLoadBalancer is for calls that name this load balancer.
func OnLoadBalancer(id string) Which {
	return on("load balancer", id, func(o *serve.Order) *string { return &o.LoadBalancer })
}

// OnServer is for calls that list this backend server.
func OnServer(id string) Which {
	return on("server", id, func(o *serve.Order) *string { return &o.Server })
}

// on limits an order by a field of it. An empty text is an error: it is probably a variable without a value, and would match every
// call.
func on(what, text string, field func(*serve.Order) *string) Which {
	return func(o *serve.Order) error {
		if text == "" {
			return fmt.Errorf("%w: the %s that it is for is empty", serve.ErrOrder, what)
		}
		return once("the "+what+" of an order", field(o), text)
	}
}

// Times is for n calls.
func Times(n int) Which {
	return func(o *serve.Order) error {
		if n < 1 {
			return fmt.Errorf("%w: an order is for at least one call, or UntilWithdrawn", serve.ErrOrder)
		}
		return often(o, n)
	}
}

// UntilWithdrawn is for all calls until the order is withdrawn.
func UntilWithdrawn() Which { return func(o *serve.Order) error { return often(o, 0) } }

// unsaid is the Times of an order until a Which sets it.
const unsaid = -1

func often(o *serve.Order, times int) error {
	if o.Times != unsaid && o.Times != times {
		return fmt.Errorf("%w: it says twice how often, and differently", serve.ErrOrder)
	}
	o.Times = times
	return nil
}

// About sets the text for the placeholder in a refusal's message. By default it is what the call names.
func About(detail string) Which {
	return func(o *serve.Order) error { return once("what an order is about", &o.Detail, detail) }
}

// Refuse refuses calls with a code that a document of any operation lists or that is published elsewhere, such as "SystemBusy",
// "Throttling.User" or "VServerGroupProcessing". The calls are not carried out. The failure for an unknown code names the most
// similar one, and all.
func (m *Mock) Refuse(code string, which ...Which) *Order {
	m.helper()
	return m.order(serve.Order{Refuse: code}, which)
}

// RefuseNext is Refuse for the next call of an action. Calling it n times refuses n calls.
func (m *Mock) RefuseNext(action, code string) {
	m.helper()
	m.Refuse(code, OnAction(action))
}

// Delay makes calls wait before they are carried out.
func (m *Mock) Delay(d time.Duration, which ...Which) *Order {
	m.helper()
	return m.order(serve.Order{Delay: d}, which)
}

// Dropped says when a connection is dropped.
type Dropped string

// When a connection may be dropped.
const (
	BeforeChange = Dropped(serve.BeforeChange) // the call is not carried out
	AfterChange  = Dropped(serve.AfterChange)  // the call is carried out, and nothing is answered
	InBody       = Dropped(serve.InBody)       // the call is carried out, and its answer breaks off
)

// Drop closes the connection of calls.
func (m *Mock) Drop(when Dropped, which ...Which) *Order {
	m.helper()
	return m.order(serve.Order{Drop: serve.Drop(when)}, which)
}

// AnswerHTML answers calls with a page of HTML and a status from 400 to 599, as a broken proxy does.
func (m *Mock) AnswerHTML(status int, which ...Which) *Order {
	m.helper()
	return m.order(serve.Order{HTML: status}, which)
}

func (m *Mock) order(o serve.Order, which []Which) *Order {
	m.helper()
	o.Times = unsaid
	for i, narrow := range which {
		if narrow == nil {
			m.must(fmt.Errorf("%w: what is said of it at place %d is nil", serve.ErrOrder, i+1))
		}
		m.must(narrow(&o))
	}
	if o.Times == unsaid {
		o.Times = 1
	}
	given, err := m.site.Order(o)
	m.must(err)
	return &Order{mock: m, id: given.ID}
}
