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
	Version      string            // of the API of another service that has the action; "" for SLB's
	Ledger       bool              // spec/<Action>/rules.yaml states its rules, so that a refusal names the rule
	Required     []string          // parameters, in the order in which they are checked
	Adds         string            // the parameter that lists backend servers to add to a group
	Names        string            // the parameter that lists backend servers that are in the group
	OwnServers   bool              // it is about the backend servers of the load balancer itself, which have no port
	IDsWillDo    bool              // its list may have only ids instead of objects
	Rows         []string          // codes of the gateway that its page lists among its own
	Rights       []string          // the rules of rights that its ledger states; the others apply without an id
	TagCondition bool              // its page lists the condition key slb:tag
	Rules        []Rule            // its own rules; ids as in its ledger, without the operation
	Serve        func(*Call) Reply // what it does with a call that broke no rule
}

// catalogue has a method for every operation, named after its action, or for several similar operations, which it returns by
// action.
type catalogue struct{}

// operations are all operations, by action. They are found by reflection over the methods of catalogue, so that an operation
// needs no line outside its file.
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

// Platform takes the place of the operation in the ids of the platform's rules.
const Platform = "platform"

// ofGroup reports whether the operation is about a group, so that the group determines the load balancer.
func (o Operation) ofGroup() bool {
	return slices.Contains(o.Required, "VServerGroupId") || slices.Contains(o.Required, "MasterSlaveServerGroupId")
}

// addRules appends all rules of the operation's calls except the platform's.
func (o Operation) addRules(rules []Rule) []Rule {
	if o.Version != "" {
		return rules // only the platform's rules apply to the action of another service
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

// usual are the common rules of an operation without a ledger: about values, the region, and the load balancer.
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

// full is the full id of a rule; "" for an operation without a ledger.
func (o Operation) full(id string) string {
	switch {
	case id == "" || !o.Ledger:
		return ""
	case strings.HasPrefix(id, Platform+"."):
		return Platform + "/" + id
	}
	return o.Action + "/" + id
}

// rows moves the platform's rules whose codes the operation's page lists to the operation: in its calls they have the id of
// its own rule.
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
