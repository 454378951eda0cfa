package live

import (
	"fmt"
	"maps"
	"os"
	"slices"
	"sync"
	"time"

	"github.com/aliyun/credentials-go/credentials/providers"

	"github.com/slbconform/slbconform/internal/target"
	"github.com/slbconform/slbconform/internal/wire"
)

// Keys finds credentials where the platform's own tools find them, and nowhere else: environment, OIDC role,
// profile files, the role of the ECS instance. It is safe for concurrent use, which the providers are not.
type Keys struct {
	mu        sync.Mutex                                    // never held while a provider is asked
	asking    map[string]func() (target.Credentials, error) // by profile, while a provider is asked: providers are not safe for concurrent use
	chain     map[string]providers.CredentialsProvider      // by profile; "" is the default chain
	fallbacks map[string]fallback                           // by profile
	handedOut map[string]bool                               // every secret value that was ever handed out
}

// fallback is the last credentials of a profile. Temporary ones are still good for renewalLead after a renewal failed.
type fallback struct {
	keys  target.Credentials
	until time.Time // zero as long as no renewal has failed
}

// renewalLead is how long before they expire the providers renew temporary identities.
const renewalLead = 3 * time.Minute

// credentialsTimeout is how long a provider is waited for: it may be a program that never ends.
const credentialsTimeout = time.Minute

// NewKeys makes Keys that have read nothing yet.
func NewKeys() *Keys {
	return &Keys{asking: map[string]func() (target.Credentials, error){}, chain: map[string]providers.CredentialsProvider{}, fallbacks: map[string]fallback{}, handedOut: map[string]bool{}}
}

// Get returns the credentials of a profile that an inventory names, "" for the main identity. A run calls it for every
// call, because providers renew temporary identities before they expire; when a renewal fails, the last identity is used
// until it expires. The place where the first credentials were found is kept: a run never changes to other credentials of
// the machine. The error wraps ErrNoCredentials, names the profile and where was looked, and holds no secret.
func (k *Keys) Get(profile string) (target.Credentials, error) {
	if err := printsSecrets(os.Getenv("DEBUG")); err != nil {
		return target.Credentials{}, err
	}
	k.mu.Lock()
	ask, known := k.asking[profile]
	if !known {
		ask = sync.OnceValues(func() (target.Credentials, error) {
			found, err := k.findInTime(profile)
			return k.keep(profile, found, err)
		})
		k.asking[profile] = ask
	}
	k.mu.Unlock()
	return ask() // concurrent callers wait for the same answer
}

// keep remembers what was found, or falls back on what was found before.
func (k *Keys) keep(profile string, found *providers.Credentials, err error) (target.Credentials, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	delete(k.asking, profile)
	if err != nil {
		return k.fallback(profile, err)
	}
	if err := checkLength(profile, found); err != nil {
		return target.Credentials{}, err
	}
	keys := target.Credentials{AccessKeyID: found.AccessKeyId, AccessKeySecret: found.AccessKeySecret, SecurityToken: found.SecurityToken}
	k.fallbacks[profile] = fallback{keys: keys}
	for _, secret := range []string{keys.AccessKeyID, keys.AccessKeySecret, keys.SecurityToken} {
		if secret != "" {
			k.handedOut[secret] = true
		}
	}
	return keys, nil
}

// findInTime is find, limited to credentialsTimeout.
func (k *Keys) findInTime(profile string) (*providers.Credentials, error) {
	var found *providers.Credentials
	var err error
	done := make(chan struct{})
	go func() {
		defer close(done)
		found, err = k.find(profile)
	}()
	select {
	case <-done:
		return found, err
	case <-time.After(credentialsTimeout):
		return nil, fmt.Errorf("whoever was asked for them has not answered within %v", credentialsTimeout) // its goroutine is left behind
	}
}

// find asks the provider of a profile. The first that finds something is kept; until then every call tries them all.
func (k *Keys) find(profile string) (found *providers.Credentials, err error) {
	defer func() {
		if r := recover(); r != nil { // providers dereference members that an answer may lack
			err = fmt.Errorf("what answers for credentials does not say what it should: %v", r)
		}
	}()
	k.mu.Lock()
	chain, ok := k.chain[profile]
	k.mu.Unlock()
	if !ok {
		if chain, err = provider(profile); err != nil {
			return nil, err
		}
	}
	if found, err = chain.GetCredentials(); err == nil {
		k.mu.Lock()
		k.chain[profile] = chain
		k.mu.Unlock()
	}
	return found, err
}

// fallback returns the last credentials of a profile until they expire, afterwards the error.
func (k *Keys) fallback(profile string, err error) (target.Credentials, error) {
	last, ok := k.fallbacks[profile]
	if ok && last.until.IsZero() {
		last.until = time.Now().Add(renewalLead)
		k.fallbacks[profile] = last
	}
	if ok && time.Now().Before(last.until) {
		return last.keys, nil
	}
	return target.Credentials{}, k.missing(profile, err)
}

// Secrets are all values that were handed out so far: reports mask them, and are searched for them before they are written.
func (k *Keys) Secrets() []string {
	k.mu.Lock()
	defer k.mu.Unlock()
	return slices.Collect(maps.Keys(k.handedOut))
}

func (k *Keys) missing(profile string, err error) error {
	what := wire.Scrub(withoutFiles(err.Error()), slices.Collect(maps.Keys(k.handedOut))...)
	if profile == "" {
		return fmt.Errorf("%w in the environment, in a file of the platform's tools or from a role; docs/live.md says where they are looked for (%s)", ErrNoCredentials, what)
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
