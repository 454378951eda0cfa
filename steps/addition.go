package steps

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	openapi "github.com/alibabacloud-go/darabonba-openapi/v2/client"
	slb "github.com/alibabacloud-go/slb-20140515/v4/client"
	"github.com/alibabacloud-go/tea/dara"

	"github.com/slbconform/slbconform/internal/target"
	"github.com/slbconform/slbconform/internal/wire"
)

// operation is what the sentences add by.
const operation = "AddVServerGroupBackendServers"

// addition is one call of AddVServerGroupBackendServers as the sentences describe it. A control is a copy with
// one thing put right.
type addition struct {
	group    group
	list     []element
	text     *string            // stands for the list when set
	params   map[string]*string // replaced parameters; nil: left out
	as       caller
	method   string // POST when empty
	form     bool   // parameters in a form body
	headers  map[string]string
	exchange *wire.Exchange // what came of it
}

// element is one backend server as it goes into the list: its members in order, values as raw JSON.
type element struct {
	of      target.Resource
	members []member
}

type member struct{ name, raw string }

func newElement(of target.Resource) element {
	e := element{of: of}
	e.set("ServerId", quote(of.ID))
	if of.Type != "" {
		e.set("Type", quote(of.Type))
	}
	return e
}

func (e *element) set(name, raw string) {
	for i, m := range e.members {
		if m.name == name {
			e.members[i].raw = raw
			return
		}
	}
	e.members = append(e.members, member{name, raw})
}

func (e *element) drop(name string) {
	e.members = slices.DeleteFunc(e.members, func(m member) bool { return m.name == name })
}

func (e *element) get(name string) string {
	for _, m := range e.members {
		if m.name == name {
			return m.raw
		}
	}
	return ""
}

// backendServers is the value of the parameter BackendServers.
func (a *addition) backendServers() string {
	if a.text != nil {
		return *a.text
	}
	items := make([]string, len(a.list))
	for i, e := range a.list {
		members := make([]string, len(e.members))
		for j, m := range e.members {
			members[j] = quote(m.name) + ":" + m.raw
		}
		items[i] = "{" + strings.Join(members, ",") + "}"
	}
	return "[" + strings.Join(items, ",") + "]"
}

func (a *addition) copy() *addition {
	c := *a
	c.exchange = nil
	c.params, c.headers = maps.Clone(a.params), maps.Clone(a.headers)
	c.list = make([]element, len(a.list))
	for i, e := range a.list {
		c.list[i] = element{of: e.of, members: slices.Clone(e.members)}
	}
	return &c
}

// parameters are the operation's own, replaced where a sentence says so.
func (a *addition) parameters(region string) map[string]*string {
	all := map[string]*string{
		"RegionId":       dara.String(region),
		"VServerGroupId": dara.String(a.group.id),
		"BackendServers": dara.String(a.backendServers()),
	}
	maps.Copy(all, a.params)
	maps.DeleteFunc(all, func(_ string, v *string) bool { return v == nil })
	return all
}

// send makes the call. The group must be read before, so that what changes can be told.
func (w *World) send(ctx context.Context, a *addition) error {
	if err := w.knowGroup(ctx); err != nil {
		return err
	}
	a.group.listed, a.group.known = w.group.listed, w.group.known
	w.last = a
	x, err := w.call(ctx, a.as, func(c *slb.Client) (any, error) { return a.through(c, w.about.Region) })
	if err != nil {
		return err
	}
	a.exchange = x
	w.doubtful(x)
	if !refused(x) {
		w.group.known = false // it changed the group, or may have
		delete(w.settled, w.group.id)
	}
	return nil
}

// doubtful notes an addition without an answer of the service about it, whose effect nobody knows, or with one that
// only put it off, which later sentences do not reckon with.
func (w *World) doubtful(x *wire.Exchange) {
	about := x.Succeeded()
	if refused(x) {
		refusal, err := wire.ParseRefusal(x.Answer)
		about = err != nil || !target.Passing(refusal) || slices.Contains(w.subject, refusal.Code)
	}
	if !about && w.doubt == nil {
		w.doubt = unjudgeable(x)
	}
}

// refused reports whether the service itself said no: only then is it certain what a call has not done.
func refused(x *wire.Exchange) bool { return x.Complete() && x.Answer.Status/100 == 4 }

// through makes the call by the SDK's typed door, or by its general one for the forms that the typed one lacks.
func (a *addition) through(c *slb.Client, region string) (any, error) {
	params := a.parameters(region)
	if a.method != "" || a.form {
		return a.throughCallAPI(c, params)
	}
	extra := maps.Clone(params)
	maps.DeleteFunc(extra, func(name string, _ *string) bool {
		return name == "RegionId" || name == "VServerGroupId" || name == "BackendServers"
	})
	answer, err := c.AddVServerGroupBackendServersWithOptions(&slb.AddVServerGroupBackendServersRequest{
		RegionId: params["RegionId"], VServerGroupId: params["VServerGroupId"], BackendServers: params["BackendServers"],
	}, a.runtime(extra))
	if err != nil {
		return nil, err
	}
	return answer.Body, nil
}

func (a *addition) runtime(queries map[string]*string) *dara.RuntimeOptions {
	headers := map[string]*string{}
	for name, value := range a.headers {
		headers[name] = dara.String(value)
	}
	return &dara.RuntimeOptions{ExtendsParameters: &dara.ExtendsParameters{Headers: headers, Queries: queries}}
}

func (a *addition) throughCallAPI(c *slb.Client, params map[string]*string) (any, error) {
	request := &openapi.OpenApiRequest{Query: params}
	if a.form {
		body := map[string]any{}
		for name, value := range params {
			body[name] = *value
		}
		request = &openapi.OpenApiRequest{Body: body}
	}
	method := a.method
	if method == "" {
		method = "POST"
	}
	return c.CallApi(&openapi.Params{
		Action: dara.String(operation), Version: dara.String("2014-05-15"),
		Protocol: dara.String("HTTPS"), Pathname: dara.String("/"), Method: dara.String(method),
		AuthType: dara.String("AK"), Style: dara.String("RPC"), ReqBodyType: dara.String("formData"), BodyType: dara.String("json"),
	}, request, a.runtime(nil))
}

func quote(s string) string {
	raw, err := json.Marshal(s)
	if err != nil {
		return fmt.Sprintf("%q", s)
	}
	return string(raw)
}
