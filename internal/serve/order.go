package serve

import (
	"cmp"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/slbconform/slbconform/internal/mock"
	"github.com/slbconform/slbconform/internal/nearest"
	"github.com/slbconform/slbconform/internal/wire"
)

// Drop says when a connection is dropped.
type Drop string

// When a connection may be dropped.
const (
	BeforeChange Drop = "before" // the call is not carried out
	AfterChange  Drop = "after"  // the call is carried out, and nothing is answered
	InBody       Drop = "body"   // the call is carried out, and its answer breaks off
)

// Match says which calls an order is for: those that fit every field that is not empty.
type Match struct {
	Action       string `json:"action,omitempty"`
	LoadBalancer string `json:"load_balancer,omitempty"` // the call names this load balancer
	Group        string `json:"group,omitempty"`         // the call names this group
	Server       string `json:"server,omitempty"`        // a list of the call names this server
}

// Order says what is to happen to calls that match: one of Refuse, Delay, Drop and HTML.
type Order struct {
	Match
	ID    int
	Times int // for how many calls; 0: until it is withdrawn

	Refuse string        // the code to refuse with, of any action
	Detail string        // the text for the placeholder in the code's message
	Delay  time.Duration // before the call is carried out
	Drop   Drop
	HTML   int // the status of a page of HTML as the answer, as a broken proxy gives it

	left int // of Times
}

// ErrOrder is wrapped by the error for an order that cannot be carried out.
var ErrOrder = errors.New("no such order")

const maxDelay = time.Hour

// check returns an error for an order that cannot be carried out.
func (o *Order) check(s *Site) error {
	kinds := 0
	for _, is := range []bool{o.Refuse != "", o.Delay != 0, o.Drop != "", o.HTML != 0} {
		if is {
			kinds++
		}
	}
	drops := []Drop{BeforeChange, AfterChange, InBody}
	switch {
	case kinds != 1:
		return fmt.Errorf("%w: an order is one of a refusal, a delay, a dropped connection and a page of HTML, not %d of them; a delay of 0 is none", ErrOrder, kinds)
	case o.Detail != "" && o.Refuse == "":
		return fmt.Errorf("%w: a refusal alone is about something, %q here", ErrOrder, o.Detail)
	case o.Times < 0:
		return fmt.Errorf("%w: an order is for at least one call, or until it is withdrawn", ErrOrder)
	case o.Delay < 0 || o.Delay > maxDelay:
		return fmt.Errorf("%w: a delay is from 0 to %v, not %v", ErrOrder, maxDelay, o.Delay)
	case o.Drop != "" && !slices.Contains(drops, o.Drop):
		return fmt.Errorf("%w: a connection is dropped before, after or body, not %q", ErrOrder, o.Drop)
	case o.HTML != 0 && (o.HTML < 400 || o.HTML > 599):
		return fmt.Errorf("%w: a page of HTML has a status from 400 to 599, not %d", ErrOrder, o.HTML)
	}
	if err := s.Knows(o.Action); err != nil {
		return fmt.Errorf("%w: %w", ErrOrder, err)
	}
	if o.Refuse == "" {
		return nil
	}
	_, err := refusal(o.Action, o.Refuse)
	return err
}

// Knows returns an error for an action that the mock does not play and the platform does not publish; "" is any action.
func (s *Site) Knows(action string) error {
	played := mock.Actions()
	if action == "" || slices.Contains(played, action) || s.answers.Published(action) {
		return nil
	}
	return fmt.Errorf("no action %q is known%s The actions that are played are %s", action, cmp.Or(nearest.Hint(action, played), "."), strings.Join(played, ", "))
}

// fits reports whether a call matches.
func (m Match) fits(r *wire.Request) bool {
	if m.Action != "" && m.Action != r.Action() {
		return false
	}
	p := r.Params()
	return (m.LoadBalancer == "" || names(p, m.LoadBalancer, "LoadBalancerId", "ResourceId")) &&
		(m.Group == "" || names(p, m.Group, "VServerGroupId", "MasterSlaveServerGroupId", "ResourceId", "RuleList")) &&
		(m.Server == "" || slices.ContainsFunc(listedServers(p.Get), func(b BackendServer) bool { return b.ServerID == m.Server }))
}

// names reports whether one of the parameters, numbered (name.1) or not, has an id as its value or as a word in its value.
func names(p url.Values, id string, parameters ...string) bool {
	apart := func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '-' && r != '_' }
	for name := range p {
		unnumbered, _, _ := strings.Cut(name, ".")
		if slices.Contains(parameters, unnumbered) && slices.Contains(strings.FieldsFunc(p.Get(name), apart), id) {
			return true
		}
	}
	return false
}

// says describes what an order does, for a log or a list.
func (o *Order) says() string {
	switch {
	case o.Refuse != "":
		return "refuse with " + o.Refuse
	case o.Delay != 0:
		return "delay by " + o.Delay.String()
	case o.Drop != "":
		return "drop the connection: " + string(o.Drop)
	}
	return fmt.Sprintf("answer with HTML and %d %s", o.HTML, http.StatusText(o.HTML))
}
