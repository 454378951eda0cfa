package spec

// Echo says which member of a backend server a rule answers for when it comes back otherwise than it was asked for, by
// the side that is alone with it: request, answer or read. The member BackendServer is the server as a whole; "*" is
// every member.
type Echo map[string]string

// EchoRule is the rule that is broken when a member comes back otherwise than it was asked for in a call of the
// operation; nil when no rule speaks of it. What is only read back otherwise is a rule of the reading operation, where
// one speaks of the member, or else the calling operation's rule about reading back.
func (l *Ledger) EchoRule(operation, side, member string) *Rule {
	var fallback *Rule
	for _, r := range l.Rules {
		mine := r.Operation == operation
		switch {
		case r.Echo[side] == member && (mine || side == "read"):
			return r
		case r.Echo[side] == "*" && mine:
			fallback = r
		}
	}
	return fallback
}
