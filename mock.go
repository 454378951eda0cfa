// Package slbconform is a mock for tests of Alibaba Cloud SLB's vServer group operations and the operations around them. A test
// gets an endpoint on loopback, credentials, and resources by role.
//
// The mock verifies signatures, keeps state, and answers with every documented error on demand. It is not the service: what
// holds against it is rehearsed, not confirmed.
//
// The official SDK uses HTTP_PROXY and compares NO_PROXY with host:port as a whole. A test that has to run behind a proxy sets
// the SDK's NoProxy to [Mock.Endpoint].
package slbconform

import (
	"context"
	"errors"
	"slices"
	"sync"
	"testing"

	"github.com/slbconform/slbconform/fixtures"
	"github.com/slbconform/slbconform/internal/serve"
	"github.com/slbconform/slbconform/internal/target"
)

// Mock is a running mock. It is safe for concurrent use. It refuses calls as the documents say; Refuse, Delay, Drop and AnswerHTML
// make it do what no call causes. Methods with invalid arguments fail the test of StartMock, so they have to be called from its
// goroutine; on a mock of NewMock they panic.
type Mock struct {
	Endpoint        string // host:port; the protocol is HTTP
	RegionID        string
	VPCID           string
	VSwitchID       string
	AccessKeyID     string
	AccessKeySecret string

	t    testing.TB // nil of NewMock
	site *serve.Site
	stop func() error
}

// Resource is something that the mock's account has.
type Resource struct {
	ID        string
	Type      string   // ecs, eni or eci for a backend server
	Addresses []string // of a backend server, the first one first
}

// StartMock starts a mock with its own account on loopback, and stops it when the test ends. It fails the test if an option is
// invalid or the mock cannot start.
func StartMock(t testing.TB, options ...Option) *Mock {
	t.Helper()
	m, err := NewMock(options...)
	if err != nil {
		t.Fatal(err)
	}
	m.t = t
	t.Cleanup(func() {
		if err := m.Close(); err != nil {
			t.Errorf("the mock did not stop: %v", err)
		}
	})
	return m
}

// NewMock is StartMock without a test, as for a TestMain. Close stops the mock. The error joins what is wrong with the options, or
// says why the mock cannot start.
func NewMock(options ...Option) (*Mock, error) {
	o, err := collect(options)
	if err != nil {
		return nil, err
	}
	site, err := serve.NewSite(o)
	if err != nil {
		return nil, err
	}
	server, err := serve.Listen("127.0.0.1:0", "", "", site.Handler)
	if err != nil {
		return nil, err
	}
	ctx, end := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- server.Run(ctx) }()
	m := &Mock{site: site, stop: sync.OnceValue(func() error { end(); return <-done })}
	m.Endpoint, _ = target.SplitEndpoint(server.Endpoint)
	m.RegionID, m.VPCID, m.VSwitchID = site.Inventory.Region, site.Inventory.VPC, site.Inventory.VSwitch
	m.AccessKeyID, m.AccessKeySecret = site.Main().ID, site.Main().Secret
	return m, nil
}

// Close stops the mock after calls under way, within five seconds. A mock of StartMock is closed when its test ends.
func (m *Mock) Close() error { return m.stop() }

// Reset makes load balancers, groups and their backend servers those of the account again, and forgets all orders and
// calls. What was added to the account stays.
func (m *Mock) Reset() {
	m.site.Reset()
}

// Resource is the account's resource in a role, such as "backend server" or "stopped ECS instance"; the page at the endpoint lists
// all roles. The failure for an unknown role names the most similar one.
func (m *Mock) Resource(role string) Resource {
	m.helper()
	r, err := m.site.Inventory.Resource(role)
	m.must(err)
	if len(r.IDs) > 0 {
		r = r.Each()[0]
	}
	return Resource{ID: r.ID, Type: r.Type, Addresses: slices.Clone(r.Addresses)}
}

// Servers are the network interfaces that WithServers and AddServers added to the account.
func (m *Mock) Servers() []Resource { return resources(m.site.Added()) }

// AddServers adds n network interfaces to the account, in the VPC VPCID, and returns them.
func (m *Mock) AddServers(n int) []Resource {
	m.helper()
	added, err := m.site.AddServers(n)
	m.must(err)
	return resources(added)
}

func resources(servers []fixtures.Server) []Resource {
	out := make([]Resource, len(servers))
	for i, one := range servers {
		out[i] = Resource{ID: one.ID, Type: one.Kind, Addresses: slices.Clone(one.Addresses)}
	}
	return out
}

func (m *Mock) helper() {
	if m.t != nil {
		m.t.Helper()
	}
}

// must fails the test for an error, or panics if there is no test.
func (m *Mock) must(err error) {
	m.helper()
	switch {
	case err == nil:
	case m.t != nil:
		m.t.Fatal(err)
	default:
		panic(errors.Join(errors.New("slbconform"), err))
	}
}
