package wire

import (
	"net/url"
	"strings"
)

// Params are the parameters of the request: those of the query and, for a form body, those of the form, in the
// order of the wire within each name.
func (r *Request) Params() url.Values {
	params := parameters(r.URL.RawQuery)
	if isForm(r.Header) {
		for name, values := range parameters(string(r.Body)) {
			params[name] = append(params[name], values...)
		}
	}
	return params
}

// parameters reads name=value pairs and loses none. net/url drops a pair with a bare semicolon, and one with a percent
// sign that begins no escape: the client would be told that it left a parameter out, or that its signature is wrong.
func parameters(text string) url.Values {
	params := url.Values{}
	for pair := range strings.SplitSeq(text, "&") {
		if pair == "" {
			continue
		}
		name, value, _ := strings.Cut(pair, "=")
		name, value = unescaped(name), unescaped(value)
		params[name] = append(params[name], value)
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
