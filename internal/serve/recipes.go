package serve

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/slbconform/slbconform/internal/target"
)

// recipe is a call that a documented error is provoked with here, for a client's author to paste.
type recipe struct {
	Group  string // role of the vServer group that is called; "" is one that was created
	On     string // role of the load balancer that it was created on; "" is one that was created too
	Before string // MasterSlaveBackendServers of a primary/secondary group that is created on the same load balancer first
	List   string // BackendServers; "{role}" stands for an id, "{role: region}" for its region, "{role: last address}" for that
	Words  string // where no list provokes it
}

// recipes are by code; the codes that the account ties to a server by name have none. What needs a CEN or a second region needs a standing load balancer.
func recipes() map[string]recipe {
	const (
		one    = `[{"ServerId":"{backend server}","Type":"eni","Port":80}]`
		cen    = "load balancer attached to a CEN"
		remote = `[{"ServerId":"{network interface in another region}","Type":"eni","Port":80,"ServerRegionId":"{network interface in another region: region}"}]`
	)
	return map[string]recipe{
		"BackendServer.InvalidType":            {List: `[{"ServerId":"{backend server}","Type":"vm","Port":80}]`},
		"InvalidServerId.NotExist":             {List: `[{"ServerId":"i-nobodyhas","Type":"ecs","Port":80}]`},
		"ResourceNotFound.vServers":            {List: `[{"ServerId":"eni-nobodyhas","Type":"eni","Port":80}]`},
		"NetworkConflict":                      {List: `[{"ServerId":"{network interface of another VPC}","Type":"eni","Port":80}]`},
		"IncorrectStatus.RSByPassToas":         {List: `[{"ServerId":"{ECS instance that bypasses TOA}","Type":"ecs","Port":80}]`},
		"OperationDeny.LbNotSupportIPv6Server": {List: `[{"ServerId":"{network interface with an IPv6 address}","Type":"eni","Port":80,"ServerIp":"{network interface with an IPv6 address: last address}"}]`},
		"InvalidBackendServers.ServerIpConflict": {
			List: `[{"ServerId":"{running ECS instance}","Type":"ecs","Port":80},{"ServerId":"{network interface of the running ECS instance}","Type":"eni","Port":80}]`},
		"MasterSlaveServerConflict": {
			Before: `[{"ServerId":"{backend server}","Type":"eni","Port":80,"ServerType":"Master"},{"ServerId":"{second network interface}","Type":"eni","Port":80,"ServerType":"Slave"}]`,
			List:   one},
		"OperationFailed.ServiceGroupProcessing": {Group: "vServer group with a change in progress", List: one},
		"SignatureNonceUsed":                     {Words: "Send any signed call twice, byte for byte."},

		"Mismatched.ZoneId": {On: "load balancer in a cloud box", List: one},
		"OperationUnsupported.AddVServerGroupBackendServers": {On: "anyTunnel load balancer", List: one},

		"IncorrectStatus.CenNotAssociated":          {List: remote},
		"OperationFailed.InvalidCen":                {On: "load balancer whose CEN is invalid", List: remote},
		"ResourceNotFound.Cen":                      {On: "load balancer whose CEN no longer exists", List: remote},
		"InvalidParameter.ZoneNotSupport":           {On: "load balancer in a zone without cross-region servers", List: remote},
		"InvalidBackendServers.MissingCenBandWidth": {On: cen, List: elsewhere("network interface in a region without bandwidth")},
		"InvalidBackendServers.VpcNotInCen":         {On: cen, List: elsewhere("network interface of a VPC outside the CEN")},
		"InvalidParameter.ServerRegionId":           {On: cen, List: elsewhere("network interface abroad")},
		"BackendServer.ServerRegionIdNotEqual": {On: cen,
			List: strings.TrimSuffix(remote, "]") + "," + strings.TrimPrefix(elsewhere("network interface in a third region"), "[")},
		"MissingParameter.ServerRegionId": {On: cen, List: `[{"ServerId":"{on-premises server}","Port":80,"VbrId":"{virtual border router}"}]`},
		"MissingParameter.VbrId":          {On: cen, List: `[{"ServerId":"{on-premises server}","Port":80,"ServerRegionId":"{on-premises server: region}"}]`},
		"InvalidVbrId.NotInCen": {On: cen,
			List: `[{"ServerId":"{on-premises server}","Port":80,"ServerRegionId":"{on-premises server: region}","VbrId":"{virtual border router outside the CEN}"}]`},
	}
}

func elsewhere(role string) string {
	return fmt.Sprintf(`[{"ServerId":"{%s}","Type":"eni","Port":80,"ServerRegionId":"{%[1]s: region}"}]`, role)
}

// place is a part of a recipe that an account fills.
var place = regexp.MustCompile(`\{([^{}":]+)(: region|: last address)?\}`)

// fill puts an account's resources into a recipe, and reports whether the account has them all.
func (r recipe) fill(inv *target.Inventory) (filled recipe, ok bool) {
	ok = true
	fill := func(text string) string {
		return place.ReplaceAllStringFunc(text, func(found string) string {
			p := place.FindStringSubmatch(found)
			resource, there := inv.Roles[p[1]]
			switch {
			case !there || p[2] == ": last address" && len(resource.Addresses) == 0:
				ok = false
				return ""
			case p[2] == ": region":
				return resource.Region
			case p[2] == ": last address":
				return resource.Addresses[len(resource.Addresses)-1]
			}
			return resource.ID
		})
	}
	role := func(name string) string {
		if name == "" {
			return ""
		}
		return fill("{" + name + "}")
	}
	return recipe{Group: role(r.Group), On: role(r.On), Before: fill(r.Before), List: fill(r.List), Words: r.Words}, ok
}
