package mocktarget

import (
	"slices"
	"strings"

	"github.com/slbconform/slbconform/fixtures"
	"github.com/slbconform/slbconform/internal/target"
)

// isReady holds that a server may be added to the load balancers of the run, unless the point of its role is that it may not be.
func (c *accountCheck) isReady(s *fixtures.Server, role, field string) {
	if of := target.FindRole(role); s == nil || of == nil || of.Vouched || s.Region != c.inv.Region || s.Kind == fixtures.OnPremises {
		return
	}
	if s.VPC != c.inv.VPC {
		c.wrong(field, "by %s %s is in %s, and not in %s", c.at(s.ID), s.ID, s.VPC, c.inv.VPC)
	}
	if s.Status != "" && s.Status != "Running" {
		c.wrong(field, "by %s %s is %s, and not Running", c.at(s.ID), s.ID, s.Status)
	}
}

// isOrdinary reports whether something of the account has nothing that a call could be refused for.
func (c *accountCheck) isOrdinary(id string) bool {
	if s := c.a.Server(id); s != nil {
		special := func(other fixtures.Server) bool { return other.PrimaryENI == id }
		return s.VPC == c.inv.VPC && s.Zone == c.a.VSwitch(c.inv.VSwitch).Zone && (s.Status == "" || s.Status == "Running") && !s.BypassesTOA &&
			c.a.NamedOutcome(id) == "" && !slices.ContainsFunc(s.Addresses, isIPv6) && !slices.ContainsFunc(c.a.Servers, special)
	}
	for _, l := range c.a.LoadBalancers {
		if l.ID == id {
			return !l.Shared && !l.CloudBox && l.Tunnel+l.CEN == "" && (l.Status == "" || l.Status == "active") && len(c.a.Zone(l.Zone).Lacks) == 0
		}
	}
	for _, g := range c.a.Groups {
		if g.ID == id {
			return !g.Changing && c.a.NamedOutcome(id) == ""
		}
	}
	return false
}

func isIPv6(address string) bool { return strings.Contains(address, ":") }
