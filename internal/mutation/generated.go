package mutation

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/slbconform/slbconform/internal/cases"
	"github.com/slbconform/slbconform/internal/mock"
	"github.com/slbconform/slbconform/internal/run"
	"github.com/slbconform/slbconform/internal/target"
	"github.com/slbconform/slbconform/internal/wire"
	"github.com/slbconform/slbconform/spec"
	"github.com/slbconform/slbconform/steps"
)

// Judges hold generated cases against the three transcriptions of the page: the mock, the document and the ledger.
// One goroutine may use them at a time.
type Judges struct {
	Maker *cases.Maker

	suite   *run.Suite
	op      *steps.Operation
	service *mock.Service
	table   mock.Table
	marks   *strings.Replacer // marks of standing servers → ids
	region  string
	lb      string
}

// NewJudges makes a mock without a gateway, for who calls is not what is judged, and a load balancer in it.
func NewJudges(s *run.Suite, action string, intact target.MockConfig) (*Judges, error) {
	op, err := steps.OperationNamed(action)
	if err != nil {
		return nil, err
	}
	table := intact.Table
	table.Rules = slices.DeleteFunc(slices.Clone(table.Rules), func(r mock.Rule) bool { return r.Stage == mock.StageGateway })
	service, err := mock.New(intact.Account, intact.Answers, table, mock.Options{})
	if err != nil {
		return nil, err
	}
	var marks []string
	for _, of := range cases.Standings() {
		r, err := intact.Inventory.Resource(of.Role)
		if err != nil {
			return nil, err
		}
		marks = append(marks, of.Mark, r.ID)
		if of.Address != "" {
			marks = append(marks, of.Address, r.Addresses[0])
		}
	}
	j := &Judges{
		Maker: cases.NewMaker(s.Ledger.RulesOf(action), op.List), suite: s, service: service, op: op, table: table,
		marks: strings.NewReplacer(marks...), region: intact.Inventory.Region,
	}
	made := j.call("CreateLoadBalancer", url.Values{"VSwitchId": {intact.Inventory.VSwitch}, "AddressType": {"intranet"}})
	j.lb = textOf(made, "LoadBalancerId")
	if j.lb == "" {
		return nil, fmt.Errorf("the mock made no load balancer: %s", made.Answer.Body)
	}
	return j, nil
}

// call makes one call past the gateway.
func (j *Judges) call(action string, params url.Values) *wire.Exchange {
	params.Set("RegionId", j.region)
	header := http.Header{"X-Acs-Action": {action}, "X-Acs-Version": {"2014-05-15"}}
	at := &url.URL{Scheme: "https", Host: "slb.aliyuncs.com", Path: "/", RawQuery: params.Encode()}
	w := httptest.NewRecorder()
	j.service.ServeHTTP(w, &http.Request{Method: http.MethodPost, URL: at, Header: header, Host: at.Host})
	return &wire.Exchange{
		Action:  action,
		Request: wire.Request{Method: http.MethodPost, URL: at, Header: header},
		Answer:  &wire.Answer{Status: w.Code, Header: w.Header(), Body: w.Body.Bytes()},
	}
}

func textOf(x *wire.Exchange, name string) string {
	members, err := wire.Object(x.Answer.Body)
	if err != nil {
		return ""
	}
	return strings.Trim(string(members[name]), `"`)
}

// Disagreement says in what the three differ about a case; "" when they agree on it and it is what it was meant to
// be.
func (j *Judges) Disagreement(c cases.Case) string {
	text := j.marks.Replace(c.Text())
	byLedger, err := j.Maker.Broken(text)
	if err != nil {
		return err.Error()
	}
	byMock, byDocument, wrong := j.ask(c)
	meant := []string{}
	if c.Breaks != "" {
		meant = append(meant, c.Breaks)
	}
	if wrong == "" && slices.Equal(meant, byLedger) && slices.Equal(meant, byMock) && slices.Equal(meant, byDocument) {
		return ""
	}
	return fmt.Sprintf("the case was to break %v\n  the ledger says it breaks   %v\n  the mock says it breaks     %v\n  the document says it breaks %v\n  %s", meant, byLedger, byMock, byDocument, wrong)
}

// Scenario is a case as a scenario of the operation.
func (j *Judges) Scenario(c cases.Case) string {
	return c.Scenario("generated", j.op.Leaves(c.Text()))
}

// ask sends a list, and returns what the mock and the document say it breaks, and what is wrong with what became of it.
func (j *Judges) ask(c cases.Case) (byMock, byDocument []string, wrong string) {
	group, before := j.prepared(c)
	params := url.Values{j.op.List: {j.marks.Replace(c.Text())}}
	if j.op.Creates {
		params.Set("LoadBalancerId", j.lb)
	} else {
		params.Set("VServerGroupId", group)
	}
	x := j.call(j.op.Name, params)
	for _, d := range j.suite.Document.Check(x) {
		switch {
		case d.Kind == spec.Acknowledged:
		case d.Side == spec.Answer:
			wrong = "the answer departs: " + d.String()
		case !slices.Contains(byDocument, d.Rule):
			byDocument = append(byDocument, d.Rule)
		}
	}
	byMock = j.broke(x.RequestID())
	if x.Succeeded() == (len(byMock) > 0) {
		wrong = fmt.Sprintf("the answer is %d", x.Answer.Status)
	}
	groups := 1
	if x.Succeeded() && j.op.Creates {
		group, groups = textOf(x, "VServerGroupId"), 2
	}
	if due, now := j.due(c, before, len(byMock) == 0), j.held(group); !slices.Equal(due, now) {
		wrong = fmt.Sprintf("afterwards the group lists %v, and is to list %v", now, due)
	}
	all := j.groups()
	if len(all) != groups {
		wrong = fmt.Sprintf("afterwards the load balancer has %d groups, and is to have %d", len(all), groups)
	}
	for _, g := range all {
		j.call("DeleteVServerGroup", url.Values{"VServerGroupId": {g}})
	}
	return byMock, byDocument, wrong
}

// prepared makes a group, with the backend servers of the list where the operation needs them there.
func (j *Judges) prepared(c cases.Case) (group string, before []cases.Server) {
	group = textOf(j.call("CreateVServerGroup", url.Values{"LoadBalancerId": {j.lb}}), "VServerGroupId")
	if !j.op.NeedsThem() {
		return group, nil
	}
	for _, s := range c.Servers {
		before = append(before, s.Plain())
	}
	for part := range slices.Chunk(before, 20) {
		text := j.marks.Replace(cases.Case{Servers: part}.Text())
		j.call("AddVServerGroupBackendServers", url.Values{"VServerGroupId": {group}, "BackendServers": {text}})
	}
	return group, before
}

// held is a backend server as a group lists it.
type held struct {
	ServerID     string `json:"ServerId"`
	Port, Weight int
}

func byPort(a, b held) int { return a.Port - b.Port }

// due is what the group is to list after the call.
func (j *Judges) due(c cases.Case, before []cases.Server, accepted bool) []held {
	servers := before
	if accepted {
		servers = c.Servers[:j.op.Leaves(c.Text())]
	}
	var all []held
	for _, s := range servers {
		weight, err := strconv.Atoi(strings.Trim(s.Get("Weight"), `"`))
		if err != nil {
			weight = 100 // none is given: each that is drawn is a number
		}
		all = append(all, held{j.marks.Replace(s.Of.Mark), s.Port, weight})
	}
	slices.SortFunc(all, byPort)
	return all
}

// held is what a group lists.
func (j *Judges) held(group string) []held {
	x := j.call("DescribeVServerGroupAttribute", url.Values{"VServerGroupId": {group}})
	var read struct {
		BackendServers struct{ BackendServer []held }
	}
	if err := json.Unmarshal(x.Answer.Body, &read); err != nil {
		return nil
	}
	all := read.BackendServers.BackendServer
	slices.SortFunc(all, byPort)
	return all
}

// groups are all groups of the load balancer.
func (j *Judges) groups() []string {
	x := j.call("DescribeVServerGroups", url.Values{"LoadBalancerId": {j.lb}})
	var read struct {
		VServerGroups struct {
			VServerGroup []struct{ VServerGroupId string }
		}
	}
	if err := json.Unmarshal(x.Answer.Body, &read); err != nil {
		return nil
	}
	var ids []string
	for _, g := range read.VServerGroups.VServerGroup {
		ids = append(ids, g.VServerGroupId)
	}
	return ids
}

// broke names what the mock says a call broke as the ledger's constraints do: by the rule that states the values,
// where an error code has a rule of its own.
func (j *Judges) broke(requestID string) []string {
	broke := []string{}
	for _, id := range j.service.Broke(requestID) {
		for _, i := range j.table.Entries(id) {
			if also := j.table.Rules[i].Also; also != "" {
				id = also
			}
		}
		broke = append(broke, id)
	}
	return broke
}
