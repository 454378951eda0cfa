package mock_test

import (
	"crypto/hmac"
	"crypto/sha1"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/slbconform/slbconform/fixtures"
	"github.com/slbconform/slbconform/internal/mock"
	"github.com/slbconform/slbconform/internal/run/runtest"
	"github.com/slbconform/slbconform/internal/wire"
)

// caller makes calls to a mock of its own, signed in the older style: everything in the query of a GET.
type caller struct {
	t       testing.TB
	service *mock.Service
	account *fixtures.Account
}

// noon is the clock of every mock in these tests.
func noon() time.Time { return time.Date(2026, 3, 4, 12, 0, 0, 0, time.UTC) }

// Both are immutable, and read once for all tests.
var (
	loadAccount = sync.OnceValues(func() (*fixtures.Account, error) { return fixtures.LoadAccount(fixtures.Files) })
	loadAnswers = sync.OnceValues(func() (*fixtures.Answers, error) { return fixtures.OpenAnswers(fixtures.Files) })
)

func account(t testing.TB) *fixtures.Account {
	t.Helper()
	a, err := loadAccount()
	if err != nil {
		runtest.SkipIfBroken(t)
		t.Fatal(err)
	}
	return a
}

func answers(t testing.TB) *fixtures.Answers {
	t.Helper()
	a, err := loadAnswers()
	if err != nil {
		runtest.SkipIfBroken(t)
		t.Fatal(err)
	}
	return a
}

// differs fails a test in which the mock did not answer as it should. Where a scenario fails too, that tells it, and the
// test is skipped.
func differs(t testing.TB, format string, args ...any) {
	t.Helper()
	runtest.SkipIfBroken(t)
	t.Errorf(format, args...)
}

// action is the operation that most of these tests are about.
const action = "AddVServerGroupBackendServers"

// full is the id of one of its rules, or of one of the platform's.
func full(rule string) string {
	if strings.HasPrefix(rule, "platform.") {
		return "platform/" + rule
	}
	return action + "/" + rule
}

// newCaller talks to a mock that follows the documentation, as far as alter leaves it so.
func newCaller(t testing.TB, alter ...func(*mock.Table)) *caller {
	t.Helper()
	table := mock.Rules()
	for _, change := range alter {
		change(&table)
	}
	a := account(t)
	return callerOf(t, a, table, mock.Options{})
}

// withOptions talks to a mock with options.
func withOptions(t testing.TB, o mock.Options) *caller {
	return callerOf(t, account(t), mock.Rules(), o)
}

func callerOf(t testing.TB, a *fixtures.Account, table mock.Table, o mock.Options) *caller {
	t.Helper()
	o.Now = noon
	service, err := mock.New(a, answers(t), table, o)
	if err != nil {
		runtest.SkipIfBroken(t)
		t.Fatal(err)
	}
	return &caller{t: t, service: service, account: a}
}

// said is an answer.
type said struct {
	status int
	body   string
	json   map[string]any
	broke  []string
	why    string // where no rule of a ledger was broken

	notPlayed string // what the header says
}

// says is the status, and the code where there is one.
func (s said) says() string { return strings.TrimSpace(fmt.Sprint(s.status, " ", s.text("Code"))) }

func (s said) String() string { return fmt.Sprintf("%d %s (broke %v)", s.status, s.body, s.broke) }

func (s said) text(name string) string { text, _ := s.json[name].(string); return text }

var nonce atomic.Int64

// query is a signed query: the parameters and those of the signature, which signing may be told to alter.
func query(method, secret string, params, signature url.Values) string {
	all := url.Values{
		"AccessKeyId": {"slbconform-main"}, "SignatureMethod": {"HMAC-SHA1"}, "SignatureVersion": {"1.0"}, "Format": {"json"},
		"SignatureNonce": {fmt.Sprint("nonce-", nonce.Add(1))}, "Timestamp": {noon().Format("2006-01-02T15:04:05Z")}, "Version": {"2014-05-15"},
	}
	for _, more := range []url.Values{params, signature} {
		for name, value := range more {
			all[name] = value
		}
	}
	encode := func(s string) string {
		return strings.NewReplacer("+", "%20", "*", "%2A").Replace(url.QueryEscape(s))
	}
	mac := hmac.New(sha1.New, []byte(secret+"&"))
	mac.Write([]byte(method + "&%2F&" + encode(strings.NewReplacer("+", "%20", "*", "%2A").Replace(all.Encode()))))
	all.Set("Signature", base64.StdEncoding.EncodeToString(mac.Sum(nil)))
	return all.Encode()
}

func (c *caller) send(r *http.Request) said {
	c.t.Helper()
	w := httptest.NewRecorder()
	c.service.ServeHTTP(w, r)
	out := said{status: w.Code, body: w.Body.String(), notPlayed: w.Header().Get(wire.NotPlayedHeader)}
	if err := json.Unmarshal(w.Body.Bytes(), &out.json); err != nil {
		runtest.SkipIfBroken(c.t)
		c.t.Fatalf("the answer %q is not JSON: %v", out.body, err)
	}
	id := out.text("RequestId")
	out.broke, out.why = c.service.Broke(id), c.service.Why(id)
	if refused := out.status >= 400; refused != (len(out.broke) > 0 || out.why != "") {
		differs(c.t, "a refusal says which rule spoke, or that none of the documents' did and why, and a success does not: %s; why %q", out, out.why)
	}
	return out
}

// call makes a call as the main identity. params are name, value, name, value …
func (c *caller) call(action string, params ...string) said {
	c.t.Helper()
	return c.as("main", action, params...)
}

func (c *caller) as(profile, action string, params ...string) said {
	c.t.Helper()
	key := c.account.Profile(profile)
	v := url.Values{"Action": {action}, "AccessKeyId": {key.ID}}
	if key.Token != "" {
		v.Set("SecurityToken", key.Token)
	}
	for i := 0; i+1 < len(params); i += 2 {
		v.Set(params[i], params[i+1])
	}
	return c.send(httptest.NewRequest(http.MethodGet, "https://slb.aliyuncs.com/?"+query(http.MethodGet, key.Secret, v, nil), nil))
}

// must is a call that succeeds.
func (c *caller) must(action string, params ...string) said {
	c.t.Helper()
	s := c.call(action, params...)
	if s.status != http.StatusOK || s.broke != nil || s.notPlayed != "" {
		runtest.SkipIfBroken(c.t)
		c.t.Fatalf("%s was refused, or carried out without %q: %s", action, s.notPlayed, s)
	}
	return s
}

const home = "cn-hangzhou"

// loadBalancer makes an ordinary one.
func (c *caller) loadBalancer() string {
	c.t.Helper()
	return c.must("CreateLoadBalancer", "RegionId", home, "VSwitchId", "vsw-bp1mockmain").text("LoadBalancerId")
}

// group makes a vServer group on a load balancer; "" is a new ordinary one.
func (c *caller) group(lb string) string {
	c.t.Helper()
	if lb == "" {
		lb = c.loadBalancer()
	}
	return c.must("CreateVServerGroup", "RegionId", home, "LoadBalancerId", lb).text("VServerGroupId")
}

func (c *caller) add(group, servers string) said {
	c.t.Helper()
	return c.call(action, "RegionId", home, "VServerGroupId", group, "BackendServers", servers)
}

// holds lists what a group holds, as server:port*weight.
func (c *caller) holds(group string) []string {
	c.t.Helper()
	return listed(c.must("DescribeVServerGroupAttribute", "RegionId", home, "VServerGroupId", group))
}

// ruleID is the id of one of the forwarding rules that an answer lists; "" where it does not.
func ruleID(answer map[string]any, n int) string {
	outer, _ := answer["Rules"].(map[string]any)
	rules, _ := outer["Rule"].([]any)
	if n >= len(rules) {
		return ""
	}
	one, _ := rules[n].(map[string]any)
	id, _ := one["RuleId"].(string)
	return id
}

func listed(s said) []string {
	outer, _ := s.json["BackendServers"].(map[string]any)
	items, _ := outer["BackendServer"].([]any)
	out := []string{}
	for _, item := range items {
		m := item.(map[string]any)
		out = append(out, fmt.Sprintf("%v:%v*%v", m["ServerId"], m["Port"], m["Weight"]))
	}
	return out
}
