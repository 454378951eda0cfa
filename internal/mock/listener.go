package mock

import (
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/slbconform/slbconform/fixtures"
)

// listener is a listener of any protocol. Its attributes are by the names of the answer's members.
type listener struct {
	port             int
	protocol, status string
	attributes       map[string]any // texts, numbers and truth values
	tags             []tag
	rules            []*forwardingRule
}

// attribute is a parameter of the calls that create and change a thing, and the member of the same name in the answer that
// describes it.
type attribute struct {
	name     string
	also     string   // another name of the parameter
	required bool     // to make a listener
	preset   any      // of a listener that is made without it; nil is none
	min, max int      // of a number; both 0 is a text
	negative bool     // -1 is allowed besides
	values   []string // of a text; none is any
	anyCase  bool     // of the values
	several  bool     // of the values, with commas between
	length   int      // the longest text; 0 is any
	form     func(string) bool
	sought   bool // load balancers are looked for by it, though no call says it of one
}

// smallFirst is a name with a small first letter.
func smallFirst(name string) string { return string(unicode.ToLower(rune(name[0]))) + name[1:] }

// read is what a call says of an attribute; ok is false for a value that it cannot have.
func (a attribute) read(params interface{ Get(string) string }) (value any, given, ok bool) {
	text := params.Get(a.name)
	if text == "" { // the calls that make listeners of TCP and UDP write a few names with a small letter
		text = params.Get(smallFirst(a.name))
	}
	if text == "" && a.also != "" { // a parameter without a name, which the Terraform provider sends, is none of these
		text = params.Get(a.also)
	}
	if text == "" {
		return nil, false, true
	}
	value, ok = a.parse(text)
	return value, true, ok
}

// parse is the value that a text stands for; ok is false for one that the attribute cannot have.
func (a attribute) parse(text string) (value any, ok bool) {
	if a.max != 0 {
		n, err := strconv.Atoi(text)
		return n, err == nil && (n >= a.min && n <= a.max || a.negative && n == -1)
	}
	if _, isBool := a.preset.(bool); isBool {
		b, err := strconv.ParseBool(strings.ToLower(text))
		return b, err == nil
	}
	for one := range strings.SplitSeq(text, ",") {
		if !a.several {
			one = text
		}
		if a.anyCase {
			one = strings.ToLower(one)
		}
		if len(a.values) > 0 && !slices.Contains(a.values, one) {
			return nil, false
		}
	}
	return text, (a.length == 0 || len([]rune(text)) <= a.length) && (a.form == nil || a.form(text))
}

// change sets the attributes that a call has in has. outcome is the refusal if it cannot; "" if it can.
func (c *Call) change(has map[string]any, attributes []attribute) (outcome, detail string) {
	for _, a := range attributes {
		value, given, ok := a.read(c.params)
		if !ok {
			return "InvalidParameter.Value", a.name
		}
		if given {
			has[a.name] = value
		}
	}
	if missing := lacking(has); missing != "" {
		return "MissingName", missing
	}
	return "", ""
}

// withAll adds to values a nil for each attribute that is missing.
func withAll(attributes []attribute, v fixtures.Values) fixtures.Values {
	for _, a := range attributes {
		if _, ok := v[a.name]; !ok {
			v[a.name] = nil
		}
	}
	return v
}

// plainName reports whether a name has only letters of any script, digits and the signs that the documents allow.
func plainName(name string) bool { return lettersAnd("-/._")(name) }

// lettersAnd makes a check that a text has only letters, digits and some signs.
func lettersAnd(signs string) func(string) bool {
	return func(text string) bool {
		return !strings.ContainsFunc(text, func(r rune) bool {
			return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune(signs, r)
		})
	}
}

// isCookie, isPath and isDomain check forms that the documents give.
func isCookie(text string) bool { return !strings.ContainsAny(text, ",; ") && text[0] != '$' }
func isPath(text string) bool   { return text[0] == '/' && !strings.ContainsAny(text, "; \t\n") }
func isDomain(text string) bool { return text == "$_ip" || lettersAnd("-._")(text) }

// commonAttributes are those of every protocol; hashing are the ways of scheduling by hash that it has.
func commonAttributes(hashing ...string) []attribute {
	return []attribute{
		{name: "VServerGroupId"},
		{name: "Description", length: 256, form: plainName},
		{name: "BackendServerPort", min: 1, max: 65535},
		{name: "Bandwidth", preset: -1, min: 1, max: 5120, negative: true},
		{name: "Scheduler", preset: "wrr", values: append([]string{"wrr", "rr", "wlc"}, hashing...)},
		{name: "HealthyThreshold", preset: 3, min: 2, max: 10},
		{name: "UnhealthyThreshold", preset: 3, min: 2, max: 10},
		{name: "HealthCheckConnectPort", min: 1, max: 65535},
		{name: "AclStatus", preset: "off", values: onOff()},
		{name: "AclType", values: []string{"white", "black"}},
		{name: "AclId", form: lettersAnd("-_,")},
	}
}

// httpHealthCheck is what a health check by HTTP asks for.
func httpHealthCheck() []attribute {
	return []attribute{
		{name: "HealthCheckDomain", length: 80, form: isDomain},
		{name: "HealthCheckURI", length: 80, form: isPath},
		{name: "HealthCheckHttpCode", values: httpCodes(), several: true},
		{name: "HealthCheckMethod", values: []string{"head", "get"}},
	}
}

func onOff() []string { return []string{"on", "off"} }

func httpCodes() []string { return []string{"http_2xx", "http_3xx", "http_4xx", "http_5xx"} }

// onOrOff are the rules of a parameter that is on or off.
func onOrOff(parameter string) []Rule {
	return []Rule{{Stage: StageParse, Outcome: "InvalidParameter.Value", Limits: Limits{Name: parameter, Values: onOff()}, Breaks: unknownValue}}
}

func unknownValue(c *Call, l Limits) (string, bool) {
	v := c.params.Values.Get(l.Name)
	return l.Name, v != "" && !slices.Contains(l.Values, v)
}

// lacking is the first attribute that another one requires and that is missing; "" for none.
func lacking(has map[string]any) string {
	for _, need := range []struct{ name, is, needs string }{
		{"AclStatus", "on", "AclId"},
		{"ConnectionDrain", "on", "ConnectionDrainTimeout"},
		{"StickySession", "on", "StickySessionType"},
		{"ListenerForward", "on", "ForwardPort"},
	} {
		if has[need.name] == need.is && has[need.needs] == nil {
			return need.needs
		}
	}
	if has["StickySession"] != "on" {
		return ""
	}
	needs := map[any]string{"insert": "CookieTimeout", "server": "Cookie"}[has["StickySessionType"]]
	if needs != "" && has[needs] == nil {
		return needs
	}
	return ""
}

// uses reports whether the listener leads to a group.
func (l *listener) uses(g *group) bool {
	return l.attributes["VServerGroupId"] == g.id || l.attributes["MasterSlaveServerGroupId"] == g.id
}

// find is the load balancer's listener of a protocol on a port; "" is any protocol.
func (l *loadBalancer) find(port int, protocol string) *listener {
	for _, one := range l.listeners {
		if one.port == port && (protocol == "" || one.protocol == protocol) {
			return one
		}
	}
	return nil
}

// clashes reports whether a port is taken for a protocol: TCP, HTTP and HTTPS share their ports, UDP has its own.
func (l *loadBalancer) clashes(port int, protocol string) bool {
	return slices.ContainsFunc(l.listeners, func(o *listener) bool {
		return o.port == port && (o.protocol == "udp") == (protocol == "udp")
	})
}

// values are the members that describe the listener in answers.
func (l *listener) values(lb string) fixtures.Values {
	v := maps.Clone(fixtures.Values(l.attributes))
	rules := []fixtures.Values{}
	for _, r := range l.rules {
		rules = append(rules, r.values())
	}
	v["LoadBalancerId"], v["ListenerPort"], v["ListenerProtocol"], v["Status"] = lb, l.port, l.protocol, l.status
	v["Tags"], v["Rules"], v["AclIds"] = tagValues(l.tags), rules, []string{}
	if acl, ok := l.attributes["AclId"].(string); ok {
		v["AclIds"] = strings.Split(acl, ",")
	}
	return v
}
