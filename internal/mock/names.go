package mock

import (
	"strings"
	"unicode/utf8"
)

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
