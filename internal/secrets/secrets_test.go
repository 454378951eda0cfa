package secrets_test

import (
	"encoding/base64"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/slbconform/slbconform/internal/secrets"
)

const secret = `s3cr3tOfSomeLength/with+"odd"&letters=`

func TestASecretIsFoundInEveryForm(t *testing.T) {
	for name, text := range map[string]string{
		"as it is":        "x" + secret + "y",
		"in a URL":        "?a=" + url.QueryEscape(secret) + "&b=",
		"in a URL twice":  url.QueryEscape(url.QueryEscape(secret)),
		"in JSON":         fmt.Sprintf("%q", secret),
		"in HTML":         "s3cr3tOfSomeLength/with+&#34;odd&#34;&amp;letters=",
		"base64":          base64.StdEncoding.EncodeToString([]byte(secret + "tail")),
		"base64 shifted":  base64.StdEncoding.EncodeToString([]byte("x" + secret + "tail")),
		"base64 shifted2": base64.URLEncoding.EncodeToString([]byte("xy" + secret)),
	} {
		var leak *secrets.LeakError
		if err := secrets.Check([]byte(text), "another secret", secret); !errors.As(err, &leak) {
			t.Errorf("%s: got %v, want a leak", name, err)
		} else if strings.Contains(err.Error(), "s3cr3t") {
			t.Errorf("%s: the error tells the secret", name)
		}
	}
}

func TestCredentialsAreFoundByTheirShape(t *testing.T) {
	for _, text := range []string{
		"key LTAI" + strings.Repeat("x", 20),
		"STS." + strings.Repeat("N", 20),
		"CAIS" + strings.Repeat("a", 80),
		"Authorization: ACS3-HMAC-SHA256 Credential=abc,SignedHeaders=host,Signature=" + strings.Repeat("0", 64),
		"bearer " + strings.Repeat("a", 30),
		"eyJhbGciOiJSUzI1.eyJzdWIiOiIxMjM0NTY3.c2ln",
		"-----BEGIN RSA PRIVATE KEY-----",
		`invalid proxy address "http://user:password@proxy:8080"`,
	} {
		if secrets.Check([]byte(text)) == nil {
			t.Errorf("%q passes", text)
		}
	}
}

func TestWhatAReportSaysPasses(t *testing.T) {
	for _, text := range []string{
		`{"Code":"SignatureNonceUsed","Message":"Specified signature nonce was used already."}`,
		"Signature=<Signature:1>&SignatureNonce=<SignatureNonce:1>&SignatureMethod=HMAC-SHA1",
		"x-acs-content-sha256: e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
		"Authorization: ACS3-HMAC-SHA256 Credential=<AccessKeyId:1>",
		`"EncodedDiagnosticMessage":"<AccessDeniedDetail:1>"`, "http://<Userinfo:1>@proxy:8080", "see https://example.com/a@b",
		`{"RequestId":"9DEC6B19-0E84-4A7C-A9A9-0A1B2C3D4E5F","ServerId":"eni-bp1a2b3c4d5e6f7g8h9i"}`,
	} {
		if err := secrets.Check([]byte(text), secret, "", "short"); err != nil {
			t.Errorf("%q: %v", text, err)
		}
	}
}

func TestAFileIsCleanOrNotThere(t *testing.T) {
	name := filepath.Join(t.TempDir(), "report.json")
	var leak *secrets.LeakError
	if err := secrets.WriteFile(name, []byte(secret), secret); !errors.As(err, &leak) {
		t.Fatalf("got %v, want a leak", err)
	}
	if left, _ := os.ReadDir(filepath.Dir(name)); len(left) != 0 {
		t.Errorf("%v is left behind", left)
	}
	if err := secrets.WriteFile(name, []byte("clean"), secret); err != nil {
		t.Fatal(err)
	}
	if data, _ := os.ReadFile(name); string(data) != "clean" {
		t.Errorf("the file holds %q", data)
	}
}
