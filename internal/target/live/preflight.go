package live

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	slb "github.com/alibabacloud-go/slb-20140515/v4/client"
	"github.com/alibabacloud-go/tea/dara"

	"github.com/slbconform/slbconform/internal/target"
	"github.com/slbconform/slbconform/internal/wire"
)

// Found is what preflight learned.
type Found struct {
	Caller   Caller // whose the credentials are
	Evidence target.Evidence
}

// skewAllowed is how far the clocks may differ before calls are refused (api-facts A.3).
const skewAllowed = 15 * time.Minute

// Preflight asks, before anything is created, whether a run can succeed at all: credentials and whose they are, the
// inventory's allow-list, clocks, endpoint and region, and the load balancers that the inventory names. It stops at
// the first thing that is wrong. Errors as in New.
func Preflight(ctx context.Context, api *API, inv *target.Inventory) (Found, error) {
	caller, err := Allowed(ctx, api, inv)
	if err != nil {
		return Found{}, err
	}
	x, err := api.call(ctx, func(c *slb.Client) error {
		_, err := c.DescribeLoadBalancers(&slb.DescribeLoadBalancersRequest{RegionId: dara.String(inv.Region), PageSize: dara.Int32(1)})
		return err
	})
	if err != nil {
		return Found{}, fmt.Errorf("%s does not serve the region %s: %w", inv.Endpoint, inv.Region, explained(err))
	}
	if err := clock(x); err != nil {
		return Found{}, err
	}
	return Found{Caller: caller, Evidence: evidenceOf(x)}, standing(ctx, api, inv)
}

// PreflightCalls counts what New asks with an inventory, by action, when nothing has to be asked again.
func PreflightCalls(inv *target.Inventory) map[string]int {
	calls := map[string]int{"GetCallerIdentity": 1 + len(inv.Identities), "DescribeLoadBalancers": 1}
	if len(Standing(inv)) > 0 {
		calls["DescribeLoadBalancers"]++
	}
	for role := range inv.Identities {
		if isRAMUser(role) {
			calls["DescribeLoadBalancers"]++
		}
	}
	for _, r := range inv.Roles {
		if r.LB != "" {
			calls["DescribeVServerGroups"]++
		}
	}
	return calls
}

// Allowed returns whose the credentials are, when the inventory allows the account and its region. Errors wrap
// ErrNoCredentials, ErrNotAllowed, ErrNoAnswer or are *RefusedError.
func Allowed(ctx context.Context, api *API, inv *target.Inventory) (Caller, error) {
	if !slices.Contains(inv.Allow.Regions, inv.Region) {
		return Caller{}, fmt.Errorf("%w: region %s, %s", ErrNotAllowed, inv.Region, list("allow.regions", inv))
	}
	if _, err := api.Credentials(); err != nil {
		return Caller{}, err
	}
	caller, err := api.Caller(ctx, inv)
	if err != nil {
		return Caller{}, fmt.Errorf("whose credentials these are cannot be found out: %w", explained(err))
	}
	if !slices.Contains(inv.Allow.Accounts, caller.Account) {
		return Caller{}, fmt.Errorf("%w: the credentials belong to account %s, %s", ErrNotAllowed, caller.Account, list("allow.accounts", inv))
	}
	return caller, nil
}

func list(name string, inv *target.Inventory) string {
	return fmt.Sprintf("which is not under %s in %s", name, inv.File)
}

// clock compares this machine's clock with the service's, before a signature fails because of it.
func clock(x *wire.Exchange) error {
	theirs, err := http.ParseTime(x.Answer.Header.Get("Date"))
	if err != nil {
		return nil // no date, no judgement: the signature was accepted
	}
	if skew := x.Started.Sub(theirs).Round(time.Second); skew.Abs() > skewAllowed {
		return fmt.Errorf("%w: this machine's is %v from the service's, %v are allowed", ErrClock, skew, skewAllowed)
	}
	return nil
}

// explained says in our words what some refusals mean.
func explained(err error) error {
	var refused *RefusedError
	if !errors.As(err, &refused) {
		return err
	}
	switch {
	case strings.HasPrefix(refused.Code, "InvalidTimeStamp."):
		return fmt.Errorf("%w: the service's says %s: %w", ErrClock, refused.Date, err)
	case strings.HasPrefix(refused.Code, "InvalidAccessKeyId"), refused.Code == "SignatureDoesNotMatch", strings.HasPrefix(refused.Code, "InvalidSecurityToken"):
		return fmt.Errorf("%w that the service accepts: %s", ErrNoCredentials, wire.Scrub(refused.Error()))
	}
	return err
}
