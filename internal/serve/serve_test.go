package serve_test

import (
	"bytes"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/slbconform/slbconform/internal/secrets"
	"github.com/slbconform/slbconform/internal/serve"
)

// Any client that can sign, in the query or in a form, as the account or with a temporary token, is served.
func TestTheOlderStyleIsServed(t *testing.T) {
	for _, form := range []bool{false, true} {
		for _, profile := range []string{"main", "temporary"} {
			main, site := serving(t, serve.Options{})
			c := as(t, site, main.endpoint, profile)
			c.form = form
			_, group := c.group()
			if a := c.add(group, oneServer); a.Status != 200 || len(a.BackendServers.BackendServer) != 1 {
				t.Errorf("%s, form %v: %+v", profile, form, a)
			}
			if c.last.Get("X-Slbconform-Mock") == "" {
				t.Error("the answer does not say that it is a mock's")
			}
		}
	}
}

// What a gateway refuses is refused as the gateway does, with its envelope.
func TestTheGatewayRefuses(t *testing.T) {
	ask := func(c *client) answer { return c.call("DescribeLoadBalancers", values{"RegionId": "cn-hangzhou"}) }
	for _, tc := range []struct {
		name, code string
		status     int
		do         func(c *client) answer
	}{
		{"a clock twenty minutes slow", "InvalidTimeStamp.Expired", 400, func(c *client) answer { c.at = time.Now().Add(-20 * time.Minute); return ask(c) }},
		{"a clock twenty minutes fast", "InvalidTimeStamp.Expired", 400, func(c *client) answer { c.at = time.Now().Add(20 * time.Minute); return ask(c) }},
		{"a nonce used twice", "SignatureNonceUsed", 400, func(c *client) answer { c.nonce = "once"; ask(c); return ask(c) }},
		{"an unknown key", "InvalidAccessKeyId.NotFound", 404, func(c *client) answer { c.key = "nobody-knows"; return ask(c) }},
		{"a wrong secret", "SignatureDoesNotMatch", 400, func(c *client) answer { c.secret = "wrong"; return ask(c) }},
		{"an unknown action", "InvalidApi.NotFound", 404, func(c *client) answer { return c.call("DescribeNothing", nil) }},
		{"an unknown version", "InvalidApi.NotFound", 404, func(c *client) answer {
			return c.call("DescribeLoadBalancers", values{"Version": "2013-01-01", "RegionId": "cn-hangzhou"})
		}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			c, _ := serving(t, serve.Options{})
			a := tc.do(c)
			if a.Code != tc.code || a.Status != tc.status {
				t.Errorf("got %d %s, want %d %s", a.Status, a.Code, tc.status, tc.code)
			}
			if a.RequestId == "" || a.HostId == "" || a.Recommend == "" || a.Message == "" {
				t.Errorf("the envelope lacks something: %+v", a)
			}
		})
	}
}

// A clock within fifteen minutes is good enough.
func TestASmallSkewPasses(t *testing.T) {
	c, _ := serving(t, serve.Options{})
	for _, skew := range []time.Duration{-14 * time.Minute, 14 * time.Minute} {
		c.at = time.Now().Add(skew)
		if a := c.call("DescribeLoadBalancers", values{"RegionId": "cn-hangzhou"}); a.Status != 200 {
			t.Errorf("%v: %+v", skew, a)
		}
	}
}

func TestTheAccountBehindCredentials(t *testing.T) {
	main, site := serving(t, serve.Options{})
	if a := main.call("GetCallerIdentity", nil); a.AccountId != site.Account.ID || !strings.HasSuffix(a.Arn, ":root") {
		t.Errorf("the main identity: %+v", a)
	}
	user := as(t, site, main.endpoint, "nobody")
	if a := user.call("GetCallerIdentity", nil); a.AccountId != site.Account.ID || !strings.HasSuffix(a.Arn, ":user/nobody") {
		t.Errorf("a RAM user: %+v", a)
	}
	user.form = true
	if a := user.call("GetCallerIdentity", nil); !strings.HasSuffix(a.Arn, ":user/nobody") {
		t.Errorf("a RAM user, with a form: %+v", a)
	}
	token := as(t, site, main.endpoint, "temporary")
	if a := token.call("GetCallerIdentity", nil); a.Status != 200 {
		t.Errorf("a temporary identity: %+v", a)
	}
	for code, c := range map[string]*client{
		"SignatureDoesNotMatch":       {key: main.key, secret: "wrong"},
		"InvalidAccessKeyId.NotFound": {key: "nobody-knows"},
		"InvalidTimeStamp.Expired":    {key: main.key, secret: main.secret, at: time.Now().Add(-time.Hour)},
		"MissingSecurityToken":        {key: token.key, secret: token.secret},
	} {
		c.t, c.endpoint = t, main.endpoint
		if a := c.call("GetCallerIdentity", nil); a.Code != code || a.AccountId != "" || a.HostId == "" || a.Recommend == "" {
			t.Errorf("want %s, got %+v", code, a)
		}
	}
}

// The log says what was called and which rules it broke, a request that the document does not allow is served all
// the same, and no secret stands in it.
func TestTheLog(t *testing.T) {
	var log lockedBuffer
	c, site := serving(t, serve.Options{Log: logTo(t, &log)})
	_, group := c.group()
	if a := c.add(group, `[{"ServerId":"eni-bp1mockfirst","Type":"eni","Port":80,"Foo":1}]`); a.Status != 200 {
		t.Errorf("refused for the schema alone: %+v", a)
	}
	c.add(group, `[{"ServerId":"eni-bp1mockfirst","Type":"eni","Port":80,"Weight":101}]`)
	c.secret = "a wrong secret"
	c.add(group, oneServer)
	text := log.String()
	for _, want := range []string{`"AddVServerGroupBackendServers" 200`, "server.weight.range", "/0/Foo", "SignatureDoesNotMatch"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not in the log:\n%s", want, text)
		}
	}
	main := site.Account.Profile("main")
	if err := secrets.Check([]byte(text), main.ID, main.Secret, "a wrong secret"); err != nil {
		t.Errorf("%v:\n%s", err, text)
	}
}

func TestThePageOfTheAccount(t *testing.T) {
	c, site := serving(t, serve.Options{})
	response, err := http.Get(c.endpoint + "/")
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	body, _ := io.ReadAll(response.Body)
	for _, s := range site.Account.Servers {
		if !bytes.Contains(body, []byte(s.ID)) {
			t.Errorf("%s is not on the page", s.ID)
		}
	}
	if n := bytes.Count(body, []byte(`<tr id="`)); n < 26 {
		t.Errorf("only %d error codes are on the page", n)
	}
}

type lockedBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lockedBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lockedBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}
