package mock

import (
	"fmt"
	"net/netip"
)

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
