package mock

import (
	"slices"

	"github.com/slbconform/slbconform/fixtures"
)

func (catalogue) AddVServerGroupBackendServers() Operation {
	return Operation{
		Ledger:   true,
		Required: []string{"RegionId", "VServerGroupId", "BackendServers"},
		Adds:     "BackendServers",
		Rights:   []string{"ram.action", "ram.resource.load-balancer"},
		Rows:     []string{"SignatureNonceUsed"},
		Rules: slices.Concat(
			servers("BackendServers"), backendServerRules(), groupRules(),
			unknownServer("InvalidServerId.NotExist", fixtures.ECS, fixtures.ECI),
			unknownServer("ResourceNotFound.vServers", fixtures.ENI),
			serverRules(),
			[]Rule{{ID: "error.OperationFailed.ServiceGroupProcessing", Stage: StageState, Outcome: "OperationFailed.ServiceGroupProcessing", Breaks: groupChanging}},
			busy("SystemBusy", "VpcSystemBusy", "OperationBusy"),
			tunnelled("OperationUnsupported.AddVServerGroupBackendServers"),
			placeRules(), withoutIPv6("OperationDeny.LbNotSupportIPv6Server"), primarySecondary(), duplicateRules(), equalRules(), quotaRules(), cenRules(), goneCEN("ResourceNotFound.Cen"),
		),
		Serve: addServers,
	}
}
