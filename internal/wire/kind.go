package wire

import (
	"net/http"
	"strings"
)

// Kind classifies the outcome of a call.
type Kind string

// The kinds. Only a success and a refusal say something about a rule; the others are due to the account, the moment or the
// network.
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

// Decides reports whether the outcome says something about a rule.
func (k Kind) Decides() bool { return k == Success || k == Refused }

// Transient reports whether the same call, signed again, may succeed shortly after.
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
		Credit:      "the account or the load balancer is locked, or lacks credit",
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
	for kind, codes := range classified() {
		for _, code := range codes {
			if r.Code == code || strings.HasSuffix(code, ".") && strings.HasPrefix(r.Code, code) {
				return kind
			}
		}
	}
	return Refused
}

// classified are the codes that are due to the account or the moment, never to the call (docs/sources.md#account-codes). A code
// that ends in a dot is a prefix.
func classified() map[Kind][]string {
	return map[Kind][]string{
		Rights:    {"Forbidden", "Forbidden.", "Forbbiden.", "NoPermission", "UnauthorizedRegion", "InvalidAccessKeyId.", "InvalidSecurityToken."},
		Throttled: {"Throttling", "Throttling.", "Rejected.Throttling"},
		Quota:     {"QuotaExceeded", "QuotaExceeded.", "InstanceBackendServerNumberOverLimit"},
		Credit:    {"InsufficientBalance", "InvalidAccountStatus.", "PAY.", "ActionNotAllowed", "LbStatusNotSupport"},
		Busy: {
			"SystemBusy", "VpcSystemBusy", "OperationBusy", "OperationFailed.ServiceGroupProcessing", "VServerGroupProcessing", "ServiceIsConfiguring",
			"ServiceIsStopping", "ProcessingSameRequest", "BackendServer.configuring", "BackendServerProcessing",
		},
		Unavailable: {"ServiceUnavailable"},
	}
}
