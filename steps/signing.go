package steps

import (
	"context"
	"fmt"
	"regexp"
	"strconv"
	"time"

	"github.com/slbconform/slbconform/internal/target"
)

func as(change func(*caller)) clause {
	return func(_ context.Context, _ *World, c *call) error { change(&c.as); return nil }
}

// header gives the call a header instead of the SDK's; "" is the SDK's own again.
func header(name, value string) clause {
	return func(_ context.Context, _ *World, c *call) error {
		c.headers[name] = value
		if value == "" {
			delete(c.headers, name)
		}
		return nil
	}
}

// forms are the ways to make the same call, and the ways to sign it wrongly. A longer phrase stands before the one
// it begins with.
func forms() []opening {
	return []opening{
		fixed("that is not in the group", func(_ context.Context, _ *World, c *call) error { c.unprepared = true; return nil }),
		fixed("by POST with a form body", func(_ context.Context, _ *World, c *call) error { c.method, c.form = "POST", true; return nil }),
		fixed("by GET", func(_ context.Context, _ *World, c *call) error { c.method = "GET"; return nil }),
		fixed("by POST", func(_ context.Context, _ *World, c *call) error { c.method, c.form = "POST", false; return nil }),
		fixed("by PUT", func(_ context.Context, _ *World, c *call) error { c.method = "PUT"; return nil }),
		fixed("signed in the RPC style", as(func(c *caller) { c.rpc = true })),
		fixed("signed with another secret", as(func(c *caller) { c.forge = func(k *target.Credentials) { k.AccessKeySecret += "x" } })),
		fixed("signed with an access key that does not exist", as(func(c *caller) { c.forge = func(k *target.Credentials) { k.AccessKeyID = "LTAInobodyhasthiskey" } })),
		fixed("signed with its own key", as(func(c *caller) { c.forge, c.unsigned = nil, false })),
		fixed("as the main identity", as(func(c *caller) { c.profile, c.forge, c.unsigned = "", nil, false })),
		fixed("with the nonce of the call before", func(_ context.Context, w *World, c *call) error {
			nonce := ""
			if n := len(w.calls); n > 0 {
				nonce = w.calls[n-1].Request.Header.Get("X-Acs-Signature-Nonce")
			}
			if nonce == "" {
				return fmt.Errorf("no call before this one carried a nonce")
			}
			c.headers["x-acs-signature-nonce"] = nonce
			return nil
		}),
		fixed("with a nonce of its own", header("x-acs-signature-nonce", "")),
		fixed("with an action that does not exist", func(ctx context.Context, w *World, c *call) error {
			return header("x-acs-action", c.op.Name[:len(c.op.Name)-1])(ctx, w, c)
		}),
		fixed("with a version that does not exist", header("x-acs-version", "2014-05-16")),
		fixed("with its own version", header("x-acs-version", "")),
		fixed("with its own action", header("x-acs-action", "")),
	}
}

var (
	dated    = regexp.MustCompile(`^dated (?:(\d+) minutes (ago|ahead)|(now)|"([^"]+)")`)
	identity = regexp.MustCompile(`^as (?:a|the) `)
	howMany  = regexp.MustCompile(`^(\d+) backend servers?`)
)

// signingMode reads the phrases that carry a figure or a role.
func (s *scanner) signingMode() (clause, error) {
	if m := s.match(dated); m != nil {
		return datedClause(m), nil
	}
	if s.match(identity) != nil {
		return s.asIdentity()
	}
	return nil, s.notUnderstood()
}

func datedClause(m []string) clause {
	if m[1] == "" {
		return header("x-acs-date", m[4]) // "" is now
	}
	return func(ctx context.Context, w *World, c *call) error {
		minutes, err := strconv.Atoi(m[1])
		if err != nil {
			return err
		}
		if m[2] == "ago" {
			minutes = -minutes
		}
		return header("x-acs-date", time.Now().UTC().Add(time.Duration(minutes)*time.Minute).Format("2006-01-02T15:04:05Z"))(ctx, w, c)
	}
}

func (s *scanner) asIdentity() (clause, error) {
	role, err := s.role()
	if err != nil {
		return nil, err
	}
	return func(_ context.Context, w *World, c *call) error {
		who, err := w.Session.Inventory.Identity(role)
		if err != nil {
			return err
		}
		c.as.profile = who.Profile
		return nil
	}, nil
}
