package wire_test

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/slbconform/slbconform/internal/secrets"
	"github.com/slbconform/slbconform/internal/wire"
)

// Every place that a secret can be in holds a canary; none sings after masking, and the second look agrees.
func TestNoCanarySurvivesMasking(t *testing.T) {
	x := exchangeWithSecrets()
	text := shown(wire.NewMasker("canary-known").Exchange(x))
	if strings.Contains(text, "canary") {
		t.Errorf("a canary sings:\n%s", text)
	}
	if err := secrets.Check([]byte(text)); err != nil {
		t.Errorf("the second look: %v", err)
	}
	if !strings.Contains(shown(x), "canary") {
		t.Error("the exchange itself was changed")
	}
}

func TestWhatIsNoSecretStays(t *testing.T) {
	text := shown(wire.Masked(exchangeWithSecrets()))
	for _, want := range []string{
		"BackendServers=%5B%7B+%22ServerId%22%3A%22eni-1%22%7D%5D", "VServerGroupId=rsp%2d1", "X-Acs-Action:[AddVServerGroupBackendServers]",
		`"Code":"SignatureDoesNotMatch"`, `"RequestId":"9DEC6B19-0E84-4A7C-A9A9-0A1B2C3D4E5F"`, "X-Slbconform-Mock:[yes]", "unexpected EOF",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("%s is gone from\n%s", want, text)
		}
	}
}

func TestPlaceholdersKeepIdentity(t *testing.T) {
	m := wire.NewMasker()
	first, again, other := m.Text("SignatureNonce=aaa1"), m.Text("SignatureNonce=aaa1"), m.Text("SignatureNonce=bbb2")
	if first != "SignatureNonce=<SignatureNonce:1>" || again != first || other != "SignatureNonce=<SignatureNonce:2>" {
		t.Errorf("got %s, %s, %s", first, again, other)
	}
	if twice := m.Text(first); twice != first {
		t.Errorf("masked twice: %s", twice)
	}
}

// The parameters of a call are told without its secrets.
func TestParametersWithoutSecrets(t *testing.T) {
	r := withQuery("Port=80&SecurityToken=canary&AccessKeyId=&Url=https://other@x/")
	got := fmt.Sprint(wire.NewMasker().Params(r))
	if got != "map[AccessKeyId: Port:80 SecurityToken:<SecurityToken:1> Url:https://<Userinfo:1>@x/]" {
		t.Errorf("the parameters are %s", got)
	}
	if !wire.IsSecret("x-acs-security-token") || wire.IsSecret("Port") {
		t.Error("a token is no secret, or a port is one")
	}
}

// Four characters of an identifier are shown where there are more, and a value of fewer is no secret that could be found.
func TestHowShortASecretIs(t *testing.T) {
	for s, want := range map[string]string{"": "****", "abcd": "****", "abcde": "abcd****"} {
		if got := wire.Mask(s); got != want {
			t.Errorf("%q is masked as %q", s, got)
		}
	}
	m := wire.NewMasker("abc", "wxyz", "wxyz", "other")
	if got := m.Text("abc wxyz wxyz other"); got != "abc <Secret:1> <Secret:1> <Secret:2>" {
		t.Errorf("the text became %q", got)
	}
}

// JSON that a sentence quotes is masked as a body is, escaped or not.
func TestQuotedJSONIsMasked(t *testing.T) {
	for _, text := range []string{`got {"SecurityToken": "canary","x":1}`, `got "{\"SecurityToken\":\"canary\"}"`, `got {"SecurityToken":["canary"]}`} {
		got := wire.Scrub(text)
		if strings.Contains(got, "canary") || !strings.HasPrefix(got, "got ") || strings.Count(got, `"`) != strings.Count(text, `"`) {
			t.Errorf("%s became %s", text, got)
		}
	}
}

// A body is evidence: what is no secret stays to the byte, in broken and cut JSON too.
func TestABodyStaysToTheByte(t *testing.T) {
	for _, body := range []string{
		``, ` `, `{}`, `{"a" : [1, 2.50, "x\"y"] , "b":null}` + "\n", `{"a":"cut`, `{"a":"cut\`, `{"`, `[[[`, `]]}}`, `{"a":1}{"b":2} tail`,
		"\xef\xbb\xbf{}", "{\"a\":\"\xff\xfe\"}", `<html>502</html>`, `{"Port":80,"Port":81}`,
	} {
		for _, body := range []string{body, `["@"]` + body} { // which the masker has to look into
			if got := string(wire.NewMasker().Body([]byte(body))); got != body {
				t.Errorf("%q became %q", body, got)
			}
		}
	}
	deep := `{"AccessDeniedDetail":{"n":9081,"List":[{"x":"canary"}]},"Port":9081,"x":"plain"}`
	if got := string(wire.NewMasker().Body([]byte(deep))); got != `{"AccessDeniedDetail":{"n":0000,"List":[{"x":"<AccessDeniedDetail:1>"}]},"Port":9081,"x":"plain"}` {
		t.Errorf("what is deep became %s", got)
	}
	cut := `{"Code":"x","AccessDeniedDetail":{"EncodedDiagnosticMessage":"canary`
	if got := string(wire.NewMasker().Body([]byte(cut))); got != `{"Code":"x","AccessDeniedDetail":{"EncodedDiagnosticMessage":"<AccessDeniedDetail:1>` {
		t.Errorf("the cut body became %s", got)
	}
}

func exchangeWithSecrets() *wire.Exchange {
	q := url.Values{"AccessKeyId": {"canary-key"}, "Signature": {"canary-sig="}, "SecurityToken": {"canary+token/=="}, "SignatureNonce": {"canary-nonce"}}
	request := http.Header{}
	for name, value := range map[string]string{
		"Authorization": "ACS3-HMAC-SHA256 Credential=canary,SignedHeaders=host,Signature=canary", "X-Acs-Security-Token": "canary",
		"X-Acs-Accesskey-Id": "canary", "X-Acs-Bearer-Token": "canary", "Cookie": "canary", "X-New": "canary",
		"X-Acs-Signature-Nonce": "canary", "X-Acs-Action": "AddVServerGroupBackendServers", "User-Agent": "sdk canary-known",
	} {
		request.Set(name, value)
	}
	answer := http.Header{"Location": {"https://x/?SecurityToken=canary"}, "Set-Cookie": {"canary"}, "X-Slbconform-Mock": {"yes"}, "Server": {"canary-known"}}
	body := `{"RequestId":"9DEC6B19-0E84-4A7C-A9A9-0A1B2C3D4E5F","Code":"SignatureDoesNotMatch",
 "Message":"Specified signature is not matched with our calculation. server string to sign is:GET&%2F&AccessKeyId%3Dcanary",
 "AccessDeniedDetail":{"AuthPrincipalOwnerId":"canary","Deep":{"List":["canary",{"x":"canary \" canary"}]}},
 "Recommend":"https://api.aliyun.com/troubleshoot?q=Forbidden&AccessKeyId=canary&x=1", "X":"canary-known","SecurityToken" : "canary"}`
	return &wire.Exchange{
		Action: "AddVServerGroupBackendServers",
		Request: wire.Request{
			Method: "POST", Header: request,
			URL: &url.URL{Scheme: "https", Host: "slb.aliyuncs.com", Path: "/", User: url.UserPassword("canary", "canary"),
				RawQuery: "BackendServers=%5B%7B+%22ServerId%22%3A%22eni-1%22%7D%5D&VServerGroupId=rsp%2d1&Security%54oken=canary-encoded-name&" + q.Encode()},
		},
		Answer: &wire.Answer{Status: 400, Header: answer, Body: []byte(body)},
		Fault:  fmt.Errorf(`Post "https://slb.aliyuncs.com/?%s": %w`, q.Encode(), io.ErrUnexpectedEOF),
		SDK:    &wire.SDKResult{Err: errors.New("SDKError: string to sign is canary")},
	}
}

func shown(x *wire.Exchange) string {
	sdk := ""
	if x.SDK != nil {
		sdk = x.SDK.Err.Error()
	}
	return fmt.Sprintf("%s %s %v %s\n%d %v %s\n%v %s", x.Request.Method, x.Request.URL, x.Request.Header, x.Request.Body,
		x.Answer.Status, x.Answer.Header, x.Answer.Body, x.Fault, sdk)
}
