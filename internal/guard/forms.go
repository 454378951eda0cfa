package guard

import (
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"html"
	"net/url"
	"strings"
)

type form struct{ name, text string }

// forms are the ways in which a text can carry a secret: every encoding that stands between a request and a file.
func forms(secret string) []form {
	once := url.QueryEscape(secret)
	return append([]form{
		{"as it is", secret},
		{"in a URL", once},
		{"in a URL", strings.ReplaceAll(once, "+", "%20")},
		{"in a URL twice", url.QueryEscape(once)},
		{"in JSON", inJSON(secret, true)},
		{"in JSON", inJSON(secret, false)},
		{"in HTML", html.EscapeString(secret)},
		{"in HTML", strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;").Replace(secret)},
		{"in hexadecimal", hex.EncodeToString([]byte(secret))},
	}, base64Forms(secret)...)
}

// inJSON is a secret inside a JSON string, with or without Go's extra care for HTML.
func inJSON(secret string, careful bool) string {
	var b strings.Builder
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(careful)
	_ = enc.Encode(secret) // a string always encodes
	quoted := strings.TrimSuffix(b.String(), "\n")
	return quoted[1 : len(quoted)-1]
}

// base64Forms are the three ways in which a secret can lie in a longer base64 text, without the letters that its
// neighbours take part in.
func base64Forms(secret string) []form {
	var out []form
	for shift := range 3 {
		text := base64.RawStdEncoding.EncodeToString([]byte(strings.Repeat("\x00", shift) + secret))
		from := (shift*8 + 5) / 6
		to := (shift + len(secret)) * 8 / 6
		part := text[from:to]
		out = append(out, form{"in base64", part}, form{"in base64", strings.NewReplacer("+", "-", "/", "_").Replace(part)})
	}
	return out
}
