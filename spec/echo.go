package spec

// Echo says which member of a backend server a rule answers for when it comes back otherwise than it was asked for, by
// the side that is alone with it: request, answer or read; or again, where a list names something once more. The member
// BackendServer is the server as a whole; "*" is every member.
type Echo map[string]string

// EchoRule is the rule that is broken when a member comes back otherwise than it was asked for in a call of an operation
// that reader read back; nil when no rule speaks of it. What is only read back otherwise contradicts what the reader says
// of its own answer, or else the calling operation's rule about reading back. What is named again is the platform's matter.
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
