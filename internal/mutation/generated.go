package mutation

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/slbconform/slbconform/internal/cases"
	"github.com/slbconform/slbconform/internal/mock"
	"github.com/slbconform/slbconform/internal/run"
	"github.com/slbconform/slbconform/internal/target"
	"github.com/slbconform/slbconform/internal/wire"
	"github.com/slbconform/slbconform/spec"
)

// Judges hold generated cases against the three transcriptions of the page: the mock, the document and the ledger.
// One goroutine may use them at a time.
type Judges struct {
	Maker *cases.Maker

	suite   *run.Suite
	service *mock.Service
	table   mock.Table
	marks   *strings.Replacer // marks of standing servers → ids
	action  string            // under test
	region  string
	lb      string
}

// NewJudges makes a mock without a gateway, for who calls is not what is judged, and a load balancer in it.
func NewJudges(s *run.Suite, action string, intact target.MockConfig) (*Judges, error) {
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
	j := &Judges{Maker: cases.NewMaker(s.Ledger.RulesOf(action)), suite: s, service: service, action: action, table: table, marks: strings.NewReplacer(marks...), region: intact.Inventory.Region}
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
	w := captured{status: http.StatusOK, header: http.Header{}}
	j.service.ServeHTTP(&w, &http.Request{Method: http.MethodPost, URL: at, Header: header, Host: at.Host})
	return &wire.Exchange{
		Action:  action,
		Request: wire.Request{Method: http.MethodPost, URL: at, Header: header},
		Answer:  &wire.Answer{Status: w.status, Header: w.header, Body: w.body},
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
	byMock, byDocument, wrong := j.ask(text, len(c.Servers))
	meant := []string{}
	if c.Breaks != "" {
		meant = append(meant, c.Breaks)
	}
	if wrong == "" && slices.Equal(meant, byLedger) && slices.Equal(meant, byMock) && slices.Equal(meant, byDocument) {
		return ""
	}
	return fmt.Sprintf("the case was to break %v\n  the ledger says it breaks   %v\n  the mock says it breaks     %v\n  the document says it breaks %v\n  %s", meant, byLedger, byMock, byDocument, wrong)
}

// ask sends a list to a group of its own and returns what the mock and the document say it breaks, and what is wrong
// with what became of it.
func (j *Judges) ask(text string, servers int) (byMock, byDocument []string, wrong string) {
	group := textOf(j.call("CreateVServerGroup", url.Values{"LoadBalancerId": {j.lb}}), "VServerGroupId")
	defer j.call("DeleteVServerGroup", url.Values{"VServerGroupId": {group}})

	x := j.call(j.action, url.Values{"VServerGroupId": {group}, "BackendServers": {text}})
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
	listed := j.call("DescribeVServerGroupAttribute", url.Values{"VServerGroupId": {group}})
	if x.Succeeded() == (len(byMock) > 0) {
		wrong = fmt.Sprintf("the answer is %d", x.Answer.Status)
	}
	expected := servers
	if len(byMock) > 0 {
		expected = 0
	}
	if n := strings.Count(string(listed.Answer.Body), `"ServerId":`); n != expected {
		wrong = fmt.Sprintf("afterwards the group holds %d backend servers, not %d", n, expected)
	}
	return byMock, byDocument, wrong
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
