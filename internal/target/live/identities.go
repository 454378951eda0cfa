package live

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/slbconform/slbconform/internal/target"
)

// identities looks at the second identities that the run needs: whether they can be used and are what their role says,
// as far as can be asked. Only one of an account that is not allowed ends the run: ErrNotAllowed.
func (p *preflight) identities(ctx context.Context) error {
	for _, role := range p.needed(slices.Collect(maps.Keys(p.inventory.Identities))) {
		profile := p.inventory.Identities[role.Name].Profile
		second := *p.api
		second.Credentials = func() (target.Credentials, error) { return p.keys.Get(profile) }
		keys, err := second.Credentials()
		if err != nil {
			p.wrong[role.Name] = err.Error()
			continue
		}
		who, err := second.caller(ctx, p.inventory)
		if err := explained(err); errors.Is(err, ErrNoCredentials) {
			p.wrong[role.Name] = fmt.Sprintf("the profile %q: %v", profile, err)
			continue
		}
		if err := who.allowed(p.inventory, fmt.Sprintf("the profile %q belongs", profile)); err != nil {
			return err
		}
		if wrong := p.identity(ctx, &second, role, keys, who); wrong != "" {
			p.wrong[role.Name] = fmt.Sprintf("the profile %q %s", profile, wrong)
		}
	}
	return ctx.Err()
}

// identity says how an identity is not what its role says; "" when nothing speaks against it.
func (p *preflight) identity(ctx context.Context, second *API, role target.Role, keys target.Credentials, who Caller) string {
	switch {
	case role.Trait == target.Temporary && keys.SecurityToken == "":
		return "has no security token, and a temporary access key is meant"
	case role.Trait != target.RAMUser:
		return ""
	case who.Type == "Account":
		return "is the account itself, which may do everything, and a RAM user is meant"
	case who.Arn != "" && who.Arn == p.main.Arn:
		return fmt.Sprintf("is %s, as the main identity is, and another is meant", who.Arn)
	}
	if _, err := second.listOne(ctx); err == nil {
		return "may list load balancers, and the role says that its policy does not grant that"
	}
	return ""
}
