package wire_test

import (
	"net/http"
	"net/url"
	"testing"

	"github.com/slbconform/slbconform/internal/wire"
)

// What is signed anew verifies, in either scheme and wherever the parameters are, and not with another secret.
func TestWhatIsSignedAnewVerifies(t *testing.T) {
	form := http.Header{"Content-Type": {"application/x-www-form-urlencoded"}}
	dated := http.Header{"X-Acs-Date": {"2026-03-04T05:06:07Z"}, "X-Acs-Signature-Nonce": {"<SignatureNonce:1>"}}
	const rpc = "AccessKeyId=x&Signature=old&SignatureMethod=HMAC-SHA1&SignatureNonce=n&Timestamp=2026-03-04T05%3A06%3A07Z&A=b+c%2A~"
	for name, c := range map[string]struct {
		query, body string
		header      http.Header
		sign        func(*wire.Request, string, string)
	}{
		"headers":    {"RegionId=cn-hangzhou&List=%5B%5D", "", dated, wire.SignACS3},
		"the query":  {rpc, "", http.Header{}, wire.SignRPC},
		"the form":   {"", rpc, form, wire.SignRPC},
		"a raw body": {"", `{"a":1}`, dated, wire.SignACS3},
	} {
		r := &wire.Request{Method: "POST", URL: &url.URL{Scheme: "https", Host: "slb.aliyuncs.com", Path: "/", RawQuery: c.query}, Header: c.header.Clone(), Body: []byte(c.body)}
		c.sign(r, "key", "secret")
		s, err := wire.ReadSignature(r)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if err := s.Verify(r, "secret"); err != nil || s.AccessKeyID != "key" || s.Verify(r, "another") == nil {
			t.Errorf("%s: signed by %q, %v", name, s.AccessKeyID, err)
		}
	}
}
