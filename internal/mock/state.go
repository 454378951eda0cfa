package mock

import (
	"cmp"
	"maps"
	"slices"
	"time"

	"github.com/slbconform/slbconform/fixtures"
)

// BackendServer is a backend server in a group.
type BackendServer struct {
	ServerID    string
	Type        string
	ServerIP    string // the address that is reached
	Port        int
	Weight      int
	Description *string // nil when none was given

	vpc        string
	serverType string // Master or Slave, in a primary/secondary group
}

// SameAs reports whether both are the same: ECS instances are identified by id and port; network interfaces and elastic
// container instances, which may have several addresses, by their address too (docs/sources.md#backend-server-key).
func (m BackendServer) SameAs(o BackendServer) bool {
	if m.ServerID != o.ServerID || m.Port != o.Port {
		return false
	}
	return m.Type == fixtures.ECS || m.ServerIP == o.ServerIP
}

type tag struct {
	key, value string
	keyless    bool // a call gave it no key, not even an empty one
}

// loadBalancer has in attributes what answers repeat, by the names of their members.
type loadBalancer struct {
	id, region       string
	token            string // ClientToken that created it; "" is none
	attributes       map[string]string
	shared, cloudBox bool
	tunnel, cen      string
	bandwidth        int
	own              *group      // its own backend servers, which are in no group
	listeners        []*listener // oldest first
	tags             []tag
	created          time.Time
	groups           []*group // oldest first
}

func newBalancer(id, region string, now time.Time) *loadBalancer {
	l := &loadBalancer{id: id, region: region, attributes: map[string]string{}, own: &group{}, bandwidth: 5120, created: now}
	for _, a := range balancerAttributes {
		l.attributes[a.name], _ = a.preset.(string)
	}
	l.attributes["LoadBalancerId"], l.attributes["LoadBalancerName"], l.attributes["RegionId"] = id, id, region
	l.attributes["LoadBalancerStatus"], l.attributes["NetworkType"] = "active", "classic"
	return l
}

// group is a vServer group, or a primary/secondary group.
type group struct {
	id, name, lb string
	masterSlave  bool
	changing     bool
	servers      []BackendServer
	past         []snapshot // what reads still show instead, oldest first
	tags         []tag
	created      time.Time
}

// state is what calls change. Load balancers are kept in order, oldest first.
type state struct {
	lbs    map[string]*loadBalancer
	order  []*loadBalancer
	groups map[string]*group
	tokens map[string]string // ClientToken → id of the load balancer it created

	addresses int             // how many addresses were tried, to generate the next
	taken     map[string]bool // addresses of load balancers
	nonces    nonces
}

// newState begins with the account's load balancers and groups.
func newState(a *fixtures.Account, now time.Time) *state {
	s := &state{
		lbs:    make(map[string]*loadBalancer, len(a.LoadBalancers)+4),
		groups: make(map[string]*group, len(a.Groups)+4),
		tokens: map[string]string{}, taken: map[string]bool{},
	}
	for i := range a.LoadBalancers {
		lb := accountBalancer(&a.LoadBalancers[i], now)
		lb.attributes["Address"] = s.address(false, lb.attributes["AddressIPVersion"])
		s.addLB(lb)
	}
	for _, g := range a.Groups {
		s.addGroup(&group{id: g.ID, name: g.Name, lb: g.LoadBalancer, changing: g.Changing, created: now})
	}
	return s
}

func accountBalancer(l *fixtures.LoadBalancer, now time.Time) *loadBalancer {
	lb := newBalancer(l.ID, l.Region, now)
	lb.shared, lb.cloudBox, lb.tunnel, lb.cen, lb.tags = l.Shared, l.CloudBox, l.Tunnel, l.CEN, accountTags(l.Tags)
	maps.Copy(lb.attributes, map[string]string{
		"LoadBalancerName": cmp.Or(l.Name, l.ID), "LoadBalancerStatus": cmp.Or(l.Status, "active"), "LoadBalancerSpec": "slb.s2.small", "InstanceChargeType": payBySpec,
		"AddressType": "intranet", "AddressIPVersion": l.IPVersion, "NetworkType": "vpc", "VpcId": l.VPC, "VSwitchId": l.VSwitch,
		"MasterZoneId": l.Zone, "SlaveZoneId": l.Zone,
	})
	if l.Shared { // from before specifications were sold
		lb.attributes["LoadBalancerSpec"] = ""
	}
	return lb
}

func accountTags(tags map[string]string) []tag {
	var out []tag
	for _, key := range slices.Sorted(maps.Keys(tags)) {
		out = append(out, tag{key: key, value: tags[key]})
	}
	return out
}

// maxObjects bounds the load balancers, and the groups, of a served mock whose clients delete nothing.
const maxObjects = 10_000

func (s *state) addLB(l *loadBalancer) {
	s.lbs[l.id], s.taken[l.attributes["Address"]] = l, true
	s.order = append(s.order, l)
}

func (s *state) deleteLB(l *loadBalancer) {
	for _, g := range l.groups {
		delete(s.groups, g.id)
	}
	delete(s.lbs, l.id)
	delete(s.taken, l.attributes["Address"])
	delete(s.tokens, l.token)
	s.order = slices.DeleteFunc(s.order, func(o *loadBalancer) bool { return o == l })
}

func (s *state) addGroup(g *group) {
	s.groups[g.id] = g
	l := s.lbs[g.lb]
	l.groups = append(l.groups, g)
}

func (s *state) deleteGroup(g *group) {
	delete(s.groups, g.id)
	l := s.lbs[g.lb]
	l.groups = slices.DeleteFunc(l.groups, func(o *group) bool { return o == g })
}
