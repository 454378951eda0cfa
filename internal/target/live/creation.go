package live

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"github.com/slbconform/slbconform/internal/wire"
)

const (
	createLoadBalancer = "CreateLoadBalancer"
	protocolParam      = "ListenerProtocol"

	balancerKind = "load balancer"
	groupKind    = "vServer group"
	listenerKind = "listener"
	ruleKind     = "forwarding rule list"
)

// creation says how one action creates a kind of thing and how another removes it. An id is the values of the parameters
// that identify it: for a listener, its load balancer, protocol and port.
type creation struct {
	create   string   // the action that creates it
	kind     string   // as a journal names it
	named    string   // the parameter with its name
	id       []string // the parameters of the removal that identify it
	parent   []string // the parameters that identify what it belongs to; nil for none
	remove   string   // the action that removes it
	tagged   bool     // a sweep finds it by its tags
	protocol string   // of a listener, where no parameter says it

	// idIn is the id of what a call created; "" where nothing says one.
	idIn func(creation, *wire.Exchange) string

	// gone reads, and reports whether the one with an id is not there; nil for a kind that cannot be looked up.
	gone func(a *API, ctx context.Context, id string) bool
}

// creations are what a run may create. Which actions create and delete a group, the schema says.
func creations(actions wire.Actions) []creation {
	lb, listener := []string{balancerParam}, []string{balancerParam, protocolParam, "ListenerPort"}
	all := []creation{
		{createLoadBalancer, balancerKind, "LoadBalancerName", lb, nil, "DeleteLoadBalancer", true, "", idAnswered, (*API).balancerGone},
		{actions.That(wire.Creates, groupParam), groupKind, "VServerGroupName", []string{groupParam}, lb, actions.That(wire.Deletes, groupParam), true, "", idAnswered, (*API).groupGone},
		{"CreateMasterSlaveServerGroup", "server group", "MasterSlaveServerGroupName", []string{"MasterSlaveServerGroupId"}, lb, "DeleteMasterSlaveServerGroup", false, "", idAnswered, nil},
		{"CreateRules", ruleKind, "RuleList", []string{"RuleIds"}, listener, "DeleteRules", false, "http", ruleIDsAnswered, nil},
	}
	for _, protocol := range []string{"tcp", "udp", "http"} {
		create := "CreateLoadBalancer" + strings.ToUpper(protocol) + "Listener"
		all = append(all, creation{create, listenerKind, "Description", listener, lb, "DeleteLoadBalancerListener", false, protocol, idAsked, nil})
	}
	return all
}

// creationWhere is the first creation that is meant; ok is false where there is none.
func creationWhere(actions wire.Actions, meant func(creation) bool) (c creation, ok bool) {
	all := creations(actions)
	if i := slices.IndexFunc(all, meant); i >= 0 {
		return all[i], true
	}
	return creation{}, false
}

// creationBy is the creation that an action makes.
func creationBy(actions wire.Actions, action string) (c creation, ok bool) {
	return creationWhere(actions, func(c creation) bool { return c.create == action })
}

// creationOf is the creation of a kind.
func creationOf(actions wire.Actions, kind string) creation {
	c, _ := creationWhere(actions, func(c creation) bool { return c.kind == kind })
	return c
}

// ToCreate says in words how many things of each kind are created by so many accepted calls of each action.
func ToCreate(accepted map[string]int, actions wire.Actions) string {
	kinds, many := []string{}, map[string]int{}
	for _, c := range creations(actions) {
		many[c.kind] += accepted[c.create]
		if !slices.Contains(kinds, c.kind) {
			kinds = append(kinds, c.kind)
		}
	}
	var each []string
	for _, kind := range kinds {
		each = append(each, counted(many[kind], kind))
	}
	return strings.Join(each, ", ")
}

// counted is "1 listener" or "2 listeners".
func counted(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// idOf joins the values of the named parameters of a call to an id.
func (c creation) idOf(names []string, call url.Values) string {
	var values []string
	for _, name := range names {
		value := call.Get(name)
		if name == protocolParam {
			value = cmp.Or(value, c.protocol)
		}
		values = append(values, value)
	}
	return strings.Join(values, "/")
}

// removal are the parameters of the call that removes the one with an id.
func (c creation) removal(id string) query {
	params := query{}
	for i, value := range strings.SplitN(id, "/", len(c.id)) {
		params[c.id[i]] = value
	}
	return params
}

// idAsked is the id that the parameters of a successful call say, where the answer names none.
func idAsked(c creation, x *wire.Exchange) string {
	if !x.Succeeded() {
		return ""
	}
	return c.idOf(c.id, x.Request.Params())
}

// idAnswered is the id that an answer has under the name of the identifying parameter.
func idAnswered(c creation, x *wire.Exchange) string {
	var answer map[string]any
	_ = json.Unmarshal(wire.JSON(x.Answer.Body), &answer) // what is no object has no id
	id, _ := answer[c.id[0]].(string)
	return id
}

// ruleIDsAnswered is the JSON list of the forwarding rule ids in an answer, which is what DeleteRules takes.
func ruleIDsAnswered(_ creation, x *wire.Exchange) string {
	var answer struct {
		Rules struct{ Rule []struct{ RuleId string } }
	}
	_ = wire.Decode(x.Answer.Body, &answer) // what is no object has no rules
	if len(answer.Rules.Rule) == 0 {
		return ""
	}
	var ids []string
	for _, rule := range answer.Rules.Rule {
		ids = append(ids, rule.RuleId)
	}
	list, _ := json.Marshal(ids) // strings can always be written
	return string(list)
}
