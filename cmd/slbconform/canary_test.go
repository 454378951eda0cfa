package main

import (
	"bytes"
	"errors"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"

	"github.com/slbconform/slbconform/internal/serve"
	"github.com/slbconform/slbconform/internal/suite"
)

// canary stands wherever a service may name a secret; the account's own keys are looked for as well.
const canary = "cAnArY0secretMaterial0123456789abcdef"

// A live run, its replay and their comparison leave no secret anywhere: not in a report, not in a capture or a
// journal, not on the console, not in the server's log.
func TestNoSecretLeavesARun(t *testing.T) {
	t.Chdir(t.TempDir())
	var log, console bytes.Buffer
	site, err := serve.NewSite(serve.Options{Log: &log})
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(planted(site.Handler))
	t.Cleanup(server.Close)
	secrets := []string{canary}
	for _, c := range site.Account.Credentials {
		secrets = append(secrets, c.Secret, c.Token)
	}
	main, err := site.Main()
	if err != nil {
		t.Fatal(err)
	}
	t.Setenv("ALIBABA_CLOUD_ACCESS_KEY_ID", main.ID)
	t.Setenv("ALIBABA_CLOUD_ACCESS_KEY_SECRET", main.Secret)
	t.Setenv("ALIBABA_CLOUD_ECS_METADATA_DISABLED", "true")
	if err := errors.Join(site.WriteInventory("inv.yaml", server.URL), site.WriteEnv("env.sh", "")); err != nil {
		t.Fatal(err)
	}
	t.Setenv("ALIBABA_CLOUD_CONFIG_FILE", "env.sh.profiles.json")
	for _, to := range []string{"live", "replay"} {
		values := map[string]string{
			"SLBCONFORM_TARGET": to, "SLBCONFORM_INVENTORY": "inv.yaml", "SLBCONFORM_RATE": "10000", "SLBCONFORM_REPORTS": "out/" + to,
			"SLBCONFORM_CAPTURE": "out/capture", "SLBCONFORM_JOURNAL": "out/journal", "SLBCONFORM_RULES": "platform.*,server.weight.range",
		}
		settings := suite.NewSettings(func(name string) (string, bool) { v, ok := values[name]; return v, ok })
		conform(t.Context(), settings, true, &console, &console)
	}
	runCompare(t.Context(), []string{"out/live/conformance.json", "out/replay/conformance.json"}, &console, &console)
	runCompare(t.Context(), []string{"-capture", "out/capture"}, &console, &console)
	none(t, "the console", console.Bytes(), secrets)
	none(t, "the server's log", log.Bytes(), secrets)
	files := 0
	err = fs.WalkDir(os.DirFS("out"), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		files++
		data, err := os.ReadFile("out/" + name)
		none(t, name, data, secrets)
		return err
	})
	if err != nil || files < 30 {
		t.Errorf("%d files were written: %v\n%s", files, err, console.String())
	}
}

func none(t *testing.T, where string, data []byte, secrets []string) {
	t.Helper()
	for _, s := range secrets {
		if at := bytes.Index(data, []byte(s)); s != "" && at >= 0 {
			t.Errorf("%s holds a secret: %s", where, strings.ReplaceAll(string(data[max(0, at-80):at]), "\n", " "))
		}
	}
}

// planted answers as next does, with canaries in the headers of every answer and in every refusal.
func planted(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		kept := httptest.NewRecorder()
		next.ServeHTTP(kept, r)
		for name, values := range kept.Header() {
			w.Header()[name] = values
		}
		w.Header().Del("Content-Length")
		for _, name := range []string{"Location", "Set-Cookie", "X-Acs-Security-Token", "Authorization"} {
			w.Header().Set(name, "AccessKeySecret="+canary)
		}
		body := strings.Replace(kept.Body.String(), `"Message":"`, `"SecurityToken":"`+canary+`","AccessDeniedDetail":{"EncodedDiagnosticMessage":"`+canary+
			`"},"Message":"Signature=`+canary+` does not match, server string to sign is: GET&AccessKeyId=`+canary+` `, 1)
		w.WriteHeader(kept.Code)
		_, _ = w.Write([]byte(body))
	})
}
