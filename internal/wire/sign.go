package wire

import (
	"bytes"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
)

// SignACS3 signs a request anew, in place, as today's clients do: over the host and every x-acs- header it has.
func SignACS3(r *Request, id, secret string) {
	r.Header.Set("X-Acs-Content-Sha256", hexSHA256(r.Body))
	names := []string{"host"}
	for name := range r.Header {
		if strings.HasPrefix(name, "X-Acs-") {
			names = append(names, strings.ToLower(name))
		}
	}
	slices.Sort(names)
	r.Header.Set("Authorization", ACS3+" Credential="+id+",SignedHeaders="+strings.Join(names, ";")+",Signature="+signACS3(r, secret, names).value)
}

// SignRPC signs a request anew, in place, as older clients do: in the query, or in a form body that names the key.
func SignRPC(r *Request, id, secret string) {
	query, form := parameters(r.URL.RawQuery), url.Values{}
	if isForm(r.Header) {
		form = parameters(string(r.Body))
	}
	into := query
	if form.Has("AccessKeyId") {
		into = form
	}
	into.Set("AccessKeyId", id)
	into.Del("Signature")
	put(r, query, form)
	into.Set("Signature", signRPC(r, secret).value)
	put(r, query, form)
}

func put(r *Request, query, form url.Values) {
	r.URL.RawQuery = query.Encode()
	if len(form) > 0 {
		r.Body = []byte(form.Encode())
	}
}

// HTTP makes a request of net/http that can be sent.
func (r *Request) HTTP() *http.Request {
	req := &http.Request{Method: r.Method, URL: r.URL, Header: r.Header.Clone(), Host: r.URL.Host, ContentLength: int64(len(r.Body)), Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1}
	if len(r.Body) > 0 {
		req.Body = io.NopCloser(bytes.NewReader(r.Body))
	}
	return req
}
