package capture

import (
	"errors"
	"fmt"
	"strconv"
	"sync"
	"time"

	"github.com/slbconform/slbconform/internal/target"
	"github.com/slbconform/slbconform/internal/wire"
)

// keyring knows which identity an access key belongs to, because it watched it being handed out.
type keyring struct {
	mu       sync.Mutex
	byID     map[string]owned
	profiles map[string]Profile
}

type owned struct {
	profile string
	keys    target.Credentials
}

func newKeyring() *keyring {
	return &keyring{byID: map[string]owned{}, profiles: map[string]Profile{}}
}

// listen watches credentials being handed out.
func (k *keyring) listen(get func(string) (target.Credentials, error)) func(string) (target.Credentials, error) {
	return func(profile string) (target.Credentials, error) {
		keys, err := get(profile)
		k.mu.Lock()
		defer k.mu.Unlock()
		p := Profile{Name: profile, Temporary: keys.SecurityToken != ""}
		if err != nil {
			p.Refused = err.Error()
		} else {
			k.byID[keys.AccessKeyID] = owned{profile, keys}
		}
		k.profiles[profile] = p
		return keys, err
	}
}

func (k *keyring) secrets() []string {
	k.mu.Lock()
	defer k.mu.Unlock()
	var out []string
	for _, o := range k.byID {
		out = append(out, o.keys.AccessKeyID, o.keys.AccessKeySecret, o.keys.SecurityToken)
	}
	return out
}

// The words of a manner that are read again when a captured call is signed anew.
const (
	unsigned     = "unsigned"
	unreadable   = "signed unreadably: "
	nobody       = "nobody"
	mainIdentity = "the main identity"
	profileWord  = "the profile "
	notVerifying = ", not verifying"
	withoutToken = ", without its token"
)

// manner says in words how a request was signed: by whom, whether it verifies, how far its date is from now, whether
// its nonce was used before. Two requests with the same words would be treated alike by a service. nonces are those
// seen before; the request's own is added.
func (k *keyring) manner(r *wire.Request, now time.Time, nonces map[string]bool) string {
	s, err := wire.ReadSignature(r)
	switch {
	case errors.Is(err, wire.ErrUnsigned):
		return unsigned
	case err != nil:
		return unreadable + err.Error()
	}
	k.mu.Lock()
	owner, known := k.byID[s.AccessKeyID]
	k.mu.Unlock()
	words := s.Scheme + " by " + who(owner.profile, known)
	if known && s.Verify(r, owner.keys.AccessKeySecret) != nil {
		words += notVerifying
	}
	switch {
	case known && s.SecurityToken == "" && owner.keys.SecurityToken != "":
		words += withoutToken
	case known && s.SecurityToken != owner.keys.SecurityToken:
		words += ", with another token"
	}
	words += datedWords(s.Date, now)
	if nonces[s.Nonce] {
		words += ", with a used nonce"
	}
	nonces[s.Nonce] = true
	return words
}

func who(profile string, known bool) string {
	switch {
	case !known:
		return nobody
	case profile == "":
		return mainIdentity
	}
	return profileWord + strconv.Quote(profile)
}

// datedWords speaks of minutes where the date moves with the clock, and names the date where it stands still.
func datedWords(date, now time.Time) string {
	skew := now.Sub(date)
	switch {
	case skew.Abs() < skewed:
		return ""
	case skew.Abs() > 24*time.Hour:
		return ", dated " + date.Format(time.RFC3339)
	case skew < 0:
		return fmt.Sprintf(", dated %.0f minutes ahead", -skew.Minutes())
	}
	return fmt.Sprintf(", dated %.0f minutes ago", skew.Minutes())
}
