package live

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/slbconform/slbconform/internal/target"
	"github.com/slbconform/slbconform/internal/wire"
	"github.com/slbconform/slbconform/spec/platform"
)

// Caller is the identity behind the credentials, as the token service's GetCallerIdentity answers.
type Caller struct {
	Account string `json:"AccountId"` // empty where nobody could be asked
	Arn     string `json:"Arn"`
	Type    string `json:"IdentityType"` // Account, RAMUser or AssumedRoleUser
}

// Allowed returns the caller behind the credentials, if the inventory allows the caller's account and the inventory's own
// region. Errors wrap ErrNoCredentials, ErrNotAllowed, ErrNoAnswer or are *RefusedError.
func Allowed(ctx context.Context, api *API, inv *target.Inventory) (Caller, error) {
	if !slices.Contains(inv.Allow.Regions, inv.Region) {
		return Caller{}, fmt.Errorf("%w: region %s, which is not under allow.regions in %s", ErrNotAllowed, inv.Region, inv.File)
	}
	if _, err := api.Credentials(); err != nil {
		return Caller{}, err
	}
	caller, err := api.caller(ctx, inv)
	if err != nil {
		asked := ""
		if inv.STS != "" {
			asked = fmt.Sprintf(" (%s:%d has sts: %s)", inv.File, inv.Lines["sts"], inv.STS)
		}
		return Caller{}, fmt.Errorf("whose credentials these are cannot be found out%s: %w", asked, explained(err))
	}
	return caller, caller.allowed(inv, "the credentials belong")
}

// allowed returns ErrNotAllowed for an account that the inventory does not list. An empty account passes: an endpoint
// that is not the vendor's need not have accounts.
func (c Caller) allowed(inv *target.Inventory, what string) error {
	if c.Account == "" || slices.Contains(inv.Allow.Accounts, c.Account) {
		return nil
	}
	return fmt.Errorf("%w: %s to account %s, which is not under allow.accounts in %s", ErrNotAllowed, what, c.Account, inv.File)
}

// caller asks whose credentials these are: the inventory's token service, else that of the vendor's region. Where the
// endpoint is not the vendor's, it asks the endpoint itself, so that no signed call goes to a network that the run does
// not use; an endpoint that does not know gives an empty Caller and no error.
func (a *API) caller(ctx context.Context, inv *target.Inventory) (Caller, error) {
	hosts, err := platform.LoadHosts()
	if err != nil {
		return Caller{}, err
	}
	host, _ := target.SplitEndpoint(inv.Endpoint)
	switch {
	case inv.STS != "":
		return a.ask(ctx, inv.STS)
	case hosts.Public(host):
		return a.ask(ctx, hosts.TokenServiceOf(host, inv.Region))
	}
	caller, err := a.ask(ctx, inv.Endpoint)
	if refused, ok := errors.AsType[*RefusedError](err); ok && refused.Status < 500 && refused.Of != platform.OfKey && refused.Of != platform.OfClock || errors.Is(err, errNoAccount) {
		return Caller{}, nil
	}
	return caller, err
}

// errNoAccount: GetCallerIdentity was answered without an account.
var errNoAccount = errors.New("the answer names no account")

// ask makes the call GetCallerIdentity of Sts 2015-04-01, which needs no rights.
func (a *API) ask(ctx context.Context, endpoint string) (Caller, error) {
	sts := *a
	sts.Endpoint = endpoint
	x, err := sts.call(ctx, "2015-04-01", "GetCallerIdentity", nil)
	if err != nil {
		return Caller{}, err
	}
	var answer Caller
	if err := wire.Decode(x.Answer.Body, &answer); err != nil || answer.Account == "" {
		return Caller{}, fmt.Errorf("%w: %w", ErrNoAnswer, errNoAccount)
	}
	return answer, nil
}

// whoAnswered says who gave an answer: the service only if the host is on the platform's list and its certificate was
// verified for that name; everything else stands in for it.
func whoAnswered(hosts *platform.Hosts, a *wire.Answer) string {
	if a.Header.Get(wire.MockHeader) != "" {
		return target.Served
	}
	if _, ok := hosts.Service(a.Verified); ok {
		return target.Service
	}
	return target.StandsIn
}

// evidenceOf is what answers of who count as: only the service confirms.
func evidenceOf(who string) target.Evidence {
	if who == target.Service {
		return target.Confirmed
	}
	return target.Rehearsed
}

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
