package mock

import (
	"errors"
	"strconv"
	"time"

	"github.com/slbconform/slbconform/fixtures"
	"github.com/slbconform/slbconform/internal/wire"
)

// Call is one request and what the mock found out about it. Rules read it and do not change it. Any part may be nil, also
// where an earlier rule would have refused the call: the table of a mutant may lack that rule.
type Call struct {
	request   *wire.Request
	action    string
	operation Operation // the zero one for an action that is not played
	params    parameters
	now       time.Time
	requestID string

	signature    *wire.Signature
	signatureErr error // why there is none
	mismatch     error // *wire.MismatchError
	key          *fixtures.Credential
	user         *fixtures.User // nil for the account itself
	nonce        nonce
	nonceUsed    bool

	service  *Service
	account  *fixtures.Account
	options  Options
	state    *state
	lb       *loadBalancer
	group    *group
	lists    map[string]list // by parameter
	tags     []tag           // once numberedTags has read them
	tagsRead bool
	elements []*element // backend servers to be put in
	named    []*element // backend servers that are said to be in the group

	broke      []string // full ids of the rules that it broke
	why        string   // why it was refused, where no ledger has the rule
	passedOver []string // parameters and members of lists that were ignored
}

// newCall reads the action, the parameters and the signature of a request. It needs no lock.
func (s *Service) newCall(r *wire.Request) *Call {
	account := s.playing()
	c := &Call{
		request: r, action: r.Action(), params: newParameters(r.Params()), now: s.options.Now(),
		service: s, account: account, options: s.options,
	}
	c.operation = s.table().Operations[c.action]
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

// see looks up in the state what the call names. The caller holds the lock.
func (c *Call) see(s *Service) {
	c.state, c.requestID = s.state, NewRequestID()
	if made := s.table().RequestID; made != nil {
		c.requestID = made()
	}
	if c.signature != nil {
		c.nonce = nonceOf(c.signature)
		c.nonceUsed = s.state.nonces.used(c.nonce)
	}
	c.lookUp()
}

// lookUp finds the group and the load balancer that the call names.
func (c *Call) lookUp() {
	named := c.params.Values.Get // not params.Get: the operation decides whether the parameter was heeded
	c.group = c.state.groups[named("VServerGroupId")]
	if c.group == nil {
		c.group = c.state.groups[named("MasterSlaveServerGroupId")]
	}
	balancer := named("LoadBalancerId")
	c.lb = c.state.lbs[balancer]
	switch {
	case c.operation.OwnServers && c.lb != nil:
		c.group = c.lb.own
	case c.group != nil && (balancer == "" || c.operation.ofGroup()):
		c.lb = c.state.lbs[c.group.lb]
	case c.group != nil && c.group.lb != balancer:
		c.group = nil // it is not of the load balancer that the call is about
	}
}

// notPlayed reports whether the service has the action and the mock does not.
func (c *Call) notPlayed() bool {
	return c.operation.Action == "" && c.service.answers.Published(c.action)
}

// verified reports whether the call is signed with the secret of its access key.
func (c *Call) verified() bool { return c.signature != nil && c.key != nil && c.mismatch == nil }

// canonicalRequest is the canonical request of which the service expected the signature, if the call's does not match.
func (c *Call) canonicalRequest() string {
	if m, ok := errors.AsType[*wire.MismatchError](c.mismatch); ok {
		return m.CanonicalRequest
	}
	return ""
}

// readLists reads the lists of backend servers.
func (c *Call) readLists() {
	c.elements = c.readList(c.operation.Adds)
	c.named = c.readList(c.operation.Names)
}

func (c *Call) readList(parameter string) []*element {
	text := c.params.Get(parameter)
	if text == "" {
		return nil
	}
	read := readList(text)
	if read.malformed && c.operation.IDsWillDo {
		read = readIDs(text)
	}
	if c.lists == nil {
		c.lists = map[string]list{}
	}
	c.lists[parameter] = read
	elements := make([]*element, 0, len(read.items))
	for _, one := range read.items {
		e := c.newElement(one)
		if c.operation.OwnServers {
			e.port = 0
		}
		elements = append(elements, e)
	}
	return elements
}

func (c *Call) intParam(name string, otherwise int) int {
	if text := c.params.Get(name); text != "" { // what is read in vain makes an error
		if n, err := strconv.Atoi(text); err == nil {
			return n
		}
	}
	return otherwise
}
