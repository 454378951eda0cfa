package slbconform

import (
	"errors"
	"fmt"
	"math"
	"strings"
	"time"

	"github.com/slbconform/slbconform/fixtures"
	"github.com/slbconform/slbconform/internal/mock"
	"github.com/slbconform/slbconform/internal/nearest"
	"github.com/slbconform/slbconform/internal/serve"
)

// Option configures a mock.
type Option func(*serve.Options) error

// collect applies options. The error joins all mistakes.
func collect(options []Option) (serve.Options, error) {
	var o serve.Options
	var errs []error
	for i, apply := range options {
		if apply == nil {
			errs = append(errs, fmt.Errorf("option %d is nil", i+1))
			continue
		}
		errs = append(errs, apply(&o))
	}
	return o, errors.Join(errs...)
}

// once sets a field. Setting it again to another value is an error.
func once[T comparable](what string, field *T, value T) error {
	var unset T
	if *field != unset && *field != value {
		return fmt.Errorf("%s is said twice: %v and %v", what, *field, value)
	}
	*field = value
	return nil
}

// atLeast is an option whose number has to be at least 1.
func atLeast(what string, n int, set func(*serve.Options) error) Option {
	return func(o *serve.Options) error {
		if n < 1 {
			return fmt.Errorf("%s is %d; the least is 1", what, n)
		}
		return set(o)
	}
}

// WithAccountFile plays the account of a file, laid out like fixtures/account.yaml, instead of the built-in one.
func WithAccountFile(name string) Option {
	return func(o *serve.Options) error {
		if name == "" {
			return errors.New("the account file has no name")
		}
		return once("the account file", &o.Account, name)
	}
}

// WithServers adds n network interfaces to the account, in the VPC VPCID. Servers lists them.
func WithServers(n int) Option {
	return atLeast("the number of servers", n, func(o *serve.Options) error { o.Servers += n; return nil })
}

// LoadBalancer is a load balancer that exists when the mock starts, in the vSwitch VSwitchID unless VSwitch names another.
type LoadBalancer struct {
	ID      string
	Name    string
	VSwitch string
	Shared  bool // of the old shared-performance kind
	IPv6    bool
}

// WithLoadBalancer adds a load balancer to the account.
func WithLoadBalancer(l LoadBalancer) Option {
	return func(o *serve.Options) error {
		if l.ID == "" {
			return errors.New("a load balancer that stands ready has an ID")
		}
		version := "ipv4"
		if l.IPv6 {
			version = "ipv6"
		}
		o.More.LoadBalancers = append(o.More.LoadBalancers, fixtures.LoadBalancer{ID: l.ID, Name: l.Name, VSwitch: l.VSwitch, Shared: l.Shared, IPVersion: version})
		return nil
	}
}

// Identity is a RAM user. It may do its actions, such as "slb:Describe*", on every resource.
type Identity struct {
	Name            string
	AccessKeyID     string
	AccessKeySecret string
	SecurityToken   string   // of a temporary identity
	Actions         []string // none: it may do nothing
}

// WithIdentity adds a RAM user to the account.
func WithIdentity(id Identity) Option {
	return func(o *serve.Options) error {
		if id.Name == "" || id.AccessKeyID == "" || id.AccessKeySecret == "" {
			return errors.New("an identity has a Name, an AccessKeyID and an AccessKeySecret")
		}
		user := fixtures.User{Name: id.Name}
		if len(id.Actions) > 0 {
			user.Policies = []fixtures.Statement{{Effect: "Allow", Actions: id.Actions, Resources: []string{"*"}}}
		}
		o.More.Users = append(o.More.Users, user)
		o.More.Credentials = append(o.More.Credentials, fixtures.Credential{
			Profile: id.Name, User: id.Name, ID: id.AccessKeyID, Secret: id.AccessKeySecret, Token: id.SecurityToken,
		})
		return nil
	}
}

// WithRegion plays the built-in account in another region, such as "eu-central-1".
func WithRegion(id string) Option {
	return func(o *serve.Options) error {
		if id == "" {
			return errors.New("the region has no name")
		}
		return once("the region", &o.Region, id)
	}
}

// WithServersPerCall sets how many backend servers one call may list. The default is the 20 of the documents; some controllers send
// 40.
func WithServersPerCall(n int) Option {
	const what = "the number of servers a call"
	return atLeast(what, n, func(o *serve.Options) error { return once(what, &o.Mock.ServersPerCall, n) })
}

// WithMembers sets how many backend servers one load balancer may have. The default is 200.
func WithMembers(n int) Option {
	const what = "the number of members"
	return atLeast(what, n, func(o *serve.Options) error { return once(what, &o.Mock.BackendServers, n) })
}

// WithReadLag makes reads of a group lag behind its changes by d.
func WithReadLag(d time.Duration) Option {
	return func(o *serve.Options) error {
		if d < 0 {
			return fmt.Errorf("reads cannot lag behind by %v", d)
		}
		return once("how far reads lag behind", &o.Mock.ReadDelay, d)
	}
}

// WithRate refuses calls beyond a rate with Throttling.User.
func WithRate(callsASecond float64) Option {
	return func(o *serve.Options) error {
		if !(callsASecond > 0) || math.IsInf(callsASecond, 1) { // NaN is not, too
			return fmt.Errorf("a rate of %v calls a second is none", callsASecond)
		}
		return once("the rate", &o.Faults.Rate, callsASecond)
	}
}

// WithClock replaces the mock's clock, which is the machine's by default.
func WithClock(now func() time.Time) Option {
	return func(o *serve.Options) error {
		switch {
		case now == nil:
			return errors.New("the clock is nil")
		case o.Mock.Now != nil:
			return errors.New("the clock is said twice")
		}
		o.Mock.Now = now
		return nil
	}
}

// WithDuplicatesUpdated makes adding a server that is in the group already update it. By default the call is refused.
func WithDuplicatesUpdated() Option {
	return WithBehaviour("duplicates-in-group", string(mock.Updated))
}

// WithGoneServersRefused refuses removing a server that the account no longer has. By default the server is ignored.
func WithGoneServersRefused() Option {
	return WithBehaviour("gone-servers", string(mock.Refused))
}

// WithBehaviour chooses what the mock does where documents are silent or practice differs from them, like the flags of slbconform
// serve: WithBehaviour("absent-servers", "refused"). docs/behaviour.md lists the names and words.
func WithBehaviour(name, word string) Option {
	return func(o *serve.Options) error {
		var known []string
		for _, c := range mock.Choices() {
			switch {
			case len(c.Words) == 0:
			case c.Name != name:
				known = append(known, c.Name)
			default:
				if err := c.Choose(&o.Mock, word); err != nil {
					return fmt.Errorf("%s cannot be %q: %w", name, word, err)
				}
				return nil
			}
		}
		return fmt.Errorf("nothing that the mock does is called %q: it is one of %s%s", name, strings.Join(known, ", "), nearest.Hint(name, known))
	}
}

// WithUnhealthyServers makes DescribeHealthStatus report every backend server behind a running listener as abnormal.
func WithUnhealthyServers() Option {
	return WithBehaviour("server-health", string(mock.Abnormal))
}

// WithoutControl switches the control interface at /_slbconform/ off.
func WithoutControl() Option {
	return func(o *serve.Options) error { o.NoControl = true; return nil }
}
