package live

import (
	"fmt"
	"sync"

	"github.com/aliyun/credentials-go/credentials/providers"

	"github.com/slbconform/slbconform/internal/target"
	"github.com/slbconform/slbconform/internal/wire"
)

// Keys finds credentials where the platform's own tools find them, and nowhere else: environment, OIDC role,
// profile files, the role of the ECS instance. It is safe for concurrent use, which the providers are not.
type Keys struct {
	mu       sync.Mutex
	chain    map[string]providers.CredentialsProvider // by profile; "" is the default chain
	seen     map[string]bool                          // every secret value that was ever handed out
	provider func(profile string) (providers.CredentialsProvider, error)
}

// NewKeys reads nothing yet.
func NewKeys() *Keys {
	return &Keys{chain: map[string]providers.CredentialsProvider{}, seen: map[string]bool{}, provider: provider}
}

// Get returns the credentials of a profile that an inventory names, "" for the main identity. A temporary identity
// is refreshed by its provider before it expires, so a run asks again for every call. The error names the profile
// and where was looked, and no secret.
func (k *Keys) Get(profile string) (target.Credentials, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	chain, ok := k.chain[profile]
	if !ok {
		made, err := k.provider(profile)
		if err != nil {
			return target.Credentials{}, k.missing(profile, err)
		}
		chain, k.chain[profile] = made, made
	}
	found, err := chain.GetCredentials()
	if err != nil {
		delete(k.chain, profile) // a provider that failed once keeps failing; the next call looks again
		return target.Credentials{}, k.missing(profile, err)
	}
	for _, secret := range []string{found.AccessKeyId, found.AccessKeySecret, found.SecurityToken} {
		if secret != "" {
			k.seen[secret] = true
		}
	}
	return target.Credentials{AccessKeyID: found.AccessKeyId, AccessKeySecret: found.AccessKeySecret, SecurityToken: found.SecurityToken}, nil
}

// Secrets are all values that were handed out so far, for the masking and for the guard.
func (k *Keys) Secrets() []string {
	k.mu.Lock()
	defer k.mu.Unlock()
	out := make([]string, 0, len(k.seen))
	for s := range k.seen {
		out = append(out, s)
	}
	return out
}

func (k *Keys) missing(profile string, err error) error {
	known := make([]string, 0, len(k.seen))
	for s := range k.seen {
		known = append(known, s)
	}
	what := wire.Scrub(err.Error(), known...)
	if profile == "" {
		return fmt.Errorf("%w: %s", ErrNoCredentials, what)
	}
	return fmt.Errorf("%w for the profile %q: %s", ErrNoCredentials, profile, what)
}

// provider builds the default chain, or the one profile that was named: of the credentials file first, then of the
// command line tool's configuration.
func provider(profile string) (providers.CredentialsProvider, error) {
	if profile == "" {
		return providers.NewDefaultCredentialsProvider(), nil
	}
	file, fileErr := providers.NewProfileCredentialsProviderBuilder().WithProfileName(profile).Build()
	if fileErr == nil {
		if _, fileErr = file.GetCredentials(); fileErr == nil {
			return file, nil
		}
	}
	tool, toolErr := providers.NewCLIProfileCredentialsProviderBuilder().WithProfileName(profile).Build()
	if toolErr == nil {
		if _, toolErr = tool.GetCredentials(); toolErr == nil {
			return tool, nil
		}
	}
	return nil, fmt.Errorf("neither the credentials file (%w) nor the command line tool's configuration (%w) has it", fileErr, toolErr)
}
