package proof

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync/atomic"

	"github.com/slbconform/slbconform/fixtures"
	"github.com/slbconform/slbconform/internal/mock"
	"github.com/slbconform/slbconform/internal/wire"
	"github.com/slbconform/slbconform/spec"
)

// ofItsOwn makes the mutants of rules whose fault no table and no schema knows: what a service does with a call it
// accepts, and what it puts into every answer.
func (w *Workshop) ofItsOwn(r *spec.Rule) []*Mutant {
	own := map[string]func(*Workshop) []*Mutant{
		"request.backend-servers.meaning":  addsOthers,
		"request.backend-servers.limit":    countsTheGroup,
		"request.vserver-group-id.meaning": addsElsewhere,
		"server.port.meaning":              addsOnOnePort,
		"field.refusal-changes-nothing":    appliesInPart,
		"field.read-back":                  listsOthers,
		"field.whole-group-answered":       answersOthers,
		"field.duplicate-in-call":          takesDuplicates,
		"field.duplicate-keys":             takesTheFirst,
		"field.description-absent":         invents,
		"platform.request-id.unique":       repeatsRequestIDs,
		"platform.request-id.format":       malformsRequestIDs,
		"platform.content-type":            mislabels,
		"response.object":                  spoilsBodies,
		"platform.error-listed":            unlisted,
		"platform.error-envelope":          (*Workshop).spoilsRefusals,
		"platform.sibling-answers":         (*Workshop).spoilsSiblings,
		"field.sdk-reports-refusals":       hidesRefusals,
		"field.sdk-reports-answers":        confusesTheSDK,
	}
	if make := own[r.Name]; make != nil {
		return make(w)
	}
	return nil
}

func repeatsRequestIDs(*Workshop) []*Mutant {
	every := func(n int64) *Mutant {
		return &Mutant{How: fmt.Sprintf("gives %d answers the same request id", n), alter: func(s *server) {
			var count atomic.Int64
			s.Table.RequestID = func() string {
				s.reached()
				return fmt.Sprintf("00000000-0000-4000-8000-%012d", count.Add(1)/n)
			}
		}}
	}
	return []*Mutant{every(2), every(1000)}
}

func malformsRequestIDs(*Workshop) []*Mutant {
	var all []*Mutant
	for how, alter := range map[string]func(string) string{
		"without hyphens":          func(id string) string { return strings.ReplaceAll(id, "-", "") },
		"one digit short":          func(id string) string { return id[1:] },
		"with a letter beyond F":   func(id string) string { return "G" + id[1:] },
		"in braces":                func(id string) string { return "{" + id + "}" },
		"with a hyphen misplaced":  func(id string) string { return id[:7] + "-" + id[7:8] + id[9:] },
		"followed by a line break": func(id string) string { return id + "\n" },
	} {
		all = append(all, &Mutant{How: "writes request ids " + how, alter: func(s *server) {
			s.reached()
			s.Table.RequestID = func() string { return alter(mock.NewRequestID()) }
		}})
	}
	slices.SortFunc(all, func(a, b *Mutant) int { return strings.Compare(a.How, b.How) })
	return all
}

func mislabels(*Workshop) []*Mutant {
	var all []*Mutant
	for _, kind := range []string{"text/html", "", "application/xml;charset=utf-8", "application/jsonp"} {
		all = append(all, &Mutant{How: fmt.Sprintf("calls its answers %q", kind), alter: func(s *server) {
			s.edits(underTest, func(a *wire.Answer) {
				s.reached()
				a.Header.Set("Content-Type", kind)
			})
		}})
	}
	return all
}

func unlisted(w *Workshop) []*Mutant {
	var all []*Mutant
	for _, i := range w.entries(w.rule("server.weight.range")) {
		all = append(all,
			answering(i, "refuses with a code that nobody lists", func(_ *fixtures.Answer, body map[string]any) { body["Code"] = "InvalidWeight.Nobody" }),
			answering(i, "refuses with a code that is listed for another status", func(_ *fixtures.Answer, body map[string]any) { body["Code"] = "InvalidApi.NotFound" }),
			answering(i, "refuses with a status that nobody lists", func(a *fixtures.Answer, _ map[string]any) { a.Status = http.StatusTeapot }))
	}
	return all
}
