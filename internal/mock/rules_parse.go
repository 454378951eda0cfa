package mock

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

func absentParameter(c *Call, l Limits) (string, bool) {
	return l.Name, l.Required && !c.params.Has(l.Name)
}

func emptyParameter(c *Call, l Limits) (string, bool) {
	return l.Name, c.params.Has(l.Name) && c.params.Get(l.Name) == ""
}

// servers are the rules of a parameter that lists backend servers. The documents allow 20 in each call.
func servers(parameter string) []Rule {
	id := "request." + hyphened(parameter)
	return []Rule{
		{ID: id + ".type", Stage: StageParse, Outcome: "BackendServersMalformed", Limits: Limits{Name: parameter}, Breaks: malformedList},
		{ID: id + ".limit", Stage: StageParse, Outcome: "TooManyBackendServers", Limits: Limits{Name: parameter, Max: 20}, Breaks: tooMany},
		{Says: "A list without an item is given, and -empty-list is refused.", Stage: StageParse, Outcome: "BackendServersMalformed", Limits: Limits{Name: parameter}, Breaks: emptyList},
	}
}

func malformedList(c *Call, l Limits) (string, bool) { return "", c.lists[l.Name].malformed }

func tooMany(c *Call, l Limits) (string, bool) {
	if c.options.ServersPerCall > 0 {
		l.Max = c.options.ServersPerCall
	}
	return strconv.Itoa(l.Max), len(c.lists[l.Name].items) > l.Max
}

// emptyList is broken only with the option that refuses empty lists.
func emptyList(c *Call, l Limits) (string, bool) {
	given, ok := c.lists[l.Name]
	return "", c.options.EmptyList == Refused && ok && !given.malformed && len(given.items) == 0
}

// boolean are the rules of a parameter that is true or false.
func boolean(parameter string) []Rule {
	return []Rule{{ID: "assumed." + hyphened(parameter) + ".odd", Stage: StageParse, Outcome: "InvalidParameter.Parameter", Limits: Limits{Name: parameter, Values: []string{"true", "false"}}, Breaks: otherValue}}
}

// otherValue ignores case, since clients write booleans in either.
func otherValue(c *Call, l Limits) (string, bool) {
	v := c.params.Values.Get(l.Name)
	return "", v != "" && !slices.ContainsFunc(l.Values, func(o string) bool { return strings.EqualFold(o, v) })
}

// groupName are the rules of a group's name. One page states them; the mock holds every operation to them that takes a
// name.
func groupName(name string) []Rule {
	return atStage(StageParse, []Rule{
		{ID: "request.vserver-group-name.length", Outcome: "InvalidParameterLength", Limits: Limits{Name: name, Min: 1, Max: 80}, Breaks: parameterLength},
		{ID: "assumed.vserver-group-name.empty", Outcome: "InvalidParameterLength", Limits: Limits{Name: name}, Breaks: emptyParameter},
		{ID: "request.vserver-group-name.alphabet", Outcome: "InvalidParameter.Parameter", Limits: Limits{Name: name, Classes: []string{"letters", "digits"}, Characters: "-/._"}, Breaks: parameterAlphabet},
		{ID: "assumed.vserver-group-name.letters", Outcome: "InvalidParameter.Parameter", Limits: Limits{Name: name}, Breaks: parameterLetters},
	})
}

// parameterLength is not broken by an empty value, which is for emptyParameter.
func parameterLength(c *Call, l Limits) (string, bool) {
	n := utf8.RuneCountInString(c.params.Get(l.Name))
	return l.Name, n > 0 && (n < l.Min || n > l.Max)
}

func parameterAlphabet(c *Call, l Limits) (string, bool) {
	return l.Name, strings.ContainsFunc(c.params.Get(l.Name), l.forbids)
}

func parameterLetters(c *Call, l Limits) (string, bool) {
	return l.Name, strings.ContainsFunc(c.params.Get(l.Name), l.foreign)
}
