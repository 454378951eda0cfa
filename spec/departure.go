package spec

import "fmt"

// Side says which half of an exchange departs.
type Side string

// The two halves.
const (
	Request Side = "request"
	Answer  Side = "answer"
)

// DepartureKind says what a departure is worth.
type DepartureKind string

// The kinds: something contradicts a rule; something is not declared; or something is on no page but known (x-origin).
const (
	Contradiction DepartureKind = "contradiction"
	Undeclared    DepartureKind = "undeclared"
	Acknowledged  DepartureKind = "acknowledged"
)

// Departure is one place where an exchange differs from the OpenAPI document.
type Departure struct {
	Side     Side
	Rule     string        // id of the nearest rule at or above the place; never empty
	Node     string        // JSON pointer of the x-rule in openapi.yaml that attributed it
	Where    string        // "BackendServers /0/Weight", "body /RequestId", "status", "header Content-Type", "parameter Foo"
	Expected string        // a short phrase: "a whole number from 0 to 100"
	Got      string        // a short phrase: `"101"`
	Kind     DepartureKind //
}

// String is one line for a person.
func (d Departure) String() string {
	return fmt.Sprintf("%s, %s: expected %s, got %s (%s, %s)", d.Side, d.Where, d.Expected, d.Got, d.Rule, d.Kind)
}
