package serve_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/getkin/kin-openapi/openapi3"

	"github.com/slbconform/slbconform/internal/serve"
)

// said is what the control interface answers, as far as the tests look at it.
type said struct {
	status    int
	ID        int
	Error     string
	Status    string
	Says      string
	Total     int
	Withdrawn int
	Calls     []serve.Call
	ServerIDs []string              `json:"server_ids"`
	Servers   []serve.BackendServer `json:"backend_servers"`
}

func (c *client) control(method, path, body string, headers ...string) said {
	c.t.Helper()
	request, err := http.NewRequest(method, c.endpoint+"/_slbconform/"+path, strings.NewReader(body))
	if err != nil {
		c.t.Fatal(err)
	}
	request.Header.Set("Content-Type", "application/json")
	for i := 0; i < len(headers); i += 2 {
		request.Header.Set(headers[i], headers[i+1])
		if headers[i] == "Host" {
			request.Host = headers[i+1]
		}
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		c.t.Fatal(err)
	}
	defer response.Body.Close()
	s := said{status: response.StatusCode}
	if err := json.NewDecoder(response.Body).Decode(&s); err != nil && !strings.Contains(path, "orders") {
		c.t.Errorf("%s %s: %v", method, path, err)
	}
	return s
}

func (c *client) read(group string) answer {
	return c.call("DescribeVServerGroupAttribute", values{"RegionId": "cn-hangzhou", "VServerGroupId": group})
}

// A client in another language orders a refusal, sees what the mock saw, adds servers and begins anew.
func TestALifeUnderControl(t *testing.T) {
	c, _ := serving(t, serve.Options{})
	if s := c.control("GET", "health", ""); s.Status != "ok" {
		t.Errorf("health: %+v", s)
	}
	_, group := c.group()
	c.control("POST", "refuse", `{"code":"VServerGroupProcessing","action":"AddVServerGroupBackendServers","group":"`+group+`","times":2}`)
	added := c.control("POST", "servers", `{"count":3}`).ServerIDs
	if len(added) != 3 {
		t.Fatalf("added %q", added)
	}
	list := `[{'ServerId':'` + added[2] + `','Type':'eni','Port':'80','Weight':'7'}]`
	var codes []string
	for range 3 {
		codes = append(codes, c.add(group, list).Code)
	}
	if !slices.Equal(codes, []string{"VServerGroupProcessing", "VServerGroupProcessing", ""}) {
		t.Errorf("the answers are %q", codes)
	}
	servers := c.control("GET", "groups/"+group, "").Servers
	if len(servers) != 1 || servers[0].ServerID != added[2] || *servers[0].Weight != 7 {
		t.Errorf("the group has %+v", servers)
	}
	seen := c.control("GET", "calls?action=AddVServerGroupBackendServers&last=2", "")
	if seen.Total != 5 || len(seen.Calls) != 2 || seen.Calls[0].Ordered != "refuse with VServerGroupProcessing" || seen.Calls[1].Status != 200 {
		t.Errorf("seen: %+v", seen)
	}
	if s := c.control("POST", "reset", ""); s.Status != "ok" {
		t.Errorf("reset: %+v", s)
	}
	if s := c.control("GET", "groups/"+group, ""); s.status != http.StatusNotFound {
		t.Errorf("after a reset the group is there: %+v", s)
	}
	if s := c.control("GET", "calls", ""); s.Total != 0 {
		t.Errorf("after a reset %d calls were seen", s.Total)
	}
	_, group = c.group()
	if a := c.add(group, list); a.Status != 200 {
		t.Errorf("after a reset the servers are gone: %+v", a)
	}
}

func TestDelaysAndDroppedConnections(t *testing.T) {
	c, _ := serving(t, serve.Options{})
	c.form = true // net/http sends a GET again when its connection is dropped
	_, group := c.group()
	c.control("POST", "delay", `{"delay":"200ms"}`)
	began := time.Now()
	if c.read(group); time.Since(began) < 200*time.Millisecond {
		t.Error("nothing was delayed")
	}
	c.control("POST", "delay", `{"delay":"200ms","action":"AddVServerGroupBackendServers"}`)
	impatient := http.Client{Timeout: 50 * time.Millisecond}
	add := c.signed("AddVServerGroupBackendServers", values{"RegionId": "cn-hangzhou", "VServerGroupId": group, "BackendServers": oneServer})
	if _, err := impatient.PostForm(c.endpoint+"/", add); err == nil || len(c.read(group).BackendServers.BackendServer) != 0 {
		t.Errorf("a delayed call is carried out at once: %v", err)
	}
	if time.Sleep(400 * time.Millisecond); len(c.read(group).BackendServers.BackendServer) != 1 {
		t.Error("a call whose client gives up is not carried out")
	}
	for when, servers := range map[string]int{"before": 0, "after": 1, "body": 1} {
		c.control("POST", "reset", "")
		_, group := c.group()
		c.control("POST", "drop", `{"when":"`+when+`","action":"AddVServerGroupBackendServers"}`)
		if _, err := c.send("AddVServerGroupBackendServers", values{"RegionId": "cn-hangzhou", "VServerGroupId": group, "BackendServers": oneServer}); err == nil {
			t.Errorf("%s: an answer arrives", when)
		}
		if got := len(c.read(group).BackendServers.BackendServer); got != servers {
			t.Errorf("%s: the group has %d backend servers", when, got)
		}
	}
	c.control("POST", "refuse", `{"html":502,"times":0}`)
	for range 2 {
		if response, err := http.Get(c.endpoint + "/?Action=DescribeRegions"); err != nil || response.StatusCode != 502 || response.Header.Get("Content-Type") != "text/html" {
			t.Errorf("a broken proxy answers %v, %v", response, err)
		}
	}
	if s := c.control("DELETE", "orders", ""); s.Withdrawn != 1 {
		t.Errorf("withdrawn: %+v", s)
	}
	if a := c.read(group); a.Status != 404 { // the group went with a reset; but no HTML
		t.Errorf("after it was withdrawn: %+v", a)
	}
}

// An order finds the calls that name a thing, wherever they name it, and no others.
func TestAnOrderIsForCallsThatNameAThing(t *testing.T) {
	c, _ := serving(t, serve.Options{})
	for _, tc := range []struct{ match, action, parameter, value string }{
		{`"group":"rsp-1"`, "CreateRules", "RuleList", `[{"RuleName":"r","Url":"/","VServerGroupId":"rsp-1"}]`},
		{`"group":"rsp-1"`, "TagResources", "ResourceId.2", "rsp-1"},
		{`"group":"rsp-1"`, "DeleteMasterSlaveServerGroup", "MasterSlaveServerGroupId", "rsp-1"},
		{`"load_balancer":"lb-1"`, "TagResources", "ResourceId.1", "lb-1"},
		{`"load_balancer":"lb-1"`, "DescribeLoadBalancerListeners", "LoadBalancerId.1", "lb-1"},
		{`"load_balancer":"lb-1"`, "DescribeLoadBalancers", "LoadBalancerId", "lb-0,lb-1"},
		{`"server":"i-1"`, "RemoveBackendServers", "BackendServers", `["i-1"]`},
	} {
		c.control("POST", "refuse", `{"code":"SystemBusy",`+tc.match+`}`)
		if a := c.call(tc.action, values{"RegionId": "cn-hangzhou", tc.parameter: strings.ReplaceAll(tc.value, "-1", "-10")}); a.Code == "SystemBusy" {
			t.Errorf("%s fits %s of %s, which names another", tc.match, tc.parameter, tc.action)
		}
		if a := c.call(tc.action, values{"RegionId": "cn-hangzhou", tc.parameter: tc.value}); a.Code != "SystemBusy" {
			t.Errorf("%s does not fit %s of %s: %+v", tc.match, tc.parameter, tc.action, a)
		}
		c.control("DELETE", "orders", "")
	}
}

// What cannot be meant is said at once, with what was meant.
func TestOrdersThatCannotBeMeant(t *testing.T) {
	c, _ := serving(t, serve.Options{})
	for _, tc := range []struct{ path, body, want string }{
		{"refuse", `{"code":"SystemBsy"}`, `did you mean \"SystemBusy\"`},
		{"refuse", `{"code":"success"}`, "no code"},
		{"refuse", `{"code":"SystemBusy","action":"AddVServerGroupBackendServer"}`, `did you mean \"AddVServerGroupBackendServers\"`},
		{"refuse", `{"cod":"SystemBusy"}`, "cod"},
		{"refuse", `{"code":"SystemBusy"`, "not what was expected"},
		{"refuse", `{}`, "code is missing"},
		{"refuse", `{"code":"SystemBusy","html":502}`, "one of"},
		{"refuse", `{"html":502,"detail":"x"}`, "a refusal alone"},
		{"refuse", `{"html":200}`, "from 400 to 599"},
		{"refuse", `{"code":"SystemBusy","times":-1}`, "at least one call"},
		{"delay", `{"delay":"soon"}`, "300ms"},
		{"delay", `{"delay":"-1s"}`, "a delay is from 0"},
		{"refuse", `{"code":"SystemBusy","times":"3"}`, "expected: times cannot be string"},
		{"refuse", `[]`, "expected: it cannot be array"},
		{"refuse", `{"code":"SystemBusy","action":"Nonsense"}`, "AddBackendServers, "},
		{"drop", `{}`, "when is missing"},
		{"refuse", `{"code":"SystemBusy","action":""}`, "action is empty"},
		{"delay", `{"delay":"1s","load_balancer":""}`, "load_balancer is empty"},
		{"drop", `{"when":"after","group":""}`, "group is empty"},
		{"refuse", `{"code":"SystemBusy","server":""}`, "server is empty"},
		{"drop", `{"when":"later"}`, "before, after or body"},
		{"servers", `{"count":0}`, "at least one"},
		{"servers", `{"count":100000}`, "at most"},
		{"account", `{"servers":[{"id":"x","kind":"eni","vpc":"nowhere"}]}`, "nowhere"},
		{"account", `[]`, "a list stands where a mapping is meant"},
		{"account", `{"servers":[{"nme":"x"}]}`, "nme"},
		{"nothing", `{}`, "openapi.json"},
		{"resets", `{}`, `did you mean \"POST reset\"?`},
		{"refuse", `{"cod":"SystemBusy"}`, `it has no field \"cod\"; did you mean \"code\"?`},
		{"delay", `{"seconds":2}`, "there are action, delay, group, load_balancer, server, times"},
	} {
		s := c.control("POST", tc.path, tc.body)
		if quoted := fmt.Sprintf("%q", s.Error); s.status < 400 || s.status > 404 || !strings.Contains(quoted, tc.want) {
			t.Errorf("%s %s: %d %s; it should say %s", tc.path, tc.body, s.status, quoted, tc.want)
		}
	}
	for call, want := range map[string]string{
		"GET calls?acton=AddVServerGroupBackendServers": `GET calls takes no parameter "acton"; did you mean "action"?`,
		"GET calls?last=1&last=2":                       "last stands twice",
		"DELETE orders?id=1":                            `DELETE orders takes no parameter "id"`,
		"GET refuse":                                    `did you mean "POST refuse"?`,
	} {
		method, path, _ := strings.Cut(call, " ")
		if s := c.control(method, path, ""); s.status < 400 || s.status > 404 || !strings.Contains(s.Error, want) {
			t.Errorf("%s: %d %s; it should say %s", call, s.status, s.Error, want)
		}
	}
	if s := c.control("GET", "calls?action=AddVServerGroupBackendServer", ""); s.status != http.StatusBadRequest || !strings.Contains(s.Error, "did you mean") {
		t.Errorf("calls of an action that there is not: %+v", s)
	}
}

// A page of the web that has a browser call here gets nothing, and a mock can have no control interface at all.
func TestStrangersControlNothing(t *testing.T) {
	c, _ := serving(t, serve.Options{})
	for name, headers := range map[string][]string{
		"a name that leads here":   {"Host", "attacker.example.com"},
		"a page of another place":  {"Origin", "https://attacker.example.com"},
		"a frame of another place": {"Sec-Fetch-Site", "cross-site"},
	} {
		if s := c.control("POST", "reset", "", headers...); s.status != http.StatusForbidden {
			t.Errorf("%s: %+v", name, s)
		}
	}
	if s := c.control("POST", "refuse", `{"code":"SystemBusy"}`, "Content-Type", "text/plain"); s.status != http.StatusUnsupportedMediaType {
		t.Errorf("a form of another place: %+v", s)
	}
	if s := c.control("GET", "health", "", "Host", "slb-mock:8080"); s.status != http.StatusOK {
		t.Errorf("a container's name: %+v", s)
	}
	told, _ := serving(t, serve.Options{ControlHosts: []string{"host.docker.internal"}})
	for host, status := range map[string]int{"host.docker.internal:8080": http.StatusOK, "mock.default.svc": http.StatusForbidden} {
		s := told.control("GET", "health", "", "Host", host)
		if remedy := "-control-host " + host; s.status != status || status != http.StatusOK && !strings.HasSuffix(s.Error, remedy) {
			t.Errorf("%s: %+v", host, s)
		}
	}
	without, _ := serving(t, serve.Options{NoControl: true})
	if s := without.control("GET", "health", ""); s.status != http.StatusNotFound {
		t.Errorf("switched off: %+v", s)
	}
}

// The document describes what there is, and is one.
func TestTheDocumentOfTheControlInterface(t *testing.T) {
	c, _ := serving(t, serve.Options{})
	response, err := http.Get(c.endpoint + "/_slbconform/openapi.json")
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	var text bytes.Buffer
	if _, err := text.ReadFrom(response.Body); err != nil {
		t.Fatal(err)
	}
	document, err := openapi3.NewLoader().LoadFromData(text.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	if err := document.Validate(t.Context()); err != nil {
		t.Error(err)
	}
	for path, item := range document.Paths.Map() {
		for method, operation := range item.Operations() {
			for _, kind := range []string{"application/json", "text/plain"} {
				s := c.control(method, strings.TrimPrefix(strings.ReplaceAll(path, "{id}", "1"), "/"), "{}", "Content-Type", kind)
				if operation.Responses.Status(s.status) == nil || strings.Contains(s.Error, "is no call") {
					t.Errorf("%s %s is answered %d: %s", method, path, s.status, s.Error)
				}
			}
		}
	}
}
