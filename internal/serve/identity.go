package serve

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/slbconform/slbconform/fixtures"
	"github.com/slbconform/slbconform/internal/mock"
	"github.com/slbconform/slbconform/internal/wire"
)

// What a live run asks of another service before it creates anything.
const (
	whoAction  = "GetCallerIdentity"
	whoVersion = "2015-04-01"
	skew       = 15 * time.Minute // of the client's clock, either way (docs/sources.md#clock)
)

// Whoami answers whose credentials these are (GetCallerIdentity of Sts 2015-04-01), and leaves all other calls to next.
func Whoami(next http.Handler, account func() *fixtures.Account, now func() time.Time, answers *fixtures.Answers) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		request, err := read(r)
		if err != nil || !mentions(request, whoAction) || request.Action() != whoAction || request.Version() != whoVersion {
			next.ServeHTTP(w, r)
			return
		}
		key, outcome, values := signer(request, account(), now())
		if outcome != "" {
			refuse(w, answers, whoAction, outcome, values)
			return
		}
		w.Header().Set(mock.Header, "1")
		w.Header().Set("Content-Type", jsonType)
		_ = json.NewEncoder(w).Encode(described(key, account())) // an error means that the client is gone
	})
}

// mentions spares other calls the reading of their parameters.
func mentions(r *wire.Request, action string) bool {
	return r.Header.Get("X-Acs-Action") == action || strings.Contains(r.URL.RawQuery, action) || bytes.Contains(r.Body, []byte(action))
}

// signer finds who signed a request, or the outcome that refuses it, as the gateway does for every action.
func signer(r *wire.Request, a *fixtures.Account, now time.Time) (key *fixtures.Credential, outcome string, values fixtures.Values) {
	signature, err := wire.ReadSignature(r)
	switch {
	case errors.Is(err, wire.ErrTimestamp):
		return nil, "InvalidTimeStamp.Format", nil
	case errors.Is(err, wire.ErrUnsigned):
		return nil, "MissingName", fixtures.Values{"detail": "AccessKeyId"}
	case errors.Is(err, wire.ErrNoSignature):
		return nil, "MissingName", fixtures.Values{"detail": "Signature"}
	case err != nil:
		return nil, "IncompleteSignature", fixtures.Values{"detail": err.Error()}
	case now.Sub(signature.Date).Abs() > skew:
		return nil, "InvalidTimeStamp.Expired", nil
	}
	key = a.Key(signature.AccessKeyID)
	if key == nil || signature.SecurityToken != "" && signature.SecurityToken != key.Token {
		return nil, "InvalidAccessKeyId.NotFound", nil
	}
	if key.Token != "" && signature.SecurityToken == "" {
		return nil, "MissingSecurityToken", nil
	}
	var mismatch *wire.MismatchError
	if errors.As(signature.Verify(r, key.Secret), &mismatch) {
		if outcome = "SignatureDoesNotMatch"; signature.Scheme == wire.ACS3 {
			outcome += ".ACS3"
		}
		return nil, outcome, fixtures.Values{"detail": mismatch.StringToSign, "CanonicalRequest": mismatch.CanonicalRequest}
	}
	return key, "", nil
}

func described(key *fixtures.Credential, a *fixtures.Account) map[string]string {
	out := map[string]string{
		"RequestId": mock.NewRequestID(), "AccountId": a.ID, "IdentityType": "Account",
		"UserId": a.ID, "PrincipalId": a.ID, "Arn": fmt.Sprintf("acs:ram::%s:root", a.ID),
	}
	if key.User != "" {
		out["IdentityType"], out["UserId"], out["PrincipalId"] = "RAMUser", key.User, key.User
		out["Arn"] = fmt.Sprintf("acs:ram::%s:user/%s", a.ID, key.User)
	}
	return out
}
