package mock

import (
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"net/netip"
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

// address is an address that no other load balancer has: of the private range of its VPC, or, if it is public, of a range
// that is reserved for tests.
func (s *state) address(public bool, ipVersion string) string {
	for {
		if next := s.nextAddress(public, ipVersion); !s.taken[next] {
			return next
		}
	}
}

func (s *state) nextAddress(public bool, ipVersion string) string {
	s.addresses++
	n := s.addresses
	switch {
	case ipVersion == "ipv6":
		return netip.MustParseAddr(fmt.Sprintf("2001:db8:2::%x:%x", n>>16, n&0xffff)).String()
	case public:
		return fmt.Sprintf("198.18.%d.%d", n/250%256, n%250+1)
	}
	return fmt.Sprintf("10.0.%d.%d", 16+n/250%240, n%250+1)
}
