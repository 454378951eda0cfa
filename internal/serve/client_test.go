package serve_test

import (
	"cmp"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha1"
	"encoding/base64"
	"encoding/json"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/slbconform/slbconform/internal/openapi"
	"github.com/slbconform/slbconform/internal/serve"
)

// client speaks the older RPC style by hand, as a program in any language would, so that the server is not tried
// with the code it is made of.
type client struct {
	t        *testing.T
	endpoint string
	key      string
	secret   string
	token    string
	region   string    // cn-hangzhou when empty
	at       time.Time // of the signature; now when zero
	nonce    string    // a new one for every call when empty
	form     bool      // POST with a form body instead of GET
	last     http.Header
}

type values map[string]string

// answer is the body of an answer with its status.
type answer struct {
	Status                                         int `json:"-"` // of the answer, not of what it lists
	Code, Message, RequestId, HostId, Recommend    string
	LoadBalancerId, VServerGroupId, AccountId, Arn string
	BackendServers                                 struct{ BackendServer []map[string]any }
	ExtraMember                                    string
}

func (c *client) call(action string, params values) answer {
	c.t.Helper()
	a, err := c.send(action, params)
	if err != nil {
		c.t.Fatalf("%s: %v", action, err)
	}
	return a
}

// send makes a call; the error says that no whole answer arrived.
func (c *client) send(action string, params values) (answer, error) {
	c.t.Helper()
	q := c.signed(action, params)
	request, err := http.NewRequestWithContext(c.t.Context(), http.MethodGet, c.endpoint+"/?"+q.Encode(), nil)
	if c.form {
		request, err = http.NewRequestWithContext(c.t.Context(), http.MethodPost, c.endpoint+"/", strings.NewReader(q.Encode()))
		request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	if err != nil {
		c.t.Fatal(err)
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return answer{}, err
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		return answer{}, err
	}
	a := answer{Status: response.StatusCode}
	c.last = response.Header
	return a, json.Unmarshal(body, &a)
}

func (c *client) signed(action string, params values) url.Values {
	at, nonce := c.at, c.nonce
	if at.IsZero() {
		at = time.Now()
	}
	if nonce == "" {
		nonce = rand.Text()
	}
	q := url.Values{
		"Action": {action}, "Version": {"2014-05-15"}, "Format": {"JSON"}, "AccessKeyId": {c.key}, "SignatureNonce": {nonce},
		"SignatureMethod": {"HMAC-SHA1"}, "SignatureVersion": {"1.0"}, "Timestamp": {at.UTC().Format("2006-01-02T15:04:05Z")},
	}
	if action == "GetCallerIdentity" {
		q.Set("Version", "2015-04-01")
	}
	if c.token != "" {
		q.Set("SecurityToken", c.token)
	}
	for name, value := range params {
		q.Set(name, value)
	}
	method := http.MethodGet
	if c.form {
		method = http.MethodPost
	}
	var pairs []string
	for _, name := range slices.Sorted(maps.Keys(q)) {
		pairs = append(pairs, percent(name)+"="+percent(q.Get(name)))
	}
	mac := hmac.New(sha1.New, []byte(c.secret+"&"))
	io.WriteString(mac, method+"&%2F&"+percent(strings.Join(pairs, "&")))
	q.Set("Signature", base64.StdEncoding.EncodeToString(mac.Sum(nil)))
	return q
}

func percent(s string) string { return rfc3986.Replace(url.QueryEscape(s)) }

var rfc3986 = strings.NewReplacer("+", "%20", "*", "%2A")

// logTo is a log with the document that is built in.
func logTo(t testing.TB, out io.Writer) *serve.Log {
	t.Helper()
	document, err := openapi.BuiltIn()
	if err != nil {
		t.Fatal(err)
	}
	return serve.NewLog(out, document)
}

// serving serves a mock for one test and returns a client of the account itself.
func serving(t *testing.T, o serve.Options) (*client, *serve.Site) {
	t.Helper()
	site, err := serve.NewSite(o)
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(site.Handler)
	t.Cleanup(server.Close)
	return as(t, site, server.URL, "main"), site
}

func as(t *testing.T, site *serve.Site, endpoint, profile string) *client {
	t.Helper()
	c := site.Account.Profile(profile)
	if c == nil {
		t.Fatalf("no profile %q", profile)
	}
	return &client{t: t, endpoint: endpoint, key: c.ID, secret: c.Secret, token: c.Token}
}

// group makes a load balancer with a vServer group and returns the ids of both.
func (c *client) group() (lb, group string) {
	c.t.Helper()
	made := c.call("CreateLoadBalancer", values{"RegionId": cmp.Or(c.region, "cn-hangzhou"), "VpcId": "vpc-bp1mockmain", "VSwitchId": "vsw-bp1mockmain", "AddressType": "intranet"})
	g := c.call("CreateVServerGroup", values{"RegionId": cmp.Or(c.region, "cn-hangzhou"), "LoadBalancerId": made.LoadBalancerId, "VServerGroupName": "g"})
	if made.Status != 200 || g.Status != 200 {
		c.t.Fatalf("set-up: %+v, %+v", made, g)
	}
	return made.LoadBalancerId, g.VServerGroupId
}

func (c *client) add(group, servers string) answer {
	c.t.Helper()
	return c.call("AddVServerGroupBackendServers", values{"RegionId": cmp.Or(c.region, "cn-hangzhou"), "VServerGroupId": group, "BackendServers": servers})
}

const oneServer = `[{"ServerId":"eni-bp1mockfirst","Type":"eni","Port":80}]`
