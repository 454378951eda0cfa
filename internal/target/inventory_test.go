package target_test

import (
	"errors"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/slbconform/slbconform/fixtures"
	"github.com/slbconform/slbconform/internal/target"
)

const inventory = `endpoint: slb.aliyuncs.com
region: cn-hangzhou
vpc: vpc-1
vswitch: vsw-1
allow:
  accounts: ["1234567890123456"]
  regions: [cn-hangzhou]
roles:
  backend server: {id: eni-1, type: eni, addresses: [192.168.0.11]}
  load balancer that the RAM user may use: {id: lb-1}
identities:
  RAM user for one load balancer: {profile: one, lb: lb-1}
`

func load(text string) (*target.Inventory, error) {
	return target.LoadInventory(fstest.MapFS{"inv.yaml": {Data: []byte(text)}}, "inv.yaml", "inv.yaml")
}

func TestAnInventoryIsRead(t *testing.T) {
	for name, text := range map[string]string{
		"as it is":                inventory,
		"with a byte order mark":  "\uFEFF" + inventory,
		"with lines of Windows":   strings.ReplaceAll(inventory, "\n", "\r\n"),
		"with a number's account": strings.Replace(inventory, `"1234567890123456"`, "1234567890123456", 1),
		"of the region's host":    strings.Replace(inventory, "slb.aliyuncs.com", "slb.cn-hangzhou.aliyuncs.com:443", 1),
		"of a host of the VPC":    strings.Replace(inventory, "slb.aliyuncs.com", "https://slb-vpc.cn-hangzhou.aliyuncs.com", 1),
		"of two VPCs":             strings.Replace(inventory, "{id: lb-1}", "{id: lb-1}\n  network interface of another VPC: {id: eni-2, type: eni, addresses: [192.168.0.11]}", 1),
		"of a served mock":        strings.Replace(inventory, "slb.aliyuncs.com", "http://[::1]:8080", 1),
		"of a container's name":   strings.Replace(inventory, "slb.aliyuncs.com", "http://mock:8080", 1),
	} {
		inv, err := load(text)
		if err != nil || inv.Allow.Accounts[0] != "1234567890123456" || inv.Roles["backend server"].ID != "eni-1" {
			t.Errorf("%s: %+v, %v", name, inv, err)
		}
	}
}

func TestTheExampleIsAnInventory(t *testing.T) {
	if _, err := target.LoadInventory(fixtures.Files, "inventory.example.yaml", "fixtures/inventory.example.yaml"); err != nil {
		t.Error(err)
	}
}

// Whatever a person may get wrong is said with its line, and with what was meant.
func TestMistakesOfAnInventory(t *testing.T) {
	for _, c := range []struct{ was, is, says string }{
		{"region: cn-hangzhou\n", "", "inv.yaml: region: it is missing"},
		{"region: cn-hangzhou", "region: Hangzhou", "inv.yaml:2: region: \"Hangzhou\" is no id of a region"},
		{"region: cn-hangzhou", "regoin: cn-hangzhou", `inv.yaml:2: unknown field "regoin"; did you mean "region"?`},
		{"region: cn-hangzhou", "region: cn-hangzhou\nregion: cn-beijing", `inv.yaml:3: field "region" stands twice`},
		{"region: cn-hangzhou", "region: [cn-hangzhou]", `inv.yaml:2: a list stands where a single value is meant`},
		{"vpc: vpc-1\n", "", `inv.yaml: vpc: "" is no id`},
		{"vswitch: vsw-1", "vswitch: the first one", `inv.yaml:4: vswitch: "the first one" is no id`},
		{"vpc: vpc-1", "\tvpc: vpc-1", "inv.yaml:3: a tab begins the line"},
		{"slb.aliyuncs.com", `""`, "inv.yaml:1: endpoint: it is missing"},
		{"slb.aliyuncs.com", "slb.cn-beijing.aliyuncs.com", "inv.yaml:1: endpoint: slb.cn-beijing.aliyuncs.com serves cn-beijing, and the region is cn-hangzhou"},
		{"slb.aliyuncs.com", "http://slb.aliyuncs.com", "is not encrypted"},
		{"slb.aliyuncs.com", "slb.aliyuncs.com\nsts: http://sts.aliyuncs.com", "inv.yaml:2: sts: \"http://sts.aliyuncs.com\" is not encrypted"},
		{"slb.aliyuncs.com", "https://SLB-VPC.cn-beijing.aliyuncs.com", "serves cn-beijing, and the region is cn-hangzhou"},
		{"slb.aliyuncs.com", "ecs.aliyuncs.com", "is not an endpoint of SLB"},
		{"slb.aliyuncs.com", "ftp://slb.aliyuncs.com", `begins with "ftp://"`},
		{"slb.aliyuncs.com", "slb.aliyuncs.com/v1", "a path, a query or a space cannot be meant"},
		{"slb.aliyuncs.com", `"slb.aliyuncs.com\nHost: elsewhere"`, "cannot be meant"},
		{"slb.aliyuncs.com", "http://127.0.0.1:99999", "has no port from 1 to 65535"},
		{"slb.aliyuncs.com", "slb.aliyuncs.com\nsts: sts.aliyuncs.com/x", "inv.yaml:2: sts: "},
		{"backend server:", "backnd server:", `inv.yaml:9: no such role: "backnd server"; did you mean "backend server"?`},
		{"backend server:", "RAM user without rights:", `inv.yaml:9: roles.RAM user without rights: this role belongs under "identities"`},
		{"RAM user for one load balancer:", "backend server:", `inv.yaml:12: identities.backend server: this role belongs under "roles"`},
		{"id: eni-1", `id: ""`, "inv.yaml:9: roles.backend server: \"\" is no id"},
		{"type: eni", "type: enii", `the type "enii" is none`},
		{"192.168.0.11", "192.168.0.0/16", `"192.168.0.0/16" is no IP address`},
		{"[192.168.0.11]", "[192.168.0.11, 192.168.0.11]", "inv.yaml:9: roles.backend server: the address 192.168.0.11 stands twice: each of a role is another"},
		{"{id: lb-1}", "lb-1", `inv.yaml:10: "lb-1" stands where a mapping is meant`},
		{"{id: lb-1}", "{id: lb-1}\n  load balancer that the RAM user may use: {id: lb-2}", "inv.yaml:11: "},
		{"{id: lb-1}", "{id: lb-2}", "inv.yaml:12: identities.RAM user for one load balancer: its policy is said to name lb-1"},
		{"{profile: one, lb: lb-1}", "{lb: lb-1}", "profile is missing"},
		{", addresses: [192.168.0.11]", "", "inv.yaml:9: roles.backend server: addresses is missing: a call that adds a server of the type eni names its address"},
		{"type: eni, ", "", "inv.yaml:9: roles.backend server: the type is missing"},
		{"[192.168.0.11]", "[192.168.0.11", ": the indentation, a quote or a bracket of this line, or of one before, is not what it should be"},
		{"{id: lb-1}", "{id: lb-1}\n  locked load balancer: {id: eni-2}", "inv.yaml:11: roles.locked load balancer: eni-2 is the id of a backend server of the type eni, and the role is for another thing: a load balancer that is locked"},
		{"id: eni-1", "id: i-1", "inv.yaml:9: roles.backend server: i-1 is the id of a backend server of the type ecs, and the type is eni"},
		{"{id: lb-1}", "{id: lb-1}\n  running ECS instance: {id: eni-2, type: ecs}", "inv.yaml:11: roles.running ECS instance: eni-2 is the id of a backend server of the type eni, and the type is ecs"},
		{"{id: lb-1}", "{id: lb-1}\n  second network interface: {id: eni-1, type: eni, addresses: [192.168.0.12]}", `inv.yaml:11: roles.second network interface: eni-1 is also the "backend server", in line 9: two roles are never one`},
		{"{id: lb-1}", "{id: lb-1}\n  second network interface: {id: eni-2, type: eni, addresses: [192.168.0.11]}", `inv.yaml:11: roles.second network interface: the address 192.168.0.11 is also that of the "backend server", in line 9: no two servers of a VPC have one`},
		{"{id: lb-1}", "{id: lb-1}\n  twenty-one network interfaces: {ids: [eni-2, eni-3], type: eni, addresses: [192.168.0.12]}", "inv.yaml:11: roles.twenty-one network interfaces: 2 ids have 1 addresses"},
		{"{id: lb-1}", "{id: lb-1}\n  twenty-one network interfaces: {ids: [eni-2, eni-3], type: eni, addresses: [192.168.0.12, 192.168.0.13]}", "inv.yaml:11: roles.twenty-one network interfaces: 2 ids: the role is for 21 ENIs"},
		{"{profile: one, lb: lb-1}", "{profile: one, lb: lb-1}\n  RAM user without rights: {profile: one}", `inv.yaml:12: identities.RAM user for one load balancer: the profile "one" is also the "RAM user without rights", in line 13`},
		{`"1234567890123456"`, `"*"`, "inv.yaml:6: allow.accounts: \"*\" is no account id"},
		{"slb.aliyuncs.com", "slb.aliyuncs.com\nrate: -1", "inv.yaml:2: rate: -1 is no number of calls a second"},
		{"slb.aliyuncs.com", "slb.aliyuncs.com\nrate: .nan", "inv.yaml:2: rate: NaN is no number of calls a second"},
		{"slb.aliyuncs.com", "slb.aliyuncs.com\nrate: fast", "inv.yaml:2: "},
		{"slb.aliyuncs.com", "slb.aliyuncs.com\nrates:\n  - {action: CreateVServerGroup, calls: 1}\n  - action: Describe*\n    calls: 0", `inv.yaml:5: rates.calls: "Describe*", 0 is no action`},
		{"regions: [cn-hangzhou]", "regions:\n  - cn-hangzhou\n  - all", `inv.yaml:9: allow.regions: "all" is no id of a region`},
		{`["1234567890123456"]`, "\n  - 1\n  - all", `inv.yaml:8: allow.accounts: "all" is no account id`},
		{"regions: [cn-hangzhou]", `regions: ["*"]`, "inv.yaml:7: allow.regions: \"*\" is no id of a region"},
	} {
		_, err := load(strings.Replace(inventory, c.was, c.is, 1))
		if err == nil || !strings.Contains(err.Error(), c.says) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%q in place of %q: %v; it should say %q", c.is, c.was, err, c.says)
		}
	}
	if _, err := load(strings.Replace(inventory, "backend server:", "backnd server:", 1)); !errors.Is(err, target.ErrUnknownRole) {
		t.Errorf("an unknown role: %v", err)
	}
}

// A password in an endpoint is not said again.
func TestASecretInAnEndpointIsNotRepeated(t *testing.T) {
	_, err := load(strings.Replace(inventory, "slb.aliyuncs.com", "https://me:hunter2@slb.aliyuncs.com", 1))
	if err == nil || strings.Contains(err.Error(), "hunter2") || !strings.Contains(err.Error(), "credentials do not belong here") {
		t.Error(err)
	}
}

// A rate of no action is told with its own line, and with the action that was meant.
func TestARateOfNoAction(t *testing.T) {
	text := strings.Replace(inventory, "roles:", "rates:\n  - {action: \"Describe*\", calls: 2}\n  - {action: CreateGrop, calls: 1}\nroles:", 1)
	_, err := target.LoadInventory(fstest.MapFS{"inv.yaml": {Data: []byte(text)}}, "inv.yaml", "inv.yaml", target.RatesOf([]string{"CreateGroup", "DescribeGroups"}))
	if want := `inv.yaml:10: rates.action: no action is called "CreateGrop"; did you mean "CreateGroup"?`; err == nil || err.Error() != want {
		t.Errorf("%v; it should say %s", err, want)
	}
}
