package mock

import (
	"slices"

	"github.com/slbconform/slbconform/fixtures"
)

func (catalogue) ModifyVServerGroupBackendServers() Operation {
	return Operation{
		Ledger:       true,
		Required:     []string{"RegionId", "VServerGroupId"},
		Adds:         "NewBackendServers",
		Names:        "OldBackendServers",
		TagCondition: true,
		Rights:       []string{"ram.action", "ram.resource.load-balancer", "ram.resource.instance"},
		Rules: slices.Concat(
			[]Rule{{ID: "ram.resource.instance", Outcome: "Forbidden", Limits: Limits{Required: true}, Breaks: instanceNotGranted}},
			servers("OldBackendServers"), servers("NewBackendServers"),
			[]Rule{{Says: "A call has neither list, and -neither-list is refused.", Stage: StageParse, Outcome: "MissingParameter", Breaks: neitherList}},
			[]Rule{{ID: "error.InvalidParameter", Stage: StageElement, Outcome: "InvalidParameter", Breaks: duplicated}},
			backendServerRules("Chinese characters"), groupRules(),
			unknownServer("InvalidServerId.NotExist", fixtures.ECS, fixtures.ENI, fixtures.ECI),
			serverRules(), groupBusy(),
			tunnelled("OperationUnsupported.ModifyVServerGroupBackendServers"),
			placeRules(), primarySecondary(), unnamed(duplicateRules()), quotaRules(), cenRules(), goneCEN("OperationFailed.InvalidCen"), absent(),
		),
		Serve: modifyServers,
	}
}

// neitherList is broken only with the option that refuses a call without lists.
func neitherList(c *Call, _ Limits) (string, bool) {
	return "", c.options.NeitherList == Refused && c.params.Get("OldBackendServers") == "" && c.params.Get("NewBackendServers") == ""
}

// duplicated compares with SameAs, because the document's own sample has one network interface and port twice, with two
// addresses.
func duplicated(c *Call, _ Limits) (string, bool) { return "", twice(c.elements) }

// modifyServers removes the old backend servers and adds the new ones. Either list may be absent; old ones that are not in
// the group are ignored (docs/sources.md#remove-ignores).
func modifyServers(c *Call) Reply {
	g := c.target()
	c.lag(g)
	concerned := c.take(g)
	if added := c.put(g); len(added) > 0 {
		concerned = added
	}
	return groupAnswer(g, c.answered(g, concerned))
}
