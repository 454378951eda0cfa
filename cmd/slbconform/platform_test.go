package main

import (
	"crypto/tls"
	"fmt"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"github.com/slbconform/slbconform/fixtures"
	"github.com/slbconform/slbconform/internal/serve/servetest"
)

const (
	stsHost       = "sts.aliyuncs.com"
	metadataHost  = "100.100.100.200"
	idToken       = "canary-of-the-oidc-token-0123456789"
	metadataToken = "canary-of-the-metadata-token-0123456789"
)

// platform plays what stands behind the platform's roles: the token service for an OIDC role, and the metadata service
// of an ECS instance. The credentials library finds both by their fixed names, so they are reached through a proxy,
// which HTTP_PROXY and HTTPS_PROXY name; TLS ends here, with a certificate that SSL_CERT_FILE makes known. Each
// identity is about to expire: every call of a run asks for a new one.
type platform struct {
	key    *fixtures.Credential
	secure *httptest.Server

	mu    sync.Mutex
	asked []string // what was asked for, in order
	given int
}

func (p *platform) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method == http.MethodConnect {
		servetest.Tunnel{To: p.secure.Listener.Addr().String()}.ServeHTTP(w, r)
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	asks := r.Host + r.URL.Path + r.URL.Query().Get("Action")
	p.asked = append(p.asked, asks)
	switch asks {
	case stsHost + "/AssumeRoleWithOIDC":
		if r.FormValue("OIDCToken") != idToken || r.FormValue("RoleArn") == "" || r.FormValue("OIDCProviderArn") == "" {
			http.Error(w, `{"Code":"AuthenticationFail.OIDCToken.Invalid"}`, http.StatusBadRequest)
			return
		}
		fmt.Fprintf(w, `{"RequestId":"1","Credentials":%s}`, p.identity())
	case metadataHost + "/latest/api/token":
		fmt.Fprint(w, metadataToken)
	case metadataHost + "/latest/meta-data/ram/security-credentials/":
		fmt.Fprint(w, "nightly")
	case metadataHost + "/latest/meta-data/ram/security-credentials/nightly":
		if r.Header.Get("X-Aliyun-Ecs-Metadata-Token") != metadataToken {
			http.Error(w, "a token is needed", http.StatusForbidden)
			return
		}
		fmt.Fprint(w, p.identity())
	default:
		http.NotFound(w, r)
	}
}

func (p *platform) identity() string {
	p.given++
	return fmt.Sprintf(`{"Code":"Success","AccessKeyId":%q,"AccessKeySecret":%q,"SecurityToken":%q,"Expiration":%q}`,
		p.key.ID, p.key.Secret, p.key.Token, time.Now().Add(time.Minute).UTC().Format(time.RFC3339))
}

// servePlatform serves the platform's roles, and returns the environment in which a program finds them.
func servePlatform(t *testing.T, key *fixtures.Credential) (*platform, []string) {
	t.Helper()
	p := &platform{key: key}
	certificate, file := servetest.Certified(t, stsHost)
	p.secure = httptest.NewUnstartedServer(p)
	p.secure.TLS = &tls.Config{Certificates: []tls.Certificate{certificate}}
	p.secure.StartTLS()
	t.Cleanup(p.secure.Close)
	proxy := httptest.NewServer(p)
	t.Cleanup(proxy.Close)
	return p, []string{"HTTP_PROXY=" + proxy.URL, "HTTPS_PROXY=" + proxy.URL, "SSL_CERT_FILE=" + file}
}
