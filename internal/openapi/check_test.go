package openapi_test

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/slbconform/slbconform/internal/openapi"
	"github.com/slbconform/slbconform/internal/run/runtest"
	"github.com/slbconform/slbconform/internal/wire"
	"github.com/slbconform/slbconform/spec"
)

// shipped is the document as it ships, loaded once: it never changes, and under the race detector loading is slow.
var shipped = sync.OnceValues(openapi.BuiltIn)

func loadDocument(t testing.TB) *openapi.Document {
	t.Helper()
	d, err := shipped()
	if err != nil {
		t.Skipf("the test of the root tells: %v", err)
	}
	return d
}

// ledger is the one that is built in. Where it does not fit, the test of the root says so, once.
func ledger(t testing.TB) *spec.Ledger {
	t.Helper()
	l, err := spec.Load(spec.Files)
	if err != nil {
		t.Skipf("the test of the root tells: %v", err)
	}
	return l
}

// differs fails a test in which the document is not as it should be. Where a scenario fails too, that tells it, and the
// test is skipped.
func differs(t testing.TB, format string, args ...any) {
	t.Helper()
	runtest.SkipIfBroken(t)
	t.Errorf(format, args...)
}

// underTest is the operation that these tests call.
const underTest = "AddVServerGroupBackendServers"

const goodServer = `{"ServerId":"eni-1","Type":"eni","Port":80,"Weight":100}`

// call is an exchange of the operation under test as the SDK makes it: a POST with everything in the query, and
// the answer of the page's sample. params come as pairs; the value "-" takes a parameter away.
func call(params ...string) *wire.Exchange {
	query := url.Values{"RegionId": {"cn-hangzhou"}, "VServerGroupId": {"rsp-cige6j"}, "BackendServers": {"[" + goodServer + "]"}}
	for i := 0; i < len(params); i += 2 {
		query.Set(params[i], params[i+1])
		if params[i+1] == "-" {
			query.Del(params[i])
		}
	}
	x := exchange(underTest, query)
	answer(x, 200, success(listed))
	return x
}

func exchange(action string, query url.Values) *wire.Exchange {
	header := http.Header{}
	header.Set("x-acs-action", action)
	header.Set("x-acs-version", "2014-05-15")
	return &wire.Exchange{Action: action, Request: wire.Request{
		Method: "POST", Header: header, URL: &url.URL{Scheme: "https", Host: "slb.aliyuncs.com", Path: "/", RawQuery: query.Encode()},
	}}
}

func answer(x *wire.Exchange, status int, body string) {
	x.Answer = &wire.Answer{Status: status, Header: http.Header{"Content-Type": {"application/json;charset=utf-8"}}, Body: []byte(body)}
}

const (
	requestID = "9DEC9C28-AB05-4DDF-9A78-6B08EC9CE18C"
	listed    = `{"Type":"eni","Weight":100,"Description":"The description of the vServer group.","Port":70,"ServerId":"eni-hhshhs"}`
)

func success(servers string) string {
	return `{"VServerGroupId":"rsp-cige6j","RequestId":"` + requestID + `","BackendServers":{"BackendServer":[` + servers + `]}}`
}

func refusal(code string) string {
	return `{"RequestId":"` + requestID + `","HostId":"slb.aliyuncs.com","Code":"` + code + `","Message":"No."}`
}

// short is the id of a rule within its operation.
func short(id string) string { return id[strings.LastIndex(id, "/")+1:] }

// seen writes departures the way the tables below expect them: "rule kind where".
func seen(found []spec.Departure) []string {
	out := []string{}
	for _, f := range found {
		out = append(out, short(f.Rule)+" "+string(f.Kind)+" "+f.Where)
	}
	return out
}

func expect(t *testing.T, d *openapi.Document, x *wire.Exchange, side spec.Side, want ...string) {
	t.Helper()
	found := d.Check(x)
	for _, f := range found {
		if f.Side != side || f.Rule == "" || f.Expected == "" || f.Got == "" {
			differs(t, "a departure is incomplete or on the wrong side: %+v", f)
		}
	}
	if got := seen(found); !slices.Equal(got, want) {
		differs(t, "departures\n\t%s\nwant\n\t%s", strings.Join(got, "\n\t"), strings.Join(want, "\n\t"))
	}
}

func TestTheSamplesOfThePagePass(t *testing.T) {
	d := loadDocument(t)
	for _, servers := range []string{
		`[{ "ServerId": "i-xxxxxxxxx", "Weight": "100", "Type": "ecs", "Port":"80","Description":"test-112" }]`,
		`[{ "ServerId": "eni-xxxxxxxxx", "Weight": "100", "Type": "eni", "ServerIp": "192.168.0.1", "Port":"80","Description":"test-113" },{ "ServerId": "eni-xxxxxxxxx", "Weight": "100", "Type": "eni", "ServerIp": "172.166.0.1", "Port":"80","Description":"test-113" }]`,
		`[{ "ServerId": "eci-xxxxxxxxx", "Weight": "100", "Type": "eci", "ServerIp": "192.168.0.1", "Port":"80","Description":"test-114" }]`,
	} {
		expect(t, d, call("BackendServers", servers), spec.Request)
	}
}

func TestGoodRequestsPass(t *testing.T) {
	d := loadDocument(t)
	for name, servers := range map[string]string{
		"the last accepted values":     `[{"ServerId":"i-1","Port":65535,"Weight":100,"Description":"` + strings.Repeat("a", 80) + `"}]`,
		"the first accepted values":    `[{"ServerId":"i-1","Port":1,"Weight":0,"Description":"a"}]`,
		"numbers as strings":           `[{"ServerId":"i-1","Port":"65535","Weight":"0"}]`,
		"every class of the alphabet":  `[{"ServerId":"i-1","Port":80,"Description":"azAZ09-/._"}]`,
		"null for what may be absent":  `[{"ServerId":"i-1","Port":80,"Weight":null,"Type":null,"Description":null,"ServerIp":null}]`,
		"an IPv6 address":              `[{"ServerId":"eni-1","Port":80,"Type":"eni","ServerIp":"2001:db8::1"}]`,
		"an empty address":             `[{"ServerId":"i-1","Port":80,"ServerIp":""}]`,
		"another order of the members": `[{"Weight":1,"Port":80,"ServerId":"i-1"}]`,
		"no backend server":            `[]`,
		"twenty backend servers":       servers(20),
		"white space":                  " [ \n" + goodServer + "\t] ",
		"an apostrophe":                `[{"ServerId":"i'1","Port":80}]`,
		"an escaped name":              `[{"\u0053erverId":"i-1","Port":80}]`,
	} {
		t.Run(name, func(t *testing.T) { expect(t, d, call("BackendServers", servers), spec.Request) })
	}
}

func servers(n int) string {
	return "[" + strings.TrimSuffix(strings.Repeat(goodServer+",", n), ",") + "]"
}

// brokenList is a list of backend servers that breaks a rule, and the departures it must show.
type brokenList struct {
	servers string
	want    []string
}

func brokenLists() []brokenList {
	const at = " contradiction BackendServers"
	return []brokenList{
		{`not json`, []string{"request.backend-servers.type" + at}},
		{`[` + goodServer + `] and more`, []string{"request.backend-servers.type" + at}},
		{`[` + goodServer + `,]`, []string{"request.backend-servers.type" + at}},
		{`{}`, []string{"request.backend-servers.type" + at}},
		{`null`, []string{"request.backend-servers.type" + at}},
		{`[1]`, []string{"request.backend-servers.type" + at + " /0"}},
		{`[null]`, []string{"request.backend-servers.type" + at + " /0"}},
		{`["i-1"]`, []string{"request.backend-servers.type" + at + " /0"}},
		{servers(21), []string{"request.backend-servers.limit" + at}},
		{`[{'ServerId':'i-1','Port':'80'}]`, []string{"field.single-quotes" + at}},
		{`[{'ServerId':'i-1','Port':'0'}]`, []string{"field.single-quotes" + at, "field.port.range" + at + " /0/Port"}},
		{`[{"serverId":"i-1","port":80,"weight":101}]`, []string{
			"field.lower-camel-keys" + at + " /0/port", "field.lower-camel-keys" + at + " /0/serverId",
			"field.lower-camel-keys" + at + " /0/weight", "server.weight.range" + at + " /0/Weight"}},
		{`[{"ServerId":"i-1","serverId":"i-2","Port":80}]`, []string{"field.lower-camel-keys" + at + " /0/serverId"}},
		{`[{"ServerId":"i-1","Port":80,"Port":81}]`, []string{"field.duplicate-keys" + at + " /0/Port"}},
		{`[{"ServerId":"i-1","Port":80,"Foo":1,"Bar":2}]`, []string{"field.unknown-members" + at + " /0/Bar", "field.unknown-members" + at + " /0/Foo"}},
		{`[{"Port":80}]`, []string{"server.server-id.required" + at + " /0/ServerId"}},
		{`[{"ServerId":null,"Port":80}]`, []string{"server.server-id.required" + at + " /0/ServerId"}},
		{`[{"ServerId":"","Port":80}]`, []string{"server.server-id.required" + at + " /0/ServerId"}},
		{`[{"ServerId":7,"Port":80}]`, []string{"server.server-id.type" + at + " /0/ServerId"}},
		{`[{"ServerId":"i-1"}]`, []string{"field.port.required" + at + " /0/Port"}},
		{`[{"ServerId":"i-1","Port":null}]`, []string{"field.port.required" + at + " /0/Port"}},
		{`[` + goodServer + `,{"ServerId":"i-1","Port":80,"ServerIp":"192.168.0.256"}]`, []string{"server.server-ip.meaning" + at + " /1/ServerIp"}},
		{`[{"ServerId":"i-1","Port":80,"ServerIp":7}]`, []string{"server.server-ip.meaning" + at + " /0/ServerIp"}},
		{`[{"ServerId":"i-1","Port":80,"Description":7}]`, []string{"server.description.type" + at + " /0/Description"}},
		{`[{"ServerId":"i-1","Port":80,"Description":""}]`, []string{"server.description.length" + at + " /0/Description"}},
		{`[{"ServerId":"i-1","Port":80,"Description":"` + strings.Repeat("a", 81) + `"}]`, []string{"server.description.length" + at + " /0/Description"}},
		{`[{"ServerId":"i-1","Port":80,"Description":"` + strings.Repeat("！", 80) + `"}]`, []string{"server.description.alphabet" + at + " /0/Description"}},
		{`[{"ServerId":"i-1","Port":80,"Description":"a\n"}]`, []string{"server.description.alphabet" + at + " /0/Description"}},
		{`[{"ServerId":"i-1","Port":80,"VbrId":"vbr-1","ServerRegionId":"cn-beijing"}]`, []string{
			"field.unknown-members acknowledged BackendServers /0/ServerRegionId", "field.unknown-members acknowledged BackendServers /0/VbrId"}},
	}
}

func TestABrokenListDepartsAtTheBrokenRule(t *testing.T) {
	d := loadDocument(t)
	for _, c := range brokenLists() {
		t.Run(c.servers, func(t *testing.T) { expect(t, d, call("BackendServers", c.servers), spec.Request, c.want...) })
	}
}

func TestNumbersOutOfRange(t *testing.T) {
	d := loadDocument(t)
	for _, silent := range []string{`1.5`, `1.0`, `1e1`, `"1.5"`, `""`, `" 1"`, `"1 "`, `"+1"`, `"01"`, `"0x1"`, `"１"`} { // no document says how a whole number is spelt
		expect(t, d, call("BackendServers", `[{"ServerId":"i-1","Port":`+silent+`,"Weight":`+silent+`}]`), spec.Request)
	}
	for _, bad := range []string{`"abc"`, `true`, `-1`, `"-1"`, `2147483648`, `[]`, `{}`} {
		t.Run("a weight of "+bad, func(t *testing.T) {
			expect(t, d, call("BackendServers", `[{"ServerId":"i-1","Port":80,"Weight":`+bad+`}]`), spec.Request, "server.weight.range contradiction BackendServers /0/Weight")
		})
		t.Run("a port of "+bad, func(t *testing.T) {
			expect(t, d, call("BackendServers", `[{"ServerId":"i-1","Port":`+bad+`}]`), spec.Request, "field.port.range contradiction BackendServers /0/Port")
		})
	}
	for _, c := range [][2]string{{"Weight", "101"}, {"Weight", `"101"`}, {"Port", "0"}, {"Port", `"0"`}, {"Port", "65536"}, {"Port", `"65536"`}} {
		t.Run(c[0]+" "+c[1], func(t *testing.T) {
			rule := map[string]string{"Weight": "server.weight.range", "Port": "field.port.range"}[c[0]]
			server := map[string]string{"Weight": `"Port":80,"Weight":`, "Port": `"Port":`}[c[0]] + c[1]
			expect(t, d, call("BackendServers", `[{"ServerId":"i-1",`+server+`}]`), spec.Request, rule+" contradiction BackendServers /0/"+c[0])
		})
	}
	for _, bad := range []string{`""`, `"vm"`, `"ECS"`} {
		expect(t, d, call("BackendServers", `[{"ServerId":"i-1","Port":80,"Type":`+bad+`}]`), spec.Request, "server.type.values contradiction BackendServers /0/Type")
	}
}

func TestParameters(t *testing.T) {
	d := loadDocument(t)
	for name, rule := range map[string]string{"RegionId": "request.region-id.required", "VServerGroupId": "request.vserver-group-id.required", "BackendServers": "request.backend-servers.required"} {
		expect(t, d, call(name, "-"), spec.Request, rule+" contradiction parameter "+name)
		expect(t, d, call(name, ""), spec.Request, rule+" contradiction parameter "+name)
	}
	expect(t, d, call("LoadBalancerId", "lb-1"), spec.Request, "field.unknown-parameters contradiction parameter LoadBalancerId")
	expect(t, d, call("OwnerId", "7"), spec.Request, "field.unknown-parameters acknowledged parameter OwnerId")
	expect(t, d, call("Version", "2014-05-16"), spec.Request, "platform.action contradiction parameter Version")
}
