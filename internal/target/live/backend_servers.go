package live

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/slbconform/slbconform/internal/wire"
)

// BackendServer is one backend server of a vServer group, as the service lists it.
type BackendServer struct {
	ServerID string `json:"ServerId"`
	Port     int    `json:"Port"`
	Type     string `json:"Type,omitempty"`
	IP       string `json:"ServerIp,omitempty"`
	Weight   int    `json:"Weight"`
}

// String names a backend server for a person.
func (m BackendServer) String() string {
	if m.IP == "" {
		return fmt.Sprintf("%s on port %d", m.ServerID, m.Port)
	}
	return fmt.Sprintf("%s (%s) on port %d", m.ServerID, m.IP, m.Port)
}

// BackendServers lists the backend servers of a vServer group.
func (a *API) BackendServers(ctx context.Context, group string) ([]BackendServer, error) {
	var answer struct {
		VServerGroupID string                                   `json:"VServerGroupId"`
		BackendServers *struct{ BackendServer []BackendServer } // may be absent where there are none
	}
	err := a.read(ctx, a.Actions.That(wire.Reads, groupParam), query{groupParam: group}, &answer)
	switch {
	case err != nil:
		return nil, err
	case answer.BackendServers != nil:
		return answer.BackendServers.BackendServer, nil
	case answer.VServerGroupID == group:
		return nil, nil
	}
	return nil, fmt.Errorf("%w: the answer has no list of backend servers", ErrNoAnswer)
}

// takeOut removes backend servers from a vServer group, as many at a time as a call may remove.
func (a *API) takeOut(ctx context.Context, group string, servers []BackendServer) error {
	removal := a.Actions.ThatTakesOut(groupParam)
	for some := range slices.Chunk(servers, 20) {
		list, err := entries(some)
		if err != nil {
			return err
		}
		if err := a.read(ctx, removal, query{groupParam: group, a.Actions[removal].Out: list}, nil); err != nil {
			return err
		}
	}
	return nil
}

// entries writes the list of a call, values as texts, as the vendor's samples have them.
func entries(servers []BackendServer) (string, error) {
	list := make([]map[string]string, len(servers))
	for i, m := range servers {
		list[i] = map[string]string{"ServerId": m.ServerID, "Port": fmt.Sprint(m.Port), "Weight": fmt.Sprint(m.Weight)}
		if m.Type != "" {
			list[i]["Type"] = m.Type
		}
		if m.IP != "" {
			list[i]["ServerIp"] = m.IP
		}
	}
	data, err := json.Marshal(list)
	return string(data), err
}

// Group is a vServer group as the service lists it.
type Group struct {
	ID      string            `json:"VServerGroupId"`
	Name    string            `json:"VServerGroupName"`
	Created string            `json:"CreateTime"`
	Tags    map[string]string `json:"-"`

	listeners []Listener   // that lead to it
	rules     []forwarding // that lead to it
}

// forwarding is a forwarding rule, of which nothing but its name says who made it.
type forwarding struct{ RuleId, RuleName string }

// Groups lists the vServer groups of a load balancer, with their tags and what uses them.
func (a *API) Groups(ctx context.Context, lb string) ([]Group, error) {
	var answer struct {
		VServerGroups *struct {
			VServerGroup []struct {
				Group
				Tags              tagList
				AssociatedObjects struct {
					Listeners struct {
						Listener []struct {
							Port     json.Number
							Protocol string
						}
					}
					Rules struct{ Rule []forwarding }
				}
			}
		}
	}
	if err := a.read(ctx, a.Actions.ThatLists(groupParam), query{balancerParam: lb, "IncludeListener": "true", "IncludeRule": "true"}, &answer); err != nil {
		return nil, err
	}
	if answer.VServerGroups == nil {
		return nil, fmt.Errorf("%w: the answer has no list of vServer groups", ErrNoAnswer)
	}
	var groups []Group
	for _, g := range answer.VServerGroups.VServerGroup {
		g.Group.Tags = g.Tags.byKey()
		for _, l := range g.AssociatedObjects.Listeners.Listener {
			g.listeners = append(g.listeners, Listener{Port: l.Port, Protocol: l.Protocol})
		}
		g.rules = g.AssociatedObjects.Rules.Rule
		groups = append(groups, g.Group)
	}
	return groups, nil
}
