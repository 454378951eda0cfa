package mock

import (
	"crypto/rand"
	"encoding/hex"
	"strings"
)

// NewRequestID is a random UUID in capitals, as the service writes them.
func NewRequestID() string {
	var b [16]byte
	rand.Read(b[:]) // never fails, or the program ends (crypto/rand)
	b[6], b[8] = b[6]&0x0f|0x40, b[8]&0x3f|0x80
	s := strings.ToUpper(hex.EncodeToString(b[:]))
	return s[:8] + "-" + s[8:12] + "-" + s[12:16] + "-" + s[16:20] + "-" + s[20:]
}

// newID is an id of the service's form that nobody else has: lb-bp1…, rsp-bp1….
func newID(prefix string) string {
	var b [8]byte
	rand.Read(b[:])
	return prefix + "-bp1" + hex.EncodeToString(b[:])
}
