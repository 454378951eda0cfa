package live_test

import (
	"bytes"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/slbconform/slbconform/internal/run/runtest"
	"github.com/slbconform/slbconform/internal/serve"
	"github.com/slbconform/slbconform/internal/serve/servetest"
	"github.com/slbconform/slbconform/internal/target"
	"github.com/slbconform/slbconform/internal/target/live"
	"github.com/slbconform/slbconform/internal/wire"
)

// What makes a run pointless or unsafe is said once and clearly, before anything is created.
func TestPreflightEndsARun(t *testing.T) {
	for _, c := range []struct {
		name         string
		misconfigure func(a *account, o *live.Options)
		want         error
		says         string
	}{
		{"no credentials", func(a *account, _ *live.Options) { clearEnv(a.t) }, live.ErrNoCredentials, "no credentials"},
		{"a secret that is wrong", func(a *account, _ *live.Options) { a.t.Setenv("ALIBABA_CLOUD_ACCESS_KEY_SECRET", "wrong-wrong") }, live.ErrNoCredentials, "SignatureDoesNotMatch"},
		{"a secret that is a word", func(a *account, _ *live.Options) { a.t.Setenv("ALIBABA_CLOUD_ACCESS_KEY_SECRET", "test") }, live.ErrNoCredentials, "the secret of the main identity has 4 characters"},
		{"a region that is not allowed", func(a *account, _ *live.Options) { a.inventory.Allow.Regions = []string{"cn-beijing"} }, live.ErrNotAllowed, "cn-hangzhou"},
		{"an account that is not allowed", func(a *account, _ *live.Options) { a.inventory.Allow.Accounts = []string{"1"} }, live.ErrNotAllowed, "1098765432101234"},
		{"no allow-list at all", func(a *account, _ *live.Options) { a.inventory.Allow = target.Allow{} }, live.ErrNotAllowed, "allow.regions"},
		{"a region that the endpoint does not serve", func(_ *account, o *live.Options) { o.Network = elsewhere{} }, nil, "does not serve the region cn-hangzhou"},
		{"a second identity of another account", func(_ *account, o *live.Options) {
			o.Network = whoami{"Credential=slbconform-nobody,", `{"RequestId":"1","AccountId":"42"}`}
		}, live.ErrNotAllowed, `the profile "nobody" belongs to account 42`},
		{"a clock an hour off", func(_ *account, o *live.Options) { o.Network = dated{time.Hour} }, live.ErrClock, "1h0m"},
		{"an endpoint that does not answer", func(a *account, o *live.Options) {
			closed := httptest.NewServer(http.NotFoundHandler())
			a.inventory.Endpoint, a.inventory.STS = closed.URL, closed.URL
			closed.Close()
		}, live.ErrNoAnswer, "refused"},
		{"a token service that does not answer", func(a *account, _ *live.Options) {
			a.inventory.STS, a.inventory.Lines = "http://127.0.0.1:1", map[string]int{"sts": 7}
		}, live.ErrNoAnswer, ":7 has sts: http://127.0.0.1:1): no answer of the service"},
		{"an endpoint of HTTP without its http://", func(a *account, _ *live.Options) {
			a.inventory.Endpoint = strings.TrimPrefix(a.inventory.Endpoint, "http://")
		}, live.ErrNoAnswer, "write http:// before it"},
		{"a name that nobody knows", func(_ *account, o *live.Options) {
			o.Network = failing{&net.DNSError{Err: "no such host", Name: "slb.invalid", IsNotFound: true}}
		}, live.ErrNoAnswer, "no such host"},
		{"a certificate that has expired", func(a *account, o *live.Options) {
			secure := httptest.NewTLSServer(a.site.Handler)
			a.t.Cleanup(secure.Close)
			a.inventory.Endpoint, a.inventory.STS = secure.URL, secure.URL
			roots := x509.NewCertPool()
			roots.AddCert(secure.Certificate())
			later := secure.Certificate().NotAfter.Add(time.Hour)
			o.Network = &http.Transport{TLSClientConfig: &tls.Config{RootCAs: roots, Time: func() time.Time { return later }}}
		}, live.ErrNoAnswer, "certificate has expired"},
		{"a service that fails every call", func(_ *account, o *live.Options) {
			o.Network = failed{}
		}, nil, "502 BadGateway"},
		{"an endpoint that is no API", func(a *account, _ *live.Options) {
			html := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.Write([]byte("<html>")) }))
			a.t.Cleanup(html.Close)
			a.inventory.Endpoint, a.inventory.STS = html.URL, html.URL
		}, live.ErrNoAnswer, "not a JSON object"},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := serveAccount(t)
			o := a.options()
			c.misconfigure(a, &o)
			_, err := live.New(atOnce(t), o)
			if err == nil || (c.want != nil && !errors.Is(err, c.want)) || !strings.Contains(err.Error(), c.says) {
				t.Errorf("got %v, want %v with %q", err, c.want, c.says)
			}
			if n := a.count("CreateLoadBalancer"); n != 0 {
				t.Errorf("%d things were created", n)
			}
		})
	}
}

// A role that is not what the inventory says is named, and ends no run: the scenarios that need it say why they cannot
// tell anything.
func TestPreflightFindsWrongRoles(t *testing.T) {
	as := func(role, id string) func(*account, *live.Options) {
		return func(a *account, _ *live.Options) {
			a.inventory.Roles[role] = target.Resource{ID: id, LB: "lb-bp1mockram"}
		}
	}
	profile := func(role, profile string) func(*account, *live.Options) {
		return func(a *account, _ *live.Options) { a.inventory.Identities[role] = target.Identity{Profile: profile} }
	}
	says := func(id, member, value string) func(*account, *live.Options) {
		return func(_ *account, o *live.Options) { o.Network = other{id, member, value} }
	}
	const (
		shared = "shared-performance load balancer"
		cen    = "load balancer attached to a CEN"
		ram    = "load balancer that the RAM user may use"
		group  = "vServer group with a change in progress"
		locked = "locked load balancer"
		nobody = "RAM user without rights"
	)
	for _, c := range []struct {
		role         string
		misconfigure func(a *account, o *live.Options)
		says         string
	}{
		{shared, as(shared, "lb-gone"), "lb-gone is not among the load balancers of this account in cn-hangzhou"},
		{shared, as(shared, "lb-bp1mockram"), `lb-bp1mockram is a high-performance one (LoadBalancerSpec "slb.s2.small", InstanceChargeType "PayBySpec"), and a shared-performance one is meant`},
		{cen, as(cen, "lb-bp1mockshared"), "lb-bp1mockshared is a shared-performance one"},
		{cen, says("lb-bp1mockcen", "VpcId", ""), "lb-bp1mockcen is in no VPC"},
		{ram, says("lb-bp1mockram", "VpcId", "vpc-other"), "lb-bp1mockram is in vpc-other, and the inventory's vpc is vpc-bp1mockmain"},
		{ram, func(a *account, _ *live.Options) { a.inventory.VPC = "vpc-mine" }, "lb-bp1mockram is in vpc-bp1mockmain, and none of the inventory's load balancers is in its vpc, vpc-mine, which is probably what is wrong"},
		{ram, says("lb-bp1mockram", "RegionId", "cn-beijing"), "lb-bp1mockram is in cn-beijing, and the inventory in cn-hangzhou"},
		{ram, says("lb-bp1mockram", "LoadBalancerStatus", "locked"), "lb-bp1mockram is locked"},
		{locked, as(locked, "lb-bp1mockcen"), "lb-bp1mockcen is active, and a locked one is meant"},
		{ram, says("lb-bp1mockram", "LoadBalancerName", "slbconform-20260304t050607-abcdef-run"), "a sweep would take it for a left-over"},
		{group, as(group, "rsp-gone"), "rsp-gone is not among the vServer groups of lb-bp1mockram"},
		{nobody, profile(nobody, "nowhere"), `no credentials for the profile "nowhere"`},
		{nobody, profile(nobody, "main"), `the profile "main" is the account itself`},
		{nobody, func(_ *account, o *live.Options) { o.Network = always200{`{"RequestId":"1"}`} }, `the profile "nobody" may list load balancers`},
		{"temporary identity", profile("temporary identity", "main"), `the profile "main" has no security token`},
		{nobody, func(_ *account, o *live.Options) {
			o.Network = whoami{"", `{"RequestId":"1","AccountId":"1098765432101234","Arn":"acs:ram::1:user/ci","IdentityType":"RAMUser"}`}
		}, "is acs:ram::1:user/ci, as the main identity is"},
	} {
		t.Run(c.says, func(t *testing.T) {
			a := serveAccount(t)
			o := a.options()
			c.misconfigure(a, &o)
			inventory := a.open(o).Describe().Inventory
			_, err := inventory.Resource(c.role)
			if target.FindRole(c.role).Kind == target.IdentityRole {
				_, err = inventory.Identity(c.role)
			}
			var wrong *target.WrongRole
			if !errors.As(err, &wrong) || wrong.Role != c.role || !strings.Contains(err.Error(), c.says) {
				t.Errorf("got %v, want %q", err, c.says)
			}
		})
	}
}

// A service that answers oddly does not make the inventory wrong: the run goes on, and judges it.
func TestAnOddServiceIsNoWrongInventory(t *testing.T) {
	for name, network := range map[string]http.RoundTripper{
		"refusals with status 200":     always200{`{"RequestId":"1","Code":"Forbidden.RAM","Message":"no"}`},
		"refusals without a RequestId": refusing{http.StatusForbidden, `{"Code":"Forbidden.RAM","Message":"no"}`},
		"refusals without a body":      refusing{http.StatusForbidden, ``},
		"no list of load balancers":    listless{},
	} {
		t.Run(name, func(t *testing.T) {
			a := serveAccount(t)
			o := a.options()
			o.Network = network
			if wrong := a.open(o).Describe().Inventory.Wrong; len(wrong) > 0 {
				t.Errorf("%v", wrong)
			}
		})
	}
}

// Only the roles that a run needs are asked about.
func TestPreflightAsksOfWhatIsNeeded(t *testing.T) {
	a := serveAccount(t)
	o := a.options()
	o.Needs = func(role string) bool { return role == "backend server" }
	a.open(o)
	if who, listed := a.count("GetCallerIdentity"), a.count("DescribeLoadBalancers"); who > 1 || listed != 1 || a.count("DescribeVServerGroups") != 0 {
		t.Errorf("whose the keys are was asked %d times, the load balancers %d times", who, listed)
	}
}

// A signed call goes to the endpoint and to a token service that the inventory names, or to the vendor's when the
// endpoint is the vendor's: never from a mock's to the public network.
func TestWhoIsAskedWhoseTheKeysAre(t *testing.T) {
	for name, c := range map[string]struct{ endpoint, sts, asked string }{
		"a served mock":           {"http://127.0.0.1:1", "", "127.0.0.1:1"},
		"another implementation":  {"https://slb.example.com", "", "slb.example.com"},
		"a token service by name": {"http://127.0.0.1:1", "http://127.0.0.1:2", "127.0.0.1:2"},
		"the service":             {"slb.aliyuncs.com", "", "sts.cn-hangzhou.aliyuncs.com"},
		"the service from a VPC":  {"slb-vpc.cn-hangzhou.aliyuncs.com", "", "sts-vpc.cn-hangzhou.aliyuncs.com"},
	} {
		t.Run(name, func(t *testing.T) {
			a := serveAccount(t)
			a.inventory.Endpoint, a.inventory.STS = c.endpoint, c.sts
			o := a.options()
			network := &hosts{}
			o.Network = network
			_, _ = live.New(atOnce(t), o)
			if len(network.asked) == 0 || network.asked[0] != c.asked {
				t.Errorf("asked %v, want %s first", network.asked, c.asked)
			}
			host, _ := target.SplitEndpoint(c.endpoint)
			for _, asked := range network.asked {
				if asked != c.asked && asked != host {
					t.Errorf("%s was asked too", asked)
				}
			}
		})
	}
}

// An endpoint of one's own need not know whose the keys are.
func TestAnEndpointWithoutIdentities(t *testing.T) {
	for name, network := range map[string]http.RoundTripper{
		"it refuses":      whoami{"", `{"RequestId":"1","Code":"InvalidAction.NotFound","Message":"no such action"}`},
		"it names nobody": whoami{"", `{"RequestId":"1"}`},
	} {
		a := serveAccount(t)
		a.inventory.STS = ""
		o := a.options()
		o.Network = network
		if about := a.open(o).Describe(); about.Account != "" || about.Evidence != target.Rehearsed {
			t.Errorf("%s: %+v", name, about)
		}
	}
}

// Who confirms is a host of the service whose certificate was verified for its name.
func TestWhoConfirms(t *testing.T) {
	for name, c := range map[string]struct {
		serve func(testing.TB, serve.Options, func(http.Handler) http.Handler) *servetest.Served
		wrap  func(http.Handler) http.Handler
		trust bool // whatever certificate there is
		who   string
	}{
		"the service":                     {servetest.Service, nil, false, target.Service},
		"an unverified certificate":       {servetest.Service, nil, true, target.StandsIn},
		"a mock under the service's name": {servetest.Service, marking, false, target.Served},
		"a served mock":                   {servetest.Mock, nil, false, target.Served},
		"a mock that says nothing":        {servetest.Mock, servetest.Unmarked, false, target.StandsIn},
	} {
		t.Run(name, func(t *testing.T) {
			clearEnv(t)
			mock := c.serve(t, serve.Options{}, c.wrap)
			inventory, err := target.LoadInventory(os.DirFS(filepath.Dir(mock.Inventory)), "inv.yaml", "inv.yaml")
			if err != nil {
				t.Fatal(err)
			}
			o := live.Options{Inventory: inventory, Run: target.NewRun(time.Now()), Keys: live.NewKeys(), Actions: runtest.Load(t).Document.Actions(), Journal: t.TempDir(), Limits: live.Limits{Rate: 1000}}
			if mock.Network != nil {
				mock.Network.TLSClientConfig.InsecureSkipVerify = c.trust
				o.Network = mock.Network
			}
			l, err := live.New(atOnce(t), o)
			if err != nil {
				t.Fatal(err)
			}
			about := l.Describe()
			if about.Who != c.who || (about.Evidence == target.Confirmed) != (c.who == target.Service) {
				t.Errorf("%s answers, %s", about.Who, about.Evidence)
			}
		})
	}
}

// marking marks every answer as a mock's.
func marking(next http.Handler) http.Handler {
	return servetest.Changed(next, func(_ *http.Request, _ int, h http.Header, body string) string {
		h.Set(wire.MockHeader, "1")
		return body
	})
}

// hosts answers nothing and notes who was asked.
type hosts struct{ asked []string }

func (h *hosts) RoundTrip(r *http.Request) (*http.Response, error) {
	h.asked = append(h.asked, r.URL.Host)
	w := httptest.NewRecorder()
	w.WriteString(`{"RequestId":"1","AccountId":"1098765432101234"}`)
	return w.Result(), nil
}

// refusing gives its own form to every refusal.
type refusing struct {
	status int
	body   string
}

func (f refusing) RoundTrip(r *http.Request) (*http.Response, error) {
	response, err := http.DefaultTransport.RoundTrip(r)
	if err != nil || response.StatusCode < 400 {
		return response, err
	}
	response.Body.Close()
	w := httptest.NewRecorder()
	w.WriteHeader(f.status)
	w.WriteString(f.body)
	return w.Result(), nil
}

// listless lists no load balancers, not even none.
type listless struct{}

func (listless) RoundTrip(r *http.Request) (*http.Response, error) {
	response, err := http.DefaultTransport.RoundTrip(r)
	if err != nil || r.Header.Get("X-Acs-Action") != "DescribeLoadBalancers" || response.StatusCode >= 400 {
		return response, err
	}
	response.Body.Close()
	w := httptest.NewRecorder()
	w.WriteString(`{"RequestId":"1","TotalCount":0}`)
	return w.Result(), nil
}

// dated moves the clock of the service.
type dated struct{ by time.Duration }

func (d dated) RoundTrip(r *http.Request) (*http.Response, error) {
	response, err := http.DefaultTransport.RoundTrip(r)
	if err == nil {
		response.Header.Set("Date", time.Now().Add(-d.by).UTC().Format(http.TimeFormat))
		if r.Header.Get("x-acs-action") == "DescribeLoadBalancers" {
			response.StatusCode, response.Body, response.ContentLength = http.StatusBadRequest, io.NopCloser(strings.NewReader(`{"Code":"TooLate"}`)), -1
		}
	}
	return response, err
}

// failed answers what a gateway answers whose service is down.
type failed struct{}

func (failed) RoundTrip(*http.Request) (*http.Response, error) {
	w := httptest.NewRecorder()
	w.WriteHeader(http.StatusBadGateway)
	w.WriteString(`{"RequestId":"1","Code":"BadGateway","Message":"down"}`)
	return w.Result(), nil
}

// failing never gets as far as a server.
type failing struct{ err error }

func (f failing) RoundTrip(*http.Request) (*http.Response, error) { return nil, f.err }

// elsewhere serves other regions only.
type elsewhere struct{}

func (elsewhere) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.Header.Get("X-Acs-Action") == "GetCallerIdentity" {
		return http.DefaultTransport.RoundTrip(r)
	}
	w := httptest.NewRecorder()
	w.WriteHeader(http.StatusBadRequest)
	w.WriteString(`{"RequestId":"1","Code":"OperationFailed.Endpoint","Message":"RegionId is unavailable in this endpoint"}`)
	return w.Result(), nil
}

// other says something else of one load balancer.
type other struct{ id, member, value string }

func (o other) RoundTrip(r *http.Request) (*http.Response, error) {
	response, err := http.DefaultTransport.RoundTrip(r)
	if err != nil || r.Header.Get("X-Acs-Action") != "DescribeLoadBalancers" {
		return response, err
	}
	var answer struct {
		RequestId     string
		LoadBalancers struct{ LoadBalancer []map[string]any }
	}
	if err := json.NewDecoder(response.Body).Decode(&answer); err != nil {
		return nil, err
	}
	for _, b := range answer.LoadBalancers.LoadBalancer {
		if b["LoadBalancerId"] == o.id {
			b[o.member] = o.value
		}
	}
	body, err := json.Marshal(answer)
	response.Body, response.ContentLength = io.NopCloser(bytes.NewReader(body)), int64(len(body))
	response.Header.Del("Content-Length")
	return response, err
}

// always200 answers with status 200 whatever lacks a right.
type always200 struct{ body string }

func (g always200) RoundTrip(r *http.Request) (*http.Response, error) {
	response, err := http.DefaultTransport.RoundTrip(r)
	if err != nil || response.StatusCode != http.StatusForbidden {
		return response, err
	}
	response.Body.Close()
	w := httptest.NewRecorder()
	w.WriteString(g.body)
	return w.Result(), nil
}

// whoami says whose the keys are of calls whose signature has a text in it.
type whoami struct{ signed, answer string }

func (who whoami) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.Header.Get("X-Acs-Action") != "GetCallerIdentity" || !strings.Contains(r.Header.Get("Authorization"), who.signed) {
		return http.DefaultTransport.RoundTrip(r)
	}
	w := httptest.NewRecorder()
	w.WriteString(who.answer)
	return w.Result(), nil
}
