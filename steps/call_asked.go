package steps

import (
	"encoding/json"
	"slices"
	"strings"

	"github.com/slbconform/slbconform/internal/wire"
)

// asked are the backend servers of the call as they were sent, without members that are given twice, of which nobody
// knows which counts; ok is false when what was sent is no such list.
func (c *call) asked(parameter string) (list []server, ok bool) {
	if c.exchange == nil {
		return nil, false
	}
	var items []wire.Members
	if json.Unmarshal([]byte(c.exchange.Request.Params().Get(parameter)), &items) != nil {
		return nil, false
	}
	for _, members := range items {
		once, seen := server{}, make(map[string]bool, len(members))
		for _, m := range members {
			once[m.Name] = m.Raw
			if seen[m.Name] {
				delete(once, m.Name)
			}
			seen[m.Name] = true
		}
		list = append(list, once)
	}
	return list, true
}

// mayName reports whether the call may have asked for a backend server.
func (c *call) mayName(s server) bool {
	asked, ok := c.asked(c.op.List)
	if !ok {
		return strings.Contains(c.backendServers(), strings.Trim(s.text("ServerId"), `"`))
	}
	return slices.ContainsFunc(asked, func(a server) bool {
		port, id := number(a["Port"]), strings.Trim(a.text("ServerId"), `"`)
		return (port == "" || port == number(s["Port"])) && (!a.plainKey() || id == strings.Trim(s.text("ServerId"), `"`))
	})
}

// sends reports whether a value is one of the call's parameters.
func (c *call) sends(value string) bool {
	for _, values := range c.exchange.Request.Params() {
		if slices.Contains(values, strings.Trim(value, `"`)) {
			return true
		}
	}
	return false
}
