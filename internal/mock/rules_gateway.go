package mock

import (
	"errors"
	"net/http"
	"slices"
	"time"

	"github.com/slbconform/slbconform/internal/wire"
)

// platformRules are the rules of every action: about the method, the action, the signature and the access key.
func platformRules() []Rule {
	acs3 := Limits{Name: wire.ACS3}
	rpc := Limits{Name: wire.RPC}
	minutes := Limits{Name: "x-acs-date", Min: -15, Max: 15}
	rules := []Rule{
		{ID: "platform.methods", Outcome: "UnsupportedHTTPMethod", Limits: Limits{Values: []string{http.MethodGet, http.MethodPost}}, Breaks: otherMethod},
		{ID: "platform.action", Outcome: "InvalidApi.NotFound", Limits: Limits{Name: "Action", Values: Actions()}, Breaks: unknownAction},
		{ID: "platform.action", Outcome: "InvalidApi.NotFound", Limits: Limits{Name: "Version", Values: []string{"2014-05-15"}}, Breaks: unknownVersion},
		{ID: "platform.signature.acs3", Outcome: "MissingName", Limits: Limits{Name: "AccessKeyId"}, Breaks: notSigned},
		{ID: "platform.signature.rpc", Outcome: "MissingName", Limits: Limits{Name: "Signature"}, Breaks: noSignature},
		{Says: "A signature has all its parts.", Outcome: "IncompleteSignature", Limits: acs3, Breaks: incompleteSignature},
		{Says: "A signature has all its parts.", Outcome: "IncompleteSignature", Limits: rpc, Breaks: incompleteSignature},
		{ID: "platform.timestamp", Outcome: "InvalidTimeStamp.Format", Breaks: noTimestamp},
		{ID: "platform.timestamp", Outcome: "InvalidTimeStamp.Expired", Limits: minutes, Breaks: otherTime},
		{ID: "platform.access-key", Outcome: "InvalidAccessKeyId.NotFound", Breaks: unknownKey},
		{ID: "platform.access-key", Outcome: "MissingSecurityToken", Breaks: noToken},
		{ID: "platform.signature.acs3", Outcome: "SignatureDoesNotMatch.ACS3", Limits: acs3, Breaks: otherSignature},
		{ID: "platform.signature.rpc", Outcome: "SignatureDoesNotMatch", Limits: rpc, Breaks: otherSignature},
		{Says: "A nonce is used once.", Outcome: "SignatureNonceUsed", Breaks: usedNonce},
		{ID: "assumed.parameters.empty", Stage: StageParse, Outcome: "MissingName", Limits: Limits{Required: true}, Breaks: emptyRequired},
	}
	for i := range rules {
		if r := &rules[i]; r.ID != "" {
			r.ID = Platform + "/" + r.ID
		}
	}
	return rules
}

func otherMethod(c *Call, l Limits) (string, bool) {
	return "", !slices.Contains(l.Values, c.request.Method)
}

func unknownAction(c *Call, l Limits) (string, bool) {
	return "", !slices.Contains(l.Values, c.action) && !c.notPlayed()
}

func unknownVersion(c *Call, l Limits) (string, bool) {
	if other := c.operation.Version; other != "" {
		return "", c.request.Version() != other
	}
	return "", !slices.Contains(l.Values, c.request.Version())
}

// notSigned is broken by a call without a signature of either scheme. It belongs to today's scheme, although the gateway asks
// for the access key of the older one (docs/sources.md#unsigned).
func notSigned(c *Call, l Limits) (string, bool) {
	return l.Name, errors.Is(c.signatureErr, wire.ErrUnsigned)
}

func noSignature(c *Call, l Limits) (string, bool) {
	return l.Name, errors.Is(c.signatureErr, wire.ErrNoSignature)
}

func incompleteSignature(c *Call, l Limits) (string, bool) {
	if !errors.Is(c.signatureErr, wire.ErrIncomplete) || errors.Is(c.signatureErr, wire.ErrNoSignature) {
		return "", false
	}
	scheme := wire.ACS3
	if c.request.Header.Get("Authorization") == "" {
		scheme = wire.RPC
	}
	return c.signatureErr.Error(), scheme == l.Name
}

func noTimestamp(c *Call, _ Limits) (string, bool) {
	return "", errors.Is(c.signatureErr, wire.ErrTimestamp)
}

func otherTime(c *Call, l Limits) (string, bool) {
	if c.signature == nil {
		return "", false
	}
	off := c.signature.Date.Sub(c.now)
	return "", off < time.Duration(l.Min)*time.Minute || off > time.Duration(l.Max)*time.Minute
}

func unknownKey(c *Call, _ Limits) (string, bool) {
	if c.signature == nil {
		return "", false
	}
	return "", c.key == nil || c.signature.SecurityToken != "" && c.signature.SecurityToken != c.key.Token
}

func noToken(c *Call, _ Limits) (string, bool) {
	return "", c.key != nil && c.key.Token != "" && c.signature.SecurityToken == ""
}

func otherSignature(c *Call, l Limits) (string, bool) {
	m, ok := errors.AsType[*wire.MismatchError](c.mismatch)
	if c.signature == nil || c.signature.Scheme != l.Name || !ok {
		return "", false
	}
	return m.StringToSign, true
}

func usedNonce(c *Call, _ Limits) (string, bool) { return "", c.verified() && c.nonceUsed }

// emptyRequired is broken by a required parameter that is given without a value.
func emptyRequired(c *Call, l Limits) (string, bool) {
	for _, name := range c.operation.Required {
		if _, empty := emptyParameter(c, Limits{Name: name}); empty && l.Required {
			return name, true
		}
	}
	return "", false
}
