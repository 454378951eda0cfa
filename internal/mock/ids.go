package mock

import (
	"crypto/rand"
	"encoding/hex"
)

// NewRequestID is a random UUID in capitals, as the service writes them.
func NewRequestID() string {
	var b [16]byte
	rand.Read(b[:]) // never fails, or the program ends (crypto/rand)
	b[6], b[8] = b[6]&0x0f|0x40, b[8]&0x3f|0x80
	const digits = "0123456789ABCDEF"
	out := make([]byte, 0, 36)
	for i, c := range b {
		if i == 4 || i == 6 || i == 8 || i == 10 {
			out = append(out, '-')
		}
		out = append(out, digits[c>>4], digits[c&15])
	}
	return string(out)
}

// newID is a new id as the service writes them: lb-bp1…, rsp-bp1….
func newID(prefix string) string {
	var b [8]byte
	rand.Read(b[:])
	return prefix + "-bp1" + hex.EncodeToString(b[:])
}
