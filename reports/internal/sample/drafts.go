package sample

import "github.com/slbconform/slbconform/reports"

// draft is a rule as a sample needs it: rows are the values of an outline, one scenario each.
type draft struct {
	id, says, section, path, kind string
	origin, source, note, why     string
	operation                     string        // Operation when left out
	basis                         reports.Basis // stated when left out
	shared                        bool
	feature, outline, column      string
	rows                          []string
	refused                       bool
	code                          *reports.ErrorCode
}

func drafts() []draft {
	const request, response, codes = "Request parameters", "Response elements", "Error codes"
	return []draft{
		{id: "ram.access-level", says: "The access level of the action is create.", section: "RAM authorization", path: "Access level", kind: "authorization",
			why: "an access level is metadata of the policy editor and shows in no answer"},
		{id: "ram.action", says: "A RAM policy grants the operation through the action slb:AddVServerGroupBackendServers.", section: "RAM authorization", path: "Action", kind: "authorization",
			note: "The page names no code for a denial; the platform answers 403 Forbidden.", feature: "RAM authorization", outline: "a user without the action is refused", refused: true},
		{id: "request.backend-servers.limit", says: "One call adds at most 20 backend servers.", section: request, path: "BackendServers", kind: "limit",
			note: "The page names no code for the 21st.", feature: "Number of backend servers", outline: "<count> backend servers are refused", column: "count", rows: []string{"21"}, refused: true},
		{id: "server.weight.range", says: "A weight is a whole number from 0 to 100.", section: request, path: "BackendServers > Weight", kind: "range", shared: true,
			note: "The page names no code for a weight out of range.", feature: "Weight of a backend server", outline: "a weight of <weight> is refused", column: "weight", rows: []string{"-1", "101"}, refused: true},
		{id: "server.weight.default", says: "Without a weight, the weight is 100.", section: request, path: "BackendServers > Weight", kind: "default",
			feature: "Weight of a backend server", outline: "a backend server without a weight has the weight 100"},
		{id: "server.type.default", says: "Without Type, the backend server is an ECS instance.", section: request, path: "BackendServers > Type", kind: "default",
			feature: "Type of a backend server", outline: "a backend server without a type is an ECS instance"},
		{id: "server.running", says: "Only running backend servers can be added.", section: request, path: "BackendServers", kind: "precondition",
			feature: "Which backend servers", outline: "a stopped ECS instance is refused", refused: true},
		{id: "sample.eni", says: "The page's example of an ENI is accepted.", section: "Examples", kind: "sample",
			feature: "The page's samples", outline: "the sample of an ENI is accepted"},
		{id: "response.weight", says: "Weight is an integer, the weight of the backend server.", section: response, path: "BackendServers > BackendServer > Weight", kind: "member",
			feature: "What a success answers", outline: "the answer lists the weight <weight>", column: "weight", rows: []string{"0", "100"}},
		{id: "error.BackendServer.InvalidType", says: "A Type that is not on the list is refused.", section: codes, path: "BackendServer.InvalidType", kind: "error",
			feature: "Error codes", outline: "a type of <type> is refused", column: "type", rows: []string{"vm", "ECS ", ""}, refused: true,
			code: &reports.ErrorCode{Status: 400, Code: "BackendServer.InvalidType", Message: "The specified Type is invalid.", Cause: "Type is none of ecs, eni and eci", Source: "the page's own valid values of Type", Resource: "network interface"}},
		{id: "error.NetworkConflict", says: "A server of another VPC than the load balancer's is refused.", section: codes, path: "NetworkConflict", kind: "error",
			feature: "Error codes", outline: "a network interface of another VPC is refused", refused: true,
			code: &reports.ErrorCode{Status: 400, Code: "NetworkConflict", Message: "%s.", Cause: "the server is in the same region but in another VPC", Inferred: true, Resource: "network interface of another VPC"}},
		{id: "error.SystemBusy", says: "The service may refuse a call because it is busy.", section: codes, path: "SystemBusy", kind: "error",
			feature: "Error codes", outline: "the busy service refuses", refused: true,
			code: &reports.ErrorCode{Status: 400, Code: "SystemBusy", Message: "The system is busy.", Cause: "nothing in the account causes it", Inferred: true, Resource: "eni-system-busy", ByName: true}},
		{id: "error.ResourceNotFound.Cen", says: "A server of another region is refused when the CEN of the load balancer no longer exists.", section: codes, path: "ResourceNotFound.Cen", kind: "error",
			feature: "Error codes", outline: "a load balancer whose CEN is gone refuses", refused: true,
			code: &reports.ErrorCode{Status: 404, Code: "ResourceNotFound.Cen", Message: "The specified resource Cen %s not Exists.", Cause: "the CEN that the load balancer is attached to was deleted", Inferred: true, Resource: "load balancer whose CEN no longer exists"}},
		{id: "field.numbers-or-strings", says: "Weight and Port may be JSON numbers or JSON strings.", section: "Field", kind: "tolerance", origin: "field", basis: reports.Known,
			source: "two production clients, one of each kind", feature: "Seen in the field", outline: "a weight written as <weight> is accepted", column: "weight", rows: []string{"100", `"100"`}},
		{id: "request.absent", says: "A backend server that is not in the group is ignored.", section: request, path: "BackendServers", kind: "effect", operation: Second,
			feature: "Backend servers that are not there", outline: "a backend server that is not in the group is ignored"},
		{id: "server.weight.range", says: "A weight is a whole number from 0 to 100.", section: request, path: "BackendServers > Weight", kind: "range", operation: Second, basis: reports.Inferred, shared: true,
			feature: "Weight of a backend server", outline: "a weight of <weight> is refused", column: "weight", rows: []string{"101"}, refused: true},
		{id: "list.empty", says: "An empty list is refused.", section: request, path: "BackendServers", kind: "effect", operation: Second, basis: reports.Assumed,
			feature: "Backend servers that are not there", outline: "an empty list is refused", refused: true},
		{id: "platform.error-envelope", says: "A refusal carries RequestId, HostId, Code and Message, all strings.", section: "Platform", kind: "member", origin: "platform", operation: reports.Platform, basis: reports.Known,
			source: "a published error of this service", feature: "The platform", outline: "a refusal has its four members", refused: true},
	}
}
