package proof

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
func (c *Campaign) Schemas() (int, error) {
	places := 0
	var errs []error
	for _, m := range c.shop.members {
		violated := 0
		for _, f := range append(faults(m), undeclaredMember(m)...) {
			if f.keyword == "" || m.in != "" && strings.HasPrefix(f.how, "renamed") { // a request may be written so
				continue
			}
			violated++
			errs = append(errs, c.violate(m, f))
		}
		if violated > 0 {
			places++
		}
	}
	return places, errors.Join(errs...)
}

// undeclaredMember is one member more in an object that is closed.
func undeclaredMember(m member) []fault {
	if m.schema.AdditionalProperties.Has == nil || *m.schema.AdditionalProperties.Has {
		return nil
	}
	return []fault{{"with a member that nobody declares", "additionalProperties", addUndeclared}}
}

// violate holds that a fault adds a departure at the rule that stands there.
func (c *Campaign) violate(m member, f fault) error {
	whole, err := json.Marshal(instance(m.root))
	if err != nil {
		return err
	}
	before := c.Suite.Document.Check(m.exchange(whole))
	broken := m.with(whole, f.change)
	rule := m.rule(f.keyword)
	for _, d := range c.Suite.Document.Check(m.exchange(broken)) {
		if short(d.Rule) == rule && d.Kind != spec.Acknowledged && !slices.Contains(before, d) {
			return nil
		}
	}
	return fmt.Errorf("spec/openapi.yaml: %s %s of %s %s goes unnoticed, or is not put down to %s: %s", m.side(), orTheBody(m), m.action, f.how, rule, broken)
}

func (m member) side() string {
	if m.in != "" {
		return "the parameter " + m.in + ":"
	}
	return fmt.Sprintf("the answer %d:", m.status)
}

// exchange is one that holds the body where the place belongs.
func (m member) exchange(body []byte) *wire.Exchange {
	query := url.Values{}
	if m.in != "" {
		query.Set(m.in, string(body))
	}
	x := &wire.Exchange{Action: m.action, Request: wire.Request{
		Method: http.MethodPost, Header: http.Header{"X-Acs-Action": {m.action}},
		URL: &url.URL{Scheme: "https", Host: "slb.aliyuncs.com", Path: "/", RawQuery: query.Encode()},
	}}
	if m.in == "" {
		x.Answer = &wire.Answer{Status: m.status, Header: http.Header{"Content-Type": {"application/json"}}, Body: body}
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
