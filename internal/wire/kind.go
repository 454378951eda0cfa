package wire

import (
	"net/http"
	"strings"
)

// Kind says what came of a call.
type Kind string

// The kinds. A success and a refusal speak of the call; all others speak of the account, of the moment, or of the way
// there, and decide nothing about a rule.
const (
	Success     Kind = "success"
	Refused     Kind = "refused"
	Busy        Kind = "busy"
	Throttled   Kind = "throttled"
	Unavailable Kind = "unavailable"
	Failed      Kind = "failed"
	Rights      Kind = "rights"
	Quota       Kind = "quota"
	Credit      Kind = "credit"
	Redirected  Kind = "redirected"
	Cut         Kind = "cut"
	NoAnswer    Kind = "no answer"
)

// Decides reports whether the service itself spoke of the call.
func (k Kind) Decides() bool { return k == Success || k == Refused }

// Transient reports whether the same call, signed anew, may well succeed shortly after.
func (k Kind) Transient() bool { return k == Busy || k == Throttled || k == Unavailable }

// Says is the kind as a cause: "the call was throttled".
func (k Kind) Says() string {
	return map[Kind]string{
		Busy:        "something else was in progress",
		Throttled:   "the call was throttled",
		Unavailable: "the service was unavailable",
		Failed:      "the service failed",
		Rights:      "the identity lacks rights",
		Quota:       "a quota is used up",
		Credit:      "the account lacks credit",
		Redirected:  "something redirected the call",
		Cut:         "the answer was cut off",
		NoAnswer:    "no answer arrived",
	}[k]
}

// Kind classifies the exchange. It is the only place that does.
func (x *Exchange) Kind() Kind {
	switch {
	case x.Answer == nil:
		return NoAnswer
	case x.Fault != nil:
		return Cut
	case x.Answer.Status == http.StatusServiceUnavailable:
		return Unavailable
	case x.Answer.Status >= 500:
		return Failed
	case x.Answer.Status/100 == 3 || x.Answer.Status < 200:
		return Redirected
	}
	r := x.Refusal()
	if r == nil {
		return Success
	}
	return r.kind()
}

func (r *Refusal) kind() Kind {
	if r.Status == http.StatusTooManyRequests {
		return Throttled
	}
	for _, c := range classified() {
		if r.Code == c.code || strings.HasSuffix(c.code, ".") && strings.HasPrefix(r.Code, c.code) {
			return c.kind
		}
	}
	return Refused
}

// classified are the codes that speak of the account or the moment, never of the call (docs/sources.md#account-codes). A code that
// ends in a dot stands for all that begin so.
func classified() []struct {
	code string
	kind Kind
} {
	return []struct {
		code string
		kind Kind
	}{
		{"Forbidden", Rights}, {"Forbidden.", Rights}, {"Forbbiden.", Rights}, {"NoPermission", Rights}, {"UnauthorizedRegion", Rights},
		{"InvalidAccessKeyId.", Rights}, {"InvalidSecurityToken.", Rights},
		{"Throttling", Throttled}, {"Throttling.", Throttled}, {"Rejected.Throttling", Throttled},
		{"QuotaExceeded", Quota}, {"QuotaExceeded.", Quota}, {"InstanceBackendServerNumberOverLimit", Quota},
		{"InsufficientBalance", Credit}, {"InvalidAccountStatus.", Credit}, {"PAY.", Credit}, {"ActionNotAllowed", Credit}, {"LbStatusNotSupport", Credit},
		{"SystemBusy", Busy}, {"VpcSystemBusy", Busy}, {"OperationBusy", Busy}, {"OperationFailed.ServiceGroupProcessing", Busy},
		{"VServerGroupProcessing", Busy}, {"ServiceIsConfiguring", Busy}, {"ServiceIsStopping", Busy}, {"ProcessingSameRequest", Busy},
		{"BackendServer.configuring", Busy}, {"BackendServerProcessing", Busy},
		{"ServiceUnavailable", Unavailable},
	}
}
