package run_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/slbconform/slbconform/features"
	"github.com/slbconform/slbconform/internal/run/runtest"
)

// odd is a feature file that a person or an editor may leave behind, and what the error must tell; nothing when the
// file means what it says.
type odd struct {
	name   string
	change func(feature string) string
	says   []string
}

// TestOddFeatureFiles gives the weight feature the forms that Gherkin allows and this project does not, and those
// that editors of other systems write.
func TestOddFeatureFiles(t *testing.T) {
	runtest.Sequential(t)
	replace := func(old, with string) func(string) string {
		return func(s string) string { return strings.Replace(s, old, with, 1) }
	}
	const at = "features/platform/weight.feature:"
	for _, o := range []odd{
		{"line ends of Windows", func(s string) string { return strings.ReplaceAll(s, "\n", "\r\n") }, nil},
		{"tabs for spaces", func(s string) string { return strings.ReplaceAll(s, "  ", "\t") }, nil},
		{"a byte order mark", func(s string) string { return "\ufeff" + s }, nil},
		{"no line end at the end", func(s string) string { return strings.TrimSuffix(s, "\n") }, nil},
		{"a background", replace("  @server.weight.range", "  Background:\n    Given a vServer group\n\n  @server.weight.range"), []string{at + "4", "Background"}},
		{"a background of a rule", replace("    Scenario Outline: a weight of <weight> is accepted", "    Background:\n      Given a vServer group\n\n    Scenario Outline: a weight of <weight> is accepted"), []string{at + "7", "Background"}},
		{"a rule without a scenario", replace("  @server.weight.default", "  @server.weight.zero\n  Rule: nothing\n\n  @server.weight.default"), []string{at, `rule "nothing" has no scenario`}},
		{"a tag on examples", replace("      Examples:", "      @slow\n      Examples:"), []string{at, "@slow"}},
		{"a tag on the feature", func(s string) string { return "@slow\n" + s }, []string{at + "1", "@slow"}},
		{"an outline without examples", replace("      Examples:\n        | weight |\n        | 0      |\n        | 100    |\n", ""), []string{at, "examples"}},
		{"examples without their heading", replace("        | weight |\n        | 0      |\n", "        | 0      |\n"), []string{at + "14: the first row of the examples has to name their columns: weight"}},
		{"a placeholder without examples", replace("Scenario: a backend server without a weight", "Scenario: a backend server on port <port> without a weight"), []string{at + "35: <port> stands in a scenario without examples"}},
		{"a placeholder that no column fills", replace("a weight of <weight> is accepted", "a weight of <wieght> is accepted"), []string{at, "<wieght>", `did you mean "weight"?`}},
		{"a placeholder in a sentence that no column fills", replace("And the group lists it on port 80 with weight <weight>", "And the group lists it on port 80 with weight <wieght>"), []string{at, "<wieght>"}},
		{"a column that nothing uses", replace("        | weight |\n        | 0      |\n        | 100    |", "        | weight | colour |\n        | 0      | red |"), []string{at, `"colour"`}},
		{"a row with a cell too many", replace("        | 0      |", "        | 0      | 1 |"), []string{at, "inconsistent"}},
		{"another language", func(s string) string { return "# language: de\n" + s }, []string{"features/platform/weight.feature"}},
		{"a language that there is not", func(s string) string { return "# language: xx\n" + s }, []string{"features/platform/weight.feature"}},
		{"a feature without a rule", func(string) string { return "Feature: Weight\n" }, []string{at + "1", `feature "Weight" has no Rule:`}},
		{"a keyword of a scenario with a slip", replace("    Scenario Outline: a weight of <weight> is refused", "    Secnario Outline: a weight of <weight> is refused"), []string{at + `18: the feature does not parse: "Secnario Outline: a weight of <weight> is refused" cannot stand here; did you mean "Scenario Outline:"?`}},
		{"a keyword of a rule in small letters", replace("  Rule: Without", "  rule: Without"), []string{at + "33", `did you mean "Rule:"?`}},
		{"a keyword of a sentence with a slip", replace("      Then the call succeeds", "      Tehn the call succeeds"), []string{at + "10", `"Tehn the call succeeds" cannot stand here; did you mean "Then"?`}},
		{"a keyword of examples with a slip", replace("      Examples:", "      Exmaples:"), []string{at + "13", `did you mean "Examples:"?`}},
		{"a scenario without a name", replace("Scenario: a backend server without a weight has weight 100", "Scenario:"), []string{at + "35", "has no name"}},
		{"a scenario that sets nothing up", replace("      Given a vServer group\n", ""), []string{at + "8", "comes first", "a Given sentence is missing"}},
		{"an empty file", func(string) string { return "" }, []string{at + "1", "no Feature"}},
		{"bytes that are not UTF-8", replace("vServer group", "vServer gr\xffup"), []string{at, "UTF-8"}},
		{"a doc string that never ends", replace("      Then the call succeeds", "      \"\"\"\n      Then the call succeeds"), []string{"features/platform/weight.feature"}},
		{"a doc string where none belongs", replace("      Then the call succeeds", "      Then the call succeeds\n        \"\"\"\n        text\n        \"\"\""), []string{at, "the call succeeds"}},
		{"a table where none belongs", replace("      Then the call succeeds", "      Then the call succeeds\n        | a |"), []string{at, "the call succeeds"}},
		{"a table that is missing", replace("And the group lists it on port 80 with weight 100", "And the group lists these backend servers"), []string{at, "table"}},
		{"a doc string that is missing", replace("When I call the operation with a backend server on port 80 without a weight", "When I send the list"), []string{at, "list"}},
		{"an asterisk for a keyword", replace("Given a vServer group", "* a vServer group"), nil},
		{"a very long cell", replace("        | 0      |", "        | "+strings.Repeat("9", 100_000)+" |"), []string{at + "15", "bytes long"}},
		{"a clause that is not understood", replace("on port 80 without a weight", "on prot 80 without a weight"), []string{at, "prot"}},
		{"a role that there is not", replace("I call the operation with a backend server on port 80 without a weight", "I call the operation with a backend sever on port 80 without a weight"), []string{at, `no such role: "backend sever"; did you mean "backend server"?`}},
		{"a verb with a slip", replace("I call the operation with a backend server on port 80 without a weight", "I cal the operation with a backend server on port 80 without a weight"), []string{at, `no sentence of the vocabulary fits "I cal the operation with a backend server on port 80 without a weight"; did you mean "I call the operation with a backend server on port 80 without a weight"?`}},
		{"a role that none is like", replace("I call the operation with a backend server on port 80 without a weight", "I call the operation with a zebra on port 80 without a weight"), []string{at, `no such role: none begins "zebra on port 80 without a weight"; fixtures/inventory.example.yaml has them all`}},
		{"a scenario that looks at nothing", replace("      Then the call succeeds\n      And the group lists it on port 80 with weight 100\n", ""), []string{at, "looks at nothing"}},
		{"a scenario that does nothing", replace("      When I call the operation with a backend server on port 80 without a weight\n", ""), []string{at, "makes no call"}},
	} {
		t.Run(o.name, func(t *testing.T) {
			files := changed(t, features.Files, "platform/weight.feature", "Feature:", "Feature:").(fstest.MapFS)
			before := string(files["platform/weight.feature"].Data)
			files["platform/weight.feature"] = &fstest.MapFile{Data: []byte(o.change(before))}
			if before == o.change(before) {
				t.Fatal("the change changes nothing any more")
			}
			err := fits(t, files)
			if o.says == nil {
				if err != nil {
					t.Fatal(err)
				}
				return
			}
			mistake{says: o.says}.mustSay(t, err)
		})
	}
}
