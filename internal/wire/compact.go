package wire

import (
	"net/http"
	"unique"
)

// Compact removes, in place, what no report shows: the SDK's result, and headers that a Masker would remove, or that the mock
// added. Afterwards only a Masker sees the headers. It saves memory for exchanges that have been judged.
func (x *Exchange) Compact() {
	x.SDK, x.Request.cached = nil, nil
	x.Request.kept, x.Request.Header = keep(x.Request.header(), requestHeaders), nil
	if x.Answer != nil {
		x.Answer.kept, x.Answer.Header = keep(x.Answer.header(), answerHeaders), nil
		x.Answer.cached = nil
	}
}

// kept is a header as alternating names and values, which takes a third of the memory of a map.
type kept []string

func keep(h http.Header, names map[string]bool) kept {
	n := 0
	for name, values := range h {
		if names[name] {
			n += 2 * len(values)
		}
	}
	out := make(kept, 0, n)
	for name, values := range h {
		if !names[name] {
			continue
		}
		for _, v := range values {
			if len(v) >= 64 { // a user agent or the hash of an empty body: nearly always the same as in the last call
				v = unique.Make(v).Value()
			}
			out = append(out, name, v)
		}
	}
	return out
}

func (k kept) header() http.Header {
	out := make(http.Header, len(k)/2)
	for i := 0; i < len(k); i += 2 {
		out[k[i]] = append(out[k[i]], k[i+1])
	}
	return out
}

func (r *Request) header() http.Header {
	if r.kept != nil {
		return r.kept.header()
	}
	return r.Header
}

func (a *Answer) header() http.Header {
	if a.kept != nil {
		return a.kept.header()
	}
	return a.Header
}
