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

// keyring records which identity each access key belongs to, as credentials are handed out. An identity is named by its
// role, not by the operator's profile. It is safe for concurrent use.
type keyring struct {
	roles map[string]string // profile → role

	mu         sync.Mutex
	byID       map[string]owned
	identities map[string]Profile
}

type owned struct {
	identity string // its role; "" for the main one
	keys     target.Credentials
}

func newKeyring(inv *target.Inventory) *keyring {
	k := &keyring{roles: map[string]string{}, byID: map[string]owned{}, identities: map[string]Profile{}}
	for role, identity := range inv.Identities {
		k.roles[identity.Profile] = role
	}
	return k
}

// watch wraps a function that hands out credentials. Of identities with the same key the first one owns it.
func (k *keyring) watch(get func(string) (target.Credentials, error)) func(string) (target.Credentials, error) {
	return func(profile string) (target.Credentials, error) {
		keys, err := get(profile)
		identity := profile
		if role, ok := k.roles[profile]; ok {
			identity = role
		}
		k.mu.Lock()
		defer k.mu.Unlock()
		p := k.identities[identity]
		p.Name, p.Temporary, p.Refused = identity, keys.SecurityToken != "", ""
		if err != nil {
			p.Refused = err.Error()
		} else if owner, known := k.byID[keys.AccessKeyID]; !known {
			k.byID[keys.AccessKeyID] = owned{identity, keys}
		} else if owner.identity != identity {
			p.SameAs = &owner.identity
		}
		k.identities[identity] = p
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

// signing says in words how a request was signed: by which identity, whether it verifies, how far its date is from now,
// whether its nonce was used before. A service treats two requests with the same words alike. nonces are those seen
// before; the request's own is added.
func (k *keyring) signing(r *wire.Request, now time.Time, nonces map[string]bool) string {
	s, err := wire.ReadSignature(r)
	switch {
	case errors.Is(err, wire.ErrUnsigned):
		return "unsigned"
	case err != nil:
		return "signed unreadably: " + err.Error()
	}
	k.mu.Lock()
	owner, known := k.byID[s.AccessKeyID]
	k.mu.Unlock()
	words := s.Scheme + " by " + who(owner.identity, known)
	if known && s.Verify(r, owner.keys.AccessKeySecret) != nil {
		words += ", not verifying"
	}
	switch {
	case known && s.SecurityToken == "" && owner.keys.SecurityToken != "":
		words += ", without its token"
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

func who(identity string, known bool) string {
	switch {
	case !known:
		return "nobody"
	case identity == "":
		return "the main identity"
	}
	return "the identity " + strconv.Quote(identity)
}

// datedWords says how far the date is from now; beyond a day it gives the date itself, which is then a literal of the
// feature and does not move with the clock.
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

// skewed is how far the date of a signature may be from the time of the call without being mentioned.
const skewed = 2 * time.Minute
