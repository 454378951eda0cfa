package mock

import (
	"slices"

	"github.com/slbconform/slbconform/fixtures"
)

// cenRules are about servers that are reached through a CEN: those of another region, and those behind a VBR. They ask one
// after the other whether there is a CEN, it exists, it is valid, the server's side is attached, and there is bandwidth. None
// is broken where an earlier one is, so that one cause breaks one rule.
func cenRules() []Rule {
	return atStage(StageState, []Rule{
		{ID: "error.IncorrectStatus.CenNotAssociated", Outcome: "IncorrectStatus.CenNotAssociated", Breaks: anyServer(noCEN)},
		{ID: "error.OperationFailed.InvalidCen", Outcome: "OperationFailed.InvalidCen", Limits: Limits{Values: []string{"Active"}}, Breaks: anyServer(cenInvalid)},
		{ID: "error.InvalidBackendServers.VpcNotInCen", Outcome: "InvalidBackendServers.VpcNotInCen", Breaks: anyServer(vpcOutside)},
		{ID: "error.InvalidVbrId.NotInCen", Outcome: "InvalidVbrId.NotInCen", Breaks: anyServer(routerOutside)},
		{ID: "error.InvalidBackendServers.MissingCenBandWidth", Outcome: "InvalidBackendServers.MissingCenBandWidth", Limits: Limits{Min: 1}, Breaks: anyServer(noBandwidth)},
	})
}

// goneCEN refuses what needs a CEN that no longer exists, by an operation's own code.
func goneCEN(code string) []Rule {
	return []Rule{{ID: "error." + code, Stage: StageState, Outcome: code, Breaks: anyServer(cenGone)}}
}

// far reports whether a server is reached through a CEN. ServerRegionId may well name the load balancer's own region.
func (c *Call) far(e *element) bool {
	return c.lb != nil && (e.vbr != "" || e.region != "" && e.region != c.lb.region)
}

// cenTo is the CEN that leads to a server; nil when there is none, or it is not Active.
func (c *Call) cenTo(e *element) *fixtures.CEN {
	if !c.far(e) {
		return nil
	}
	if cen := c.account.CEN(c.lb.cen); cen != nil && cen.Status == "Active" {
		return cen
	}
	return nil
}

// noCEN is broken only by servers of another region: one behind a VBR in the load balancer's own region needs no CEN.
func noCEN(c *Call, e *element, _ Limits) (string, bool) {
	return "", c.far(e) && c.regionOf(e) != c.lb.region && c.lb.cen == ""
}

func cenGone(c *Call, e *element, _ Limits) (string, bool) {
	if !c.far(e) {
		return "", false
	}
	return c.lb.cen, c.lb.cen != "" && c.account.CEN(c.lb.cen) == nil
}

func cenInvalid(c *Call, e *element, l Limits) (string, bool) {
	if !c.far(e) {
		return "", false
	}
	cen := c.account.CEN(c.lb.cen)
	return "", cen != nil && !slices.Contains(l.Values, cen.Status)
}

func vpcOutside(c *Call, e *element, _ Limits) (string, bool) {
	cen := c.cenTo(e)
	return "", cen != nil && e.vbr == "" && !attached(cen, e)
}

func routerOutside(c *Call, e *element, _ Limits) (string, bool) {
	cen := c.cenTo(e)
	return "", cen != nil && e.vbr != "" && !attached(cen, e)
}

func noBandwidth(c *Call, e *element, l Limits) (string, bool) {
	cen := c.cenTo(e)
	if cen == nil || !attached(cen, e) || c.regionOf(e) == c.lb.region {
		return "", false
	}
	return "", cen.Mbps(c.lb.region, e.region) < l.Min
}

// attached reports whether the server's side, its VBR or its VPC, is attached to the CEN.
func attached(cen *fixtures.CEN, e *element) bool {
	if e.vbr != "" {
		return slices.Contains(cen.VBRs, e.vbr)
	}
	return e.server != nil && slices.Contains(cen.VPCs, e.server.VPC)
}
