package live_test

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
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
		}, live.ErrWrongRole, "which cn-shanghai does not list"},
		{"a region that the endpoint does not serve", func(_ *account, o *live.Options) { o.Network = elsewhere{} }, nil, "does not serve the region cn-hangzhou"},
		{"a load balancer that is gone", func(a *account, _ *live.Options) {
			a.inventory.Roles["shared-performance load balancer"] = target.Resource{ID: "lb-gone"}
		}, live.ErrWrongRole, "lb-gone"},
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
