package run_test

import (
	"encoding/json"
	"slices"
	"strings"

	"github.com/slbconform/slbconform/reports"
)

// recipe is how a code is provoked, as a run did it: the calls that changed something and the one that is refused.
type recipe struct {
	Given []string // what the scenario says before it acts
	When  string   // what it does
	Calls []recipeCall
}

// recipeCall is one call, with what a reader has to fill in between angle brackets.
type recipeCall struct {
	Action     string
	Parameters []reports.Value // those that matter: ids, lists, and all of the call that is refused but its region
}

// recipeOf is the first scenario of a rule that provoked its code; none where it does not hold.
func recipeOf(r *reports.Report, rule *reports.Rule) (recipe, bool) {
	for i := range r.Scenarios {
		s := &r.Scenarios[i]
		refused := slices.IndexFunc(s.Exchanges, func(at int) bool { return refuses(r.Exchanges[at].Body, rule.Error.Code) })
		if s.Rule != rule.ID || !s.Verdict.Held() || refused < 0 {
			continue
		}
		out := recipe{Calls: callsOf(r, s.Exchanges[:refused+1])}
		out.Given, out.When = sentencesOf(s)
		return out, true
	}
	return recipe{}, false
}

func refuses(body, code string) bool {
	var refusal struct{ Code string }
	return json.Unmarshal([]byte(body), &refusal) == nil && refusal.Code == code
}

// sentencesOf are what a scenario says before it acts, and what it does.
func sentencesOf(s *reports.Scenario) (given []string, when string) {
	for _, step := range s.Steps {
		switch step.Keyword {
		case "When":
			return given, step.Text
		case "Then", "But":
			return given, ""
		}
		given = append(given, step.Text)
	}
	return given, ""
}

func callsOf(r *reports.Report, exchanges []int) []recipeCall {
	var calls []recipeCall
	created := map[string]string{} // value → name, of what earlier answers gave
	for i, at := range exchanges {
		x, subject := &r.Exchanges[at], i == len(exchanges)-1
		twice := again(r, exchanges, i)
		if strings.HasPrefix(x.Action, "Describe") && !subject && !twice {
			continue
		}
		call := recipeCall{Action: x.Action}
		if twice {
			call.Parameters = append(call.Parameters, reports.Value{Name: nonceHeader, Value: "<nonce>"})
		}
		for _, p := range x.Parameters {
			matters := strings.HasSuffix(p.Name, "Id") || strings.HasSuffix(p.Name, "Port") || p.Name == "Bandwidth" || strings.HasPrefix(p.Value, "[")
			if p.Name == "RegionId" && p.Value == r.Identity.Region || !subject && !matters {
				continue
			}
			if placeholder := created[p.Value]; placeholder != "" {
				p.Value = placeholder
			}
			call.Parameters = append(call.Parameters, p)
		}
		calls = append(calls, call)
		var answer map[string]any
		_ = json.Unmarshal([]byte(x.Body), &answer) // what is no object gives nothing
		for name, value := range answer {
			if text, ok := value.(string); ok && strings.HasSuffix(name, "Id") && name != "RequestId" {
				created[text] = "<" + name + ">"
			}
		}
	}
	return calls
}

const nonceHeader = "x-acs-signature-nonce"

// again reports whether a call is signed with the nonce of another of its scenario.
func again(r *reports.Report, exchanges []int, i int) bool {
	nonce := r.Exchanges[exchanges[i]].ReqHeader.Get(nonceHeader)
	return nonce != "" && slices.ContainsFunc(exchanges, func(at int) bool {
		return at != exchanges[i] && r.Exchanges[at].ReqHeader.Get(nonceHeader) == nonce
	})
}
