package live

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/slbconform/slbconform/internal/target"
)

// checkIdentities checks that the second identities that the run needs can be used and are what their role says, as far
// as the API tells. Only an identity of an account that is not allowed is an error: ErrNotAllowed.
func (p *preflight) checkIdentities(ctx context.Context) error {
	for _, role := range p.needed(slices.Collect(maps.Keys(p.inventory.Identities))) {
		profile := p.inventory.Identities[role.Name].Profile
		second := *p.api
		second.Credentials = func() (target.Credentials, error) { return p.keys.Get(profile) }
		keys, err := second.Credentials()
		if err != nil {
			p.mismatches[role.Name] = err.Error()
			continue
		}
		who, err := second.caller(ctx, p.inventory)
		if err := explained(err); errors.Is(err, ErrNoCredentials) {
			p.mismatches[role.Name] = fmt.Sprintf("the profile %q: %v", profile, err)
			continue
		}
		if err := who.allowed(p.inventory, fmt.Sprintf("the profile %q belongs", profile)); err != nil {
			return err
		}
		if wrong := p.identityMismatch(ctx, &second, role, keys, who); wrong != "" {
			p.mismatches[role.Name] = fmt.Sprintf("the profile %q %s", profile, wrong)
		}
	}
	return ctx.Err()
}

// identityMismatch says how an identity is not what its role says; "" when no difference was found.
func (p *preflight) identityMismatch(ctx context.Context, second *API, role target.Role, keys target.Credentials, who Caller) string {
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
