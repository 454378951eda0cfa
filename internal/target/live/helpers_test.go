package live_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	openapi "github.com/alibabacloud-go/darabonba-openapi/v2/client"
	slb "github.com/alibabacloud-go/slb-20140515/v4/client"
	"github.com/alibabacloud-go/tea/dara"

	"github.com/slbconform/slbconform/internal/retry"
	"github.com/slbconform/slbconform/internal/run/runtest"
	"github.com/slbconform/slbconform/internal/serve"
	"github.com/slbconform/slbconform/internal/target"
	"github.com/slbconform/slbconform/internal/target/live"
	"github.com/slbconform/slbconform/internal/wire"
)

// account is a served mock and what a live run needs to reach it: the environment is set as a person would set it.
type account struct {
	t         *testing.T
	inventory *target.Inventory
	site      *serve.Site

	mu   sync.Mutex
	seen []string // actions, in order
}

func serveAccount(t *testing.T) *account {
	t.Helper()
	a := &account{t: t}
	site, err := serve.NewSite(serve.Options{See: a.see})
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(site.Handler)
	t.Cleanup(server.Close)
	dir := t.TempDir()
	if err := site.WriteInventory(filepath.Join(dir, "inv.yaml"), server.URL); err != nil {
		t.Fatal(err)
	}
	if a.inventory, err = target.LoadInventory(os.DirFS(dir), "inv.yaml", "inv.yaml"); err != nil {
		t.Fatal(err)
	}
	a.site = site
	if err := site.WriteEnv(filepath.Join(dir, "env.sh"), server.URL, ""); err != nil {
		t.Fatal(err)
	}
	clearEnv(t)
	a.as("main")
	t.Setenv("ALIBABA_CLOUD_CONFIG_FILE", filepath.Join(dir, "env.sh.profiles.json"))
	return a
}

// clearEnv takes away whatever credentials the machine itself has.
func clearEnv(t *testing.T) {
	for _, name := range []string{"ACCESS_KEY_ID", "ACCESS_KEY_SECRET", "SECURITY_TOKEN", "PROFILE", "ROLE_ARN", "OIDC_PROVIDER_ARN", "OIDC_TOKEN_FILE", "CREDENTIALS_FILE", "CONFIG_FILE", "CREDENTIALS_URI"} {
		t.Setenv("ALIBABA_CLOUD_"+name, "")
	}
	t.Setenv("ALIBABA_CLOUD_ECS_METADATA_DISABLED", "true")
	t.Setenv("HOME", t.TempDir())
}

func (a *account) as(profile string) {
	c := a.site.Account.Profile(profile)
	a.t.Setenv("ALIBABA_CLOUD_ACCESS_KEY_ID", c.ID)
	a.t.Setenv("ALIBABA_CLOUD_ACCESS_KEY_SECRET", c.Secret)
	a.t.Setenv("ALIBABA_CLOUD_SECURITY_TOKEN", c.Token)
}

func (a *account) see(x *wire.Exchange) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.seen = append(a.seen, x.Action)
}

func (a *account) count(action string) int {
	a.mu.Lock()
	defer a.mu.Unlock()
	n := 0
	for _, s := range a.seen {
		if s == action {
			n++
		}
	}
	return n
}

// options are those of a run in a hurry.
func (a *account) options() live.Options {
	return live.Options{
		Inventory: a.inventory, Run: target.NewRun(time.Now()), Keys: live.NewKeys(), Actions: runtest.Load(a.t).Document.Actions(), Journal: a.t.TempDir(),
		Limits: live.Limits{Rate: 1000}, Timeout: 5 * time.Second,
	}
}

// atOnce is a context in which nobody waits before a call is tried again.
func atOnce(t testing.TB) context.Context { return retry.WithClock(t.Context(), &retry.Virtual{}) }

func (a *account) open(o live.Options) *live.Target {
	a.t.Helper()
	l, err := live.New(atOnce(a.t), o)
	if err != nil {
		a.t.Fatal(err)
	}
	return l
}

// api asks the account directly, past all limits and journals of a run.
func (a *account) api() *live.API {
	keys := live.NewKeys()
	return &live.API{
		Endpoint: a.inventory.Endpoint, Region: a.inventory.Region, Actions: runtest.Load(a.t).Document.Actions(), Transport: http.DefaultTransport,
		Credentials: func() (target.Credentials, error) { return keys.Get("") },
	}
}

// balancers are the ids of what was created, sorted; those that the account begins with are left out.
func (a *account) balancers() []string {
	a.t.Helper()
	all, err := a.api().Balancers(context.Background())
	if err != nil {
		a.t.Fatal(err)
	}
	var out []string
	for _, b := range all {
		if a.site.Inventory.Region == b.Region && !slices.ContainsFunc(live.BalancersOf(a.inventory), func(id string) bool { return id == b.ID }) {
			out = append(out, b.ID)
		}
	}
	slices.Sort(out)
	return out
}

// through makes an SDK client whose calls go through a transport.
func (a *account) through(to http.RoundTripper) *slb.Client {
	a.t.Helper()
	host, protocol := target.SplitEndpoint(a.inventory.Endpoint)
	main := a.site.Main()
	client, err := slb.NewClient(&openapi.Config{
		Endpoint: &host, Protocol: &protocol, AccessKeyId: &main.ID, AccessKeySecret: &main.Secret, HttpClient: through{to},
	})
	if err != nil {
		a.t.Fatal(err)
	}
	return client
}

type through struct{ to http.RoundTripper }

func (d through) Call(r *http.Request, _ *http.Transport) (*http.Response, error) {
	// As the harness does: canonical header names.
	return (&wire.Recorder{Next: d.to, Keep: func(*wire.Exchange) {}}).RoundTrip(r)
}

// create makes a load balancer with a name and a tag, empty for none.
func create(c *slb.Client, name, tag string) (string, error) {
	request := &slb.CreateLoadBalancerRequest{
		RegionId: dara.String("cn-hangzhou"), AddressType: dara.String("intranet"), VpcId: dara.String("vpc-bp1mockmain"),
		VSwitchId: dara.String("vsw-bp1mockmain"), LoadBalancerName: dara.String(name),
	}
	if tag != "" {
		request.Tag = []*slb.CreateLoadBalancerRequestTag{{Key: dara.String(target.MarkTag), Value: dara.String(tag)}}
	}
	made, err := c.CreateLoadBalancer(request)
	if err != nil {
		return "", err
	}
	return dara.StringValue(made.Body.LoadBalancerId), nil
}

// createGroup makes a vServer group with a name and a tag of the same, or another.
func createGroup(c *slb.Client, lb, name string, tag ...string) (string, error) {
	made, err := c.CreateVServerGroup(&slb.CreateVServerGroupRequest{
		RegionId: dara.String("cn-hangzhou"), LoadBalancerId: dara.String(lb), VServerGroupName: dara.String(name),
		Tag: []*slb.CreateVServerGroupRequestTag{{Key: dara.String(target.MarkTag), Value: dara.String(append(tag, name)[0])}},
	})
	if err != nil {
		return "", err
	}
	return dara.StringValue(made.Body.VServerGroupId), nil
}

// plain is the network as it is.
type plain struct{}

func (plain) RoundTrip(r *http.Request) (*http.Response, error) {
	return http.DefaultTransport.RoundTrip(r)
}
