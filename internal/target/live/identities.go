package live

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"

	slb "github.com/alibabacloud-go/slb-20140515/v4/client"
	"github.com/alibabacloud-go/tea/dara"

	"github.com/slbconform/slbconform/internal/target"
)

// identities holds that the second identities of the inventory can be used and are what their role says, as far as can
// be asked: a RAM user who may do what the role denies would make a rule look violated. Errors wrap ErrNoCredentials,
// ErrNotAllowed, ErrWrongRole or ErrNoAnswer, or are *RefusedError.
func (o Options) identities(ctx context.Context, api *API, main Caller) error {
	for _, role := range slices.Sorted(maps.Keys(o.Inventory.Identities)) {
		profile := o.Inventory.Identities[role].Profile
		second := *api
		second.Credentials = func() (target.Credentials, error) { return o.Keys.Get(profile) }
		keys, err := second.Credentials()
		if err != nil {
			return fmt.Errorf("%s, %q: %w", o.Inventory.File, role, err)
		}
		who, err := second.Caller(ctx, o.Inventory)
		if err != nil {
			return fmt.Errorf("%s, %q: whose the profile %q is cannot be found out: %w", o.Inventory.File, role, profile, explained(err))
		}
		if !slices.Contains(o.Inventory.Allow.Accounts, who.Account) {
			return fmt.Errorf("%w: the profile %q belongs to account %s, %s", ErrNotAllowed, profile, who.Account, list("allow.accounts", o.Inventory))
		}
		wrong, err := second.rights(ctx, role, keys, who, main)
		if err != nil {
			return fmt.Errorf("%s, %q: %w", o.Inventory.File, role, err)
		}
		if wrong != "" {
			return wrongRole(o.Inventory, role, fmt.Sprintf("the profile %q", profile), wrong)
		}
	}
	return nil
}

func isRAMUser(role string) bool {
	found := target.FindRole(role)
	return found != nil && found.Trait == target.RAMUser
}

// rights says how an identity is not what its role says; "" when nothing speaks against it.
func (a *API) rights(ctx context.Context, role string, keys target.Credentials, who, main Caller) (string, error) {
	if !isRAMUser(role) {
		if keys.SecurityToken == "" {
			return "has no security token, and a temporary access key is meant", nil
		}
		return "", nil
	}
	switch {
	case who.Type == "Account":
		return "is the account itself, which may do everything, and a RAM user is meant", nil
	case who.Arn != "" && who.Arn == main.Arn:
		return fmt.Sprintf("is %s, as the main identity is, and another is meant", who.Arn), nil
	}
	_, err := a.call(ctx, func(c *slb.Client) error {
		_, err := c.DescribeLoadBalancers(&slb.DescribeLoadBalancersRequest{RegionId: dara.String(a.Region), PageSize: dara.Int32(1)})
		return err
	})
	var refused *RefusedError
	switch {
	case err == nil:
		return "may list load balancers, and the role says that its policy does not grant that", nil
	case errors.As(err, &refused) && refused.Status == 403:
		return "", nil
	}
	return "", explained(err)
}
