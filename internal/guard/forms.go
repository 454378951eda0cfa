package guard

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"strings"
)

type form struct{ name, text string }

// forms are the texts that carry a secret as a whole.
func forms(secret string) []form {
	return append([]form{{"as it is", secret}, {"in hexadecimal", hex.EncodeToString([]byte(secret))}}, base64Forms(secret)...)
}

// findForm returns the place of a secret in data and the name of the form it has there; -1 where it is not.
func findForm(data []byte, secret string) (at int, name string) {
	for _, f := range forms(secret) {
		if at := bytes.Index(data, []byte(f.text)); at >= 0 {
			return at, f.name
		}
	}
	if at := findWritten(data, secret); at >= 0 {
		return at, "with escaped signs, or in other letters"
	}
	if at := findWritten(data, hex.EncodeToString([]byte(secret))); at >= 0 {
		return at, "in hexadecimal"
	}
	return -1, ""
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
