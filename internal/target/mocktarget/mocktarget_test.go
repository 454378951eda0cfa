package mocktarget_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"

	slb "github.com/alibabacloud-go/slb-20140515/v4/client"

	"github.com/slbconform/slbconform/internal/run/runtest"
	"github.com/slbconform/slbconform/internal/target"
	"github.com/slbconform/slbconform/internal/target/mocktarget"
	"github.com/slbconform/slbconform/internal/wire"
)

func open(t testing.TB) *target.Session {
	t.Helper()
	session, err := mocktarget.New(runtest.MockConfig(t)).Open(context.Background(), t.Name())
	if err != nil {
		t.Fatal(err)
	}
	return session
}

// client is the official SDK on a session; kept receives every exchange.
func client(t testing.TB, s *target.Session, profile string, kept func(*wire.Exchange)) *slb.Client {
	t.Helper()
	c, err := runtest.Client(s, profile, &wire.Recorder{Next: s.Transport, Keep: kept})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func ignore(*wire.Exchange) {}

func ptr[T any](v T) *T { return &v }

// newGroup makes a load balancer and a vServer group on it, as a scenario does.
func newGroup(t testing.TB, s *target.Session, c *slb.Client) string {
	t.Helper()
	lb, err := c.CreateLoadBalancer(&slb.CreateLoadBalancerRequest{RegionId: &s.Inventory.Region, VSwitchId: &s.Inventory.VSwitch, AddressType: ptr("intranet")})
	if err != nil {
		t.Fatal(err)
	}
	group, err := c.CreateVServerGroup(&slb.CreateVServerGroupRequest{RegionId: &s.Inventory.Region, LoadBalancerId: lb.Body.LoadBalancerId})
	if err != nil {
		t.Fatal(err)
	}
	return *group.Body.VServerGroupId
}

func add(c *slb.Client, s *target.Session, group, servers string) (*slb.AddVServerGroupBackendServersResponse, error) {
	return c.AddVServerGroupBackendServers(&slb.AddVServerGroupBackendServersRequest{
		RegionId: &s.Inventory.Region, VServerGroupId: &group, BackendServers: &servers,
	})
}

func TestARefusalSaysWhatItBroke(t *testing.T) {
	s := open(t)
	var last *wire.Exchange
	c := client(t, s, "", func(x *wire.Exchange) { last = x })
	group := newGroup(t, s, c)
	if _, err := add(c, s, group, `[{"ServerId":"eni-bp1mockothervpc","Type":"eni","Port":80}]`); err == nil {
		t.Fatal("a server of another VPC was accepted")
	}
	refusal := last.Refusal()
	if refusal == nil {
		t.Fatalf("it was answered with %s", last.Answer.Body)
	}
	if broke := s.Broke(refusal.RequestID); len(broke) != 1 || broke[0] != "AddVServerGroupBackendServers/error.NetworkConflict" {
		t.Errorf("broke %v", broke)
	}
	if last.Answer.Header.Get(wire.MockHeader) == "" {
		t.Error("the answer does not say that it comes from the mock")
	}
}

func TestACallToSomewhereElseIsUnmatched(t *testing.T) {
	s := open(t)
	for _, address := range []string{"https://ecs.aliyuncs.com/", "http://slb.aliyuncs.com/", "https://slb.aliyuncs.com/v2"} {
		u, _ := url.Parse(address)
		_, err := s.Transport.RoundTrip(&http.Request{Method: http.MethodPost, URL: u, Header: http.Header{}})
		if !errors.Is(err, mocktarget.ErrUnmatchedCall) {
			t.Errorf("%s: %v", address, err)
		}
	}
}

func TestTheMockIsRehearsedEvidence(t *testing.T) {
	if d := mocktarget.New(runtest.MockConfig(t)).Describe(); d.Evidence != target.Rehearsed || d.Shared || d.Name != "mock" {
		t.Errorf("%+v", d)
	}
}

func TestTheInventoryFillsEveryRole(t *testing.T) {
	s := open(t)
	if got, want := len(s.Inventory.Present()), len(target.Roles()); got != want {
		t.Errorf("%d roles of %d are filled: %s", got, want, strings.Join(s.Inventory.Present(), ", "))
	}
}

func BenchmarkSession(b *testing.B) {
	mockTarget := mocktarget.New(runtest.MockConfig(b))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := mockTarget.Open(context.Background(), "bench"); err != nil {
			b.Fatal(err)
		}
	}
}

// empty answers everything with one and the same answer.
type empty struct{}

func (empty) RoundTrip(r *http.Request) (*http.Response, error) {
	const body = `{"RequestId":"x","VServerGroupId":"rsp-x","BackendServers":{"BackendServer":[]}}`
	return &http.Response{StatusCode: http.StatusOK, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(body)), Request: r}, nil
}

// BenchmarkCall is one addition through the SDK: over a transport that does nothing, and over the mock. The
// difference is what httpmock, the verified signature and the rules cost.
func BenchmarkCall(b *testing.B) {
	for _, over := range []string{"nothing", "mock"} {
		b.Run(over, func(b *testing.B) {
			s := open(b)
			group := newGroup(b, s, client(b, s, "", ignore))
			if over == "nothing" {
				s.Transport = empty{}
			}
			c := client(b, s, "", ignore)
			b.ReportAllocs()
			for b.Loop() {
				if _, err := add(c, s, group, `[]`); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
