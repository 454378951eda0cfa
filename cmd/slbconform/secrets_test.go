package main

import (
	"crypto/tls"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/slbconform/slbconform/fixtures"
	"github.com/slbconform/slbconform/internal/harness"
	"github.com/slbconform/slbconform/internal/serve/servetest"
	"github.com/slbconform/slbconform/internal/target"
)

// Each stands wherever a secret of its kind may be named; the account's own keys are looked for as well.
const (
	canary        = "cAnArY0secretMaterial0123456789abcdef"
	idToken       = "canary-of-the-oidc-token-0123456789"
	metadataToken = "canary-of-the-metadata-token-0123456789"
)

// A live run takes its keys from the environment, or a temporary identity from an OIDC role or from the role of an ECS
// instance, which it renews as it goes. It, its replay and their comparison leave no secret anywhere: not in a report, not in a
// capture or a journal, not on the console.
func TestNoSecretLeavesARun(t *testing.T) {
	t.Parallel()
	token := filepath.Join(t.TempDir(), "token")
	put(t, token, idToken)
	for name, c := range map[string]struct {
		uses        []string // profiles of the account
		asks        string   // the platform
		environment []string
	}{
		"keys": {[]string{"main", "temporary"}, "", nil}, // others it cannot know
		"an OIDC role": {[]string{"temporary"}, "sts.aliyuncs.com/AssumeRoleWithOIDC", []string{
			"ALIBABA_CLOUD_ROLE_ARN=acs:ram::1098765432101234:role/nightly", "ALIBABA_CLOUD_ECS_METADATA_DISABLED=true",
			"ALIBABA_CLOUD_OIDC_PROVIDER_ARN=acs:ram::1098765432101234:oidc-provider/ci", "ALIBABA_CLOUD_OIDC_TOKEN_FILE=" + token,
		}},
		"the role of an ECS instance": {[]string{"temporary"}, "100.100.100.200/latest/meta-data/ram/security-credentials/nightly", nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			secrets := []string{canary, idToken, metadataToken}
			var repeated atomic.Value // the service asks for it while it answers
			repeated.Store("")
			m := newMachine(t, func(next http.Handler) http.Handler {
				return servetest.Changed(servetest.WithSecret(next, canary), func(_ *http.Request, _ int, _ http.Header, body string) string {
					return strings.Replace(body, `"Message":"`, `"Message":"Seen: `+repeated.Load().(string)+`. `, 1)
				})
			})
			for _, profile := range c.uses {
				for _, s := range []string{m.Account.Profile(profile).Secret, m.Account.Profile(profile).Token} {
					if s != "" { // in forms that no name goes before
						secrets = append(secrets, s, strings.ToUpper(s), hex.EncodeToString([]byte(s)), base64.StdEncoding.EncodeToString([]byte(":"+s)))
					}
				}
			}
			repeated.Store(strings.Join(secrets[3:], ", "))
			given := &atomic.Int32{}
			if c.asks != "" {
				m.offer(func(inv *target.Inventory) { inv.Identities = nil }) // a profile would be found before the role of the instance
				m.Environment = append(c.environment, "HOME="+m.dir)
				m.environment = servePlatform(t, m.Account.Profile("temporary"), c.asks, given)
			}
			console := ""
			says := func(code int, said string) {
				if console += said; code == harness.ExitUsage {
					t.Errorf("exit code %d: %s", code, said)
				}
			}
			const rules = "-rules=platform.*,server.weight.range"
			says(m.run(m.live("-v", rules)...))
			captured, replayed := m.in("reports/out/capture"), m.in("replayed")
			says(m.inProcess("run", "-target", "replay", "-v", rules, "-reports", replayed, "-capture", captured))
			says(m.inProcess("compare", m.in("reports/out/conformance.json"), m.in("replayed/conformance.json")))
			says(m.inProcess("compare", "-capture", captured))
			if n := given.Load(); c.asks != "" && n < 2 {
				t.Errorf("%d identities were given\n%s", n, console)
			}
			m.put("console", console)
			files := 0
			err := fs.WalkDir(os.DirFS(m.dir), ".", func(name string, d fs.DirEntry, err error) error {
				if err != nil || d.IsDir() {
					return err
				}
				files++
				data := m.read(name)
				for _, s := range secrets {
					if at := strings.Index(data, s); at >= 0 {
						t.Errorf("%s holds a secret: %q", name, data[max(0, at-80):at])
					}
				}
				return nil
			})
			if left := m.left(); err != nil || files < 30 || len(left) != 0 {
				t.Errorf("%v, %d files were written, left behind: %v\n%s", err, files, left, console)
			}
		})
	}
}

// servePlatform plays what stands behind the platform's roles, the token service for an OIDC role and the metadata service of an
// ECS instance, and returns the environment in which a program finds them. The credentials library finds both by their fixed
// names, so they are reached through a proxy; TLS ends here, with a certificate that SSL_CERT_FILE makes known. Each identity is
// about to expire: every call of a run asks for a new one, which given counts.
func servePlatform(t *testing.T, key *fixtures.Credential, asks string, given *atomic.Int32) []string {
	t.Helper()
	const metadata = "100.100.100.200/latest/"
	identity := fmt.Sprintf(`{"Code":"Success","AccessKeyId":%q,"AccessKeySecret":%q,"SecurityToken":%q,"Expiration":%q}`,
		key.ID, key.Secret, key.Token, time.Now().Add(time.Minute).UTC().Format(time.RFC3339))
	answers := map[string]string{
		"sts.aliyuncs.com/AssumeRoleWithOIDC":                   `{"RequestId":"1","Credentials":` + identity + `}`,
		metadata + "api/token":                                  metadataToken,
		metadata + "meta-data/ram/security-credentials/":        "nightly",
		metadata + "meta-data/ram/security-credentials/nightly": identity,
	}
	answer := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked := r.Host + r.URL.Path + r.URL.Query().Get("Action")
		byRole := r.FormValue("OIDCToken") == idToken && r.FormValue("RoleArn") != "" && r.FormValue("OIDCProviderArn") != ""
		if !byRole && r.Header.Get("X-Aliyun-Ecs-Metadata-Token") != metadataToken && answers[asked] != metadataToken {
			w.WriteHeader(http.StatusForbidden)
			return
		}
		if asked == asks {
			given.Add(1)
		}
		fmt.Fprint(w, answers[asked])
	})
	certificate, file := servetest.Certified(t, "sts.aliyuncs.com")
	secure := httptest.NewUnstartedServer(answer)
	secure.TLS = &tls.Config{Certificates: []tls.Certificate{certificate}}
	secure.StartTLS()
	t.Cleanup(secure.Close)
	tunnel := servetest.Tunnel{To: secure.Listener.Addr().String()}
	proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodConnect {
			tunnel.ServeHTTP(w, r)
			return
		}
		answer.ServeHTTP(w, r)
	}))
	t.Cleanup(proxy.Close)
	return []string{"HTTP_PROXY=" + proxy.URL, "HTTPS_PROXY=" + proxy.URL, "SSL_CERT_FILE=" + file}
}
