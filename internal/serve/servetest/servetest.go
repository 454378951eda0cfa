// Package servetest serves the mock for tests of live runs, and lets it pose as the real service. Only tests import it.
package servetest

import (
	"maps"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"

	"github.com/slbconform/slbconform/internal/serve"
)

// Served is a served mock with what a live run needs.
type Served struct {
	*serve.Site
	URL       string
	Inventory string // its file

	// Environment lets the platform's own credentials chain find the mock's credentials and nothing else.
	Environment []string

	// Network leads to a mock that poses as the service, from within the test's own process; a program that the test
	// starts finds the way by its environment.
	Network *http.Transport
}

// Mock serves the mock on loopback until the test ends, behind what wrap puts before it (nil: nothing), and sets its
// environment.
func Mock(t testing.TB, o serve.Options, wrap func(http.Handler) http.Handler) *Served {
	t.Helper()
	return Beside(t, o, wrap).set(t)
}

// Beside serves the mock as Mock does, for tests that run beside each other: the environment is left as it is.
func Beside(t testing.TB, o serve.Options, wrap func(http.Handler) http.Handler) *Served {
	t.Helper()
	site, handler := site(t, o, wrap)
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	return served(t, site, server.URL)
}

func (s *Served) set(t testing.TB) *Served {
	t.Helper()
	for _, line := range s.Environment {
		name, value, _ := strings.Cut(line, "=")
		t.Setenv(name, value)
	}
	return s
}

func site(t testing.TB, o serve.Options, wraps ...func(http.Handler) http.Handler) (*serve.Site, http.Handler) {
	t.Helper()
	site, err := serve.NewSite(o)
	if err != nil {
		t.Fatal(err)
	}
	handler := site.Handler
	for _, wrap := range wraps {
		if wrap != nil {
			handler = wrap(handler)
		}
	}
	return site, handler
}

// served writes the files of a live run.
func served(t testing.TB, site *serve.Site, endpoint string, environment ...string) *Served {
	t.Helper()
	dir, main := t.TempDir(), site.Main()
	s := &Served{Site: site, URL: endpoint, Inventory: filepath.Join(dir, "inv.yaml")}
	if err := site.WriteInventory(s.Inventory, endpoint); err != nil {
		t.Fatal(err)
	}
	if err := site.WriteEnv(filepath.Join(dir, "env.sh"), endpoint, ""); err != nil {
		t.Fatal(err)
	}
	s.Environment = append(environment,
		"ALIBABA_CLOUD_ACCESS_KEY_ID="+main.ID, "ALIBABA_CLOUD_ACCESS_KEY_SECRET="+main.Secret, "ALIBABA_CLOUD_SECURITY_TOKEN="+main.Token,
		"ALIBABA_CLOUD_CONFIG_FILE="+filepath.Join(dir, "env.sh.profiles.json"), "ALIBABA_CLOUD_CREDENTIALS_FILE=", "ALIBABA_CLOUD_PROFILE=",
		"ALIBABA_CLOUD_ECS_METADATA_DISABLED=true", "HOME="+t.TempDir(),
	)
	return s
}

// Unmarked takes the mark of a mock off all answers: to whoever asks, the real service answers.
func Unmarked(next http.Handler) http.Handler {
	return Changed(next, func(_ *http.Request, _ int, h http.Header, body string) string {
		h.Del("X-Slbconform-Mock")
		return body
	})
}

// Changed lets change alter the body of every answer.
func Changed(next http.Handler, change func(r *http.Request, status int, h http.Header, body string) string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		kept := httptest.NewRecorder()
		next.ServeHTTP(kept, r)
		maps.Copy(w.Header(), kept.Header())
		w.Header().Del("Content-Length")
		body := change(r, kept.Code, w.Header(), kept.Body.String())
		w.WriteHeader(kept.Code)
		_, _ = w.Write([]byte(body))
	})
}

// WithSecret puts a secret wherever a service may name one in an answer: headers, members, and a message
// that repeats what was signed.
func WithSecret(next http.Handler, secret string) http.Handler {
	return Changed(next, func(_ *http.Request, status int, h http.Header, body string) string {
		for _, name := range []string{"Location", "Set-Cookie", "X-Acs-Security-Token", "X-Acs-Bearer-Token", "Authorization"} {
			h.Set(name, "https://example.com/?AccessKeySecret="+secret)
		}
		if status/100 == 2 {
			return body
		}
		members := strings.ReplaceAll(`{"SecurityToken":"CANARY","AccessKeyId":"CANARY","AccessDeniedDetail":{"AuthPrincipalOwnerId":"CANARY",`+
			`"AuthPrincipalDisplayName":"CANARY","EncodedDiagnosticMessage":"CANARY","Nested":[{"Any":"CANARY"}]},`, "CANARY", secret)
		body = strings.Replace(body, "{", members, 1)
		return strings.Replace(body, `"Message":"`, `"Message":"AccessKeyId=`+secret+`&Signature=`+secret+`; server string to sign is: GET&`+secret+` `, 1)
	})
}
