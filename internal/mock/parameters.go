package mock

import (
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/slbconform/slbconform/internal/wire"
)

// parameters are the parameters of a call. Those that Get or Has asks for are recorded as heeded; rules that only check
// whether a value is possible read Values instead.
type parameters struct {
	url.Values
	heeded map[string]bool
}

func newParameters(v url.Values) parameters {
	return parameters{Values: v, heeded: make(map[string]bool, len(v))}
}

// Get is the first value of a parameter and records it as heeded; "" where it is not given.
func (p parameters) Get(name string) string {
	if p.Values.Has(name) {
		p.heeded[name] = true
	}
	return p.Values.Get(name)
}

// Has reports whether a parameter is given and records it as heeded.
func (p parameters) Has(name string) bool {
	p.Get(name)
	return p.Values.Has(name)
}

// again marks a parameter of which only the first value counts.
const again = " (again)"

// overlooked are the parameters of a call, and the members in its lists, that were ignored.
func (c *Call) overlooked() []string {
	names := c.params.passedOver()
	for _, e := range c.elements {
		names = append(names, e.passedOver(c.operation.Adds)...)
	}
	for _, e := range c.named {
		names = append(names, e.passedOver(c.operation.Names)...)
	}
	slices.Sort(names)
	names = slices.Compact(names)
	if more := len(names) - maxNumbered; more > 0 { // they travel in a header
		names = append(names[:maxNumbered], fmt.Sprintf("and %d more", more))
	}
	return names
}

// passedOver are the parameters that were ignored, and those of which only the first value counted, escaped because a client
// may write any name. The gateway's own are not among them.
func (p parameters) passedOver() []string {
	var names []string
	for name, values := range p.Values {
		switch {
		case name == "", wire.OfGateway(name): // real clients send one without a name
		case !p.heeded[name]:
			names = append(names, url.QueryEscape(name))
		case len(values) > 1:
			names = append(names, url.QueryEscape(name)+again)
		}
	}
	return names
}

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
