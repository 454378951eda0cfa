package mock

import (
	"slices"
	"strconv"
)

// parseRules hold the parameters of the operation under test.
func parseRules() []Rule {
	region := Limits{Name: "RegionId", Required: true}
	group := Limits{Name: "VServerGroupId", Required: true}
	servers := Limits{Name: "BackendServers", Required: true}
	return []Rule{
		{ID: "request.region-id.required", Stage: StageParse, Outcome: "MissingParameter", Limits: region, Breaks: missingParameter},
		{ID: "request.vserver-group-id.required", Stage: StageParse, Outcome: "MissingParameter", Limits: group, Breaks: missingParameter},
		{ID: "request.backend-servers.required", Stage: StageParse, Outcome: "MissingParameter", Limits: servers, Breaks: missingParameter},
		{ID: "request.backend-servers.type", Stage: StageParse, Outcome: "BackendServersMalformed", Breaks: malformedList},
		{ID: "request.backend-servers.limit", Stage: StageParse, Outcome: "TooManyBackendServers", Limits: Limits{Max: 20}, Breaks: tooMany},
		{ID: "field.single-quotes", Stage: StageParse, Outcome: "BackendServersMalformed", Limits: Limits{Tolerated: true}, Breaks: singleQuotes},
		{ID: "field.unknown-parameters", Stage: StageParse, Outcome: "UnsupportedParameter", Limits: Limits{Tolerated: true, Values: knownParameters()}, Breaks: unknownParameter},
	}
}

// knownParameters are those of the page, those of the SDK's request that the page leaves out, and those of the
// older signature scheme (docs/sources.md#operation-metadata).
func knownParameters() []string {
	return []string{
		"RegionId", "VServerGroupId", "BackendServers",
		"OwnerAccount", "OwnerId", "ResourceOwnerAccount", "ResourceOwnerId",
		"AccessKeyId", "Action", "Format", "SecurityToken", "Signature", "SignatureMethod", "SignatureNonce",
		"SignatureType", "SignatureVersion", "TimeStamp", "Timestamp", "Version",
	}
}

func missingParameter(c *Call, l Limits) (string, bool) {
	return l.Name, l.Required && c.params.Get(l.Name) == ""
}

func malformedList(c *Call, _ Limits) (string, bool) { return "", c.list.malformed }

func tooMany(c *Call, l Limits) (string, bool) {
	return strconv.Itoa(l.Max), len(c.elements) > l.Max
}

func singleQuotes(c *Call, l Limits) (string, bool) { return "", !l.Tolerated && c.list.singleQuotes }

func unknownParameter(c *Call, l Limits) (string, bool) {
	if l.Tolerated {
		return "", false
	}
	for name := range c.params {
		if !slices.Contains(l.Values, name) {
			return name, true
		}
	}
	return "", false
}
