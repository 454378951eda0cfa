package mock

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/slbconform/slbconform/fixtures"
)

func serverIDRules() []Rule {
	return atStage(StageElement, []Rule{
		{ID: "server.server-id.required", Outcome: "InvalidParameter.VmName", Limits: Limits{Required: true}, Breaks: anyListed(noServerID)},
		{ID: "server.server-id.type", Outcome: "InvalidParameter.BackendServers", Limits: Limits{Name: "ServerId"}, Breaks: anyListed(notText)},
	})
}

// identityRules are the rules of ServerId and Port, which identify a backend server in a group.
func identityRules() []Rule {
	return append(serverIDRules(), atStage(StageElement, []Rule{
		{ID: "field.port.required", Outcome: "InvalidParameter.Port", Limits: Limits{Name: "Port", Required: true}, Breaks: anyWritten(missingMember)},
		{ID: "field.port.range", Outcome: "InvalidParameter.Port", Limits: Limits{Name: "Port", Min: 1, Max: 65535}, Breaks: anyWritten(notWithin)},
		{ID: "assumed.port.odd", Outcome: "InvalidParameter.Port", Limits: Limits{Name: "Port", Min: 1, Max: 65535}, Breaks: anyWritten(oddNumber)},
	})...)
}

func weightRules() []Rule {
	return atStage(StageElement, []Rule{
		{ID: "server.weight.range", Outcome: "InvalidWeight.Malformed", Limits: Limits{Name: "Weight", Min: 0, Max: 100}, Breaks: anyWritten(notWithin)},
		{ID: "assumed.weight.odd", Outcome: "InvalidWeight.Malformed", Limits: Limits{Name: "Weight", Min: 0, Max: 100}, Breaks: anyWritten(oddNumber)},
	})
}

// descriptionRules allow letters, digits and some signs in a description, and the classes of characters in besides. The
// documents do not say which letters and digits: that only English letters and 0 to 9 are meant is an assumed rule of its own,
// which an operation with further classes does not have.
func descriptionRules(besides ...string) []Rule {
	letters := Rule{ID: "assumed.description.letters", Outcome: "InvalidParameter.Parameter", Limits: Limits{Name: "Description", Classes: besides}, Breaks: anyWritten(otherScripts)}
	if len(besides) > 0 {
		letters.ID, letters.Says = "", "A description holds letters that are neither English ones nor Chinese, or other digits than 0 to 9."
	}
	return atStage(StageElement, []Rule{
		{ID: "server.description.type", Outcome: "InvalidParameter.Parameter", Limits: Limits{Name: "Description"}, Breaks: anyWritten(notText)},
		{ID: "server.description.length", Outcome: "InvalidParameterLength", Limits: Limits{Name: "Description", Min: 1, Max: 80}, Breaks: anyWritten(otherLength)},
		{ID: "assumed.description.empty", Outcome: "InvalidParameterLength", Limits: Limits{Name: "Description"}, Breaks: anyWritten(emptyMember)},
		{ID: "server.description.alphabet", Outcome: "InvalidParameter.Parameter", Limits: Limits{Name: "Description", Classes: []string{"letters", "digits"}, Characters: "-/._"}, Breaks: anyWritten(otherCharacters)},
		letters,
	})
}

func typeRules() []Rule {
	kinds := []string{fixtures.ECS, fixtures.ENI, fixtures.ECI}
	return atStage(StageElement, []Rule{
		{ID: "error.BackendServer.InvalidType", Also: "server.type.values", Outcome: "BackendServer.InvalidType", Limits: Limits{Values: kinds}, Breaks: anyWritten(unknownType)},
		{ID: "assumed.type.odd", Outcome: "BackendServer.InvalidType", Limits: Limits{Values: kinds}, Breaks: anyWritten(oddType)},
		{ID: "server.server-id.type-needed", Outcome: "InvalidParameter.Type", Limits: Limits{Required: true, Values: []string{fixtures.ENI, fixtures.ECI}}, Breaks: anyServer(noType)},
	})
}

// regionRules are about ServerRegionId and VbrId, members that only error codes mention.
func regionRules() []Rule {
	return atStage(StageElement, []Rule{
		{ID: "error.BackendServer.ServerRegionIdNotEqual", Outcome: "BackendServer.ServerRegionIdNotEqual", Limits: Limits{Max: 1}, Breaks: severalRegions},
		{ID: "error.MissingParameter.ServerRegionId", Outcome: "MissingParameter.ServerRegionId", Limits: Limits{Required: true}, Breaks: anyServer(routerWithoutRegion)},
		{ID: "error.InvalidParameter.ServerRegionId", Outcome: "InvalidParameter.ServerRegionId", Breaks: anyServer(acrossTheBorder)},
	})
}

// backendServerRules are the rules of a backend server that is added to a group. besides is as for descriptionRules.
func backendServerRules(besides ...string) []Rule {
	return slices.Concat(identityRules(), typeRules(), weightRules(), descriptionRules(besides...), regionRules())
}

// unnamed removes the ids from rules, for an operation whose documents do not state them.
func unnamed(rules []Rule) []Rule {
	for i := range rules {
		rules[i].ID, rules[i].Also = "", ""
	}
	return rules
}

func atStage(stage Stage, rules []Rule) []Rule {
	for i := range rules {
		rules[i].Stage = stage
	}
	return rules
}

type ofElement func(*Call, *element, Limits) (string, bool)

// anyServer makes a rule that is broken when one of the added backend servers breaks it; the first that does gives the detail.
func anyServer(breaks ofElement) func(*Call, Limits) (string, bool) {
	return func(c *Call, l Limits) (string, bool) { return breaks.first(c, c.elements, l) }
}

// anyWritten is anyServer for the backend servers whose values are used: the added ones if the operation adds any, otherwise
// the named ones. Of servers that are replaced by others only the identity is used.
func anyWritten(breaks ofElement) func(*Call, Limits) (string, bool) {
	return func(c *Call, l Limits) (string, bool) {
		if c.operation.Adds != "" {
			return breaks.first(c, c.elements, l)
		}
		return breaks.first(c, c.named, l)
	}
}

// anyListed is anyServer for all backend servers that the call lists.
func anyListed(breaks ofElement) func(*Call, Limits) (string, bool) {
	return func(c *Call, l Limits) (string, bool) {
		if detail, broken := breaks.first(c, c.named, l); broken {
			return detail, true
		}
		return breaks.first(c, c.elements, l)
	}
}

func (breaks ofElement) first(c *Call, elements []*element, l Limits) (string, bool) {
	for _, e := range elements {
		if detail, broken := breaks(c, e, l); broken {
			return detail, true
		}
	}
	return "", false
}

func noServerID(_ *Call, e *element, l Limits) (string, bool) {
	text, isText := e.text("ServerId")
	return "", l.Required && (!e.has("ServerId") || isText && text == "")
}

func notText(_ *Call, e *element, l Limits) (string, bool) {
	_, isText := e.text(l.Name)
	return "", e.has(l.Name) && !isText
}

// unknownType is not broken by what breaks oddType.
func unknownType(_ *Call, e *element, l Limits) (string, bool) {
	return "", e.has("Type") && !slices.Contains(l.Values, e.kind) && !e.oddKind(l)
}

func oddType(_ *Call, e *element, l Limits) (string, bool) {
	return "", e.has("Type") && e.oddKind(l)
}

func noType(_ *Call, e *element, l Limits) (string, bool) {
	return "", l.Required && !e.has("Type") && e.server != nil && slices.Contains(l.Values, e.server.Kind)
}

func missingMember(_ *Call, e *element, l Limits) (string, bool) {
	return "", l.Required && !e.has(l.Name)
}

// notWithin is not broken by what breaks oddNumber.
func notWithin(_ *Call, e *element, l Limits) (string, bool) {
	n := e.numeral(l.Name)
	return "", e.has(l.Name) && !n.odd(l) && (!n.plain || n.value < l.Min || n.value > l.Max)
}

func oddNumber(_ *Call, e *element, l Limits) (string, bool) {
	return "", e.has(l.Name) && e.numeral(l.Name).odd(l)
}

// otherLength is not broken by an empty text, which is for emptyMember.
func otherLength(_ *Call, e *element, l Limits) (string, bool) {
	text, _ := e.text(l.Name)
	n := utf8.RuneCountInString(text)
	return "", text != "" && (n < l.Min || n > l.Max)
}

func emptyMember(_ *Call, e *element, l Limits) (string, bool) {
	text, isText := e.text(l.Name)
	return "", isText && text == ""
}

func otherCharacters(_ *Call, e *element, l Limits) (string, bool) {
	text, isText := e.text(l.Name)
	return "", isText && strings.ContainsFunc(text, l.forbids)
}

func otherScripts(_ *Call, e *element, l Limits) (string, bool) {
	text, isText := e.text(l.Name)
	return "", isText && strings.ContainsFunc(text, l.foreign)
}

// forbids reports whether a character is forbidden by every reading of the documents. They do not say which letters and digits
// they mean, so those of other scripts are not forbidden.
func (l Limits) forbids(r rune) bool {
	switch {
	case r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z':
		return !slices.Contains(l.Classes, "letters")
	case r >= '0' && r <= '9':
		return !slices.Contains(l.Classes, "digits")
	}
	return !otherScript(r) && !strings.ContainsRune(l.Characters, r)
}

// foreign reports whether a character is a letter or digit of another script that the classes do not allow.
func (l Limits) foreign(r rune) bool {
	return otherScript(r) && !(unicode.Is(unicode.Han, r) && slices.Contains(l.Classes, "Chinese characters"))
}

// otherScript reports whether a character outside ASCII can count as a letter or a digit, or as a part of one: marks belong to
// letters in many scripts and in decomposed texts, and some numbers, such as the Chinese zero, are no digits in Unicode.
func otherScript(r rune) bool {
	return r > unicode.MaxASCII && unicode.In(r, unicode.L, unicode.Mn, unicode.Mc, unicode.N)
}

func severalRegions(c *Call, l Limits) (string, bool) {
	regions := map[string]bool{}
	for _, e := range c.elements {
		if e.region != "" {
			regions[e.region] = true
		}
	}
	return "", len(regions) > l.Max
}

func routerWithoutRegion(_ *Call, e *element, l Limits) (string, bool) {
	return "", l.Required && e.vbr != "" && e.region == ""
}

// acrossTheBorder compares with the region of the call, which is that of the load balancer (request.region-id.meaning).
func acrossTheBorder(c *Call, e *element, _ Limits) (string, bool) {
	here, there := c.account.Region(c.params.Get("RegionId")), c.account.Region(e.region)
	return "", here != nil && there != nil && here.Mainland != there.Mainland
}
