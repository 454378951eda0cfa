package mock

import (
	"fmt"
	"net/url"
	"slices"

	"github.com/slbconform/slbconform/internal/wire"
)

// parameters are the parameters of a call. Those that Get or Has asks for are recorded as heeded; rules that only check
// whether a value is possible read Values instead.
type parameters struct {
	url.Values
	heeded map[string]bool
}

func newParameters(v url.Values) parameters {
	return parameters{Values: v, heeded: make(map[string]bool, len(v))}
}

// Get is the first value of a parameter and records it as heeded; "" where it is not given.
func (p parameters) Get(name string) string {
	if p.Values.Has(name) {
		p.heeded[name] = true
	}
	return p.Values.Get(name)
}

// Has reports whether a parameter is given and records it as heeded.
func (p parameters) Has(name string) bool {
	p.Get(name)
	return p.Values.Has(name)
}

// again marks a parameter of which only the first value counts.
const again = " (again)"

// overlooked are the parameters of a call, and the members in its lists, that were ignored.
func (c *Call) overlooked() []string {
	names := c.params.passedOver()
	for _, e := range c.elements {
		names = append(names, e.passedOver(c.operation.Adds)...)
	}
	for _, e := range c.named {
		names = append(names, e.passedOver(c.operation.Names)...)
	}
	slices.Sort(names)
	names = slices.Compact(names)
	if more := len(names) - maxNumbered; more > 0 { // they travel in a header
		names = append(names[:maxNumbered], fmt.Sprintf("and %d more", more))
	}
	return names
}

// passedOver are the parameters that were ignored, and those of which only the first value counted, escaped because a client
// may write any name. The gateway's own are not among them.
func (p parameters) passedOver() []string {
	var names []string
	for name, values := range p.Values {
		switch {
		case name == "", wire.OfGateway(name): // real clients send one without a name
		case !p.heeded[name]:
			names = append(names, url.QueryEscape(name))
		case len(values) > 1:
			names = append(names, url.QueryEscape(name)+again)
		}
	}
	return names
}
