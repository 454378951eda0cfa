package mock

import (
	"maps"
	"slices"
	"strings"
	"sync"
	"unicode"

	"github.com/slbconform/slbconform/internal/methods"
)

// Operation is one action that the mock plays.
type Operation struct {
	Action       string            // its name
	Reads        bool              // it changes nothing
	Version      string            // of the API of another service that has the action; "" is this one
	Ledger       bool              // spec/<Action>/rules.yaml states its rules, so that a refusal names the rule
	Required     []string          // parameters, in the order in which they are missed
	Adds         string            // the parameter that lists backend servers to be put into a group
	Names        string            // the parameter that lists backend servers that are in the group
	OwnServers   bool              // it is about the backend servers of the load balancer itself, which have no port
	IDsWillDo    bool              // its list may be one of ids alone
	Rows         []string          // codes of the gateway that its page lists among its own
	Rights       []string          // the rules of rights that its ledger states; others are held to as well, and named by nobody
	TagCondition bool              // its page lists the condition key slb:tag
	Rules        []Rule            // what it refuses besides; ids as its ledger has them, without the operation
	Serve        func(*Call) Reply // what it does with a call that broke no rule
}

// catalogue makes the operations. Each is a method of it, in a file of its own, that has the name of its action; those that
// are alike are made by one method, by their actions.
type catalogue struct{}

// operations are all of them. They are found by their methods, so that an operation needs no line outside its file.
func operations() map[string]Operation {
	all := maps.Collect(methods.Of[Operation](catalogue{}))
	for _, alike := range methods.Of[map[string]Operation](catalogue{}) {
		maps.Copy(all, alike)
	}
	for action, o := range all {
		o.Action = action
		all[action] = o
	}
	return all
}

// Actions lists the actions that the mock plays, in alphabetical order.
func Actions() []string { return slices.Clone(actions()) }

var actions = sync.OnceValue(func() []string { return slices.Sorted(maps.Keys(operations())) })

// Platform stands for the operation in the id of a rule that belongs to none.
const Platform = "platform"

// ofGroup reports whether the operation is about a group, which says what its load balancer is.
func (o Operation) ofGroup() bool {
	return slices.Contains(o.Required, "VServerGroupId") || slices.Contains(o.Required, "MasterSlaveServerGroupId")
}

// addRules adds everything that the operation's calls are held against, apart from the platform's own rules.
func (o Operation) addRules(rules []Rule) []Rule {
	if o.Version != "" {
		return rules // only the platform's rules are held against what another service has
	}
	before := len(rules)
	for _, more := range [][]Rule{ramRules(), o.required(), o.Rules} {
		rules = append(rules, more...)
	}
	if !o.Ledger {
		rules = append(rules, o.usual()...)
	}
	for i := range rules[before:] {
		r := &rules[before+i]
		if r.Outcome == "Forbidden" && !slices.Contains(o.Rights, r.ID) {
			r.ID = ""
		}
		r.Action, r.ID, r.Also = o.Action, o.full(r.ID), o.full(r.Also)
	}
	return rules
}

// usual are the rules of an operation that has no ledger: its values, its region, and the load balancer that it needs.
func (o Operation) usual() []Rule {
	rules := []Rule{
		{Stage: StageParse, Outcome: "InvalidParameter.Value", Breaks: wrongValue},
		{Stage: StageLookup, Outcome: "InvalidRegionId.NotFound", Breaks: unknownRegion},
	}
	if slices.Contains(o.Required, "LoadBalancerId") {
		rules = append(rules, Rule{Stage: StageLookup, Outcome: "InvalidLoadBalancerId.NotFound", Breaks: noBalancerThere})
	}
	return rules
}

// full is a rule's id for all ledgers.
func (o Operation) full(id string) string {
	switch {
	case id == "" || !o.Ledger:
		return ""
	case strings.HasPrefix(id, Platform+"."):
		return Platform + "/" + id
	}
	return o.Action + "/" + id
}

// rows takes over those of the platform's rules whose codes the operation's page lists: in its calls they are its own.
func (o Operation) rows(platform []Rule) []Rule {
	var rules []Rule
	for i := range platform {
		r := &platform[i]
		if r.Action == "" && slices.Contains(o.Rows, r.Outcome) {
			own := *r
			own.ID, own.Action = o.full("error."+r.Outcome), o.Action
			rules = append(rules, own)
			r.Except = append(r.Except, o.Action)
		}
	}
	return rules
}

func (o Operation) required() []Rule {
	var rules []Rule
	for _, name := range o.Required {
		rules = append(rules, Rule{
			ID: "request." + hyphened(name) + ".required", Stage: StageParse, Outcome: "MissingName",
			Limits: Limits{Name: name, Required: true}, Breaks: absentParameter,
		})
	}
	return rules
}

// hyphened is a parameter's name as rule ids have it: VServerGroupId is vserver-group-id.
func hyphened(name string) string {
	var out []rune
	for i, r := range name {
		if unicode.IsUpper(r) && i > 0 && name[:i] != "V" {
			out = append(out, '-')
		}
		out = append(out, unicode.ToLower(r))
	}
	return string(out)
}
