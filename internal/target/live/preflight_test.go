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
	"strings"
	"testing"
	"time"

	"github.com/slbconform/slbconform/internal/target"
	"github.com/slbconform/slbconform/internal/target/live"
)

// Whatever is wrong is said once and clearly, before anything is created.
func TestPreflight(t *testing.T) {
	for _, c := range []struct {
		name  string
		spoil func(a *account, o *live.Options)
		want  error
		says  string
	}{
		{"no credentials", func(a *account, _ *live.Options) { clearEnv(a.t) }, live.ErrNoCredentials, "no credentials"},
		{"a secret that is wrong", func(a *account, _ *live.Options) { a.t.Setenv("ALIBABA_CLOUD_ACCESS_KEY_SECRET", "wrong-wrong") }, live.ErrNoCredentials, "SignatureDoesNotMatch"},
		{"a region that is not allowed", func(a *account, _ *live.Options) { a.inventory.Allow.Regions = []string{"cn-beijing"} }, live.ErrNotAllowed, "cn-hangzhou"},
		{"an account that is not allowed", func(a *account, _ *live.Options) { a.inventory.Allow.Accounts = []string{"1"} }, live.ErrNotAllowed, "1098765432101234"},
		{"no allow-list at all", func(a *account, _ *live.Options) { a.inventory.Allow = target.Allow{} }, live.ErrNotAllowed, "allow.regions"},
		{"a region of other load balancers", func(a *account, _ *live.Options) {
			a.inventory.Region, a.inventory.Allow.Regions = "cn-shanghai", []string{"cn-shanghai"}
		}, live.ErrWrongRole, `"shared-performance load balancer": lb-bp1mockshared is not among the load balancers of this account in cn-shanghai`},
		{"a region that the endpoint does not serve", func(_ *account, o *live.Options) { o.Network = elsewhere{} }, nil, "does not serve the region cn-hangzhou"},
		{"a load balancer that is gone", func(a *account, _ *live.Options) {
			a.inventory.Roles["shared-performance load balancer"] = target.Resource{ID: "lb-gone"}
		}, live.ErrWrongRole, "lb-gone"},
		{"a high-performance load balancer in the role of a shared-performance one", func(a *account, _ *live.Options) {
			a.inventory.Roles["shared-performance load balancer"] = target.Resource{ID: "lb-bp1mockram"}
		}, live.ErrWrongRole, `inv.yaml, "shared-performance load balancer": lb-bp1mockram is a high-performance one (LoadBalancerSpec "slb.s2.small", InstanceChargeType "PayByCLCU"), and a shared-performance one is meant`},
		{"a shared-performance load balancer in another role", func(a *account, _ *live.Options) {
			a.inventory.Roles["load balancer attached to a CEN"] = target.Resource{ID: "lb-bp1mockshared"}
		}, live.ErrWrongRole, `"load balancer attached to a CEN": lb-bp1mockshared is a shared-performance one`},
		{"a load balancer of another VPC", func(_ *account, o *live.Options) {
			o.Network = other{"lb-bp1mockram", "VpcId", "vpc-other"}
		}, live.ErrWrongRole, `"load balancer that the RAM user may use": lb-bp1mockram is in vpc-other, and the inventory's vpc is vpc-bp1mockmain`},
		{"a load balancer outside of VPCs in the role of one with a CEN", func(_ *account, o *live.Options) {
			o.Network = other{"lb-bp1mockcen", "VpcId", ""}
		}, live.ErrWrongRole, `"load balancer attached to a CEN": lb-bp1mockcen is in no VPC`},
		{"a load balancer that is listed with another region", func(_ *account, o *live.Options) {
			o.Network = other{"lb-bp1mockram", "RegionId", "cn-beijing"}
		}, live.ErrWrongRole, "lb-bp1mockram is in cn-beijing, and the inventory in cn-hangzhou"},
		{"a load balancer that is locked", func(_ *account, o *live.Options) {
			o.Network = other{"lb-bp1mockram", "LoadBalancerStatus", "locked"}
		}, live.ErrWrongRole, "lb-bp1mockram is locked"},
		{"a load balancer that a run left", func(_ *account, o *live.Options) {
			o.Network = other{"lb-bp1mockram", "LoadBalancerName", "slbconform-20260304t050607-abcdef-run"}
		}, live.ErrWrongRole, "a sweep would take it for a left-over"},
		{"a vServer group that is gone", func(a *account, _ *live.Options) {
			a.inventory.Roles["vServer group with a change in progress"] = target.Resource{ID: "rsp-gone", LB: "lb-bp1mockram"}
		}, live.ErrWrongRole, "rsp-gone is not among the vServer groups of lb-bp1mockram"},
		{"a profile that nobody has", func(a *account, _ *live.Options) {
			a.inventory.Identities["RAM user without rights"] = target.Identity{Profile: "nowhere"}
		}, live.ErrNoCredentials, `inv.yaml, "RAM user without rights": no credentials for the profile "nowhere"`},
		{"the account itself as a RAM user", func(a *account, _ *live.Options) {
			a.inventory.Identities["RAM user without rights"] = target.Identity{Profile: "main"}
		}, live.ErrWrongRole, `"RAM user without rights": the profile "main" is the account itself`},
		{"a RAM user with more rights than the role says", func(_ *account, o *live.Options) { o.Network = generous{} },
			live.ErrWrongRole, `"RAM user for one load balancer": the profile "one-load-balancer" may list load balancers`},
		{"a permanent key as a temporary identity", func(a *account, _ *live.Options) {
			a.inventory.Identities["temporary identity"] = target.Identity{Profile: "main"}
		}, live.ErrWrongRole, `"temporary identity": the profile "main" has no security token`},
		{"a second identity of another account", func(_ *account, o *live.Options) {
			o.Network = whoami{"Credential=slbconform-nobody,", `{"RequestId":"1","AccountId":"42"}`}
		}, live.ErrNotAllowed, `the profile "nobody" belongs to account 42`},
		{"the main identity as another", func(_ *account, o *live.Options) {
			o.Network = whoami{"", `{"RequestId":"1","AccountId":"1098765432101234","Arn":"acs:ram::1:user/ci","IdentityType":"RAMUser"}`}
		}, live.ErrWrongRole, "is acs:ram::1:user/ci, as the main identity is"},
		{"a clock an hour off", func(_ *account, o *live.Options) { o.Network = dated{time.Hour} }, live.ErrClock, "1h0m"},
		{"an endpoint that does not answer", func(a *account, o *live.Options) {
			closed := httptest.NewServer(http.NotFoundHandler())
			a.inventory.Endpoint, a.inventory.STS = closed.URL, closed.URL
			closed.Close()
		}, live.ErrNoAnswer, "refused"},
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
		{"an endpoint that is no API", func(a *account, _ *live.Options) {
			html := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.Write([]byte("<html>")) }))
			a.t.Cleanup(html.Close)
			a.inventory.Endpoint, a.inventory.STS = html.URL, html.URL
		}, live.ErrNoAnswer, "not a JSON object"},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := serveAccount(t)
			o := a.options()
			c.spoil(a, &o)
			_, err := live.New(t.Context(), o)
			if err == nil || (c.want != nil && !errors.Is(err, c.want)) || !strings.Contains(err.Error(), c.says) {
				t.Errorf("got %v, want %v with %q", err, c.want, c.says)
			}
			if n := a.count("CreateLoadBalancer"); n != 0 {
				t.Errorf("%d things were created", n)
			}
		})
	}
}

// dated moves the clock of the service.
type dated struct{ by time.Duration }

func (d dated) RoundTrip(r *http.Request) (*http.Response, error) {
	response, err := http.DefaultTransport.RoundTrip(r)
	if err == nil {
		response.Header.Set("Date", time.Now().Add(-d.by).UTC().Format(http.TimeFormat))
	}
	return response, err
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

// generous lets everybody list load balancers.
type generous struct{}

func (generous) RoundTrip(r *http.Request) (*http.Response, error) {
	response, err := http.DefaultTransport.RoundTrip(r)
	if err != nil || response.StatusCode != http.StatusForbidden {
		return response, err
	}
	response.Body.Close()
	w := httptest.NewRecorder()
	w.WriteString(`{"RequestId":"1"}`)
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
