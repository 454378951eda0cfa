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
	operations   map[string]*operation
	unknown      *operation
	places       *places
	rules        statements // of the document as a whole
	requestRules map[string]bool
	ledger       *Ledger
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
	d.readRequestRules()
	return d, nil
}

// Nodes returns every place where a rule stands, in the order of their pointers.
func (d *Document) Nodes() []Node {
	nodes := append(d.places.nodes(), d.rules.nodes()...)
	slices.SortFunc(nodes, func(a, b Node) int { return strings.Compare(a.Pointer, b.Pointer) })
	return nodes
}

// RequestRules are the rules that stand on a node of a request of the operation under test and that its schema
// says in full: a request that breaks one on purpose departs at it. The map is shared and must not be changed.
func (d *Document) RequestRules() map[string]bool { return d.requestRules }

func (d *Document) readRequestRules() {
	d.requestRules = map[string]bool{d.rules["parameters"].rule: true}
	for _, p := range d.operations[OperationUnderTest].own {
		d.places.collect(p.schema, d.requestRules)
	}
}
