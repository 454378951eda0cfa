package wire_test

import (
	"net/http"
	"net/url"
	"testing"

	"github.com/slbconform/slbconform/internal/wire"
)

// What a client wrote less carefully than net/url likes is read all the same, in the query as in a form: a parameter
// that is dropped in silence looks to its author like one that was never sent.
func TestNoParameterIsLost(t *testing.T) {
	const text = "plain=1&&Description=a;b&percent=100%&space=a+b&star=%2A&empty=&bare&twice=1&twice=2&%E5%90%8D=%F0%9F%98%80"
	for style, r := range map[string]*wire.Request{
		"query": {Method: http.MethodGet, URL: &url.URL{RawQuery: text}, Header: http.Header{}},
		"form": {Method: http.MethodPost, URL: &url.URL{}, Body: []byte(text),
			Header: http.Header{"Content-Type": {"application/x-www-form-urlencoded; charset=UTF-8"}}},
	} {
		params := r.Params()
		for name, want := range map[string]string{
			"plain": "1", "Description": "a;b", "percent": "100%", "space": "a b", "star": "*", "empty": "", "bare": "", "名": "😀",
		} {
			if got, ok := params[name]; !ok || got[0] != want {
				t.Errorf("%s: %s is %q, want %q", style, name, got, want)
			}
		}
		if got := params["twice"]; len(got) != 2 || got[0] != "1" || got[1] != "2" {
			t.Errorf("%s: twice is %q", style, got)
		}
		if len(params) != 9 {
			t.Errorf("%s: read %v", style, params)
		}
	}
}

// A pair that was slipped in after signing does not verify, however it is written.
func TestASlippedInPairDoesNotVerify(t *testing.T) {
	for _, pair := range []string{"x=1", "x=a;b", "x=%zz", "x"} {
		r := publishedRPC("Timestamp", "OLeaidS1JvxuMvnyHOwuJ+uX5qY=")
		r.URL.RawQuery += "&" + pair
		s, err := wire.ReadSignature(r)
		if err != nil {
			t.Fatal(err)
		}
		if s.Verify(r, "testsecret") == nil {
			t.Errorf("%s: it verifies", pair)
		}
	}
}
