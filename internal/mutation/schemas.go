package mutation

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"

	"github.com/slbconform/slbconform/internal/wire"
	"github.com/slbconform/slbconform/spec"
)

// Schemas violates every place of the document's schemas in every way there is (a member missing, null, of another
// type, outside its values, too many, undeclared) and returns how many places were violated. The error joins each
// violation that nobody noticed, or that was put down to another rule than the one that stands there.
func (r *Run) Schemas() (int, error) {
	places := 0
	var errs []error
	for _, n := range r.Generator.contract.nodes {
		violated := 0
		for _, f := range append(faults(n), undeclaredMember(n)...) {
			if f.keyword == "" || n.in != "" && strings.HasPrefix(f.how, "renamed") { // a request may be written so
				continue
			}
			violated++
			errs = append(errs, r.violate(n, f))
		}
		if violated > 0 {
			places++
		}
	}
	return places, errors.Join(errs...)
}

// undeclaredMember is one member more in an object that is closed.
func undeclaredMember(n node) []fault {
	if n.schema.AdditionalProperties.Has == nil || *n.schema.AdditionalProperties.Has {
		return nil
	}
	return []fault{{"with a member that nobody declares", "additionalProperties", addUndeclared}}
}

// violate holds that a fault adds a departure at the rule that stands there.
func (r *Run) violate(n node, f fault) error {
	intact, err := json.Marshal(instance(n.root))
	if err != nil {
		return err
	}
	before := r.Suite.Document.Check(n.exchange(intact))
	broken := n.with(intact, f.change)
	rule := r.Generator.ruleOf(n, f.keyword)
	for _, d := range r.Suite.Document.Check(n.exchange(broken)) {
		if d.Rule == rule && d.Kind != spec.Acknowledged && !slices.Contains(before, d) {
			return nil
		}
	}
	return fmt.Errorf("spec/%s/openapi.yaml: %s %s %s goes unnoticed, or is not put down to %s: %s", n.action, n.side(), orTheBody(n), f.how, rule, broken)
}

func (n node) side() string {
	if n.in != "" {
		return "the parameter " + n.in + ":"
	}
	return fmt.Sprintf("the answer %d:", n.status)
}

// exchange is one that holds the body where the place belongs.
func (n node) exchange(body []byte) *wire.Exchange {
	query := url.Values{}
	if n.in != "" {
		query.Set(n.in, string(body))
	}
	x := &wire.Exchange{Action: n.action, Request: wire.Request{
		Method: http.MethodPost, Header: http.Header{"X-Acs-Action": {n.action}},
		URL: &url.URL{Scheme: "https", Host: "slb.aliyuncs.com", Path: "/", RawQuery: query.Encode()},
	}}
	if n.in == "" {
		x.Answer = &wire.Answer{Status: n.status, Header: http.Header{"Content-Type": {"application/json"}}, Body: body}
	}
	return x
}

// instance is a value that fits a schema, with every member there is.
func instance(s *openapi3.Schema) any {
	switch {
	case len(s.Enum) > 0:
		return s.Enum[0]
	case len(s.AnyOf) > 0:
		return instance(s.AnyOf[len(s.AnyOf)-1].Value)
	case s.Type.Is("object"):
		members := map[string]any{}
		for name, ref := range s.Properties {
			members[name] = instance(ref.Value)
		}
		return members
	case s.Type.Is("array"):
		return []any{instance(s.Items.Value)}
	case s.Type.Is("integer"):
		return 10
	case s.Type.Is("boolean"):
		return true
	}
	for _, text := range []string{"10", "00000000-0000-4000-8000-000000000000", "MissingRegionId", "10.0.0.1", "2001:db8::1"} {
		if s.VisitJSON(text, openapi3.EnableFormatValidation()) == nil {
			return text
		}
	}
	return "10"
}
