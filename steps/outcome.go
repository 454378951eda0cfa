package steps

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/slbconform/slbconform/internal/wire"
)

// Violation is the error of a sentence that a complete answer contradicts.
type Violation struct {
	Expected string
	Got      string
	Exchange *wire.Exchange // the one that shows it
	Members  []string       // of a backend server in a list, where only these are other than expected
	Type     string         // of the backend server that an answer does not name by its id, as it was asked for; of those of a refused call
	Shows    Difference
	Filtered bool   // the list was asked for by a name or by tags
	Listless bool   // a call that was to be refused succeeded, and made a group without the backend servers of its list
	Form     bool   // over the form of the answer, or because nothing in it is what the sentence looks at
	LooksAt  string // the member of the answer, where it is over the form: "BackendServers.BackendServer"
	Itemless bool   // by an array without items, where a sentence speaks of an array: what should be in it is said elsewhere too
	TwoPorts bool   // such an array, of a group that was to have one server on two ports, or a refusal of several ports: whether it may, no document says
	Done     Extent // of a call that was to be refused and succeeded
	Empty    bool   // a refused call left a group behind, without the backend servers that it was to be made with
	Untagged bool   // such a group is without a tag that it was to be made with
}

// Difference is what a violation shows, where it is more than another value than the expected one.
type Difference int

// The differences.
const (
	OtherValue  Difference = iota
	Unlisted               // a list is without a group, and names no other, or is one that was asked for by a name or by tags
	AmongOthers            // a list is without a group, and names others: it may be a part of what there is
	Astray                 // such a list, because the group that a call created on one load balancer is on another
	Strangers              // a group lists what is expected of it, and besides what no call of the scenario named
	Unrelated              // after a refused call the group holds, or is called, what the call did not ask for
	Renamed                // after a refused call the group is called what the call asked for
	Deleted                // after a refused call that deletes nothing the group is gone
)

// Unlisted reports whether a list is without a group, whatever else it names.
func (d Difference) Unlisted() bool { return d == Unlisted || d == AmongOthers || d == Astray }

// Extent says how much of an accepted call was carried out.
type Extent int

// The extents.
const (
	Whole   Extent = iota // all of it, or nobody can tell
	Partial               // it was not carried out as it was asked for
	Nothing
)

// Error gives both sides.
func (v *Violation) Error() string { return fmt.Sprintf("expected %s, got %s", v.Expected, v.Got) }

func isViolation(err error) bool {
	_, is := errors.AsType[*Violation](err)
	return is
}

// Undecided is the error of a sentence that can be neither held nor contradicted, with the cause.
type Undecided struct {
	Cause  string
	Err    error // what lies beneath; may be nil
	Unable bool  // it kept the scenario from what nearly every scenario needs: an empty group on a load balancer of the run
	Misled bool  // what it looked at was read back otherwise than it was put in
	Late   bool  // a later look may decide it

	Refused   *wire.Exchange // the call of its set-up that was refused; nil for none
	Inventory bool           // for what the inventory says of the location where the run creates what it needs
}

// Error names the cause.
func (u *Undecided) Error() string {
	if u.Err == nil {
		return u.Cause
	}
	return fmt.Sprintf("%s: %v", u.Cause, u.Err)
}

// Unwrap gives what lies beneath.
func (u *Undecided) Unwrap() error { return u.Err }

// ErrLeaked is wrapped by the error of a clean-up that left something behind.
var ErrLeaked = errors.New("left behind")

// unable marks what keeps any other scenario from its beginning as well.
func unable(err error) error {
	if u, ok := errors.AsType[*Undecided](err); ok {
		u.Unable = true
	}
	return err
}

func undecided(cause string, err error) error { return &Undecided{Cause: cause, Err: err} }

// yetUndecided is undecided of what may show late.
func yetUndecided(cause string) error { return &Undecided{Cause: cause, Late: true} }

// mayPass reports whether a later look may find no error any more.
func mayPass(err error) bool {
	u, ok := errors.AsType[*Undecided](err)
	return ok && u.Late || isViolation(err)
}

// misled is what a look at a group is worth where only the read-back was seen to differ from what was asked and answered.
func misled() error {
	return &Undecided{Cause: "what is read back of a group is not what was put into it, so that it proves nothing", Misled: true}
}

func (w *World) violated(expected, got string) error {
	var x *wire.Exchange
	if n := len(w.calls); n > 0 {
		x = w.calls[n-1]
	}
	return w.violatedBy(x, expected, got)
}

// violatedBy is a violation that an exchange shows, unless the answer to a call of the scenario was lost before:
// then nobody knows what the group should hold.
func (w *World) violatedBy(x *wire.Exchange, expected, got string) error {
	if w.unknown != nil {
		return w.unknown
	}
	return &Violation{Expected: expected, Got: got, Exchange: x}
}

// marked is an error of which more is known where it is a violation.
func marked(err error, more func(*Violation)) error {
	if v, ok := errors.AsType[*Violation](err); ok {
		more(v)
	}
	return err
}

// showing says what a violation shows.
func showing(err error, d Difference) error { return marked(err, func(v *Violation) { v.Shows = d }) }

// ofForm marks a violation by an answer of another form, or by one that does not name what the sentence looks at.
func ofForm(err error) error { return marked(err, func(v *Violation) { v.Form = true }) }

// ofMember marks a violation over the form of an answer by the member that the sentence looks at.
func ofMember(err error, path string) error {
	return marked(err, func(v *Violation) { v.Form, v.LooksAt = true, path })
}

// unjudgeable returns an *Undecided when the exchange says nothing of the rule under test: no complete answer, an
// answer of something in between, or a refusal for reasons outside every rule.
func unjudgeable(x *wire.Exchange) error {
	k := x.Kind()
	switch {
	case k.Decides():
		return nil
	case x.Fault != nil:
		return undecided(k.Says(), x.Fault)
	}
	status := http.StatusText(x.Answer.Status)
	if r := x.Refusal(); r != nil && r.Code != "" {
		status = r.Code
	}
	return undecided(fmt.Sprintf("%s: %d %s", k.Says(), x.Answer.Status, status), nil)
}

// Subject is what a scenario is about: refusals that are judged in it, though elsewhere they would decide nothing.
type Subject struct {
	Codes  []string // documented ones
	Rights bool     // it is about who may call, so that a lack of rights decides something
}

// Of reports whether an exchange shows what the scenario is about.
func (s Subject) Of(x *wire.Exchange) bool {
	r := x.Refusal()
	return r != nil && (slices.Contains(s.Codes, r.Code) || s.Rights && x.Kind() == wire.Rights)
}

// shortAnswer is an answer in a few words, for an error.
func shortAnswer(full *wire.Exchange) string {
	if full.Answer == nil {
		return "no answer"
	}
	x := wire.Masked(full) // a body quoted in a sentence cannot be masked any more
	if r := x.Refusal(); r != nil && r.Code != "" {
		return fmt.Sprintf("%d %s: %s", r.Status, r.Code, r.Message)
	}
	body := strings.Join(strings.Fields(string(x.Answer.Body)), " ")
	if len(body) > 200 {
		body = body[:200] + "…"
	}
	return fmt.Sprintf("%d with the body %s", x.Answer.Status, body)
}
