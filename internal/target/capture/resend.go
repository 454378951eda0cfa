package capture

import (
	"errors"
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/slbconform/slbconform/internal/target"
	"github.com/slbconform/slbconform/internal/wire"
)

// resender puts captured calls to another target, in the terms of that one: its resources stand for the captured ones of
// the same role, what it creates for what the run created, its credentials for those of the run.
type resender struct {
	session *target.Session
	about   target.Description
	stands  *pseudonyms // captured → the other target's
}

func newResender(c *Capture, to *target.Session, about target.Description) *resender {
	a := &resender{session: to, about: about, stands: newPseudonyms()}
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

func (a *resender) stand(captured, by string) {
	if captured != "" && by != "" {
		a.stands.stand(captured, by)
	}
}

// send puts one captured call to the target and returns what came of it. The error says that it could not be signed.
func (a *resender) send(r *recording) (*wire.Exchange, error) {
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

// request is a captured one in the target's terms, signed as the captured one was.
func (a *resender) request(r *recording) (*wire.Request, error) {
	u, err := url.Parse(r.Request.URL)
	if err != nil {
		return nil, err
	}
	host, protocol := target.SplitEndpoint(a.about.Endpoint)
	u.Scheme, u.Host, u.RawQuery = strings.ToLower(protocol), host, a.stands.query(u.RawQuery)
	out := &wire.Request{Method: r.Request.Method, URL: u, Header: r.Request.Headers.Clone(), Body: []byte(r.Request.Body)}
	out.Header.Del(signingHeader)
	if isForm(out.Header) {
		out.Body = []byte(a.stands.query(r.Request.Body))
	}
	if r.call.Signing == unsigned {
		return out, nil
	}
	return out, a.sign(out, r.call.Signing)
}

func (a *resender) sign(r *wire.Request, signing string) error {
	keys, err := a.keys(signing)
	if err != nil {
		return err
	}
	rpc := !strings.Contains(signing, wire.ACS3) && r.Header.Get("X-Acs-Date") == "" && r.Params().Has("SignatureMethod")
	if rpc {
		return a.signRPC(r, signing, keys)
	}
	redate(signing, func(date string) { r.Header.Set("X-Acs-Date", date) })
	r.Header.Del("X-Acs-Security-Token")
	if keys.SecurityToken != "" && !strings.Contains(signing, withoutToken) {
		r.Header.Set("X-Acs-Security-Token", keys.SecurityToken)
	}
	wire.SignACS3(r, keys.AccessKeyID, keys.AccessKeySecret)
	return nil
}

func (a *resender) signRPC(r *wire.Request, signing string, keys target.Credentials) error {
	wasSigned := r.Params().Has("Signature")
	query := r.URL.Query()
	redate(signing, func(date string) {
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

// errNoIdentity: the other target has nobody in the role that signed a captured call.
var errNoIdentity = errors.New("nobody there plays the role of whoever signed it")

// keys are the credentials that a signing mode speaks of. The error wraps errNoIdentity, or is the target's.
func (a *resender) keys(signing string) (target.Credentials, error) {
	_, by, _ := strings.Cut(signing, " by ")
	by, _, _ = strings.Cut(by, ",")
	profile := ""
	if quoted, ok := strings.CutPrefix(by, identityWord); ok {
		role, err := strconv.Unquote(quoted)
		if err != nil {
			return target.Credentials{}, err
		}
		identity, ok := a.session.Inventory.Identities[role]
		if !ok {
			return target.Credentials{}, fmt.Errorf("%w: %q", errNoIdentity, role)
		}
		profile = identity.Profile
	}
	keys, err := a.session.Credentials(profile)
	if by == nobody {
		keys.AccessKeyID = "nobodyhasthiskey"
	}
	if strings.Contains(signing, notVerifying) {
		keys.AccessKeySecret += "x"
	}
	if err == nil && keys.SecurityToken == "" && strings.Contains(signing, withoutToken) {
		err = fmt.Errorf("%w: %s has no token there to be left out", errNoIdentity, by)
	}
	return keys, err
}

// redate dates a call as far from now as the captured one was from its own moment. A date that stands still, or that
// nobody can read, stays.
func redate(signing string, set func(string)) {
	now := time.Now().UTC()
	_, dated, _ := strings.Cut(signing, ", dated ")
	words := strings.Fields(dated)
	switch {
	case strings.HasPrefix(signing, unreadable), len(words) == 1:
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
func (a *resender) learn(name string, captured, by any) {
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
