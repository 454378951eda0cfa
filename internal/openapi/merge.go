package openapi

import (
	"errors"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/slbconform/slbconform/spec"
)

// node is a mapping of a document that is being merged.
type node = map[string]any

// merged is the document into which the files of the platform and of the operations are merged.
type merged struct {
	root     node
	statuses []string // that the platform lists codes for
	errs     []error
}

// merge makes one document of all files. The components of an operation get its name as a prefix; those of the platform are
// shared.
func merge(platform *source, operations []*source) (node, error) {
	m := &merged{root: clone(platform.tree)}
	m.statuses = slices.Sorted(maps.Keys(mapping(m.root, "x-codes")))
	m.refusals("", nil)
	m.complete("", m.root)
	for _, o := range operations {
		m.operation(o)
	}
	for _, name := range []string{"Refusal", "Code"} { // patterns that are copied for each status
		delete(mapping(m.root, "components", "schemas"), name)
	}
	return m.root, errors.Join(m.errs...)
}

// operation adds the parts of one operation's file, its components under names of their own.
func (m *merged) operation(o *source) {
	tree := clone(o.tree)
	schemas, taken := mapping(tree, "components", "schemas"), mapping(m.root, "components", "schemas")
	own := map[string]string{}
	for _, name := range slices.Sorted(maps.Keys(schemas)) {
		if taken[name] != nil {
			m.errs = append(m.errs, o.errorAt([]string{"components", "schemas", name}, "schema %q is the platform's (spec/platform/openapi.yaml); use it, or name another", name))
		}
		own["#/components/schemas/"+name] = "#/components/schemas/" + o.operation + "." + name
	}
	for name := range tree {
		if !slices.Contains([]string{"openapi", "info", "paths", "components", "x-codes"}, name) {
			m.errs = append(m.errs, o.errorAt([]string{name}, "%q is said once for all, in spec/platform/openapi.yaml", name))
		}
	}
	m.leavesOut(o, tree)
	eachNode(tree, func(n node) {
		if ref, ok := n["$ref"].(string); ok && own[ref] != "" {
			n["$ref"] = own[ref]
		}
	})
	for name, schema := range schemas {
		taken[o.operation+"."+name] = schema
	}
	m.refusals(o.operation, mapping(tree, "x-codes"))
	m.complete(o.operation, tree)
	for name, item := range mapping(tree, "paths") {
		paths := mapping(m.root, "paths")
		if paths[name] != nil {
			m.errs = append(m.errs, o.errorAt([]string{"paths", name}, "the path %s is declared in spec/platform/openapi.yaml too", name))
		}
		paths[name] = item
	}
}

// leavesOut adds errors for parts of an operation's file that only the platform's may have and that would be ignored.
func (m *merged) leavesOut(o *source, tree node) {
	for name := range mapping(tree, "components") {
		if name != "schemas" {
			m.errs = append(m.errs, o.errorAt([]string{"components", name}, "%s of components are said once for all, in spec/platform/openapi.yaml", name))
		}
	}
	for route, item := range mapping(tree, "paths") {
		path, _ := item.(node)
		for status := range mapping(path, "post", "responses") {
			if status != "200" {
				m.errs = append(m.errs, o.errorAt([]string{"paths", route, "post", "responses", status}, "a refusal has the form that spec/platform/openapi.yaml gives it; list its codes under x-codes"))
			}
		}
	}
}

// complete adds to every path of a tree what all actions share: the common parameters, the form body, and refusals.
func (m *merged) complete(operation string, tree node) {
	var common []any
	for _, name := range slices.Sorted(maps.Keys(mapping(m.root, "components", "parameters"))) {
		common = append(common, node{"$ref": "#/components/parameters/" + name})
	}
	for _, value := range mapping(tree, "paths") {
		item, _ := value.(node)
		post := mapping(item, "post")
		responses := mapping(post, "responses")
		for _, status := range m.statusesOf(operation, tree) {
			responses[status] = node{"$ref": "#/components/responses/" + refused(operation, status)}
		}
		responses["default"] = node{"$ref": "#/components/responses/" + refused("", "default")}
		m.hoist(fmt.Sprint(post["operationId"]), post)
		post["requestBody"] = node{"$ref": "#/components/requestBodies/Form"}
		item["parameters"], item["post"] = common, post
	}
}

// hoist moves inline schemas of an action's parameters to the components, so that both methods share them.
func (m *merged) hoist(action string, post node) {
	for _, p := range list(post["parameters"]) {
		parameter, _ := p.(node)
		schema, _ := parameter["schema"].(node)
		if schema == nil || schema["$ref"] != nil {
			continue
		}
		name := fmt.Sprintf("%s.parameter.%v", action, parameter["name"])
		mapping(m.root, "components", "schemas")[name] = schema
		parameter["schema"] = node{"$ref": "#/components/schemas/" + name}
	}
}

// statusesOf are the statuses under which an action may refuse.
func (m *merged) statusesOf(operation string, tree node) []string {
	all := slices.Clone(m.statuses)
	if operation != "" {
		all = append(all, slices.Collect(maps.Keys(mapping(tree, "x-codes")))...)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// refused is the name of the components that describe a refusal with a status.
func refused(operation, status string) string {
	return strings.TrimPrefix(operation+".Refusal"+status, ".")
}

// refusals makes the components of the refusals with each status, for an operation or for the platform (""). The codes are the
// operation's own and then the platform's, which are acknowledged where they are seen. x-pointer is that of the pattern in
// the file, for departures.
func (m *merged) refusals(operation string, codes node) {
	statuses := slices.Concat(m.statuses, slices.Collect(maps.Keys(codes)))
	if operation == "" {
		statuses = append(statuses, "default")
	}
	slices.Sort(statuses)
	for _, status := range slices.Compact(statuses) {
		name := refused(operation, status)
		envelope, code := clone(mapping(m.root, "components", "schemas", "Refusal")), clone(mapping(m.root, "components", "schemas", "Code"))
		envelope["x-pointer"], code["x-pointer"] = "/components/schemas/Refusal", "/components/schemas/Code"
		code["anyOf"] = m.codes(status, list(codes[status]))
		mapping(envelope, "properties")["Code"] = code
		mapping(m.root, "components", "schemas")[name] = envelope
		responses := mapping(m.root, "components", "responses")
		responses[name] = node{
			"description": "A refusal.",
			"content":     node{"application/json": node{"schema": node{"$ref": "#/components/schemas/" + name}}},
		}
	}
}

// codes are the branches of anyOf for the codes of a status.
func (m *merged) codes(status string, own []any) []any {
	var branches []any
	if len(own) > 0 {
		branches = append(branches, node{"enum": own})
	}
	known := slices.DeleteFunc(list(mapping(m.root, "x-codes")[status]), func(c any) bool { return slices.Contains(own, c) })
	if len(known) > 0 {
		branches = append(branches, node{"x-origin": string(spec.OriginPlatform), "enum": known})
	}
	for _, pattern := range list(mapping(m.root, "x-code-patterns")[status]) {
		branches = append(branches, node{"x-origin": string(spec.OriginPlatform), "type": "string", "pattern": pattern})
	}
	if len(branches) == 0 {
		branches = append(branches, node{"not": node{"type": "string"}}) // no code is listed for the status
	}
	return branches
}

// Location is the file and component of a node of the merged document.
func (d *Document) Location(node string) string {
	folder, node := spec.Platform, strings.TrimPrefix(node, "/components/schemas/")
	if operation, own, ok := strings.Cut(node, "."); ok && slices.Contains(d.ledger.Names(), operation) {
		folder, node = operation, own
	}
	return shownSchema(folder) + " (" + node + ")"
}

// shownSchema is the path of the OpenAPI file of a folder.
func shownSchema(folder string) string { return path.Join("spec", folder, schemaFile) }
