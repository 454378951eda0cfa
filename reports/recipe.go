package reports

import (
	"encoding/json"
	"strings"
)

// Recipe is how a code is provoked, as a run did it: the calls that lead there and the one that is refused.
type Recipe struct {
	Rule   *Rule
	Given  []string     // what the scenario says before it acts
	When   string       // what it does
	Calls  []RecipeCall // that change something; the last is refused
	Answer string       // of the last, as it arrived
}

// RecipeCall is one call, with what a reader has to fill in between angle brackets.
type RecipeCall struct {
	Action     string
	Parameters []Value // those that matter: ids, lists, and all of the call that is refused but its region
}

// Recipes returns how each documented code was provoked, in the order of the rules. A code that no scenario provoked has
// none.
func (r *Report) Recipes() []Recipe {
	ix, out := newIndex(r), []Recipe{}
	for i := range r.Rules {
		if rule := &r.Rules[i]; rule.Error != nil && rule.Verdict.Held() {
			if recipe, ok := ix.recipe(rule); ok {
				out = append(out, recipe)
			}
		}
	}
	return out
}

func (ix *index) recipe(rule *Rule) (Recipe, bool) {
	for _, id := range rule.Scenarios {
		s := ix.scenarios[id]
		if s == nil || !s.Verdict.Held() {
			continue
		}
		at := ix.subject(s)
		if x := ix.exchange(at); x != nil && refusalCode(x.Body) == rule.Error.Code {
			recipe := Recipe{Rule: rule, Answer: x.Body, Calls: ix.callsTo(s, at)}
			recipe.Given, recipe.When = s.sentences()
			return recipe, true
		}
	}
	return Recipe{}, false
}

// sentences are what a scenario says before it acts, and what it does.
func (s *Scenario) sentences() (given []string, when string) {
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

// callsTo are the calls of a scenario that changed something, up to the one at an index.
func (ix *index) callsTo(s *Scenario, at int) []RecipeCall {
	var calls []RecipeCall
	created := map[string]string{} // value → name, of what earlier answers gave
	for _, i := range s.Exchanges {
		x := ix.exchange(i)
		if x == nil || reads(x.Action) && i != at {
			continue
		}
		calls = append(calls, x.recipe(created, i == at, ix.report.Identity.Region))
		if i == at {
			break
		}
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

func (x *Exchange) recipe(created map[string]string, subject bool, region string) RecipeCall {
	call := RecipeCall{Action: x.Action}
	for _, p := range x.Parameters {
		matters := strings.HasSuffix(p.Name, "Id") || strings.HasPrefix(p.Value, "[")
		if p.Name == "RegionId" && p.Value == region || !subject && !matters {
			continue
		}
		if placeholder := created[p.Value]; placeholder != "" {
			p.Value = placeholder
		}
		call.Parameters = append(call.Parameters, p)
	}
	return call
}

// reads reports whether an action changes nothing.
func reads(action string) bool { return strings.HasPrefix(action, "Describe") }
