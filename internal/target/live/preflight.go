package live

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"time"

	"github.com/slbconform/slbconform/internal/target"
	"github.com/slbconform/slbconform/internal/wire"
	"github.com/slbconform/slbconform/spec/platform"
)

// preflight checks, before anything is created, what would make a run pointless or unsafe, and the roles that the run
// needs. Everything else, unexpected answers included, the run judges.
type preflight struct {
	api       *API
	inventory *target.Inventory
	keys      *Keys
	hosts     *platform.Hosts
	needs     func(role string) bool

	main       Caller            // whose the credentials are
	who        string            // who answers
	mismatches map[string]string // role → how it is not what the inventory says
}

// skewAllowed is how far the clocks may differ before calls are refused.
const skewAllowed = 15 * time.Minute

// run returns at the first error. Errors as in New.
func (p *preflight) run(ctx context.Context) error {
	p.mismatches = map[string]string{}
	var err error
	if p.main, err = Allowed(ctx, p.api, p.inventory); err != nil {
		return err
	}
	if err := p.checkEndpoint(ctx); err != nil {
		return err
	}
	if err := p.checkIdentities(ctx); err != nil {
		return err
	}
	return p.checkRoles(ctx)
}

// checkEndpoint checks that the endpoint answers, accepts the credentials, serves the region, and that the clocks agree.
func (p *preflight) checkEndpoint(ctx context.Context) error {
	x, err := p.api.listOne(ctx)
	var refused *RefusedError
	if errors.As(err, &refused) && refused.Status < 500 && !permanent(refused) {
		err = checkClock(x) // any other refusal is for the run to judge
	}
	var plain tls.RecordHeaderError
	switch {
	case errors.As(err, &refused) && refused.Of == platform.OfRegion:
		return fmt.Errorf("%s does not serve the region %s: %w", p.inventory.Endpoint, p.inventory.Region, err)
	case errors.As(err, &plain):
		return fmt.Errorf("the endpoint %s: %w; if it speaks HTTP without TLS, write http:// before it", p.inventory.Endpoint, err)
	case err != nil:
		return fmt.Errorf("the endpoint %s: %w", p.inventory.Endpoint, explained(err))
	}
	p.who = whoAnswered(p.hosts, x.Answer)
	return nil
}

// permanent reports whether a refusal is for the credentials, the clock or the region, so that every call will be refused.
func permanent(r *RefusedError) bool {
	return r.Of == platform.OfKey || r.Of == platform.OfClock || r.Of == platform.OfRegion
}

// listOne asks for one load balancer.
func (a *API) listOne(ctx context.Context) (*wire.Exchange, error) {
	return a.call(ctx, slbVersion, "DescribeLoadBalancers", query{"RegionId": a.Region, "PageSize": "1"})
}

// PreflightCalls counts, by action, the calls that New makes for an inventory and the roles that are needed (nil: all),
// without retries.
func PreflightCalls(inv *target.Inventory, actions wire.Actions, needs func(role string) bool) map[string]int {
	p := &preflight{inventory: inv, needs: needs}
	calls := map[string]int{"GetCallerIdentity": 1, "DescribeLoadBalancers": 1}
	for _, role := range p.needed(inv.Present()) {
		switch {
		case role.Kind == target.IdentityRole:
			calls["GetCallerIdentity"]++
			if role.Trait == target.RAMUser {
				calls["DescribeLoadBalancers"]++
			}
		case role.Kind == target.GroupRole:
			calls[actions.ThatLists(groupParam)]++
		}
	}
	if len(p.balancers()) > 0 {
		calls["DescribeLoadBalancers"]++
	}
	return calls
}

// needed are the roles with one of the names that the run needs.
func (p *preflight) needed(names []string) []target.Role {
	var out []target.Role
	for _, role := range target.Roles() {
		if slices.Contains(names, role.Name) && (p.needs == nil || p.needs(role.Name)) {
			out = append(out, role)
		}
	}
	return out
}

// checkClock compares this machine's clock with the Date of an answer: a refusal under any code may be for a wrong clock.
func checkClock(x *wire.Exchange) error {
	theirs, err := http.ParseTime(x.Answer.Header.Get("Date"))
	if err != nil {
		return nil // no date, no judgement
	}
	if skew := x.Started.Sub(theirs).Round(time.Second); skew.Abs() > skewAllowed {
		return fmt.Errorf("%w: this machine's is %v from the service's, %v are allowed", ErrClock, skew, skewAllowed)
	}
	return nil
}

// explained turns a refusal for the clock or the credentials into ErrClock or ErrNoCredentials; other errors stay.
func explained(err error) error {
	switch refused, ok := errors.AsType[*RefusedError](err); {
	case !ok:
		return err
	case refused.Of == platform.OfClock:
		return fmt.Errorf("%w: the service's says %s: %w", ErrClock, refused.Date, err)
	case refused.Of == platform.OfKey:
		return fmt.Errorf("%w that the service accepts: %s", ErrNoCredentials, wire.Scrub(refused.Error()))
	}
	return err
}
