package mock_test

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
)

// refusal is a call that breaks one rule, and the same call made right.
type refusal struct {
	rule    string // that is broken, alone
	says    string // status, code and what the message holds
	lb      string // of the group; "" is an ordinary one
	before  string // what the group holds before the call
	servers string
	control string // what succeeds in the group instead
}

const eni = `[{"ServerId":"eni-bp1mockfirst","Type":"eni","Port":80}]`

// with is the ordinary backend server with more members.
func with(members string) string {
	return `[{"ServerId":"eni-bp1mockfirst","Type":"eni","Port":80,` + members + `}]`
}

// far is a backend server of another region.
func far(id, region string) string {
	return fmt.Sprintf(`[{"ServerId":%q,"Type":"eni","Port":80,"ServerRegionId":%q}]`, id, region)
}

func many(n int) string {
	var items []string
	for i := range n {
		items = append(items, fmt.Sprintf(`{"ServerId":"eni-bp1mockfirst","Type":"eni","Port":%d}`, 8000+i))
	}
	return "[" + strings.Join(items, ",") + "]"
}

func refusals() []refusal {
	const server = `[{"ServerId":%q,"Type":%q,"Port":80}]`
	shanghai := far("eni-uf6mockshanghai", "cn-shanghai")
	return []refusal{
		{rule: "request.backend-servers.type", says: "400 BackendServersMalformed", servers: `not json`, control: eni},
		{rule: "request.backend-servers.type", says: "400 BackendServersMalformed", servers: `[1]`, control: eni},
		{rule: "request.backend-servers.type", says: "400 BackendServersMalformed", servers: `[null]`, control: eni},
		{rule: "request.backend-servers.type", says: "400 BackendServersMalformed", servers: `null`, control: eni},
		{rule: "request.backend-servers.type", says: "400 BackendServersMalformed", servers: `{}`, control: eni},
		{rule: "request.backend-servers.type", says: "400 BackendServersMalformed", servers: eni + eni, control: eni},
		{rule: "request.backend-servers.type", says: "400 BackendServersMalformed", servers: `[{"ServerId":"eni-bp1mockfirst","Port":80,}]`, control: eni},
		{rule: "request.backend-servers.limit", says: "400 TooManyBackendServers 20", servers: many(21), control: many(20)},

		{rule: "server.server-id.required", says: "400 InvalidParameter VmName", servers: `[{"Type":"eni","Port":80}]`, control: eni},
		{rule: "server.server-id.required", says: "400 InvalidParameter VmName", servers: `[{"ServerId":"","Type":"eni","Port":80}]`, control: eni},
		{rule: "server.server-id.required", says: "400 InvalidParameter VmName", servers: `[{"ServerId":null,"Type":"eni","Port":80}]`, control: eni},
		{rule: "server.server-id.type", says: "400 InvalidParameter BackendServers", servers: `[{"ServerId":7,"Type":"eni","Port":80}]`, control: eni},
		{rule: "server.server-id.type-needed", says: "400 InvalidParameter type", servers: `[{"ServerId":"eni-bp1mockfirst","Port":80}]`, control: eni},
		{rule: "server.server-id.type-needed", says: "400 InvalidParameter type", servers: `[{"ServerId":"eci-bp1mockcontainer","Port":80}]`, control: fmt.Sprintf(server, "eci-bp1mockcontainer", "eci")},
		{rule: "error.BackendServer.InvalidType", says: "400 BackendServer.InvalidType", servers: fmt.Sprintf(server, "eni-bp1mockfirst", "xyz"), control: eni},
		{rule: "assumed.type.odd", says: "400 BackendServer.InvalidType", servers: fmt.Sprintf(server, "eni-bp1mockfirst", "ENI"), control: eni},
		{rule: "assumed.type.odd", says: "400 BackendServer.InvalidType", servers: fmt.Sprintf(server, "i-bp1mockrunning", ""), control: eni},
		{rule: "server.weight.range", says: "400 InvalidWeight.Malformed", servers: with(`"Weight":-1`), control: with(`"Weight":0`)},
		{rule: "server.weight.range", says: "400 InvalidWeight.Malformed", servers: with(`"Weight":"101"`), control: with(`"Weight":"100"`)},
		{rule: "assumed.weight.odd", says: "400 InvalidWeight.Malformed", servers: with(`"Weight":1.5`), control: with(`"Weight":1`)},
		{rule: "assumed.weight.odd", says: "400 InvalidWeight.Malformed", servers: with(`"Weight":""`), control: with(`"Weight":null`)},
		{rule: "assumed.weight.odd", says: "400 InvalidWeight.Malformed", servers: with(`"Weight":1e2`), control: with(`"Weight":100`)},
		{rule: "server.weight.range", says: "400 InvalidWeight.Malformed", servers: with(`"Weight":101.0`), control: with(`"Weight":100`)},
		{rule: "server.weight.range", says: "400 InvalidWeight.Malformed", servers: with(`"Weight":"heavy"`), control: with(`"Weight":"1"`)},
		{rule: "server.weight.range", says: "400 InvalidWeight.Malformed", servers: with(`"Weight":true`), control: with(`"Weight":1`)},
		{rule: "server.weight.range", says: "400 InvalidWeight.Malformed", servers: with(`"Weight":99999999999999999999`), control: with(`"Weight":99`)},
		{rule: "field.port.required", says: "400 InvalidParameter [1, 65535]", servers: `[{"ServerId":"eni-bp1mockfirst","Type":"eni"}]`, control: eni},
		{rule: "field.port.range", says: "400 InvalidParameter [1, 65535]", servers: `[{"ServerId":"eni-bp1mockfirst","Type":"eni","Port":0}]`, control: `[{"ServerId":"eni-bp1mockfirst","Type":"eni","Port":1}]`},
		{rule: "field.port.range", says: "400 InvalidParameter [1, 65535]", servers: `[{"ServerId":"eni-bp1mockfirst","Type":"eni","Port":"65536"}]`, control: `[{"ServerId":"eni-bp1mockfirst","Type":"eni","Port":"65535"}]`},
		{rule: "assumed.port.odd", says: "400 InvalidParameter [1, 65535]", servers: `[{"ServerId":"eni-bp1mockfirst","Type":"eni","Port":"080"}]`, control: eni},
		{rule: "server.description.type", says: "400 InvalidParameter Specified parameter", servers: with(`"Description":7`), control: with(`"Description":"7"`)},
		{rule: "assumed.description.empty", says: "400 InvalidParameterLength", servers: with(`"Description":""`), control: with(`"Description":"a"`)},
		{rule: "server.description.length", says: "400 InvalidParameterLength", servers: with(`"Description":"` + strings.Repeat("a", 81) + `"`), control: with(`"Description":"` + strings.Repeat("a", 80) + `"`)},
		{rule: "server.description.alphabet", says: "400 InvalidParameter Specified parameter", servers: with(`"Description":"a b"`), control: with(`"Description":"aZ09-/._"`)},
		{rule: "assumed.description.letters", says: "400 InvalidParameter Specified parameter", servers: with(`"Description":"é测试〇٣３e\u0301"`), control: with(`"Description":"a"`)},
		{rule: "server.description.alphabet", says: "400 InvalidParameter Specified parameter", servers: with(`"Description":"a！"`), control: with(`"Description":"a"`)},
		{rule: "error.BackendServer.ServerRegionIdNotEqual", says: "400 BackendServer.ServerRegionIdNotEqual", lb: "lb-bp1mockcen",
			servers: strings.Replace(shanghai, "}]", "},"+far("eni-2zemockbeijing", "cn-beijing")[1:], 1), control: shanghai},
		{rule: "error.MissingParameter.ServerRegionId", says: "400 MissingParameter.ServerRegionId", lb: "lb-bp1mockcen",
			servers: `[{"ServerId":"idc-uf6mockserver","Port":80,"VbrId":"vbr-uf6mockcen"}]`, control: `[{"ServerId":"idc-uf6mockserver","Port":80,"VbrId":"vbr-uf6mockcen","ServerRegionId":"cn-shanghai"}]`},
		{rule: "error.InvalidParameter.ServerRegionId", says: "400 InvalidParameter.ServerRegionId", servers: far("eni-rj9mockabroad", "us-west-1"), control: eni},

		{rule: "error.InvalidServerId.NotExist", says: "400 InvalidServerId.NotExist", servers: fmt.Sprintf(server, "i-bp1nobody", "ecs"), control: fmt.Sprintf(server, "i-bp1mockrunning", "ecs")},
		{rule: "error.InvalidServerId.NotExist", says: "400 InvalidServerId.NotExist", servers: fmt.Sprintf(server, "eni-bp1mockfirst", "ecs"), control: eni},
		{rule: "error.ResourceNotFound.vServers", says: "404 ResourceNotFound.vServers enis eni-bp1nobody does", servers: fmt.Sprintf(server, "eni-bp1nobody", "eni"), control: eni},
		{rule: "error.ResourceNotFound.vServers", says: "404 ResourceNotFound.vServers", servers: fmt.Sprintf(server, "eni-uf6mockshanghai", "eni"), control: eni},
		{rule: "error.MissingParameter.VbrId", says: "400 MissingParameter.VbrId", lb: "lb-bp1mockcen",
			servers: `[{"ServerId":"idc-uf6mockserver","Port":80,"ServerRegionId":"cn-shanghai"}]`, control: `[{"ServerId":"idc-uf6mockserver","Port":80,"VbrId":"vbr-uf6mockcen","ServerRegionId":"cn-shanghai"}]`},
		{rule: "error.InvalidParameter.ZoneNotSupport", says: "400 InvalidParameter.ZoneNotSupport parameter ServerRegionId.", lb: "lb-bp1mockoldzone", servers: with(`"ServerRegionId":"cn-hangzhou"`), control: eni},
		{rule: "assumed.server-ip.foreign", says: "400 InvalidParameter BackendServers", servers: with(`"ServerIp":"10.0.1.12"`), control: with(`"ServerIp":"10.0.1.11"`)},
		{rule: "assumed.server-ip.foreign", says: "400 InvalidParameter BackendServers", servers: with(`"ServerIp":"nonsense"`), control: with(`"ServerIp":""`)},
		{rule: "assumed.server-ip.foreign", says: "400 InvalidParameter BackendServers", servers: with(`"ServerIp":7`), control: with(`"ServerIp":null`)},

		{rule: "error.SystemBusy", says: "400 SystemBusy", servers: fmt.Sprintf(server, "eni-bp1mocksystembusy", "eni"), control: eni},
		{rule: "error.VpcSystemBusy", says: "400 VpcSystemBusy", servers: fmt.Sprintf(server, "eni-bp1mockvpcbusy", "eni"), control: eni},
		{rule: "error.OperationBusy", says: "400 OperationBusy", servers: fmt.Sprintf(server, "eni-bp1mockoperationbusy", "eni"), control: eni},
		{rule: "server.type.high-performance", says: "400 InvalidParameter Specified parameter", lb: "lb-bp1mockshared", servers: eni, control: fmt.Sprintf(server, "i-bp1mockrunning", "ecs")},
		{rule: "error.OperationUnsupported.AddVServerGroupBackendServers", says: "400 OperationUnsupported.AddVServerGroupBackendServers", lb: "lb-bp1mockanytunnel", servers: eni, control: fmt.Sprintf(server, "i-bp1mockrunning", "ecs")},
		{rule: "server.running", says: "400 ObtainIpFail", servers: fmt.Sprintf(server, "i-bp1mockstopped", "ecs"), control: fmt.Sprintf(server, "i-bp1mockrunning", "ecs")},
		{rule: "error.IncorrectStatus.RSByPassToas", says: "400 IncorrectStatus.RSByPassToas", servers: fmt.Sprintf(server, "i-bp1mocktoa", "ecs"), control: fmt.Sprintf(server, "i-bp1mockrunning", "ecs")},
		{rule: "error.Mismatched.ZoneId", says: "400 Mismatched.ZoneId", lb: "lb-bp1mockcloudbox", servers: eni, control: fmt.Sprintf(server, "eni-bp1mockcloudbox", "eni")},
		{rule: "error.OperationDeny.LbNotSupportIPv6Server", says: "400 OperationDeny.LbNotSupportIPv6Server",
			servers: `[{"ServerId":"eni-bp1mockipv6","Type":"eni","Port":80,"ServerIp":"2001:db8:1::15"}]`, control: `[{"ServerId":"eni-bp1mockipv6","Type":"eni","Port":80,"ServerIp":"10.0.1.15"}]`},
		{rule: "error.OperationDeny.LbNotSupportIPv6Server", says: "400 OperationDeny.LbNotSupportIPv6Server",
			servers: `[{"ServerId":"eni-bp1mockipv6","Type":"eni","Port":80,"ServerIp":"2001:0DB8:1:0::15"}]`, control: `[{"ServerId":"eni-bp1mockipv6","Type":"eni","Port":80}]`},
		{rule: "error.NetworkConflict", says: "400 NetworkConflict", servers: fmt.Sprintf(server, "eni-bp1mockothervpc", "eni"), control: eni},
		{rule: "error.InvalidBackendServers.ServerIpConflict", says: "400 InvalidBackendServers.ServerIpConflict", before: fmt.Sprintf(server, "i-bp1mockrunning", "ecs"),
			servers: fmt.Sprintf(server, "eni-bp1mockprimary", "eni"), control: `[{"ServerId":"eni-bp1mockprimary","Type":"eni","Port":81}]`},
		{rule: "field.duplicate-in-group", says: "400 InvalidParameter already exists", before: eni, servers: with(`"Weight":50`), control: `[{"ServerId":"eni-bp1mockfirst","Type":"eni","Port":81}]`},
		{rule: "field.duplicate-in-group", says: "400 InvalidParameter already exists", before: eni, servers: with(`"ServerIp":"10.0.1.11"`), control: fmt.Sprintf(server, "eni-bp1mocksecond", "eni")},

		{rule: "error.IncorrectStatus.CenNotAssociated", says: "400 IncorrectStatus.CenNotAssociated", servers: shanghai, control: with(`"ServerRegionId":"cn-hangzhou"`)},
		{rule: "error.IncorrectStatus.CenNotAssociated", says: "400 IncorrectStatus.CenNotAssociated", servers: `[{"ServerId":"idc-uf6mockserver","Port":80,"VbrId":"vbr-uf6mockcen","ServerRegionId":"cn-shanghai"}]`,
			control: `[{"ServerId":"idc-uf6mockserver","Port":80,"VbrId":"vbr-uf6mockcen","ServerRegionId":"cn-hangzhou"}]`},
		{rule: "error.ResourceNotFound.Cen", says: "404 ResourceNotFound.Cen Cen cen-mockgone not", lb: "lb-bp1mockcengone", servers: shanghai, control: eni},
		{rule: "error.OperationFailed.InvalidCen", says: "400 OperationFailed.InvalidCen", lb: "lb-bp1mockcendeleting", servers: shanghai, control: eni},
		{rule: "error.InvalidBackendServers.VpcNotInCen", says: "400 InvalidBackendServers.VpcNotInCen", lb: "lb-bp1mockcen", servers: far("eni-uf6mockoutside", "cn-shanghai"), control: shanghai},
		{rule: "error.InvalidVbrId.NotInCen", says: "400 InvalidVbrId.NotInCen", lb: "lb-bp1mockcen",
			servers: `[{"ServerId":"idc-uf6mockserver","Port":80,"VbrId":"vbr-uf6mockoutside","ServerRegionId":"cn-shanghai"}]`, control: `[{"ServerId":"idc-uf6mockserver","Port":80,"VbrId":"vbr-uf6mockcen","ServerRegionId":"cn-shanghai"}]`},
		{rule: "error.InvalidBackendServers.MissingCenBandWidth", says: "400 InvalidBackendServers.MissingCenBandWidth", lb: "lb-bp1mockcen", servers: far("eni-wz9mockshenzhen", "cn-shenzhen"), control: shanghai},
	}
}

func TestACallBreaksExactlyOneRuleAndChangesNothing(t *testing.T) {
	for _, r := range refusals() {
		t.Run(r.rule+"/"+r.servers[:min(60, len(r.servers))], func(t *testing.T) {
			c := newCaller(t)
			group := c.group(r.lb)
			if r.before != "" {
				c.must(action, "RegionId", home, "VServerGroupId", group, "BackendServers", r.before)
			}
			before := c.holds(group)
			got := c.add(group, r.servers)
			held(t, got, r.says, r.rule)
			if after := c.holds(group); !slices.Equal(before, after) {
				differs(t, "the group held %v and now holds %v", before, after)
			}
			if control := c.add(group, r.control); control.status != http.StatusOK || control.broke != nil {
				differs(t, "the control was refused: %s", control)
			}
		})
	}
}

// held holds that an answer is a refusal with a status, a code and a message, for one rule.
func held(t *testing.T, got said, says, rule string) {
	t.Helper()
	status, rest, _ := strings.Cut(says, " ")
	code, message, _ := strings.Cut(rest, " ")
	if fmt.Sprint(got.status) != status || got.text("Code") != code || !strings.Contains(got.text("Message"), message) {
		differs(t, "want %s, got %s", says, got)
	}
	for _, name := range []string{"RequestId", "HostId", "Code", "Message", "Recommend"} {
		if got.text(name) == "" {
			differs(t, "the refusal has no %s: %s", name, got)
		}
	}
	if !strings.Contains(rule, "/") {
		rule = full(rule)
	}
	broke := []string{rule}
	if rule == action+"/" { // of no ledger
		broke = nil
	}
	if !slices.Equal(got.broke, broke) {
		differs(t, "it broke %v, not %v", got.broke, broke)
	}
}
