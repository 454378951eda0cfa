package mock_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"
)

// raw is a call of DescribeLoadBalancers in the older style with one thing of its signature changed.
func (c *caller) raw(method, secret string, signature ...string) said {
	c.t.Helper()
	v := url.Values{}
	for i := 0; i+1 < len(signature); i += 2 {
		v.Set(signature[i], signature[i+1])
	}
	params := url.Values{"Action": {"DescribeLoadBalancers"}, "RegionId": {home}}
	return c.send(httptest.NewRequest(method, "https://slb.aliyuncs.com/?"+query(method, secret, params, v), nil))
}

const secret = "published-secret-of-main"

// The gateway refuses in the words that are published (docs/sources.md#gateway-codes).
func TestTheGatewayRefuses(t *testing.T) {
	for name, one := range map[string]struct {
		rule, says string
		send       func(c *caller) said
	}{
		"another method":        {"platform.methods", "400 UnsupportedHTTPMethod This http method is not supported.", func(c *caller) said { return c.raw(http.MethodPut, secret) }},
		"an unknown action":     {"platform.action", "404 InvalidApi.NotFound Specified api is not found, please check your url and method.", func(c *caller) said { return c.call("AddNothing") }},
		"no action":             {"platform.action", "404 InvalidApi.NotFound Specified api is not found, please check your url and method.", func(c *caller) said { return c.call("") }},
		"another version":       {"platform.action", "404 InvalidApi.NotFound Specified api is not found, please check your url and method.", func(c *caller) said { return c.raw(http.MethodGet, secret, "Version", "2014-05-16") }},
		"an unknown access key": {"platform.access-key", "404 InvalidAccessKeyId.NotFound Specified access key is not found.", func(c *caller) said { return c.raw(http.MethodGet, secret, "AccessKeyId", "nobody") }},
		"a foreign token":       {"platform.access-key", "404 InvalidAccessKeyId.NotFound Specified access key is not found.", func(c *caller) said { return c.raw(http.MethodGet, secret, "SecurityToken", "foreign") }},
		"no token": {"platform.access-key", "400 MissingSecurityToken SecurityToken is mandatory for this action.", func(c *caller) said {
			return c.raw(http.MethodGet, "published-secret-of-temporary", "AccessKeyId", "STS.slbconform-temporary")
		}},
		"another secret":         {"platform.signature.rpc", "400 SignatureDoesNotMatch server string to sign is:GET&%2F&", func(c *caller) said { return c.raw(http.MethodGet, "wrong") }},
		"no nonce":               {"", "400 IncompleteSignature SignatureNonce", func(c *caller) said { return c.raw(http.MethodGet, secret, "SignatureNonce", "") }},
		"a date of another form": {"platform.timestamp", "400 InvalidTimeStamp.Format Specified time stamp or date value is not well formatted.", func(c *caller) said { return c.raw(http.MethodGet, secret, "Timestamp", "yesterday") }},
		"15 minutes 1 s late":    {"platform.timestamp", "400 InvalidTimeStamp.Expired Specified time stamp or date value is expired.", func(c *caller) said { return c.raw(http.MethodGet, secret, "Timestamp", "2026-03-04T11:44:59Z") }},
		"15 minutes 1 s early":   {"platform.timestamp", "400 InvalidTimeStamp.Expired Specified time stamp or date value is expired.", func(c *caller) said { return c.raw(http.MethodGet, secret, "Timestamp", "2026-03-04T12:15:01Z") }},
		"no signature":           {"platform.signature.acs3", "400 MissingAccessKeyId AccessKeyId is mandatory for this action.", func(c *caller) said { return c.send(unsigned("")) }},
		"the older scheme without its signature": {"platform.signature.rpc", "400 MissingSignature Signature is mandatory for this action.", func(c *caller) said {
			return c.send(httptest.NewRequest(http.MethodGet, "https://slb.aliyuncs.com/?Action=DescribeLoadBalancers&Version=2014-05-15&AccessKeyId=slbconform-main", nil))
		}},
		"another secret in the current scheme": {"platform.signature.acs3", "400 SignatureDoesNotMatch server CanonicalRequest is [POST\n/\nRegionId=cn-hangzhou\nhost:slb.aliyuncs.com", func(c *caller) said {
			r := unsigned("ACS3-HMAC-SHA256 Credential=slbconform-main,SignedHeaders=host;x-acs-action;x-acs-date;x-acs-signature-nonce;x-acs-version,Signature=00")
			r.Header.Set("X-Acs-Date", noon().Format("2006-01-02T15:04:05Z"))
			r.Header.Set("X-Acs-Signature-Nonce", "1")
			return c.send(r)
		}},
		"half a signature": {"", "400 IncompleteSignature", func(c *caller) said { return c.send(unsigned("ACS3-HMAC-SHA256 Credential=slbconform-main")) }},
		"the same nonce again": {"", "400 SignatureNonceUsed Specified signature nonce was used already.", func(c *caller) said {
			c.raw(http.MethodGet, secret, "SignatureNonce", "twice")
			return c.raw(http.MethodGet, secret, "SignatureNonce", "twice")
		}},
	} {
		t.Run(name, func(t *testing.T) { held(t, one.send(newCaller(t)), one.says, one.rule) })
	}
}

func unsigned(authorization string) *http.Request {
	r := httptest.NewRequest(http.MethodPost, "https://slb.aliyuncs.com/?RegionId="+home, nil)
	r.Header.Set("X-Acs-Action", "DescribeLoadBalancers")
	r.Header.Set("X-Acs-Version", "2014-05-15")
	if authorization != "" {
		r.Header.Set("Authorization", authorization)
	}
	return r
}

func TestTheGatewayAccepts15MinutesEitherWay(t *testing.T) {
	c := newCaller(t)
	for _, date := range []string{"2026-03-04T11:45:00Z", "2026-03-04T12:15:00Z"} {
		if got := c.raw(http.MethodGet, secret, "Timestamp", date); got.status != http.StatusOK {
			differs(t, "%s: %s", date, got)
		}
	}
}

func TestAWrongSignatureDoesNotBurnTheNonceOfItsOwner(t *testing.T) {
	c := newCaller(t)
	c.raw(http.MethodGet, "wrong", "SignatureNonce", "shared")
	if got := c.raw(http.MethodGet, secret, "SignatureNonce", "shared"); got.status != http.StatusOK {
		differs(t, "%v", got)
	}
}

func TestAFormBodyMeansTheSameAsAQuery(t *testing.T) {
	c := newCaller(t)
	params := url.Values{"Action": {"DescribeLoadBalancers"}, "RegionId": {home}}
	body := strings.NewReader(query(http.MethodPost, secret, params, nil))
	r := httptest.NewRequest(http.MethodPost, "https://slb.aliyuncs.com/", body)
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	if got := c.send(r); got.status != http.StatusOK {
		differs(t, "%v", got)
	}
}

func TestRAMUsersMayDoWhatTheirPoliciesGrant(t *testing.T) {
	c := newCaller(t)
	own := c.group("lb-bp1mockram")
	other := c.group("")
	for _, one := range []struct{ profile, group, rule string }{
		{"nobody", own, "ram.action"},
		{"nobody", other, "ram.action"},
		{"one-load-balancer", other, "ram.resource.load-balancer"},
	} {
		got := c.as(one.profile, action, "RegionId", home, "VServerGroupId", one.group, "BackendServers", eni)
		held(t, got, "403 Forbidden User not authorized", one.rule)
		if detail, _ := got.json["AccessDeniedDetail"].(map[string]any); detail["AuthPrincipalDisplayName"] != one.profile {
			differs(t, "the denial of %s carries %v", one.profile, detail)
		}
	}
	for i, one := range []struct{ profile, group string }{{"adder", own}, {"adder", other}, {"one-load-balancer", own}} {
		servers := strings.Replace(eni, "80", []string{"80", "81", "82"}[i], 1)
		if got := c.as(one.profile, action, "RegionId", home, "VServerGroupId", one.group, "BackendServers", servers); got.status != http.StatusOK {
			differs(t, "%s: %s", one.profile, got)
		}
	}
	if got := c.as("adder", "DeleteVServerGroup", "RegionId", home, "VServerGroupId", own); !slices.Equal(got.broke, []string{"DeleteVServerGroup/ram.action"}) || got.status != http.StatusForbidden {
		differs(t, "a user who may only add was answered %s", got)
	}
}
