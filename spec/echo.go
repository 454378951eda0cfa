package spec

// Echo says for which member of a backend server a rule is blamed when the member comes back different. The key is the side that
// differs from the other two: request, answer or read; or again, for something that a list has twice. The member BackendServer is
// the server as a whole; "*" is every member.
type Echo map[string]string

// EchoRule is the rule that is broken when a member comes back different from a call of an operation, whose group the operation
// reader reads; nil if no rule is about it. For the side read it is the rule about the reader's answer, or else the calling
// operation's rule about reading back; for again it is the platform's.
func (l *Ledger) EchoRule(operation, reader, side, member string) *Rule {
	switch side {
	case "read":
		if r := l.echoes(reader, "answer", member); r != nil {
			return r
		}
		return l.echoes(operation, "read", "*")
	case "again":
		return l.echoes(Platform, side, member)
	}
	return l.echoes(operation, side, member)
}

func (l *Ledger) echoes(operation, side, member string) *Rule {
	for _, r := range l.RulesOf(operation) {
		if r.Echo[side] == member {
			return r
		}
	}
	return nil
}
