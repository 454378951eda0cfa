package wire_test

import (
	"net/http"
	"net/url"
	"testing"

	"github.com/slbconform/slbconform/internal/wire"
)

// BenchmarkMask masks an exchange as almost all are, with nothing in it but a nonce, by somebody who knows fifteen
// secrets.
func BenchmarkMask(b *testing.B) {
	x := &wire.Exchange{
		Request: wire.Request{
			Method: http.MethodPost, URL: &url.URL{Scheme: "https", Host: "slb.aliyuncs.com", Path: "/", RawQuery: "BackendServers=%5B%7B%22ServerId%22%3A%22eni-1%22%2C%22Port%22%3A%2280%22%7D%5D&RegionId=cn-hangzhou&VServerGroupId=rsp-1"},
			Header: http.Header{"X-Acs-Action": {"AddVServerGroupBackendServers"}, "X-Acs-Version": {"2014-05-15"}, "X-Acs-Signature-Nonce": {"dcfb58f2607a532aef7dd3ea88447ec2"}, "Authorization": {"ACS3-HMAC-SHA256 Credential=x"}},
		},
		Answer: &wire.Answer{Status: 200, Header: http.Header{"Content-Type": {"application/json"}}, Body: []byte(`{"RequestId":"9DEC6B19-0E84-4A7C-A9A9-0A1B2C3D4E5F","VServerGroupId":"rsp-1","BackendServers":{"BackendServer":[{"ServerId":"eni-1","Port":80,"Weight":100,"Type":"eni","Description":"test-112"}]}}`)},
	}
	var secrets []string
	for c := 'a'; c < 'p'; c++ {
		secrets = append(secrets, "published-secret-of-"+string(c))
	}
	m := wire.NewMasker(secrets...)
	b.ReportAllocs()
	for b.Loop() {
		m.Exchange(x)
	}
}
