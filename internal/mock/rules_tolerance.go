package mock

import (
	"slices"
)

// toleranceRules are what real clients rely on the service to put up with. As they stand they refuse nothing; a
// service that is stricter has Tolerated false.
func toleranceRules() []Rule {
	tolerated := Limits{Tolerated: true}
	return []Rule{
		{ID: "field.numbers-or-strings", Stage: StageElement, Outcome: "BackendServersMalformed", Limits: Limits{Name: "number", Tolerated: true}, Breaks: anyServer(notation)},
		{ID: "field.numbers-or-strings", Stage: StageElement, Outcome: "BackendServersMalformed", Limits: Limits{Name: "string", Tolerated: true}, Breaks: anyServer(notation)},
		{ID: "field.order-of-members", Stage: StageElement, Outcome: "BackendServersMalformed", Limits: Limits{Name: "ServerId", Tolerated: true}, Breaks: anyServer(otherOrder)},
		{ID: "field.lower-camel-keys", Stage: StageElement, Outcome: "BackendServersMalformed", Limits: tolerated, Breaks: anyServer(smallLetters)},
		{ID: "field.unknown-members", Stage: StageElement, Outcome: "BackendServersMalformed", Limits: Limits{Tolerated: true, Values: documented()}, Breaks: anyServer(unknownMember)},
		{ID: "field.duplicate-keys", Stage: StageElement, Outcome: "BackendServersMalformed", Limits: tolerated, Breaks: anyServer(memberTwice)},
		{ID: "field.duplicate-in-call", Stage: StageElement, Outcome: "InvalidParameter.Exists", Limits: tolerated, Breaks: serverTwice},
		{ID: "field.mixed-kinds", Stage: StageElement, Outcome: "InvalidParameter.BackendServers", Limits: tolerated, Breaks: severalKinds},
		{ID: "field.same-server-two-ports", Stage: StageState, Outcome: "InvalidParameter.Exists", Limits: tolerated, Breaks: anotherPort},
	}
}

// notation says whether Weight or Port is written as a number, or as a string.
func notation(_ *Call, e *element, l Limits) (string, bool) {
	for _, name := range []string{"Weight", "Port"} {
		_, isWhole := e.whole(name)
		_, isText := e.text(name)
		if !l.Tolerated && isWhole && isText == (l.Name == "string") {
			return name, true
		}
	}
	return "", false
}

func otherOrder(_ *Call, e *element, l Limits) (string, bool) {
	return "", !l.Tolerated && len(e.item.members) > 0 && e.item.members[0].name != l.Name
}

func smallLetters(_ *Call, e *element, l Limits) (string, bool) {
	return "", !l.Tolerated && slices.ContainsFunc(e.item.members, func(m itemMember) bool {
		return m.written != m.name && slices.Contains(documented(), m.name)
	})
}

func unknownMember(_ *Call, e *element, l Limits) (string, bool) {
	return "", !l.Tolerated && slices.ContainsFunc(e.item.members, func(m itemMember) bool {
		return !slices.Contains(l.Values, m.name)
	})
}

func memberTwice(_ *Call, e *element, l Limits) (string, bool) {
	return "", !l.Tolerated && len(e.given) < len(e.item.members)
}

func serverTwice(c *Call, l Limits) (string, bool) {
	for i, e := range c.elements {
		same := func(o *element) bool { return o.member().sameAs(e.member()) }
		if !l.Tolerated && slices.ContainsFunc(c.elements[:i], same) {
			return "", true
		}
	}
	return "", false
}

func severalKinds(c *Call, l Limits) (string, bool) {
	other := func(e *element) bool { return e.kind != c.elements[0].kind }
	return "", !l.Tolerated && slices.ContainsFunc(c.elements, other)
}

func anotherPort(c *Call, l Limits) (string, bool) {
	if l.Tolerated {
		return "", false
	}
	for i, e := range c.elements {
		clash := func(m Member) bool { return m.ServerID == e.id && m.Port != e.port }
		if c.meets(i, clash) {
			return "", true
		}
	}
	return "", false
}

// meets says whether an element finds before it a member that clashes: one of the group, or one that comes before
// it in its own call.
func (c *Call) meets(i int, clash func(Member) bool) bool {
	if c.group != nil && slices.ContainsFunc(c.group.members, clash) {
		return true
	}
	return slices.ContainsFunc(c.elements[:i], func(e *element) bool { return clash(e.member()) })
}
