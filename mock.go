// Package slbconform gives a Go test a mock of Alibaba Cloud's SLB operation AddVServerGroupBackendServers and of the
// operations around it: an endpoint on loopback, credentials, and resources by the role they play.
//
// The mock verifies signatures, keeps state, and answers every documented error on demand. It is not the service:
// what holds against it is rehearsed, not confirmed.
package slbconform

import (
	"context"
	"slices"
	"sync"
	"testing"

	"github.com/slbconform/slbconform/internal/serve"
	"github.com/slbconform/slbconform/internal/target"
	"github.com/slbconform/slbconform/internal/wire"
)

// Mock is a mock that serves one test. It is safe for concurrent use; methods that can fail the test are for the test's
// own goroutine. A call is refused for what it is; RefuseNext refuses it for what the service may be.
type Mock struct {
	Endpoint        string // host:port; the protocol is HTTP
	RegionID        string
	VPCID           string
	VSwitchID       string
	AccessKeyID     string
	AccessKeySecret string

	t         testing.TB
	inventory *target.Inventory
	site      *serve.Site

	mu    sync.Mutex
	calls []Call
}

// Call is one call that the mock saw. It holds no secret.
type Call struct {
	Action     string            // as the client named it; empty when it named none
	Parameters map[string]string // of query or form, decoded; credentials and signature are placeholders
	Status     int               // of the answer
	Code       string            // of a refusal; empty for a success
	RequestID  string
	Broke      []string // ids of the rules in spec/rules.yaml that the call broke
}

// Resource is something that the mock's account offers.
type Resource struct {
	ID        string
	Type      string   // ecs, eni or eci for a backend server
	Addresses []string // of a backend server, the first one first
}

// StartMock starts a mock with an account of its own on loopback, and stops it when the test ends. It fails the test
// when that is not possible.
func StartMock(t testing.TB) *Mock {
	t.Helper()
	m := &Mock{t: t}
	site, err := serve.NewSite(serve.Options{See: m.see})
	if err != nil {
		t.Fatal(err)
	}
	server, err := serve.Listen("127.0.0.1:0", "", "", site.Handler)
	if err != nil {
		t.Fatal(err)
	}
	main, err := site.Main()
	if err != nil {
		t.Fatal(err)
	}
	m.site, m.inventory = site, site.Inventory
	m.Endpoint, _ = target.SplitEndpoint(server.Endpoint)
	m.RegionID, m.VPCID, m.VSwitchID = site.Inventory.Region, site.Inventory.VPC, site.Inventory.VSwitch
	m.AccessKeyID, m.AccessKeySecret = main.ID, main.Secret
	m.stopWith(t, server)
	return m
}

func (m *Mock) stopWith(t testing.TB, server *serve.Server) {
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- server.Run(ctx) }()
	t.Cleanup(func() {
		stop()
		if err := <-done; err != nil {
			t.Errorf("the mock did not stop: %v", err)
		}
	})
}

// Resource is what the account offers in a role, such as "backend server" or "stopped ECS instance"; the page at the
// endpoint lists all roles. It fails the test for a role that does not exist, and names the one that was meant.
func (m *Mock) Resource(role string) Resource {
	m.t.Helper()
	r, err := m.inventory.Resource(role)
	if err != nil {
		m.t.Fatal(err)
	}
	return Resource{ID: r.ID, Type: r.Type, Addresses: slices.Clone(r.Addresses)}
}

// RefuseNext has the next call of an operation refused with a documented error, such as "SystemBusy", or one that every
// operation has, such as "Throttling.User": for a test of what a client does then, such as trying again. Asked for
// several times, so many calls are refused. It fails the test for an operation or a code that the mock does not know.
func (m *Mock) RefuseNext(operation, code string) {
	m.t.Helper()
	if err := m.site.RefuseNext(operation, code); err != nil {
		m.t.Fatal(err)
	}
}

// Calls are the calls that the mock has answered so far, in order.
func (m *Mock) Calls() []Call {
	m.mu.Lock()
	defer m.mu.Unlock()
	return slices.Clone(m.calls)
}

func (m *Mock) see(x *wire.Exchange) {
	masked := wire.Masked(x)
	c := Call{Action: x.Action, Parameters: map[string]string{}, Status: x.Answer.Status}
	for name, values := range masked.Request.Params() {
		c.Parameters[name] = values[0]
	}
	c.Code, c.RequestID = serve.Outcome(x)
	m.mu.Lock()
	defer m.mu.Unlock()
	c.Broke = m.site.Broke(c.RequestID)
	m.calls = append(m.calls, c)
}
