package live

import (
	"errors"
	"fmt"
	"net/url"
	"os"
	"regexp"
	"slices"
	"strings"

	"github.com/aliyun/credentials-go/credentials/providers"

	"github.com/slbconform/slbconform/internal/secrets"
)

// checkLength refuses a secret or a token so short that it is part of ordinary text: no report could be kept free of it.
func checkLength(profile string, found *providers.Credentials) error {
	for name, secret := range map[string]string{"secret": found.AccessKeySecret, "security token": found.SecurityToken} {
		if n := len(secret); n > 0 && n < secrets.Shortest {
			whose := "the main identity"
			if profile != "" {
				whose = fmt.Sprintf("the profile %q", profile)
			}
			return fmt.Errorf("%w that a run may use: the %s of %s has %d characters, and one that short stands in any text, so that no report could be kept clean of it; give the identity one of at least %d (those of the platform have 30)",
				ErrNoCredentials, name, whose, n, secrets.Shortest)
		}
	}
	return nil
}

// quoting is how the credentials library repeats, in an error, a file that it could not read: the secrets included.
var quoting = regexp.MustCompile(`(?s)(unmarshal aliyun cli config from '[^']*' failed|key-value delimiter not found):.*`)

// withoutFiles removes from an error of the credentials library what it quotes of files, and the user, password and query
// of a credentials URI.
func withoutFiles(text string) string {
	if address := os.Getenv("ALIBABA_CLOUD_CREDENTIALS_URI"); address != "" {
		text = strings.ReplaceAll(text, address, withoutUserAndQuery(address))
	}
	return quoting.ReplaceAllString(text, "$1: the file cannot be read to its end")
}

// withoutUserAndQuery is an address without a user, a password or a query.
func withoutUserAndQuery(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return "the address in ALIBABA_CLOUD_CREDENTIALS_URI"
	}
	return (&url.URL{Scheme: u.Scheme, Host: u.Host, Path: u.Path}).String()
}

// printsSecrets returns an error when the environment variable DEBUG makes the client libraries print signatures and
// security tokens. They read it when they are initialised, so it cannot be unset here.
func printsSecrets(debug string) error {
	for _, name := range strings.Split(debug, ",") {
		if slices.Contains([]string{"dara", "tea", "credential"}, name) {
			return fmt.Errorf("%w are used while the environment has DEBUG=%s: the client libraries would print signatures and tokens", ErrNoCredentials, debug)
		}
	}
	return nil
}

var (
	// ErrNoCredentials: none of the places that hold credentials has any that can be used.
	ErrNoCredentials = errors.New("no credentials")
	// ErrNoAnswer: no complete answer of the service arrived.
	ErrNoAnswer = errors.New("no answer of the service")
	// ErrNotAllowed: the inventory does not allow a run in this account or region.
	ErrNotAllowed = errors.New("not allowed by the inventory")
	// ErrClock: the clock of this machine is too far from the service's.
	ErrClock = errors.New("the clocks differ")
	// ErrAttached: a server is attached as often as it may be, and nothing was removed in time.
	ErrAttached = errors.New("a server is attached as often as it may be")
	// ErrUnhealthy: the service failed so often in a row that no more calls are made.
	ErrUnhealthy = errors.New("the target is unhealthy")
)
