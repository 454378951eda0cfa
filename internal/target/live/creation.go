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

// creation says how an action creates something and how another removes it. An id is the values of the parameters that say
// which is meant: a listener has its load balancer, its protocol and its port.
type creation struct {
	create   string   // the action that creates it
	kind     string   // as a journal names it
	named    string   // the parameter with its name
	id       []string // the parameters of the removal that say which is meant
	parent   []string // the parameters with the id of what it belongs to; nil for none
	remove   string   // the action that removes it
	tagged   bool     // it is looked for by its tags
	protocol string   // of a listener, where no parameter says it

	// idIn is the id of what a call created; "" where nothing says one.
	idIn func(creation, *wire.Exchange) string

	// gone reports whether a look shows that the one with an id is not there; nil for a kind of which nothing shows it.
	gone func(a *API, ctx context.Context, id string) bool
}

// creations are what a run may create. Which actions create and delete a group, the schema says.
func creations(actions wire.Actions) []creation {
	lb, listener := []string{balancerParam}, []string{balancerParam, protocolParam, "ListenerPort"}
	all := []creation{
		{createLoadBalancer, balancerKind, "LoadBalancerName", lb, nil, "DeleteLoadBalancer", true, "", answered, (*API).balancerGone},
		{actions.That(wire.Creates, groupParam), groupKind, "VServerGroupName", []string{groupParam}, lb, actions.That(wire.Deletes, groupParam), true, "", answered, (*API).groupGone},
		{"CreateMasterSlaveServerGroup", "server group", "MasterSlaveServerGroupName", []string{"MasterSlaveServerGroupId"}, lb, "DeleteMasterSlaveServerGroup", false, "", answered, nil},
		{"CreateRules", ruleKind, "RuleList", []string{"RuleIds"}, listener, "DeleteRules", false, "http", answeredRules, nil},
	}
	for _, protocol := range []string{"tcp", "udp", "http"} {
		create := "CreateLoadBalancer" + strings.ToUpper(protocol) + "Listener"
		all = append(all, creation{create, listenerKind, "Description", listener, lb, "DeleteLoadBalancerListener", false, protocol, asked, nil})
	}
	return all
}

// creationWhere is the creation that is meant; ok is false where there is none.
func creationWhere(actions wire.Actions, meant func(creation) bool) (c creation, ok bool) {
	all := creations(actions)
	if i := slices.IndexFunc(all, meant); i >= 0 {
		return all[i], true
	}
	return creation{}, false
}

// creating is what an action creates.
func creating(actions wire.Actions, action string) (c creation, ok bool) {
	return creationWhere(actions, func(c creation) bool { return c.create == action })
}

// kindOf is how things of a kind are removed.
func kindOf(actions wire.Actions, kind string) creation {
	c, _ := creationWhere(actions, func(c creation) bool { return c.kind == kind })
	return c
}

// ToCreate says how many things of each kind so many accepted calls of each action create. A list may make several forwarding rules.
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
		plural := "s"
		if many[kind] == 1 {
			plural = ""
		}
		each = append(each, fmt.Sprintf("%d %s%s", many[kind], kind, plural))
	}
	return strings.Join(each, ", ")
}

// idOf is the id that a call's parameters say.
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

// removal are the parameters of the call that removes what has an id.
func (c creation) removal(id string) query {
	params := query{}
	for i, value := range strings.SplitN(id, "/", len(c.id)) {
		params[c.id[i]] = value
	}
	return params
}

// asked is the id that the call itself says: the answer names nothing.
func asked(c creation, x *wire.Exchange) string {
	if !x.Succeeded() {
		return ""
	}
	return c.idOf(c.id, x.Request.Params())
}

// answered is the id that an answer has under the name of its parameter.
func answered(c creation, x *wire.Exchange) string {
	var answer map[string]any
	_ = json.Unmarshal(wire.JSON(x.Answer.Body), &answer) // what is no object has no id
	id, _ := answer[c.id[0]].(string)
	return id
}

// answeredRules is the list of the ids of forwarding rules that an answer has, as the call that removes them takes it.
func answeredRules(_ creation, x *wire.Exchange) string {
	var answer struct {
		Rules struct{ Rule []struct{ RuleId string } }
	}
	_ = json.Unmarshal(wire.JSON(x.Answer.Body), &answer) // what is no object has no rules
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
