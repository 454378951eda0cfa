package mock

import (
	"net/url"
	"strconv"
	"time"

	"github.com/slbconform/slbconform/fixtures"
	"github.com/slbconform/slbconform/internal/wire"
)

// Call is one request and all that the mock found out about it. Rules look at it; nothing in it is changed once
// it is read. Any part may be missing: nil is "there is none", for a rule that would have refused the call may
// have been switched off.
type Call struct {
	request *wire.Request
	action  string
	params  url.Values
	now     time.Time

	signature    *wire.Signature
	signatureErr error // why there is none
	mismatch     error // *wire.MismatchError
	key          *fixtures.Credential
	user         *fixtures.User // nil for the account itself
	nonceUsed    bool

	account  *fixtures.Account
	state    *state
	lb       *loadBalancer
	group    *group
	list     list
	elements []*element
}

// newCall reads who calls, and what. It needs no lock.
func newCall(r *wire.Request, account *fixtures.Account, now time.Time) *Call {
	c := &Call{request: r, action: r.Action(), params: r.Params(), now: now, account: account}
	c.signature, c.signatureErr = wire.ReadSignature(r)
	if c.signature == nil {
		return c
	}
	c.key = account.Key(c.signature.AccessKeyID)
	if c.key == nil {
		return c
	}
	c.user = account.User(c.key.User)
	c.mismatch = c.signature.Verify(r, c.key.Secret)
	return c
}

// see looks up in the state what the call names. It needs the lock.
func (c *Call) see(s *state) {
	c.state = s
	c.nonceUsed = c.signature != nil && s.nonces.used(c.nonce())
	c.group = s.groups[c.params.Get("VServerGroupId")]
	if c.group == nil {
		c.group = s.groups[c.params.Get("MasterSlaveServerGroupId")]
	}
	c.lb = s.lbs[c.params.Get("LoadBalancerId")]
	if c.group != nil {
		c.lb = s.lbs[c.group.lb]
	}
}

// Action is the operation that the call names.
func (c *Call) Action() string { return c.action }

func (c *Call) nonce() string { return c.signature.AccessKeyID + " " + c.signature.Nonce }

// verified says whether the call really comes from the holder of its access key.
func (c *Call) verified() bool { return c.signature != nil && c.key != nil && c.mismatch == nil }

// readServers reads the list of backend servers.
func (c *Call) readServers(effects Effects) {
	text := c.params.Get("BackendServers")
	if text == "" {
		return
	}
	c.list = readList(text)
	c.elements = make([]*element, 0, len(c.list.items))
	for _, one := range c.list.items {
		c.elements = append(c.elements, newElement(one, c.account, effects))
	}
}

func (c *Call) intParam(name string, otherwise int) int {
	n, err := strconv.Atoi(c.params.Get(name))
	if err != nil {
		return otherwise
	}
	return n
}
