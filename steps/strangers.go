package steps

import (
	"errors"
	"slices"
	"strings"
)

// strangers marks the violation of a refused call after which the group holds all that it held and others besides, of which
// the call named none: what was refused was not carried out.
func (c *call) strangers(err error, now []server) error {
	before := c.group.listed
	more := slices.DeleteFunc(slices.Clone(now), func(s server) bool { return slices.Contains(keys(before), s.key()) })
	return c.strange(err, len(more) > 0 && len(now)-len(more) == len(before) && !slices.ContainsFunc(more, c.named))
}

// named reports whether the call may have asked for a backend server.
func (c *call) named(s server) bool {
	asked, ok := c.asked(c.op.List)
	if !ok {
		return strings.Contains(c.backendServers(), strings.Trim(s.text("ServerId"), `"`))
	}
	return slices.ContainsFunc(asked, func(a server) bool {
		port, id := number(a["Port"]), strings.Trim(a.text("ServerId"), `"`)
		return (port == "" || port == number(s["Port"])) && (!a.plainKey() || id == strings.Trim(s.text("ServerId"), `"`))
	})
}

// gives reports whether a value is one of the call's parameters.
func (c *call) gives(value string) bool {
	for _, values := range c.exchange.Request.Params() {
		if slices.Contains(values, strings.Trim(value, `"`)) {
			return true
		}
	}
	return false
}

// strange says of a violation whether what was changed is nothing that the call asked for.
func (c *call) strange(err error, is bool) error {
	var v *Violation
	if errors.As(err, &v) {
		v.Strangers = is
	}
	return err
}
