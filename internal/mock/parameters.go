package mock

import (
	"fmt"
	"net/url"
	"slices"

	"github.com/slbconform/slbconform/internal/wire"
)

// parameters are those of a call. They know which of them were heeded: what is asked for by Get or Has. Who only looks whether a
// value can be asks the Values.
type parameters struct {
	url.Values
	heeded map[string]bool
}

func newParameters(v url.Values) parameters {
	return parameters{Values: v, heeded: make(map[string]bool, len(v))}
}

// Get is the first value of a parameter, which is heeded from now on; "" where it is not given.
func (p parameters) Get(name string) string {
	if p.Values.Has(name) {
		p.heeded[name] = true
	}
	return p.Values.Get(name)
}

// Has reports whether a parameter is given, which is heeded from now on.
func (p parameters) Has(name string) bool {
	p.Get(name)
	return p.Values.Has(name)
}

// again marks a parameter of which only the first value counts.
const again = " (again)"

// overlooked are the parameters that a call was carried out without, and the members of its lists.
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

// passedOver are the parameters that a call was carried out without: no operation asked for them, or
// for more than their first value. The gateway's own are not among them. A client may write any name, so that they are escaped.
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
