package capture

import (
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/slbconform/slbconform/internal/target"
	"github.com/slbconform/slbconform/internal/wire"
)

// again puts captured calls to another target, in the terms of that one: its resources stand for the captured ones of
// the same role, what it creates for what the run created, its credentials for those of the run.
type again struct {
	session *target.Session
	about   target.Description
	stands  *pseudonyms // captured → the other target's
}

func newAgain(c *Capture, to *target.Session, about target.Description) *again {
	a := &again{session: to, about: about, stands: newPseudonyms()}
	a.stand(c.Inventory.VPC, to.Inventory.VPC)
	a.stand(c.Inventory.VSwitch, to.Inventory.VSwitch)
	for role, of := range c.Inventory.Roles {
		by, ok := to.Inventory.Roles[role]
		if !ok {
			continue
		}
		a.stand(of.ID, by.ID)
		a.stand(of.LB, by.LB)
		for i := range min(len(of.IDs), len(by.IDs)) {
			a.stand(of.IDs[i], by.IDs[i])
		}
		for i := range min(len(of.Addresses), len(by.Addresses)) {
			a.stand(of.Addresses[i], by.Addresses[i])
		}
	}
	return a
}

func (a *again) stand(captured, by string) {
	if _, known := a.stands.names[captured]; captured != "" && by != "" && !known {
		a.stands.names[captured] = by
	}
}

// send puts one captured call to the target and returns what came of it. The error says that it could not be signed.
func (a *again) send(r *recording) (*wire.Exchange, error) {
	request, err := a.request(r)
	if err != nil {
		return nil, err
	}
	var kept *wire.Exchange
	recorder := &wire.Recorder{Next: a.session.Transport, Keep: func(x *wire.Exchange) { kept = x }}
	if response, err := recorder.RoundTrip(request.HTTP()); err == nil {
		response.Body.Close()
	}
	if kept != nil && kept.Answer != nil {
		a.learn("", object(r.Response.Body), object(string(kept.Answer.Body)))
	}
	return kept, nil
}

// request is a captured one in the target's terms, signed in the manner of the captured one.
func (a *again) request(r *recording) (*wire.Request, error) {
	u, err := url.Parse(r.Request.URL)
	if err != nil {
		return nil, err
	}
	host, protocol := target.SplitEndpoint(a.about.Endpoint)
	u.Scheme, u.Host, u.RawQuery = strings.ToLower(protocol), host, a.stands.query(u.RawQuery)
	out := &wire.Request{Method: r.Request.Method, URL: u, Header: r.Request.Headers.Clone(), Body: []byte(r.Request.Body)}
	out.Header.Del(mannerHeader)
	if isForm(out.Header) {
		out.Body = []byte(a.stands.query(r.Request.Body))
	}
	if r.call.Manner == unsigned {
		return out, nil
	}
	return out, a.sign(out, r.call.Manner)
}

func (a *again) sign(r *wire.Request, manner string) error {
	keys, err := a.keys(manner)
	if err != nil {
		return err
	}
	rpc := !strings.Contains(manner, wire.ACS3) && r.Header.Get("X-Acs-Date") == "" && r.Params().Has("SignatureMethod")
	if rpc {
		return a.signRPC(r, manner, keys)
	}
	redate(manner, func(date string) { r.Header.Set("X-Acs-Date", date) })
	r.Header.Del("X-Acs-Security-Token")
	if keys.SecurityToken != "" && !strings.Contains(manner, withoutToken) {
		r.Header.Set("X-Acs-Security-Token", keys.SecurityToken)
	}
	wire.SignACS3(r, keys.AccessKeyID, keys.AccessKeySecret)
	return nil
}

func (a *again) signRPC(r *wire.Request, manner string, keys target.Credentials) error {
	wasSigned := r.Params().Has("Signature")
	query := r.URL.Query()
	redate(manner, func(date string) {
		if query.Has("Timestamp") {
			query.Set("Timestamp", date)
		}
	})
	if query.Has("SecurityToken") {
		query.Set("SecurityToken", keys.SecurityToken)
	}
	r.URL.RawQuery = query.Encode()
	wire.SignRPC(r, keys.AccessKeyID, keys.AccessKeySecret)
	if !wasSigned {
		query = r.URL.Query()
		query.Del("Signature")
		r.URL.RawQuery = query.Encode()
	}
	return nil
}

// keys are the credentials that a manner speaks of.
func (a *again) keys(manner string) (target.Credentials, error) {
	_, by, _ := strings.Cut(manner, " by ")
	by, _, _ = strings.Cut(by, ",")
	profile := ""
	if quoted, ok := strings.CutPrefix(by, profileWord); ok {
		name, err := strconv.Unquote(quoted)
		if err != nil {
			return target.Credentials{}, err
		}
		profile = name
	}
	keys, err := a.session.Credentials(profile)
	if by == nobody {
		keys.AccessKeyID = "nobodyhasthiskey"
	}
	if strings.Contains(manner, notVerifying) {
		keys.AccessKeySecret += "x"
	}
	return keys, err
}

// redate dates a call as far from now as the captured one was from its own moment. A date that stands still, or that
// nobody can read, stays.
func redate(manner string, set func(string)) {
	now := time.Now().UTC()
	_, dated, _ := strings.Cut(manner, ", dated ")
	words := strings.Fields(dated)
	switch {
	case strings.HasPrefix(manner, unreadable), len(words) == 1:
		return
	case len(words) >= 3:
		minutes, err := strconv.Atoi(words[0])
		if err != nil {
			return
		}
		if strings.HasPrefix(words[2], "ago") {
			minutes = -minutes
		}
		now = now.Add(time.Duration(minutes) * time.Minute)
	}
	set(now.Format("2006-01-02T15:04:05Z"))
}

// learn lets what the target made stand for what the run made, place by place in two answers.
func (a *again) learn(name string, captured, by any) {
	switch c := captured.(type) {
	case map[string]any:
		if b, ok := by.(map[string]any); ok {
			for member, v := range c {
				a.learn(member, v, b[member])
			}
		}
	case []any:
		if b, ok := by.([]any); ok {
			for i := range min(len(b), len(c)) {
				a.learn(name, c[i], b[i])
			}
		}
	case string:
		if b, ok := by.(string); ok && identifies(name) {
			a.stand(c, b)
		}
	}
}
