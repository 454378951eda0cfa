package steps

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strconv"

	"github.com/slbconform/slbconform/internal/wire"
)

func thens(v *Vocabulary) {
	v.Then(`^the call succeeds$`, (*World).thenSucceeds, Definition{
		Means: "The answer is a complete success.",
	})
	v.Then(`^the call is refused$`, (*World).thenRefused, Definition{
		Refuses: true,
		Means:   "The answer is a refusal; the page gives no code for it, so any conforms that is not documented for something else.",
	})
	v.Then(`^the call is refused with (\d+) "([^"]+)"$`, (*World).thenRefusedWith, Definition{
		Example: `the call is refused with 400 "BackendServer.InvalidType"`,
		Refuses: true,
		Means:   "The answer is a refusal with this status and code.",
	})
	v.Then(`^the message reads "(.+)"$`, (*World).thenMessage, Definition{
		Example: `the message reads "The specified Type is invalid."`,
		Means:   "The refusal's message, letter by letter; %s stands for any text, of which no document says that it is not empty.",
	})
	v.Then(`^the group is unchanged$`, (*World).thenUnchanged, Definition{
		Unchanged: true,
		Means:     "All that is read of the group is as before the call: its name, its tags, its backend servers with every member; these are looked at again at the end of the scenario. One that was deleted before is still gone. A call that was to create a group left none.",
	})
	v.Then(`^the group lists it(.*)$`, (*World).thenGroupListsIt, Definition{
		Example: `the group lists it on port 80 with weight 100`,
		Means:   "The group lists the backend server added last, once, with these values.",
	})
	v.Then(`^the group lists (\d+) backend servers?$`, (*World).thenGroupListsNumber, Definition{
		Example: `the group lists 20 backend servers`,
		Means:   "The group lists so many backend servers.",
	})
	v.Then(`^the group lists these backend servers$`, (*World).thenGroupListsTable, Definition{
		Means: "The group lists the backend servers of the table and no other, in any order; an empty cell means the member is absent.",
	})
	v.Then(`^the group is called "([^"]*)"$`, (*World).thenCalled, Definition{
		Example: `the group is called "Group1"`,
		Means:   "What is read of the group has this name.",
	})
	v.Then(`^all else of the group is as before the call$`, (*World).thenElseAsBefore, Definition{
		Means: "What is read of the group beside its backend servers is as it was read before the call: its name, its load balancer, its tags.",
	})
	v.Then(`^the group has the name that it was given last$`, (*World).thenCalledAsGiven, Definition{
		Means: "What is read of the group has this name: that of the call, or the one that it had before.",
	})
}

// answer is the last call's exchange, once it is known to say something.
func (w *World) answer() (*wire.Exchange, error) {
	x, err := w.lastCall()
	if err != nil {
		return nil, err
	}
	if w.Subject.Of(x) {
		return x, nil
	}
	return x, unjudgeable(x)
}

// thenSucceeds holds that the last call was accepted. In a scenario of one operation a call of another is set-up.
func (w *World) thenSucceeds() error {
	_, _, err := w.success()
	if v, ok := errors.AsType[*Violation](err); ok && w.op != nil && v.Exchange.Action != w.op.Name && refused(v.Exchange) {
		return &Undecided{Cause: "set-up was refused, " + v.Exchange.Action + ": " + shortAnswer(v.Exchange), Refused: v.Exchange}
	}
	return marked(err, func(v *Violation) {
		if refused(v.Exchange) {
			v.TwoPorts, v.Type = w.last.severalPorts(), w.last.onlyType()
		}
	})
}

func (w *World) thenRefused(ctx context.Context) error {
	look := func() error { return w.isRefused(ctx) }
	if c := w.last; c != nil && c.op != nil && w.reads(c.op) && w.own[c.group.id] { // that it is deleted may show late
		return w.listedLate(ctx, look)
	}
	return look()
}

func (w *World) isRefused(ctx context.Context) error {
	x, err := w.answer()
	if err != nil {
		return err
	}
	r, err := w.refusal(x, "a refusal")
	if err != nil {
		return w.idle(ctx, err)
	}
	w.claims = append(w.claims, Claim{Exchange: x, Refusal: r})
	return nil
}

// refusal reads a refusal, or says what the answer is instead.
func (w *World) refusal(x *wire.Exchange, expected string) (*wire.Refusal, error) {
	w.last.toBeRefused = true
	if r := x.Refusal(); r != nil {
		return r, nil
	}
	return nil, w.violatedBy(x, expected, shortAnswer(x))
}

func (w *World) thenRefusedWith(ctx context.Context, status, code string) error {
	x, err := w.lastCall()
	if err != nil {
		return err
	}
	if !x.Complete() {
		return unjudgeable(x)
	}
	expected := status + " " + code
	if r := x.Refusal(); r != nil && strconv.Itoa(r.Status) == status && r.Code == code {
		w.claims = append(w.claims, Claim{Exchange: x, Refusal: r, Code: code})
		return nil
	}
	if r := x.Refusal(); r == nil || r.Code != code { // the subject is judged, although the code would otherwise decide nothing
		if err := unjudgeable(x); err != nil {
			return err
		}
	}
	r, err := w.refusal(x, expected)
	if err != nil {
		return w.idle(ctx, err)
	}
	contradiction := w.violatedBy(x, expected, shortAnswer(x))
	if r.Code == "" {
		return ofForm(contradiction) // which member of a refusal is its code, no document of an operation says
	}
	return contradiction
}

func (w *World) thenMessage(template string) error {
	x, err := w.lastCall()
	if err != nil {
		return err
	}
	r, err := w.refusal(x, "a refusal with a message")
	if err != nil {
		return err
	}
	if !r.Reads(template) {
		return w.violatedBy(x, strconv.Quote(template), strconv.Quote(r.Message))
	}
	return nil
}

func (w *World) thenUnchanged(ctx context.Context) error {
	if _, err := w.lastCall(); err != nil {
		return err
	}
	if w.misleading() {
		return misled()
	}
	if w.own[w.last.group.id] {
		return w.thenGroupGone(ctx)
	}
	before, now := w.last.group.listed, []server(nil)
	err := w.eventually(ctx, func() (err error) { // a reading may be older than the one before it
		if now, err = w.readGroup(ctx); err == nil && (!sameServers(before, now) || w.group.repeats() && !w.last.group.repeats()) {
			err = w.violated(describeServers(before)+", as before the call", describeServers(now))
			if w.last.addedUnrelated(now) {
				err = showing(err, Unrelated)
			}
		}
		return err
	})
	if err != nil {
		return w.stillThere(ctx, err)
	}
	if err := w.besideUnchanged(ctx); err != nil {
		return err
	}
	w.expected[w.group.id] = now
	if w.last.op.Creates {
		return w.nothingCreated(ctx, w.last)
	}
	return nil
}

// thenGroupGone asks the load balancer: what is answered to whoever names a group that is not there is not said.
func (w *World) thenGroupGone(ctx context.Context) error {
	if _, err := w.lastCall(); err != nil {
		return err
	}
	gone := w.last.group
	return w.eventually(ctx, func() error {
		listed, err := w.groupsOf(ctx, gone.lb)
		if err == nil && slices.ContainsFunc(listed, isGroup(gone.id)) {
			return w.violated("a load balancer without the group "+gone.id, "one that lists it")
		}
		return err
	})
}

// addedUnrelated reports whether a group holds all that it held before the call and others besides, none of which the call named.
func (c *call) addedUnrelated(now []server) bool {
	before := keys(c.group.listed)
	added := slices.DeleteFunc(slices.Clone(now), func(s server) bool { return slices.Contains(before, s.key()) })
	return len(added) > 0 && len(now)-len(added) == len(before) && !slices.ContainsFunc(added, c.mayName)
}

// stillThere is what it means that the group cannot be read after a refused call: nothing, or that the call took it away, where
// its load balancer does not list it either, and lists a group that is made only now.
func (w *World) stillThere(ctx context.Context, unread error) error {
	gone, last := w.last.group, w.calls[len(w.calls)-1]
	if _, ok := errors.AsType[*Undecided](unread); !ok || !refused(last) || last.Answer.Status != http.StatusNotFound {
		return unread
	}
	fresh, err := w.createGroup(ctx, gone.lb)
	if err != nil {
		return unread
	}
	return w.eventually(ctx, func() error {
		listed, err := w.groupsOf(ctx, gone.lb)
		if err != nil || slices.ContainsFunc(listed, isGroup(gone.id)) || !slices.ContainsFunc(listed, isGroup(fresh.id)) {
			return unread
		}
		err = w.violatedBy(last, "the group "+gone.id+", as before the call", shortAnswer(last)+", and a load balancer that does not list it")
		if w.Actions[w.last.op.Name].Does == wire.Deletes {
			return err
		}
		return showing(err, Deleted)
	})
}
