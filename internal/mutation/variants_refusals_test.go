package mutation

import (
	"bytes"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/slbconform/slbconform/fixtures"
	"github.com/slbconform/slbconform/internal/mock"
	"github.com/slbconform/slbconform/internal/wire"
	"github.com/slbconform/slbconform/spec"
)

// refusalVariants refuse otherwise than the mock does, where the documents name no code and no status.
func refusalVariants(g *Generator) []*Mutant {
	coded := func(name string, which func(code string) bool, edit func(a *wire.Answer)) *Mutant {
		return &Mutant{How: name, alter: func(s *mutated) {
			s.edits("", func(a *wire.Answer) {
				if code := codeOf(a.Body); a.Status >= http.StatusBadRequest && code != "" && which(code) && !g.documentedCode(code) {
					edit(a)
				}
			})
		}}
	}
	with := func(member, text string) func(*wire.Answer) {
		return func(a *wire.Answer) { a.Body = at(a.Body, []string{member}, put(text)) }
	}
	status := func(status int) func(*wire.Answer) { return func(a *wire.Answer) { a.Status = status } }
	is := func(codes ...string) func(string) bool {
		return func(code string) bool { return slices.Contains(codes, code) }
	}
	every := func(string) bool { return true }
	all := []*Mutant{
		coded("refuses with 403 what no document names a code for", every, status(http.StatusForbidden)),
		coded("refuses with 404 what no document names a code for", every, status(http.StatusNotFound)),
		coded("refuses with 422 what no document names a code for", every, status(http.StatusUnprocessableEntity)),
		coded("refuses without a message what no document names a code for", every, func(a *wire.Answer) {
			a.Body = at(a.Body, []string{"Message"}, func(parent map[string]any, name string) { delete(parent, name) })
		}),
		coded("refuses an unknown access key with a code of its own", is("InvalidAccessKeyId.NotFound"), with("Code", "InvalidAccessKeyId.Inactive")),
		coded("refuses a wrong signature with a code of its own", is("SignatureDoesNotMatch"), with("Code", "InvalidSignature")),
		coded("refuses an unknown action with another code", is("InvalidApi.NotFound"), with("Code", "InvalidAction.NotFound")),
		coded("refuses a call of another time with another code", is("InvalidTimeStamp.Expired"), with("Code", "IllegalTimestamp")),
		coded("refuses a date that cannot be read with another code", is("InvalidTimeStamp.Format"), with("Code", "IllegalTimestamp")),
		coded("refuses another method with 405", is("UnsupportedHTTPMethod"), status(http.StatusMethodNotAllowed)),
		{How: "refuses a group that is not there with a code of its own", alter: func(s *mutated) {
			s.edits("", func(a *wire.Answer) {
				if a.Status == http.StatusNotFound && bytes.Contains(a.Body, []byte("VServerGroupId does not exist")) {
					with("Code", "InvalidVServerGroupId.NotFound")(a)
				}
			})
		}},
		coded("lacks rights under another code", is("Forbidden", "Forbidden.RAM"), with("Code", "NoPermission")),
	}
	for _, method := range []string{http.MethodGet, http.MethodPut} {
		all = append(all, &Mutant{How: fmt.Sprintf("treats %s otherwise", method), alter: func(s *mutated) {
			s.rows(func(r mock.Rule) bool { return slices.Contains(r.Limits.Values, http.MethodGet) }, func(c *mock.Call, broken bool) bool {
				return broken != (c.Request().Method == method)
			})
		}})
	}
	return all
}

// documentedCode reports whether a document of any operation lists a code.
func (g *Generator) documentedCode(code string) bool {
	return slices.ContainsFunc(g.suite.Ledger.Rules, func(r *spec.Rule) bool { return r.Fact.Code == code })
}

// wordFor gives a refusal the code of a row, and its message where that is the row's alone.
func wordFor(row *spec.Rule) func(*fixtures.Answer, map[string]any) {
	return func(_ *fixtures.Answer, body map[string]any) {
		body["Code"] = row.Fact.Code
		if !strings.Contains(row.Fact.Message, "%s") {
			body["Message"] = row.Fact.Message
		}
	}
}
