package main

import (
	"bytes"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/slbconform/slbconform/fixtures"
	"github.com/slbconform/slbconform/internal/guard"
	"github.com/slbconform/slbconform/internal/serve"
	"github.com/slbconform/slbconform/internal/wire"
)

// canary is unlike any word that belongs in a report.
const canary = "c4n4ry"

// Canaries stand in every field a secret can be in: key, secret and token, AccessDeniedDetail, headers nobody has
// heard of, a Location, error messages that echo what was signed, the text of a network error. A live run writes
// everything it can write; nothing of it sings.
func TestNoCanarySingsInAnyOutput(t *testing.T) {
	account := filepath.Join(t.TempDir(), "account.yaml")
	if err := os.WriteFile(account, planted(t), 0o600); err != nil {
		t.Fatal(err)
	}
	site, err := serve.NewSite(serve.Options{Account: account})
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(singing(site.Handler))
	t.Cleanup(server.Close)
	a := serveAt(t, site, server.URL)
	c := a.program("run", "-target", "live", "-inventory", a.inventory, "-rate", "100000", "-capture", "capture", "-v", "-concurrency", "32", "-rules", "server.*,ram.*,response.*,platform.*")
	for i, line := range c.Env {
		if name, _, _ := strings.Cut(line, "="); name == "ALIBABA_CLOUD_ACCESS_KEY_ID" || name == "ALIBABA_CLOUD_ACCESS_KEY_SECRET" {
			c.Env[i] = "UNUSED=1" // the main identity is the temporary one, so that there is a token to lose
		}
	}
	temporary := site.Account.Profile("temporary")
	c.Env = append(c.Env, "ALIBABA_CLOUD_ACCESS_KEY_ID="+temporary.ID, "ALIBABA_CLOUD_ACCESS_KEY_SECRET="+temporary.Secret, "ALIBABA_CLOUD_SECURITY_TOKEN="+temporary.Token)
	said, err := c.CombinedOutput()
	t.Logf("the run ended with %v", err)
	console := filepath.Join(a.dir, "console.txt")
	if err := os.WriteFile(console, said, 0o600); err != nil {
		t.Fatal(err)
	}
	files := a.written(t)
	for _, want := range []string{"console.txt", "reports/out/conformance.json", "reports/out/exchanges.har", "reports/out/index.html", "reports/out/junit.xml", "reports/out/messages.ndjson", "reports/out/summary.md", "capture/manifest.json"} {
		if files[want] == nil {
			t.Errorf("%s was not written:\n%s", want, tail(said))
		}
	}
	for name, data := range files {
		if at := bytes.Index(bytes.ToLower(data), []byte(canary)); at >= 0 {
			t.Errorf("a canary sings in %s: …%s…", name, data[max(0, at-80):min(len(data), at+80)])
		}
		if err := guard.Check(data, temporary.ID, temporary.Secret, temporary.Token); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// planted is the built-in account with credentials that sing.
func planted(t *testing.T) []byte {
	data, err := fs.ReadFile(fixtures.Files, "account.yaml")
	if err != nil {
		t.Fatal(err)
	}
	s := string(data)
	for _, c := range []string{"main", "temporary", "adder", "nobody", "onelb"} {
		s = strings.ReplaceAll(s, "published-secret-of-"+c, "c4n4ry-secret+/of="+c)
		s = strings.ReplaceAll(s, "access_key_id: slbconform-"+c, "access_key_id: c4n4ry-key-of-"+c)
	}
	s = strings.ReplaceAll(s, "STS.slbconform-temporary", "STS.c4n4ry-key-temporary")
	return []byte(strings.ReplaceAll(s, "published-token-of-temporary", "c4n4ry/token+of=temporary"))
}

// singing adds canaries to answers, and now and then echoes what was signed, redirects, or breaks off.
func singing(next http.Handler) http.Handler {
	calls := 0
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		request, err := wire.ReadRequest(r)
		if err != nil {
			return
		}
		header := w.Header()
		header.Set("X-Acs-Security-Token", "c4n4ry")
		header.Set("Set-Cookie", "session=c4n4ry")
		header.Set("X-New-Header", request.Header.Get("Authorization")+"c4n4ry")
		if request.Action() != "AddVServerGroupBackendServers" {
			next.ServeHTTP(w, r)
			return
		}
		header.Set("X-Slbconform-Mock", "1")
		header.Set("Content-Type", "application/json;charset=utf-8")
		echo := "Specified signature is not matched with our calculation. server string to sign is:POST&%2F&AccessKeyId%3Dc4n4ry%26SecurityToken%3Dc4n4ry"
		const id = `"RequestId":"9DEC6B19-0E84-4A7C-A9A9-0A1B2C3D4E5F","HostId":"slb.aliyuncs.com"`
		switch calls++; calls % 8 {
		case 1:
			w.WriteHeader(http.StatusBadRequest)
			w.Write([]byte(`{` + id + `,"Code":"SignatureDoesNotMatch","Message":"` + echo + `"}`))
		case 2:
			w.WriteHeader(http.StatusForbidden)
			w.Write([]byte(`{` + id + `,"Code":"Forbidden","Message":"no","AccessDeniedDetail":{"AuthPrincipalDisplayName":"c4n4ry","EncodedDiagnosticMessage":"c4n4ry","AuthPrincipalOwnerId":"c4n4ry"}}`))
		case 3:
			header.Set("Location", "https://elsewhere.invalid/?SecurityToken=c4n4ry&Signature=c4n4ry")
			w.WriteHeader(http.StatusFound)
		case 4:
			w.WriteHeader(http.StatusOK)
			w.Write([]byte(`{` + id + `,"AccessKeySecret":"c4n4ry","SecurityToken":["c4n4ry"],"VServerGroupId":"x","BackendServers":{"BackendServer":[]}}`))
		case 5:
			w.WriteHeader(http.StatusInternalServerError)
			w.Write([]byte(`<html>` + echo + `</html>`))
		case 6:
			panic(http.ErrAbortHandler) // a network error, whose text quotes the URL
		default:
			next.ServeHTTP(w, r)
		}
	})
}

// written reads every file below the folder that the program ran in, but for what the test put there.
func (a *account) written(t *testing.T) map[string][]byte {
	t.Helper()
	out := map[string][]byte{}
	err := filepath.WalkDir(a.dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.HasPrefix(d.Name(), "env.sh") || d.Name() == "inv.yaml" {
			return err
		}
		data, err := os.ReadFile(name)
		if rel, relErr := filepath.Rel(a.dir, name); relErr == nil {
			out[filepath.ToSlash(rel)] = data
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// tail is where a run says why it wrote no report, or how it ended.
func tail(said []byte) []byte {
	if at := bytes.Index(said, []byte("could not be written")); at >= 0 {
		return said[at:min(len(said), at+800)]
	}
	return said[max(0, len(said)-800):]
}
