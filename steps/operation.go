package steps

import (
	"context"
	"embed"
	"fmt"
	"maps"
	"net/url"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"sync"

	slb "github.com/alibabacloud-go/slb-20140515/v4/client"
	"github.com/alibabacloud-go/tea/dara"

	"github.com/slbconform/slbconform/internal/methods"
	"github.com/slbconform/slbconform/internal/nearest"
	"github.com/slbconform/slbconform/internal/textfs"
	"github.com/slbconform/slbconform/internal/wire"
)

// Operation is one operation of the API as the sentences call it.
type Operation struct {
	Name string
	// Sentences are those that speak of this operation only.
	Sentences func(*Vocabulary)
	// List is the parameter that holds the backend servers of a call; "" when it takes none.
	List string
	// Old is the parameter that holds those which a call takes out beside it; "" when it has no such list.
	Old string
	// Parameters are those of the plain call, RegionId apart.
	Parameters func(*World, *call) parameters
	// SDK is the SDK's typed method. Where the SDK has none, the call goes by the SDK's general method.
	SDK method
	// Prepare brings the group into the state in which the plain call succeeds; nil when any state is.
	Prepare func(context.Context, *World, *call) error
	// Changes is what the group lists after a success, by what it listed before; known is false where nobody can tell.
	// It is nil for an operation that leaves the backend servers of a group alone.
	Changes func(before []server, c *call) (after []server, known bool)
	// Stores is the backend servers that the group holds after a success as the call asked for them; ok is false where
	// what was sent cannot be read. It is nil for an operation that stores none.
	Stores func(c *call) (asked []server, ok bool)
	// Amends is true when Stores speaks of backend servers that the group had before.
	Amends bool
	// Creates is true where a success makes a group, which is the scenario's from then on.
	Creates bool
	// Done takes note of a success: of a group that was created, or is gone. It may be nil.
	Done func(*World, *call, *wire.Exchange) error
}

// needsThem reports whether the backend servers of a call must be in the group before.
func (o *Operation) needsThem() bool { return o.Stores == nil || o.Amends }

// Leaves is how many backend servers a group lists after the operation took a list in a parameter. Before, the group has
// those of the list where they are needed, and none where they are not.
func (o *Operation) Leaves(parameter, list string) int {
	at := &url.URL{RawQuery: url.Values{parameter: {list}}.Encode()}
	c := &call{op: o, exchange: &wire.Exchange{Request: wire.Request{URL: at}}}
	var before []server
	if parameter != o.List || o.needsThem() {
		before, _ = c.asked(parameter)
	}
	after, _ := o.Changes(before, c)
	return len(after)
}

// method is a typed method of the SDK.
type method struct {
	send          func(*slb.Client, parameters, *dara.RuntimeOptions) (body any, err error)
	request, body reflect.Type // body: of a success
}

// typed makes a method that fills the SDK's request and hands on the body of the SDK's answer.
func typed[Q, A any](call func(*slb.Client, *Q, *dara.RuntimeOptions) (*A, error)) method {
	body, _ := reflect.TypeFor[A]().FieldByName("Body") // every answer of the SDK has one
	return method{request: reflect.TypeFor[Q](), body: body.Type, send: func(client *slb.Client, p parameters, r *dara.RuntimeOptions) (any, error) {
		request := new(Q)
		answer, err := call(client, request, p.into(request, r))
		if err != nil {
			return nil, err
		}
		return reflect.ValueOf(answer).Elem().FieldByIndex(body.Index).Interface(), nil
	}}
}

// catalogue has a method an operation, each in the file of that operation.
type catalogue struct{}

// Operations are all operations that the sentences can call, by name.
func Operations() []Operation {
	var all []Operation
	for _, o := range methods.Of[Operation](catalogue{}) {
		all = append(all, o)
	}
	return all
}

// parameterNames are the parameters that the SDK has for any of them.
var parameterNames = sync.OnceValue(func() []string {
	var names []string
	for _, o := range Operations() {
		for i := 0; o.SDK.request != nil && i < o.SDK.request.NumField(); i++ {
			name, _, _ := strings.Cut(o.SDK.request.Field(i).Tag.Get("json"), ",")
			names = append(names, name)
		}
	}
	return names
})

// Names are those of all operations. The error says that a method is called otherwise.
func Names() ([]string, error) { return namesOf(catalogue{}) }

func namesOf(catalogue any) (names []string, err error) {
	for method, o := range methods.Of[Operation](catalogue) {
		if names = append(names, method); o.Name != method {
			return nil, fmt.Errorf("steps: a file op_*.go has a method %s with Name: %q, and both are the name of the operation", method, o.Name)
		}
	}
	return names, nil
}

// reads reports whether an operation changes nothing, whatever comes of a call.
func (w *World) reads(o *Operation) bool { return w.Actions[o.Name].Does == wire.Reads }

// OperationNamed finds an operation. The error names the one that was probably meant.
func OperationNamed(name string) (*Operation, error) {
	all := Operations()
	i := slices.IndexFunc(all, func(o Operation) bool { return o.Name == name })
	if i < 0 {
		var names []string
		for _, o := range all {
			names = append(names, o.Name)
		}
		return nil, fmt.Errorf("steps: no operation is called %q%s", name, nearest.Hint(name, names))
	}
	return &all[i], nil
}

// parameters are those of a request, by name; nil is one that is left out.
type parameters map[string]*string

// into fills a request of the SDK with what it has a field for. What it has none for goes beside it, as a query.
func (p parameters) into(request any, runtime *dara.RuntimeOptions) *dara.RuntimeOptions {
	rest := maps.Clone(p)
	fields := reflect.ValueOf(request).Elem()
	for i := range fields.NumField() {
		name, _, _ := strings.Cut(fields.Type().Field(i).Tag.Get("json"), ",")
		if value := rest[name]; value != nil && fill(fields.Field(i), *value) {
			delete(rest, name)
		}
	}
	runtime.ExtendsParameters.Queries = rest
	return runtime
}

// fill sets a field of the SDK, if the text can be of its type.
func fill(field reflect.Value, text string) bool {
	switch field.Interface().(type) {
	case *string:
		field.Set(reflect.ValueOf(&text))
		return true
	case *bool:
		value := text == "true" // any other writing, "TRUE" too, is sent as it stands
		if text != strconv.FormatBool(value) {
			return false
		}
		field.Set(reflect.ValueOf(&value))
		return true
	}
	return false
}

//go:embed *.go
var embedded embed.FS

// Sources are the sources of this package: the figures of a proof hold for one state of them.
var Sources = textfs.New(embedded)
