package wire_test

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"net/http"
	"net/url"
	"testing"
	"time"

	"github.com/slbconform/slbconform/internal/wire"
)

// The vendor's signature pages print these two (docs/sources.md#signature-examples): both spellings of the timestamp.
func TestPublishedRPCSignatures(t *testing.T) {
	for _, c := range []struct{ spelling, signature string }{
		{"TimeStamp", "CT9X0VtwR86fNWSnsc6v8YGOjuE="},
		{"Timestamp", "OLeaidS1JvxuMvnyHOwuJ+uX5qY="},
	} {
		r := publishedRPC(c.spelling, c.signature)
		s, err := wire.ReadSignature(r)
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Verify(r, "testsecret"); err != nil {
			t.Errorf("%s: %v", c.spelling, err)
		}
		if s.Scheme != wire.RPC || s.AccessKeyID != "testid" || s.Nonce != "3ee8c1b8-83d3-44af-a94f-4e0ad82fd6cf" {
			t.Errorf("read %+v", s)
		}
		if want := time.Date(2016, 2, 23, 12, 46, 24, 0, time.UTC); !s.Date.Equal(want) {
			t.Errorf("the date is %v, want %v", s.Date, want)
		}
	}
}

// The vendor's page of the newer scheme prints the hash of the canonical request as well.
func TestPublishedACS3Signature(t *testing.T) {
	r := publishedACS3()
	s, err := wire.ReadSignature(r)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Verify(r, "YourAccessKeySecret"); err != nil {
		t.Error(err)
	}
	var mismatch *wire.MismatchError
	if err := s.Verify(r, "another"); !errors.As(err, &mismatch) {
		t.Fatalf("a wrong secret gives %v", err)
	}
	want := wire.ACS3 + "\n" + "7ea06492da5221eba5297e897ce16e55f964061054b7695beedaac1145b1e259"
	if mismatch.StringToSign != want {
		t.Errorf("string to sign %q, want %q", mismatch.StringToSign, want)
	}
}

// Whatever is changed on the way, the signature no longer holds.
func TestAChangedRequestDoesNotVerify(t *testing.T) {
	changes := map[string]func(r *wire.Request){
		"method":            func(r *wire.Request) { r.Method = "GET" },
		"path":              func(r *wire.Request) { r.URL.Path = "/x" },
		"host":              func(r *wire.Request) { r.URL.Host = "elsewhere" },
		"a parameter":       func(r *wire.Request) { r.URL.RawQuery = "RegionId=cn-beijing" },
		"one more":          func(r *wire.Request) { r.URL.RawQuery += "&X=1" },
		"a signed header":   func(r *wire.Request) { r.Header.Set("X-Acs-Version", "2014-05-15") },
		"the date":          func(r *wire.Request) { r.Header.Set("X-Acs-Date", "2023-10-26T10:22:33Z") },
		"the body":          func(r *wire.Request) { r.Body = []byte("x") },
		"body and its hash": func(r *wire.Request) { r.Body = []byte("x"); r.Header.Set("X-Acs-Content-Sha256", hash("x")) },
	}
	for name, change := range changes {
		t.Run(name, func(t *testing.T) {
			r := publishedACS3()
			change(r)
			s, err := wire.ReadSignature(r)
			if err != nil {
				t.Fatal(err)
			}
			var mismatch *wire.MismatchError
			if err := s.Verify(r, "YourAccessKeySecret"); !errors.As(err, &mismatch) {
				t.Errorf("got %v, want a mismatch", err)
			}
		})
	}
}

// What is sent more than once is signed in one order, whatever order it came in.
func TestValuesAreSignedInOrder(t *testing.T) {
	signed := func(r *wire.Request) string {
		s, err := wire.ReadSignature(r)
		if err != nil {
			t.Fatal(err)
		}
		var mismatch *wire.MismatchError
		if err := s.Verify(r, "another"); !errors.As(err, &mismatch) {
			t.Fatalf("a wrong secret gives %v", err)
		}
		return mismatch.StringToSign
	}
	acs3 := func(values ...string) *wire.Request {
		r := publishedACS3()
		r.Header["X-Acs-Version"] = values
		return r
	}
	rpc := func(pairs string) *wire.Request {
		r := publishedRPC("Timestamp", "x")
		r.URL.RawQuery += pairs
		return r
	}
	if signed(acs3("1", "2")) != signed(acs3("2", "1")) || signed(acs3("1", "2")) == signed(acs3("1")) {
		t.Error("a header's values are signed in the order that they came in, or not all of them")
	}
	if signed(rpc("&X=1&X=2")) != signed(rpc("&X=2&X=1")) || signed(rpc("&X=1&X=2")) == signed(rpc("&X=1")) {
		t.Error("a parameter's values are signed in the order that they came in, or not all of them")
	}
}

func TestUnreadableSignatures(t *testing.T) {
	header := func(name, value string) *wire.Request {
		r := publishedACS3()
		r.Header.Set(name, value)
		return r
	}
	const parts = "Credential=a,SignedHeaders=host;x-acs-action;x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version,Signature=00"
	for name, c := range map[string]struct {
		request *wire.Request
		want    error
	}{
		"nothing":             {&wire.Request{Method: "GET", URL: &url.URL{}, Header: http.Header{}}, wire.ErrUnsigned},
		"another scheme":      {header("Authorization", "ACS3-HMAC-SM3 "+parts), wire.ErrIncomplete},
		"no credential":       {header("Authorization", wire.ACS3+" SignedHeaders=host,Signature=00"), wire.ErrIncomplete},
		"no nonce":            {header("X-Acs-Signature-Nonce", ""), wire.ErrIncomplete},
		"no date":             {header("X-Acs-Date", ""), wire.ErrIncomplete},
		"an unsigned header":  {header("X-Acs-Security-Token", "t"), wire.ErrIncomplete},
		"host not signed":     {header("Authorization", wire.ACS3+" Credential=a,SignedHeaders=x-acs-action;x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version,Signature=00"), wire.ErrIncomplete},
		"a date with an hour": {header("X-Acs-Date", "2023-10-26T10:22Z"), wire.ErrTimestamp},
		"another zone":        {header("X-Acs-Date", "2023-10-26T10:22:32+08:00"), wire.ErrTimestamp},
		"RPC without key":     {withQuery("Signature=x&SignatureNonce=1"), wire.ErrIncomplete},
		"RPC, unsigned":       {withQuery("AccessKeyId=1&SignatureNonce=1"), wire.ErrNoSignature},
		"RPC without nonce":   {withQuery("Signature=x&AccessKeyId=1"), wire.ErrIncomplete},
		"RPC, another method": {withQuery("Signature=x&AccessKeyId=1&SignatureNonce=1&SignatureMethod=HMAC-SHA256"), wire.ErrIncomplete},
		"RPC without date":    {withQuery("Signature=x&AccessKeyId=1&SignatureNonce=1"), wire.ErrTimestamp},
	} {
		if _, err := wire.ReadSignature(c.request); !errors.Is(err, c.want) {
			t.Errorf("%s: got %v, want %v", name, err, c.want)
		}
	}
}

func publishedRPC(spelling, signature string) *wire.Request {
	q := url.Values{
		"AccessKeyId": {"testid"}, "Action": {"DescribeRegions"}, "Format": {"XML"}, "SignatureMethod": {"HMAC-SHA1"},
		"SignatureNonce": {"3ee8c1b8-83d3-44af-a94f-4e0ad82fd6cf"}, "SignatureVersion": {"1.0"}, "Version": {"2014-05-26"},
		spelling: {"2016-02-23T12:46:24Z"}, "Signature": {signature},
	}
	return withQuery(q.Encode())
}

func withQuery(q string) *wire.Request {
	return &wire.Request{Method: "GET", URL: &url.URL{Host: "slb.aliyuncs.com", Path: "/", RawQuery: q}, Header: http.Header{}}
}

func publishedACS3() *wire.Request {
	h := http.Header{}
	h.Set("x-acs-action", "RunInstances")
	h.Set("x-acs-content-sha256", hash(""))
	h.Set("x-acs-date", "2023-10-26T10:22:32Z")
	h.Set("x-acs-signature-nonce", "3156853299f313e23d1673dc12e1703d")
	h.Set("x-acs-version", "2014-05-26")
	h.Set("Authorization", "ACS3-HMAC-SHA256 Credential=YourAccessKeyId,SignedHeaders=host;x-acs-action;x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version,Signature=06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0")
	q := url.Values{"ImageId": {"win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd"}, "RegionId": {"cn-shanghai"}}
	return &wire.Request{Method: "POST", URL: &url.URL{Host: "ecs.cn-shanghai.aliyuncs.com", Path: "/", RawQuery: q.Encode()}, Header: h}
}

func hash(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:])
}
