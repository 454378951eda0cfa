package steps

import (
	"cmp"
	"encoding/json"
	"maps"
	"slices"
	"strings"

	openapi "github.com/alibabacloud-go/darabonba-openapi/v2/client"
	slb "github.com/alibabacloud-go/slb-20140515/v4/client"
	"github.com/alibabacloud-go/tea/dara"

	"github.com/slbconform/slbconform/internal/wire"
)

// call is one call of an operation as the sentences describe it. A control is a copy with one thing put right.
type call struct {
	op       *Operation
	group    group
	list     []element
	old      []element  // that are to be taken out, where an operation does both
	text     *string    // stands for the list when set
	params   parameters // replaced; nil: left out
	as       caller
	method   string // POST when empty
	form     bool   // parameters in a form body
	headers  map[string]string
	answer   bool           // it stands for what an answer lists, where numbers are numbers
	exchange *wire.Exchange // what came of it

	unnamed     error // it was to create a group, and the answer names none
	existed     bool  // it was to create a group, and the answer names one that was there
	unprepared  bool  // the group is left as it is, whatever the call needs
	toBeRefused bool  // a sentence says so, so that its success is judged by that sentence alone
	control     bool  // everything in it is right
}

// backendServers is the list as its parameter holds it.
func (c *call) backendServers() string {
	if c.text != nil {
		return *c.text
	}
	return listed(c.list)
}

func listed(list []element) string {
	items := make([]string, len(list))
	for i, e := range list {
		items[i] = e.String()
	}
	return "[" + strings.Join(items, ",") + "]"
}

// servers are the backend servers that a sentence about the call speaks of: those that it takes out, where it puts in
// none.
func (c *call) servers() *[]element {
	if len(c.list) == 0 && c.text == nil && len(c.old) > 0 {
		return &c.old
	}
	return &c.list
}

// instead replaces those backend servers by others.
func (c *call) instead(list []element) {
	servers := c.servers()
	if servers == &c.old {
		delete(c.params, c.op.Old)
	}
	*servers, c.text = list, nil
}

func copied(list []element) []element {
	out := make([]element, len(list))
	for i, e := range list {
		out[i] = e.copy()
	}
	return out
}

func (c *call) copy() *call {
	other := *c
	other.exchange, other.unnamed, other.toBeRefused, other.existed = nil, nil, false, false
	other.params, other.headers = maps.Clone(c.params), maps.Clone(c.headers)
	other.list = copied(c.list)
	if c.old != nil {
		other.old = copied(c.old)
	}
	return &other
}

// parameters are the operation's own, replaced where a sentence says so.
func (w *World) parameters(c *call) parameters {
	all := c.op.Parameters(w, c)
	all["RegionId"] = dara.String(w.About.Region)
	maps.Copy(all, c.params)
	maps.DeleteFunc(all, func(_ string, v *string) bool { return v == nil })
	return all
}

// sending makes the call with the parameters that it has now.
func (w *World) sending(c *call) func(*slb.Client) (any, error) {
	params := w.parameters(c)
	return func(client *slb.Client) (any, error) { return c.through(client, params) }
}

// through makes the call by the SDK's typed method, or by its general one for the forms that the typed one lacks.
func (c *call) through(client *slb.Client, params parameters) (any, error) {
	if c.method != "" || c.form || c.op.SDK.send == nil {
		return c.throughCallAPI(client, params)
	}
	return c.op.SDK.send(client, params, c.runtime())
}

// plainly is a call of an action that a scenario needs and that is not its subject, by the SDK's general method.
func (w *World) plainly(action string, values map[string]string) func(*slb.Client) (any, error) {
	params := parameters{"RegionId": dara.String(w.About.Region)}
	for name, value := range values {
		params[name] = dara.String(value)
	}
	c := &call{op: &Operation{Name: action}}
	return func(client *slb.Client) (any, error) { return c.through(client, params) }
}

func (c *call) runtime() *dara.RuntimeOptions {
	headers := map[string]*string{}
	for name, value := range c.headers {
		headers[name] = dara.String(value)
	}
	return &dara.RuntimeOptions{ExtendsParameters: &dara.ExtendsParameters{Headers: headers}}
}

const apiVersion = "2014-05-15"

func (c *call) throughCallAPI(client *slb.Client, params parameters) (any, error) {
	request := &openapi.OpenApiRequest{Query: params}
	if c.form {
		body := map[string]any{}
		for name, value := range params {
			body[name] = *value
		}
		request = &openapi.OpenApiRequest{Body: body}
	}
	return client.CallApi(&openapi.Params{
		Action: dara.String(c.op.Name), Version: dara.String(apiVersion),
		Protocol: dara.String("HTTPS"), Pathname: dara.String("/"), Method: dara.String(cmp.Or(c.method, "POST")),
		AuthType: dara.String("AK"), Style: dara.String("RPC"), ReqBodyType: dara.String("formData"), BodyType: dara.String("json"),
	}, request, c.runtime())
}

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
