package proof

import (
	"encoding/json"
	"slices"
	"strings"

	"github.com/slbconform/slbconform/fixtures"
	"github.com/slbconform/slbconform/internal/mock"
	"github.com/slbconform/slbconform/spec"
)

// tolerated are rows that refuse nothing as they stand: what the service puts up with, and what a policy need not say.
// A mutant makes them refuse it.
func tolerated(l *spec.Ledger, a *fixtures.Account) []mock.Rule {
	const bad, exists = "BackendServersMalformed", "InvalidParameter.Exists"
	kinds := []string{fixtures.ECS, fixtures.ENI, fixtures.ECI, fixtures.OnPremises}
	rows := []mock.Rule{
		{ID: "field.numbers-or-strings", Outcome: bad, Limits: mock.Limits{Name: "number"}, Breaks: anyItem(writtenAs)},
		{ID: "field.numbers-or-strings", Outcome: bad, Limits: mock.Limits{Name: "string"}, Breaks: anyItem(writtenAs)},
		{ID: "field.order-of-members", Outcome: bad, Limits: mock.Limits{Name: "ServerId"}, Breaks: anyItem(otherOrder)},
		{ID: "field.lower-camel-keys", Outcome: bad, Breaks: anyItem(smallLetters)},
		{ID: "field.unknown-members", Outcome: bad, Breaks: anyItem(unknownMember)},
		{ID: "field.duplicate-keys", Outcome: bad, Breaks: anyItem(memberTwice)},
		{ID: "field.duplicate-in-call", Outcome: exists, Breaks: serverTwice},
		{ID: "field.mixed-kinds", Outcome: "InvalidParameter.BackendServers", Breaks: severalKinds},
		{ID: "field.same-server-two-ports", Outcome: exists, Breaks: anotherPort},
		{ID: "field.single-quotes", Outcome: bad, Breaks: singleQuotes},
		{ID: "field.unknown-parameters", Outcome: "UnsupportedParameter", Breaks: unknownParameter},
		{ID: "platform.methods", Outcome: "UnsupportedHTTPMethod", Limits: mock.Limits{Name: "form body"}, Breaks: formBody},
		{ID: "ram.resource.instance", Outcome: "Forbidden", Breaks: aUser},
		{ID: "ram.condition-key", Outcome: "Forbidden", Breaks: aUser},
		{ID: "ram.dependent-action", Outcome: "Forbidden", Breaks: aUser},
		{ID: "server.server-id.kinds", Outcome: "InvalidParameter.BackendServers", Limits: mock.Limits{Values: kinds}, Breaks: otherKind(a)},
		{ID: "server.description.optional", Outcome: "InvalidParameter.Parameter", Limits: mock.Limits{Name: "Description"}, Breaks: anyItem(absent)},
		{ID: "field.server-ip-optional", Outcome: "InvalidParameter.BackendServers", Limits: mock.Limits{Name: "ServerIp"}, Breaks: anyItem(absent)},
	}
	for i := range rows {
		r := &rows[i]
		r.Action, r.Stage = underTest, mock.StageElement
		if rule := l.Find(underTest, r.ID); rule != nil {
			r.ID = rule.ID
		}
		if r.Outcome == "Forbidden" || r.Outcome == "UnsupportedHTTPMethod" {
			r.Stage = mock.StageGateway
		}
		if r.Limits.Values != nil {
			continue // its values are what it tolerates
		}
		r.Limits.Tolerated = true
		whole := r.Breaks
		r.Breaks = func(c *mock.Call, l mock.Limits) (string, bool) {
			if l.Tolerated {
				return "", false
			}
			return whole(c, l)
		}
	}
	return rows
}

// itemMember is one member of a backend server as it was written.
type itemMember struct {
	name string
	raw  json.RawMessage
}

// itemsOf reads the list of a call; members keep their order, and stand twice where they were given twice.
func itemsOf(c *mock.Call) [][]itemMember {
	text := c.Param("BackendServers")
	var raws []json.RawMessage
	if json.Unmarshal([]byte(text), &raws) != nil {
		return nil
	}
	var items [][]itemMember
	for _, raw := range raws {
		items = append(items, membersOf(raw))
	}
	return items
}

func membersOf(raw json.RawMessage) []itemMember {
	dec := json.NewDecoder(strings.NewReader(string(raw)))
	if t, err := dec.Token(); err != nil || t != json.Delim('{') {
		return nil
	}
	var all []itemMember
	for dec.More() {
		name, err := dec.Token()
		m := itemMember{}
		m.name, _ = name.(string)
		if err != nil || dec.Decode(&m.raw) != nil {
			return all
		}
		all = append(all, m)
	}
	return all
}

func anyItem(breaks func([]itemMember, mock.Limits) bool) func(*mock.Call, mock.Limits) (string, bool) {
	return func(c *mock.Call, l mock.Limits) (string, bool) {
		return "", slices.ContainsFunc(itemsOf(c), func(item []itemMember) bool { return breaks(item, l) })
	}
}

func writtenAs(item []itemMember, l mock.Limits) bool {
	return slices.ContainsFunc(item, func(m itemMember) bool {
		name := strings.ToUpper(m.name[:min(1, len(m.name))]) + m.name[min(1, len(m.name)):]
		return (name == "Weight" || name == "Port") && string(m.raw) != "null" && (m.raw[0] == '"') == (l.Name == "string")
	})
}

func otherOrder(item []itemMember, l mock.Limits) bool {
	return len(item) > 0 && item[0].name != l.Name
}

func smallLetters(item []itemMember, _ mock.Limits) bool {
	return slices.ContainsFunc(item, func(m itemMember) bool {
		return m.name != "" && slices.Contains(documentedMembers(), strings.ToUpper(m.name[:1])+m.name[1:]) && !slices.Contains(documentedMembers(), m.name)
	})
}

func unknownMember(item []itemMember, _ mock.Limits) bool {
	return slices.ContainsFunc(item, func(m itemMember) bool {
		return m.name != "" && !slices.Contains(documentedMembers(), strings.ToUpper(m.name[:1])+m.name[1:])
	})
}

func memberTwice(item []itemMember, _ mock.Limits) bool {
	seen := map[string]bool{}
	return slices.ContainsFunc(item, func(m itemMember) bool {
		twice := seen[m.name]
		seen[m.name] = true
		return twice
	})
}

func absent(item []itemMember, l mock.Limits) bool {
	return !slices.ContainsFunc(item, func(m itemMember) bool { return m.name == l.Name })
}

func serverTwice(c *mock.Call, _ mock.Limits) (string, bool) {
	asked := c.Asked()
	for i, m := range asked {
		if slices.ContainsFunc(asked[:i], m.SameAs) {
			return "", true
		}
	}
	return "", false
}

func severalKinds(c *mock.Call, _ mock.Limits) (string, bool) {
	asked := c.Asked()
	return "", slices.ContainsFunc(asked, func(m mock.Member) bool { return m.Type != asked[0].Type })
}

func anotherPort(c *mock.Call, _ mock.Limits) (string, bool) {
	all := append(c.Held(c.Group()), c.Asked()...)
	for i, m := range all {
		if slices.ContainsFunc(all[:i], func(o mock.Member) bool { return o.ServerID == m.ServerID && o.Port != m.Port }) {
			return "", true
		}
	}
	return "", false
}

func singleQuotes(c *mock.Call, _ mock.Limits) (string, bool) {
	return "", strings.HasPrefix(strings.TrimLeft(c.Param("BackendServers"), " [{"), "'")
}

func unknownParameter(c *mock.Call, _ mock.Limits) (string, bool) {
	known := []string{
		"RegionId", "VServerGroupId", "BackendServers", "OwnerAccount", "OwnerId", "ResourceOwnerAccount", "ResourceOwnerId",
		"AccessKeyId", "Action", "Format", "SecurityToken", "Signature", "SignatureMethod", "SignatureNonce", "SignatureType",
		"SignatureVersion", "TimeStamp", "Timestamp", "Version",
	}
	for _, name := range c.Params() {
		if !slices.Contains(known, name) {
			return name, true
		}
	}
	return "", false
}

func formBody(c *mock.Call, _ mock.Limits) (string, bool) { return "", c.Form() }

func aUser(c *mock.Call, _ mock.Limits) (string, bool) {
	if c.User() == nil {
		return "", false
	}
	return c.User().Name, true
}

func otherKind(a *fixtures.Account) func(*mock.Call, mock.Limits) (string, bool) {
	return func(c *mock.Call, l mock.Limits) (string, bool) {
		return "", slices.ContainsFunc(c.Asked(), func(m mock.Member) bool {
			server := a.Server(m.ServerID)
			return server != nil && !slices.Contains(l.Values, server.Kind)
		})
	}
}

// documentedMembers are the members that the page or an error code of it names.
func documentedMembers() []string {
	return []string{"ServerId", "Weight", "Description", "Type", "ServerIp", "Port", "ServerRegionId", "VbrId"}
}
