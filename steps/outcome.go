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
}

// Error gives both sides.
func (v *Violation) Error() string { return fmt.Sprintf("expected %s, got %s", v.Expected, v.Got) }

// Undecided is the error of a sentence that can be neither held nor contradicted, with the cause.
type Undecided struct {
	Cause string
	Err   error // what lies beneath; may be nil
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

func undecided(cause string, err error) error { return &Undecided{Cause: cause, Err: err} }

func (w *World) violated(expected, got string) error {
	var x *wire.Exchange
	if n := len(w.calls); n > 0 {
		x = w.calls[n-1]
	}
	return w.violatedBy(x, expected, got)
}

// violatedBy is a violation that an exchange shows, unless the answer to an call of the scenario was lost before:
// then nobody knows what the group should hold.
func (w *World) violatedBy(x *wire.Exchange, expected, got string) error {
	if w.unknown != nil {
		return w.unknown
	}
	return &Violation{Expected: expected, Got: got, Exchange: x}
}

// Judgeable reports whether an exchange holds an answer of the service itself, complete and about the call.
func Judgeable(x *wire.Exchange) bool { return unjudgeable(x) == nil }

// unjudgeable returns an *Undecided when the exchange says nothing of the rule under test: no complete answer, an
// answer of something in between, or a refusal for reasons outside every rule.
func unjudgeable(x *wire.Exchange) error {
	if err := unanswered(x); err != nil {
		return err
	}
	return outsideTheRules(x)
}

// unanswered returns an *Undecided when the service itself did not answer, or not to the end.
func unanswered(x *wire.Exchange) error {
	switch {
	case x.Answer == nil:
		return undecided("no answer arrived", x.Fault)
	case x.Fault != nil:
		return undecided("the answer was cut off", x.Fault)
	case x.Answer.Status >= 500:
		return undecided(fmt.Sprintf("the service was in trouble: %d %s", x.Answer.Status, http.StatusText(x.Answer.Status)), nil)
	case x.Answer.Status/100 == 3:
		return undecided(fmt.Sprintf("something redirected the call: %d", x.Answer.Status), nil)
	case x.Answer.Status == http.StatusTooManyRequests:
		return undecided("the call was throttled", nil)
	}
	return nil
}

// isSubject reports whether a refusal carries a code that the scenario is about: it is judged, although the code
// would decide nothing elsewhere.
func (w *World) isSubject(x *wire.Exchange) bool {
	if !x.Complete() || x.Succeeded() || x.Answer.Status >= 500 {
		return false
	}
	r, err := wire.ParseRefusal(x.Answer)
	return err == nil && slices.Contains(w.subject, r.Code)
}

func outsideTheRules(x *wire.Exchange) error {
	if x.Succeeded() {
		return nil
	}
	refusal, err := wire.ParseRefusal(x.Answer)
	if err != nil {
		return nil
	}
	for _, reason := range reasonsOutside() {
		if refusal.Code == reason.code || (strings.HasSuffix(reason.code, ".") && strings.HasPrefix(refusal.Code, reason.code)) {
			return undecided(fmt.Sprintf("%s: %d %s", reason.says, refusal.Status, refusal.Code), nil)
		}
	}
	return nil
}

type reason struct{ code, says string }

// reasonsOutside are the codes that speak of the account or the moment, never of the call (api-facts C, D). A code
// that ends in a dot stands for all that begin so.
func reasonsOutside() []reason {
	const rights, throttled, quota, credit, busy = "the identity lacks rights", "the call was throttled",
		"a quota is used up", "the account lacks credit", "something else was in progress"
	return []reason{
		{"Forbidden", rights}, {"Forbidden.", rights}, {"Forbbiden.", rights}, {"NoPermission", rights}, {"UnauthorizedRegion", rights},
		{"InvalidAccessKeyId.", rights}, {"InvalidSecurityToken.", rights},
		{"Throttling", throttled}, {"Throttling.", throttled},
		{"QuotaExceeded", quota}, {"QuotaExceeded.", quota}, {"InstanceBackendServerNumberOverLimit", quota},
		{"InsufficientBalance", credit}, {"InvalidAccountStatus.", credit}, {"PAY.", credit},
		{"SystemBusy", busy}, {"VpcSystemBusy", busy}, {"OperationBusy", busy}, {"OperationFailed.ServiceGroupProcessing", busy},
		{"VServerGroupProcessing", busy}, {"ServiceIsConfiguring", busy}, {"ServiceIsStopping", busy},
		{"BackendServer.configuring", busy}, {"BackendServerProcessing", busy}, {"ActionNotAllowed", busy},
	}
}

// shortAnswer is an answer in a few words, for an error.
func shortAnswer(full *wire.Exchange) string {
	if full.Answer == nil {
		return "no answer"
	}
	x := wire.Masked(full) // a body quoted in a sentence cannot be masked any more
	if r, err := wire.ParseRefusal(x.Answer); err == nil && !x.Succeeded() {
		return fmt.Sprintf("%d %s: %s", r.Status, r.Code, r.Message)
	}
	body := string(x.Answer.Body)
	if len(body) > 200 {
		body = body[:200] + "…"
	}
	return fmt.Sprintf("%d with the body %q", x.Answer.Status, body)
}
