package wire_test

import (
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"html"
	"net/url"
	"strings"
	"testing"

	"github.com/slbconform/slbconform/internal/wire"
)

// A secret that is known is masked however a program on the way wrote it.
func TestAKnownSecretIsMaskedHoweverItIsWritten(t *testing.T) {
	const secret = `s3cr3t/with+odd&letters==`
	signs := func(format string) string {
		var b strings.Builder
		for _, c := range secret {
			if strings.ContainsRune(`/+&=`, c) {
				fmt.Fprintf(&b, format, c)
				continue
			}
			b.WriteRune(c)
		}
		return b.String()
	}
	for name, written := range map[string]string{
		"as it is": secret, "in capitals": strings.ToUpper(secret), "in small letters": strings.ToLower(secret),
		"in a query": url.QueryEscape(secret), "in a query twice": url.QueryEscape(url.QueryEscape(secret)), "in a path": url.PathEscape(secret), "in small percents": signs("%%%02x"),
		"with its slashes escaped": strings.ReplaceAll(secret, "/", `\/`), "so in quoted JSON": strings.ReplaceAll(secret, "/", `\\/`),
		"in careful JSON": signs(`\u%04x`), "in capitals of it": signs(`\u%04X`), "in quoted careful JSON": signs(`\\u%04x`),
		"in HTML": html.EscapeString(secret), "in numbers of HTML": signs("&#%d;"), "in hexadecimal numbers of HTML": signs("&#x%x;"),
		"in hexadecimal": hex.EncodeToString([]byte(secret)), "in hexadecimal capitals": strings.ToUpper(hex.EncodeToString([]byte(secret))),
		"in base64": base64.StdEncoding.EncodeToString([]byte("me:" + secret)), "in base64, moved": base64.StdEncoding.EncodeToString([]byte("m:" + secret + "!")), "in base64 of URLs": base64.RawURLEncoding.EncodeToString([]byte(":" + secret)),
	} {
		body := `{"Message":"before ` + written + ` after"}`
		m := wire.NewMasker(secret)
		for _, masked := range []string{m.Text("before " + written + " after"), string(m.Body([]byte(body)))} {
			if strings.Contains(masked, written) || !strings.Contains(masked, "<Secret:1>") || !strings.Contains(masked, "before ") || !strings.Contains(masked, " after") {
				t.Errorf("%s: %s", name, masked)
			}
		}
	}
}

// A secret that nobody knows is masked behind its name, wherever a text has one.
func TestASecretIsMaskedBehindItsName(t *testing.T) {
	const canary = "cAnArY0secretMaterial"
	for _, text := range []string{
		`<Error><AccessKeyId>CANARY</AccessKeyId></Error>`, `<AccessDeniedDetail><EncodedDiagnosticMessage>CANARY`, `<SecurityToken type="STS">CANARY</SecurityToken>`,
		`invalid proxy address "http://user:CANARY@proxy:8080": parse`, `https://CANARY@proxy/`,
		`{"Access\u004beyId":"CANARY"}`, `{"access_key_id":"CANARY"}`, `{"AccessKeySecret":["CANARY"]}`,
		`access_key_secret=CANARY`, `ALIBABA_CLOUD_ACCESS_KEY_SECRET='CANARY'`, `AccessKeySecret: CANARY`, `X-Acs-Security-Token:[CANARY]`, `map[AccessKeyId:CANARY]`,
		`accesskeyid%3dCANARY%26SecurityToken%3DCANARY%26x`, `AccessKeyId%253DCANARY%2526Signature%253DCANARY`, `AccessKeyId=CANARY&SecurityToken=CANARY&Signature=CANARY`, `Signature="CANARY"`, `Signature=CANARY</x>`, `Credential=CANARY,SignedHeaders=host`,
		`server StringToSign is POST&CANARY`, `server StringToSign is [ACS3 CANARY], server CanonicalRequest is [POST CANARY]`, `server StringToSign is [ACS3 CANARY`, `canonical request is: POST CANARY`,
	} {
		exchangeWithSecrets := strings.ReplaceAll(text, "CANARY", canary)
		masked := string(wire.NewMasker().Body([]byte(exchangeWithSecrets)))
		if strings.Contains(masked, canary) {
			t.Errorf("a body: %s", masked)
		}
		if again := string(wire.NewMasker().Body([]byte(masked))); again != masked {
			t.Errorf("%s masked twice is %s", masked, again)
		}
		if scrubbed := wire.Scrub(exchangeWithSecrets); strings.Contains(scrubbed, canary) && !strings.Contains(text, `\u004b`) {
			t.Errorf("a text: %s", scrubbed)
		}
	}
}

// What was signed is taken out between its brackets; the form of the message stays, for a sentence may speak of it.
func TestTheFormOfAMismatchStays(t *testing.T) {
	const said = "Specified signature does not match our calculation. server StringToSign is [ACS3-HMAC-SHA256\nabc], server CanonicalRequest is [POST\n/\n]"
	const want = "Specified signature does not match our calculation. server StringToSign is [<StringToSign>], server CanonicalRequest is [<StringToSign>]"
	if got := wire.Scrub(said); got != want {
		t.Errorf("got %s", got)
	}
}

// What only looks like it is left alone.
func TestWhatIsNoSecretIsNotMasked(t *testing.T) {
	for _, text := range []string{
		"signature: asked ACS3-HMAC-SHA256 by the main identity, dated 18 minutes ago", "the signature is not valid", "SignatureMethod=HMAC-SHA1", "https://api.aliyun.com/troubleshoot?q=Forbidden&product=Slb",
		"an AccessKeyId that nobody has", "x@y.example", "slbconform run -target live -inventory me@here/inv.yaml", "string to sign is <StringToSign>", "AccessKeyId=<AccessKeyId:1>&Action=x",
		"<html><head><title>502 Bad Gateway</title></head></html>", "github.com/alibabacloud-go/slb-20140515/v4 v4.0.9",
	} {
		if got := wire.Scrub(text, "another secret"); got != text {
			t.Errorf("%q became %q", text, got)
		}
	}
}
