package wire

import (
	"net/url"
	"strings"
)

// Params are the parameters of the query and of a form body, the values of a name in their order. They must not be changed:
// they are cached.
func (r *Request) Params() url.Values {
	if k := r.cached; k != nil && k.query == r.URL.RawQuery && sameBytes(k.body, r.Body) && k.contentType == first(r.Header, "Content-Type") {
		return k.params
	}
	return r.parse()
}

// OfGateway reports whether a parameter is for the gateway and not for an action: it names the action, version or format, or is
// a part of the signature.
func OfGateway(name string) bool {
	switch name {
	case "Action", "Version", "Format", "AccessKeyId", "SecurityToken", "Timestamp", "TimeStamp",
		"Signature", "SignatureMethod", "SignatureNonce", "SignatureType", "SignatureVersion":
		return true
	}
	return false
}

// query are the parameters of the query alone.
func (r *Request) query() url.Values {
	if !IsForm(r.header()) {
		return r.Params()
	}
	return parameters(r.URL.RawQuery)
}

func (r *Request) parse() url.Values {
	params := parameters(r.URL.RawQuery)
	if IsForm(r.header()) {
		for name, values := range parameters(string(r.Body)) {
			params[name] = append(params[name], values...)
		}
	}
	return params
}

// cachedParams are the parameters of a request with what they were read from, to notice that the request was changed.
type cachedParams struct {
	query, contentType string
	body               []byte
	params             url.Values
}

// readParams caches the parameters, which are needed a dozen times in a call.
func (r *Request) readParams() {
	r.cached = &cachedParams{query: r.URL.RawQuery, contentType: first(r.Header, "Content-Type"), body: r.Body, params: r.parse()}
}

// sameBytes reports whether two slices are the same memory. That suffices, because bodies are replaced and never written into.
func sameBytes(a, b []byte) bool {
	return len(a) == len(b) && (len(a) == 0 || &a[0] == &b[0])
}

// parameters reads name=value pairs. Unlike net/url it keeps pairs with a semicolon or an invalid escape: without them a client
// would be told that a parameter is missing, or that its signature is wrong.
func parameters(text string) url.Values {
	n := strings.Count(text, "&") + 1
	params, all := make(url.Values, n), make([]string, 0, n)
	for pair := range strings.SplitSeq(text, "&") {
		if pair == "" {
			continue
		}
		name, value, _ := strings.Cut(pair, "=")
		name, value = unescaped(name), unescaped(value)
		if others, ok := params[name]; ok {
			params[name] = append(others, value)
			continue
		}
		all = append(all, value)
		params[name] = all[len(all)-1 : len(all) : len(all)] // one array for the lists of one, which nearly all are
	}
	return params
}

func unescaped(s string) string {
	plain, err := url.QueryUnescape(s)
	if err != nil {
		return s
	}
	return plain
}
