// Package openapi merges the OpenAPI documents of package spec, checks them against the ledger, and attributes the departures
// of an exchange to rules. It is a package of its own because a program that needs no schema, such as the mock, starts in half
// the time without the libraries for schemas.
package openapi

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"net/http"
	"slices"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"

	"github.com/slbconform/slbconform/internal/strictyaml"
	"github.com/slbconform/slbconform/internal/wire"
	"github.com/slbconform/slbconform/spec"
)

// Document is the OpenAPI document of all operations and of the platform. It is never changed after Load, and safe for
// concurrent use.
type Document struct {
	operations   map[string]*operation
	actions      wire.Actions
	unknown      *operation
	annotations  *annotations
	rules        statements // of the document itself
	requestRules map[string]bool
	ledger       *spec.Ledger
	merged       node
	codes        map[string]int
}

// BuiltIn loads the document and the ledger that are embedded in package spec.
func BuiltIn() (*Document, error) {
	l, err := spec.Load(spec.Files)
	if err != nil {
		return nil, err
	}
	return Load(spec.Files, l)
}

// Load reads the openapi.yaml of every folder, merges them and checks the result: it must be valid OpenAPI, every x-rule must
// be an id of the ledger, and the codes of each status must be those of the ledger. The error joins all mistakes of a kind;
// those of a line in a file are *strictyaml.Error.
func Load(files fs.FS, l *spec.Ledger) (*Document, error) {
	platform, operations, err := readSources(files, l)
	if err != nil {
		return nil, err
	}
	tree, err := merge(platform, operations)
	if err != nil {
		return nil, err
	}
	data, err := json.Marshal(tree)
	if err != nil {
		return nil, err
	}
	api := &openapi3.T{}
	err = json.Unmarshal(data, api) // the loader would parse it as YAML, which takes ten times as long
	if err == nil {
		err = openapi3.NewLoader().ResolveRefsIn(api, nil)
	}
	if err == nil {
		err = api.Validate(context.Background())
	}
	if err != nil {
		return nil, located(err, append(operations, platform))
	}
	d := &Document{ledger: l, rules: statementsOf(api.Extensions, ""), merged: tree, actions: readActions(tree), codes: platform.codes()}
	return d, d.build(api)
}

// readSources reads each file and checks it by itself.
func readSources(files fs.FS, l *spec.Ledger) (platform *source, operations []*source, err error) {
	platform, err = readSource(files, spec.Platform)
	if err != nil {
		return nil, nil, err
	}
	told := map[string]bool{} // what several files have to say of one mistake
	errs := []error{platform.checkOperationIDs(), platform.checkReferences(platform, told), platform.checkExtensions(l), platform.checkContent(), platform.checkFacts(platform, l, told), platform.checkActions()}
	for _, name := range l.Names() {
		s, err := readSource(files, name)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		errs = append(errs, s.checkPaths(l), s.checkParameters(platform), s.checkReferences(platform, told), s.checkExtensions(l), s.checkContent(), s.checkFacts(platform, l, told), s.checkActions(), s.checkCodes(l, told))
		operations = append(operations, s)
	}
	if err = errors.Join(errs...); err != nil {
		return platform, operations, err // what is misspelt is not reached either
	}
	all := append(slices.Clone(operations), platform)
	errs = append(errs, undeclared(all, l))
	for _, s := range all {
		errs = append(errs, s.unreached(all))
	}
	return platform, operations, errors.Join(errs...)
}

func (d *Document) build(api *openapi3.T) error {
	if err := usable(api); err != nil {
		return strictyaml.Errorf("spec", 0, "%s", err)
	}
	for _, keyword := range []string{"", "action", "content-type", "methods", "parameters", "status"} {
		if d.rules[keyword].rule == "" {
			return strictyaml.Errorf(shownSchema(spec.Platform), 0, "the root of the document needs %s: a departure must not be without a rule", strings.TrimSuffix("x-rule-"+keyword, "-"))
		}
	}
	var err error
	if d.annotations, err = newAnnotations(api, d.rules[""]); err != nil {
		return err
	}
	d.readOperations(api)
	return d.readRequestRules()
}

// JSON is the merged document for tools that read OpenAPI: indented, and without the parts that only the merge reads.
func (d *Document) JSON() ([]byte, error) {
	tree := clone(d.merged)
	for _, value := range mapping(tree, "paths") { // each call may be made by GET as well, without a body
		item, _ := value.(node)
		get := clone(mapping(item, "post"))
		get["operationId"] = fmt.Sprint(get["operationId"]) + "ByGet"
		delete(get, "requestBody")
		item["get"] = get
	}
	delete(tree, "x-codes")
	delete(tree, "x-code-patterns")
	eachNode(tree, unwrap)
	return json.MarshalIndent(tree, "", "  ")
}

// Lists reports whether the platform lists a code under a status.
func (d *Document) Lists(code string, status int) bool {
	refusal := d.unknown.answers[status]
	return refusal != nil && refusal.Properties["Code"].Value.IsMatching(code)
}

// Codes are the codes that the platform lists, each with its line in spec/platform/openapi.yaml.
func (d *Document) Codes() map[string]int { return d.codes }

// States reports whether the ledger has a rule; if not, meant is a hint at the one with the most similar id.
func (d *Document) States(id string) (known bool, meant string) {
	if d.ledger.Rule(id) != nil {
		return true, ""
	}
	return false, d.ledger.Hint(id)
}

// AnswersMore reports whether the success of an action has members besides its request id.
func (d *Document) AnswersMore(action string) bool {
	op := d.operations[action]
	if op == nil {
		return false
	}
	success := op.answers[http.StatusOK]
	return success != nil && len(success.Properties) > 1
}

// RequestRules are the full ids of the rules that the schemas of requests express completely: a request that breaks one
// departs from it. The map is shared and must not be changed.
func (d *Document) RequestRules() map[string]bool { return d.requestRules }

// readRequestRules sets requestRules, and returns an error for rules that an operation's schema has and its ledger does not.
func (d *Document) readRequestRules() error {
	var errs []error
	d.requestRules = map[string]bool{d.full("", d.rules["parameters"].rule): true}
	for _, name := range d.ledger.Names() {
		op := d.operations[name]
		for _, p := range op.own {
			short := map[string]bool{}
			d.annotations.collect(p.schema, short, false)
			for id := range short {
				d.requestRules[d.full(name, id)] = true
			}
		}
		errs = append(errs, d.unstated(name, op))
	}
	return errors.Join(errs...)
}

// unstated returns an error for rules that an operation's schema has through a shared part and that its ledger does not state.
func (d *Document) unstated(name string, op *operation) error {
	reached := map[string]bool{}
	for _, p := range op.own {
		d.annotations.collect(p.schema, reached, true)
	}
	for _, schema := range op.answers {
		d.annotations.collect(schema, reached, true)
	}
	var errs []error
	for _, id := range slices.Sorted(maps.Keys(reached)) {
		if id != codeRule && d.ledger.Find(name, id) == nil {
			errs = append(errs, strictyaml.Errorf(shownSchema(name), 0, "it uses a shared part that speaks of the rule %q, which spec/%s/rules.yaml does not state", id, name))
		}
	}
	return errors.Join(errs...)
}

// full is the full id of a rule that is named by its short id in a call of an action.
func (d *Document) full(action, short string) string {
	if r := d.ledger.Find(action, short); r != nil {
		return r.ID
	}
	return short
}
