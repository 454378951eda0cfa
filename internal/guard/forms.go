package guard

import (
	"encoding/base64"
	"encoding/hex"
	"strings"
)

type form struct{ name, text string }

// forms are the texts that carry a secret as a whole.
func forms(secret string) []form {
	return append([]form{{"as it is", secret}, {"in hexadecimal", hex.EncodeToString([]byte(secret))}}, base64Forms(secret)...)
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
