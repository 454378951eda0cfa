package spec

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"

	"github.com/slbconform/slbconform/internal/strictyaml"
)

// OperationUnderTest is the operation the page documents. Its schemas are closed and attributed rule by rule;
// those of its siblings are open and speak only of what the harness relies on.
const OperationUnderTest = "AddVServerGroupBackendServers"

const documentFile, documentShown = "openapi.yaml", "spec/openapi.yaml"

// Document is openapi.yaml, ready to hold exchanges against. It is never changed after LoadDocument and safe for
// concurrent use.
type Document struct {
	operations map[string]*operation
	names      []string // of the operations, in the order of the alphabet
	unknown    *operation
	places     *places
	rules      statements // of the document as a whole
	ledger     *Ledger
}

// LoadDocument reads openapi.yaml from files and holds it against the ledger: it must be valid OpenAPI, every
// x-rule must be an id of the ledger, and the codes of each status must be those the ledger has for it. All
// mistakes of a kind are reported, joined; those with a place in the file are *strictyaml.Error.
func LoadDocument(files fs.FS, l *Ledger) (*Document, error) {
	data, err := fs.ReadFile(files, documentFile)
	if err != nil {
		return nil, fmt.Errorf("%s: cannot be read: %w", documentShown, err)
	}
	source, err := newSource(data)
	if err != nil {
		return nil, err
	}
	if err := errors.Join(source.checkReferences(), source.checkExtensions(l), source.checkCodes(l)); err != nil {
		return nil, err
	}
	api, err := openapi3.NewLoader().LoadFromData(data)
	if err != nil {
		return nil, source.located(err)
	}
	if err := api.Validate(context.Background()); err != nil {
		return nil, source.located(err)
	}
	return build(api, l)
}

func build(api *openapi3.T, l *Ledger) (*Document, error) {
	if err := usable(api); err != nil {
		return nil, strictyaml.Errorf(documentShown, 0, "%s", err)
	}
	if api.Paths.Find("/"+OperationUnderTest) == nil {
		return nil, strictyaml.Errorf(documentShown, 0, "the path /%s is missing", OperationUnderTest)
	}
	d := &Document{rules: statementsOf(api.Extensions, ""), ledger: l}
	for _, keyword := range []string{"", "action", "content-type", "methods", "parameters", "status"} {
		if d.rules[keyword].rule == "" {
			return nil, strictyaml.Errorf(documentShown, 0, "the root of the document needs %s: a departure must not be without a rule", strings.TrimSuffix("x-rule-"+keyword, "-"))
		}
	}
	var err error
	if d.places, err = newPlaces(api, d.rules[""]); err != nil {
		return nil, err
	}
	d.readOperations(api)
	return d, nil
}

// Nodes returns every place where a rule stands, in the order of their pointers.
func (d *Document) Nodes() []Node {
	nodes := append(d.places.nodes(), d.rules.nodes()...)
	slices.SortFunc(nodes, func(a, b Node) int { return strings.Compare(a.Pointer, b.Pointer) })
	return nodes
}

// RequestRules are the rules that stand on a node of a request of the operation under test and that its schema
// says in full: a request that breaks one on purpose departs at it.
func (d *Document) RequestRules() map[string]bool {
	rules := map[string]bool{d.rules["parameters"].rule: true}
	for _, p := range d.operations[OperationUnderTest].own {
		d.places.collect(p.schema, rules)
	}
	return rules
}

// Operations returns the names of all declared operations, in the order of the alphabet.
func (d *Document) Operations() []string { return d.names }

// Parameters returns the declared parameters of an operation, without those every operation takes; nil for an
// operation that is not declared.
func (d *Document) Parameters(operation string) []Parameter {
	op := d.operations[operation]
	if op == nil {
		return nil
	}
	list := make([]Parameter, len(op.own))
	for i, p := range op.own {
		list[i] = p.Parameter
	}
	return list
}

// CommonParameters returns what every operation takes: the parameters of the gateway, and those the SDK can send
// although nobody documents them, which carry an origin.
func (d *Document) CommonParameters() []Parameter {
	var list []Parameter
	for _, p := range d.operations[OperationUnderTest].common {
		list = append(list, p.Parameter)
	}
	return list
}
