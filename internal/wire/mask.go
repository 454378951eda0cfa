package wire

import (
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// Mask shows the first four characters of an identifier: enough to tell two apart, too little to use it.
func Mask(s string) string {
	if len(s) <= 4 {
		return "****"
	}
	return s[:4] + "****"
}

// Masker makes copies of exchanges and texts without secrets. Equal secrets get equal placeholders ("<AccessKeyId:1>"), so that
// a reader still sees which calls share one. It is used by one goroutine at a time.
type Masker struct {
	secrets []*known
	names   map[string]string // secret → placeholder
	count   map[string]int    // kind → placeholders given out
}

// NewMasker makes a Masker that also replaces the given values wherever they are.
func NewMasker(secrets ...string) *Masker {
	m := &Masker{names: map[string]string{}, count: map[string]int{}}
	m.Know(secrets...)
	return m
}

// Know adds values to replace from now on.
func (m *Masker) Know(secrets ...string) {
	for _, s := range secrets {
		if len(s) >= 4 && !slices.ContainsFunc(m.secrets, func(k *known) bool { return k.secret == s }) {
			m.secrets = append(m.secrets, newKnown(s))
		}
	}
}

// Masked is Masker.Exchange with a new Masker.
func Masked(x *Exchange) *Exchange { return NewMasker().Exchange(x) }

// Exchange returns a copy without secrets: headers that are not known to be harmless are removed, secret parameters and members
// are placeholders, error texts do not repeat what was signed. All other bytes are unchanged. The SDK's result is left out,
// because it repeats the answer in forms that cannot be masked.
func (m *Masker) Exchange(x *Exchange) *Exchange {
	out := *x
	out.SDK = nil
	out.Request = m.request(&x.Request)
	if x.Answer != nil {
		out.Answer = &Answer{Status: x.Answer.Status, Header: m.header(x.Answer.header(), answerHeaders), Body: m.Body(x.Answer.Body)}
	}
	if x.Fault != nil {
		out.Fault = maskedError{text: m.Text(x.Fault.Error()), kind: x.Fault}
	}
	return &out
}

func (m *Masker) request(r *Request) Request {
	out := Request{Method: r.Method, Header: m.header(r.header(), requestHeaders), Body: m.Body(r.Body)}
	if r.URL != nil {
		u := *r.URL
		u.User, u.Fragment = nil, ""
		u.RawQuery = m.query(u.RawQuery)
		out.URL = &u
	}
	if IsForm(r.header()) {
		out.Body = []byte(m.query(string(r.Body)))
	}
	return out
}

// query masks the values of secret parameters and leaves every other byte of the query as the client wrote it.
func (m *Masker) query(raw string) string {
	if !m.mayHoldSecret(raw) && !m.mayHoldSecret(unescaped(raw)) {
		return raw
	}
	pairs := strings.Split(raw, "&")
	for i, pair := range pairs {
		name, value, _ := strings.Cut(pair, "=")
		plain := unescaped(value)
		switch kind := secretParameter(unescaped(name)); {
		case value == "":
		case kind != "":
			pairs[i] = name + "=" + url.QueryEscape(m.placeholder(kind, plain))
		default:
			if masked := m.Text(plain); masked != plain {
				pairs[i] = name + "=" + url.QueryEscape(masked)
			}
		}
	}
	return strings.Join(pairs, "&")
}

// Params are the parameters of a request without secrets, the first value of each.
func (m *Masker) Params(r *Request) map[string]string {
	params := r.Params()
	out := make(map[string]string, len(params))
	for name, values := range params {
		switch kind := secretParameter(name); {
		case values[0] == "":
			out[name] = ""
		case kind != "":
			out[name] = m.placeholder(kind, values[0])
		default:
			out[name] = m.Text(values[0])
		}
	}
	return out
}

func (m *Masker) header(h http.Header, keep map[string]bool) http.Header {
	out := make(http.Header, len(h))
	all := make([]string, 0, len(h)) // the values of all headers in one allocation: a report keeps every header of a run
	for name, values := range h {
		if !keep[name] && !strings.HasPrefix(name, "X-Slbconform-") {
			continue
		}
		kind, from := secretParameter(name), len(all)
		for _, v := range values {
			if kind != "" {
				all = append(all, m.placeholder(kind, v))
			} else {
				all = append(all, m.Text(v))
			}
		}
		out[name] = all[from:len(all):len(all)]
	}
	return out
}

func (m *Masker) placeholder(kind, secret string) string {
	if strings.HasPrefix(secret, "<"+kind+":") {
		return secret // masked before
	}
	if p, ok := m.names[secret]; ok {
		return p
	}
	m.count[kind]++
	p := "<" + kind + ":" + strconv.Itoa(m.count[kind]) + ">"
	m.names[secret] = p
	return p
}

// maskedError is a fault with a masked text. errors.Is matches as for the fault, which cannot be unwrapped.
type maskedError struct {
	text string
	kind error
}

func (e maskedError) Error() string        { return e.text }
func (e maskedError) Is(target error) bool { return errors.Is(e.kind, target) }
