package openapi_test

import (
	"fmt"
	"io"
	"net/url"
	"strings"
	"testing"

	"github.com/slbconform/slbconform/internal/openapi"
	"github.com/slbconform/slbconform/internal/wire"
	"github.com/slbconform/slbconform/spec"
)

func TestTheResponseSampleOfThePagePasses(t *testing.T) {
	d := loadDocument(t)
	expect(t, d, call(), spec.Answer)

	without := call()
	answer(without, 200, success(strings.Replace(listed, `"Description":"The description of the vServer group.",`, "", 1)))
	expect(t, d, without, spec.Answer)
}

// brokenSuccess is a good answer with old replaced by new, or new alone, and the departures it must show.
type brokenSuccess struct {
	name, old, new string
	want           []string
}

func (b brokenSuccess) exchange() *wire.Exchange {
	x := call()
	body := b.new
	if b.old != "" {
		body = strings.Replace(success(listed), b.old, b.new, 1)
	}
	answer(x, 200, body)
	return x
}

func brokenSuccesses() []brokenSuccess {
	const server = "body /BackendServers/BackendServer/0"
	return []brokenSuccess{
		{"an empty body", "", "", []string{"response.object contradiction body"}},
		{"white space", "", " \n", []string{"response.object contradiction body"}},
		{"not JSON", "", "<html>", []string{"response.object contradiction body"}},
		{"cut JSON", "", `{"RequestId":`, []string{"response.object contradiction body"}},
		{"not UTF-8", "", "{\"a\":\"\xff\"}", []string{"response.object contradiction body"}},
		{"bytes after the object", "", success(listed) + "}", []string{"response.object contradiction body"}},
		{"null", "", `null`, []string{"response.object contradiction body"}},
		{"a list", "", `[]`, []string{"response.object contradiction body"}},
		{"a byte order mark before the JSON", `{"VServer`, "\ufeff" + `{"VServer`, []string{"response.object undeclared body"}},
		{"a member twice", `"RequestId"`, `"RequestId":"x","RequestId"`, []string{"response.object undeclared body /RequestId"}},
		{"no id of the group", `"VServerGroupId":"rsp-cige6j",`, ``, []string{"response.vserver-group-id contradiction body /VServerGroupId"}},
		{"a number as id of the group", `"rsp-cige6j"`, `7`, []string{"response.vserver-group-id contradiction body /VServerGroupId"}},
		{"an empty id of the group", `"rsp-cige6j"`, `""`, []string{"response.vserver-group-id contradiction body /VServerGroupId", "response.vserver-group-id contradiction body /VServerGroupId"}},
		{"the id of another group", `"rsp-cige6j"`, `"rsp-other"`, []string{"response.vserver-group-id contradiction body /VServerGroupId"}},
		{"no request id", `"RequestId":"` + requestID + `",`, ``, []string{"response.request-id contradiction body /RequestId"}},
		{"a number as request id", `"` + requestID + `"`, `7`, []string{"response.request-id contradiction body /RequestId"}},
		{"a request id that is no UUID", requestID, `9DEC`, []string{"platform.request-id.format contradiction body /RequestId"}},
		{"a request id in small letters", requestID, strings.ToLower(requestID), nil},
		{"names in small letters", `"RequestId"`, `"requestId"`, []string{"sample.response undeclared body /requestId", "response.request-id contradiction body /RequestId"}},
		{"a bare list of servers", `{"BackendServer":[` + listed + `]}`, `[]`, []string{"response.backend-servers contradiction body /BackendServers"}},
		{"servers null", `{"BackendServer":[` + listed + `]}`, `null`, []string{"response.backend-servers undeclared body /BackendServers"}},
		{"no list of servers", `"BackendServer":[` + listed + `]`, ``, []string{"response.backend-server undeclared body /BackendServers/BackendServer"}},
		{"one server instead of a list", `[` + listed + `]`, listed, []string{"response.backend-server contradiction body /BackendServers/BackendServer"}},
		{"a text as server", listed, `"i-1"`, []string{"response.backend-server contradiction " + server}},
		{"no type", `"Type":"eni",`, ``, []string{"response.type contradiction " + server + "/Type"}},
		{"a number as type", `"eni"`, `1`, []string{"response.type contradiction " + server + "/Type"}},
		{"another type", `"eni"`, `"vm"`, []string{"response.type.values contradiction " + server + "/Type"}},
		{"no weight", `"Weight":100,`, ``, []string{"response.weight contradiction " + server + "/Weight"}},
		{"a text as weight", `100`, `"100"`, []string{"response.weight contradiction " + server + "/Weight"}},
		{"a fraction as weight", `100`, `100.5`, []string{"response.weight contradiction " + server + "/Weight"}},
		{"an integer written with a fraction, of which no document says that it may not be", `100`, `1.0e2`, []string{"response.weight undeclared " + server + "/Weight"}},
		{"a weight out of range", `100`, `101`, []string{"server.weight.range contradiction " + server + "/Weight"}},
		{"a negative weight", `100`, `-1`, []string{"server.weight.range contradiction " + server + "/Weight"}},
		{"true as weight", `100`, `true`, []string{"response.weight contradiction " + server + "/Weight"}},
		{"a number as description", `"The description of the vServer group."`, `7`, []string{"response.description contradiction " + server + "/Description"}},
		{"description null, as where none was given", `"The description of the vServer group."`, `null`, nil},
		{"no port", `"Port":70,`, ``, []string{"response.port contradiction " + server + "/Port"}},
		{"a text as port", `70`, `"70"`, []string{"response.port contradiction " + server + "/Port"}},
		{"no server id", `,"ServerId":"eni-hhshhs"`, ``, []string{"response.server-id contradiction " + server + "/ServerId"}},
		{"a number as server id", `"eni-hhshhs"`, `7`, []string{"response.server-id contradiction " + server + "/ServerId"}},
		{"an empty server id", `"eni-hhshhs"`, `""`, []string{"response.server-id contradiction " + server + "/ServerId"}},
		{"a member nobody knows", `"Port":70`, `"Port":70,"Foo":1`, []string{"sample.response undeclared " + server + "/Foo"}},
		{"a member nobody knows at the top", `{"VServer`, `{"Foo":1,"VServer`, []string{"sample.response undeclared body /Foo"}},
		{"a member nobody knows beside the list", `"BackendServer":[`, `"Foo":1,"BackendServer":[`, []string{"sample.response undeclared body /BackendServers/Foo"}},
		{"the members of the older SDK", `"Port":70`, `"Port":70,"ServerIp":"10.0.0.1","ServerRegionId":"cn-hangzhou","VbrId":"","VpcId":"vpc-1"`, []string{
			"sample.response acknowledged " + server + "/ServerIp", "sample.response acknowledged " + server + "/ServerRegionId",
			"sample.response acknowledged " + server + "/VbrId", "sample.response acknowledged " + server + "/VpcId"}},
		{"one of them null, of which no document says what it holds", `"Port":70`, `"Port":70,"VpcId":null`, []string{
			"sample.response undeclared " + server + "/VpcId", "sample.response acknowledged " + server + "/VpcId"}},
	}
}

func TestABrokenSuccessDepartsAtTheBrokenRule(t *testing.T) {
	d := loadDocument(t)
	for _, c := range brokenSuccesses() {
		t.Run(c.name, func(t *testing.T) { expect(t, d, c.exchange(), spec.Answer, c.want...) })
	}
}

func TestRefusals(t *testing.T) {
	d := loadDocument(t)
	for _, c := range []struct {
		name   string
		status int
		body   string
		want   []string
	}{
		{"a documented code", 400, refusal("NetworkConflict"), nil},
		{"another documented code", 404, refusal("ResourceNotFound.vServers"), nil},
		{"a documented code under another status", 404, refusal("NetworkConflict"), []string{"error.NetworkConflict contradiction body /Code"}},
		{"a code of the platform", 403, refusal("Forbidden"), []string{"platform.error-listed acknowledged body /Code"}},
		{"a code nobody lists", 400, refusal("Foo"), []string{"platform.error-listed undeclared body /Code"}},
		{"a status nobody lists", 418, refusal("Foo"), []string{"platform.error-listed undeclared status", "platform.error-listed undeclared body /Code"}},
		{"a documented code under a status nobody lists", 418, refusal("SystemBusy"), []string{"platform.error-listed undeclared status", "error.SystemBusy contradiction body /Code"}},
		{"a documented code under the status that the platform lists", 449, refusal("SystemBusy"), []string{"platform.error-listed acknowledged body /Code"}},
		{"no code", 400, strings.Replace(refusal("Foo"), `"Code":"Foo",`, "", 1), []string{"platform.error-envelope contradiction body /Code"}},
		{"a number as code", 400, strings.Replace(refusal("Foo"), `"Foo"`, "7", 1), []string{"platform.error-envelope contradiction body /Code"}},
		{"an empty message", 400, strings.Replace(refusal("NetworkConflict"), "No.", "", 1), []string{"platform.error-envelope contradiction body /Message"}},
		{"a request id that is no UUID", 400, strings.Replace(refusal("NetworkConflict"), requestID, "1", 1), []string{"platform.request-id.format contradiction body /RequestId"}},
		{"a member nobody knows", 400, strings.Replace(refusal("NetworkConflict"), `{`, `{"Foo":1,`, 1), []string{"platform.error-envelope undeclared body /Foo"}},
		{"the members of a real denial", 403, strings.Replace(refusal("Forbidden"), `{`, `{"AccessDeniedDetail":{"AuthAction":"x"},"Recommend":"https://x",`, 1), []string{
			"platform.error-envelope acknowledged body /AccessDeniedDetail", "platform.error-listed acknowledged body /Code", "platform.error-envelope acknowledged body /Recommend"}},
		{"HTML", 400, "<html>", []string{"platform.error-envelope contradiction body"}},
		{"nothing", 503, "", []string{"platform.error-envelope contradiction body"}},
		{"a redirect", 302, "", []string{"platform.error-listed undeclared status", "platform.error-envelope contradiction body"}},
		{"another success", 201, success(listed), []string{"platform.error-listed undeclared status"}},
		{"a documented refusal under status 200", 200, refusal("NetworkConflict"), []string{"error.NetworkConflict contradiction body /Code"}},
		{"another refusal under status 200", 200, refusal("Foo"), []string{"platform.error-listed contradiction status", "platform.error-listed undeclared body /Code"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			x := call()
			answer(x, c.status, c.body)
			expect(t, d, x, spec.Answer, c.want...)
		})
	}
}

func TestTheContentTypeIsJSON(t *testing.T) {
	d := loadDocument(t)
	for _, bad := range []string{"", "text/html", "text/json", "application/xml"} {
		x := call()
		x.Answer.Header.Set("Content-Type", bad)
		expect(t, d, x, spec.Answer, "platform.content-type contradiction header Content-Type")
	}
}

func TestOfACutExchangeOnlyTheRequestIsChecked(t *testing.T) {
	d := loadDocument(t)
	cut := call("RegionId", "-")
	cut.Answer.Body, cut.Fault = []byte("{"), io.ErrUnexpectedEOF
	expect(t, d, cut, spec.Request, "request.region-id.required contradiction parameter RegionId")

	none := call()
	none.Answer, none.Fault = nil, io.EOF
	expect(t, d, none, spec.Request)
}

// The first member on a way that an answer lacks has a rule, whether the schema requires it or not.
func TestAMemberThatAnAnswerLacks(t *testing.T) {
	d := loadDocument(t)
	for body, want := range map[string]string{
		success(listed): "",
		strings.Replace(success(listed), `"BackendServers"`, `"Servers"`, 1):                      underTest + "/response.backend-servers",
		strings.Replace(success(listed), `"BackendServer"`, `"Server"`, 1):                        underTest + "/response.backend-server",
		strings.Replace(success(listed), `"BackendServer":`, `"BackendServer":null,"Server":`, 1): underTest + "/response.backend-server",
		`[]`: "",
	} {
		x := call()
		answer(x, 200, body)
		if got := d.Absent(x, "BackendServers.BackendServer"); got != want {
			differs(t, "%s lacks %q, want %q", body, got, want)
		}
		if got := d.Absent(x, "BackendServers.Undeclared.Further") + d.Absent(x, ""); want == "" && got != "" {
			differs(t, "what is not declared has the rule %q", got)
		}
	}
	cut := call()
	if got := d.Absent(cut, "BackendServers"); got != "" {
		differs(t, "of an answer that is not there: %q", got)
	}
}

func TestTheRouter(t *testing.T) {
	d := loadDocument(t)
	query := call().Request.URL.Query()
	for _, action := range []string{"", "addVServerGroupBackendServers", "NoSuchAction"} {
		expect(t, d, exchange(action, url.Values{}), spec.Request, "platform.action contradiction action")
	}

	get := exchange(underTest, query)
	get.Request.Method = "GET"
	expect(t, d, get, spec.Request)

	put := exchange(underTest, query)
	put.Request.Method = "PUT"
	expect(t, d, put, spec.Request, "platform.methods contradiction method")

	form := exchange(underTest, url.Values{})
	form.Request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	form.Request.Body = []byte(query.Encode())
	expect(t, d, form, spec.Request)

	unknown := exchange("NoSuchAction", url.Values{})
	answer(unknown, 404, refusal("InvalidApi.NotFound"))
	found := seen(d.Check(unknown))
	if want := "platform.action contradiction action; platform.error-listed acknowledged body /Code"; strings.Join(found, "; ") != want {
		differs(t, "got %q, want %q", found, want)
	}
}

func TestSiblings(t *testing.T) {
	d := loadDocument(t)
	tagged := exchange("CreateLoadBalancer", url.Values{"RegionId": {"cn-hangzhou"}, "Bandwidth": {"5"}, "AutoPay": {"true"}, "Tag.1.Key": {"k"}, "Tag.1.Value": {"v"}})
	answer(tagged, 200, `{"RequestId":"`+requestID+`","LoadBalancerId":"lb-1","Foo":1}`)
	expect(t, d, tagged, spec.Request)

	wrong := exchange("DescribeLoadBalancers", url.Values{"PageSize": {"many"}, "Tag.1.Key": {"k"}, "Foo.1": {"x"}})
	expect(t, d, wrong, spec.Request,
		"field.unknown-parameters contradiction parameter Foo.1", "platform.sibling-answers contradiction parameter PageSize", "platform.sibling-answers contradiction parameter RegionId")

	balancer := exchange("DescribeLoadBalancerAttribute", url.Values{"RegionId": {"cn-hangzhou"}, "LoadBalancerId": {"lb-1"}})
	answer(balancer, 200, `{"RequestId":"`+requestID+`","LoadBalancerId":"lb-2","Bandwidth":"5"}`)
	expect(t, d, balancer, spec.Answer,
		"platform.sibling-answers contradiction body /Bandwidth", "platform.sibling-answers contradiction body /LoadBalancerId")
}

// The tenth item of a list is told as the tenth, and not as the second, as its number would sort as text.
func TestNumberedItemsAreInTheOrderOfTheirNumbers(t *testing.T) {
	tagged := url.Values{"RegionId": {"cn-hangzhou"}, "LoadBalancerId": {"lb-1"}}
	for i := range 12 {
		tagged.Set(fmt.Sprintf("Tag.%d.Key", i+1), "k")
	}
	tagged.Set("Tag.10.Key", strings.Repeat("k", 65))
	expect(t, loadDocument(t), exchange("DescribeVServerGroups", tagged), spec.Request, "tag.key.length contradiction Tag /9/Key")
}

func BenchmarkCheck(b *testing.B) {
	d, x := loadDocument(b), call()
	b.ReportAllocs()
	for b.Loop() {
		if found := d.Check(x); len(found) > 0 {
			b.Fatal(found)
		}
	}
}

func BenchmarkCheckRefusal(b *testing.B) {
	d, x := loadDocument(b), call("BackendServers", `[{"ServerId":"i-1","Port":80,"Weight":101}]`)
	answer(x, 400, refusal("InvalidWeight.Malformed"))
	b.ReportAllocs()
	for b.Loop() {
		d.Check(x)
	}
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		if _, err := openapi.BuiltIn(); err != nil {
			b.Fatal(err)
		}
	}
}
