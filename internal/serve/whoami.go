package serve

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"

	"github.com/slbconform/slbconform/fixtures"
	"github.com/slbconform/slbconform/internal/mock"
	"github.com/slbconform/slbconform/internal/wire"
)

// Whoami answers the one call of another service that a live run needs before it creates anything: whose
// credentials these are (GetCallerIdentity of Sts 2015-04-01).
func Whoami(next http.Handler, a *fixtures.Account) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !asksWho(r) {
			next.ServeHTTP(w, r)
			return
		}
		request, err := wire.ReadRequest(r)
		if err != nil {
			http.Error(w, "the request cannot be read to its end", http.StatusBadRequest)
			return
		}
		key, code := signer(request, a)
		out := map[string]string{"RequestId": mock.DefaultEffects().RequestID()}
		status := http.StatusOK
		if code != "" {
			status = http.StatusBadRequest
			out["Code"], out["HostId"], out["Message"] = code, "sts.aliyuncs.com", "The credentials are not those of the account."
		} else {
			describe(out, key, a)
		}
		w.Header().Set(mock.Header, "1")
		w.Header().Set("Content-Type", "application/json;charset=utf-8")
		w.WriteHeader(status)
		_ = json.NewEncoder(w).Encode(out) // an error means that the client is gone
	})
}

// asksWho looks at the header and the query alone: a form body is left for others to read.
func asksWho(r *http.Request) bool {
	const action = "GetCallerIdentity"
	return r.Header.Get("X-Acs-Action") == action || (strings.Contains(r.URL.RawQuery, action) && r.URL.Query().Get("Action") == action)
}

func signer(r *wire.Request, a *fixtures.Account) (*fixtures.Credential, string) {
	signature, err := wire.ReadSignature(r)
	if err != nil {
		return nil, "IncompleteSignature"
	}
	key := a.Key(signature.AccessKeyID)
	if key == nil {
		return nil, "InvalidAccessKeyId.NotFound"
	}
	if signature.Verify(r, key.Secret) != nil || signature.SecurityToken != key.Token {
		return nil, "SignatureDoesNotMatch"
	}
	return key, ""
}

func describe(out map[string]string, key *fixtures.Credential, a *fixtures.Account) {
	out["AccountId"], out["IdentityType"] = a.ID, "Account"
	out["UserId"], out["PrincipalId"] = a.ID, a.ID
	out["Arn"] = fmt.Sprintf("acs:ram::%s:root", a.ID)
	if key.User != "" {
		out["IdentityType"], out["UserId"], out["PrincipalId"] = "RAMUser", key.User, key.User
		out["Arn"] = fmt.Sprintf("acs:ram::%s:user/%s", a.ID, key.User)
	}
}
