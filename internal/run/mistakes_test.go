package run_test

import (
	"context"
	"fmt"
	"io/fs"
	"maps"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/slbconform/slbconform/features"
	"github.com/slbconform/slbconform/fixtures"
	"github.com/slbconform/slbconform/internal/mock"
	"github.com/slbconform/slbconform/internal/plan"
	"github.com/slbconform/slbconform/internal/run"
	"github.com/slbconform/slbconform/internal/run/runtest"
	"github.com/slbconform/slbconform/internal/target/mocktarget"
	"github.com/slbconform/slbconform/internal/wire"
	"github.com/slbconform/slbconform/spec"
	"github.com/slbconform/slbconform/steps"
)

// changed copies files with one text replaced in one of them. Where no text is named, a file or folder is gone, or a folder moved. Without the
// text the test is out of date.
func changed(t *testing.T, files fs.FS, name, old, with string) fs.FS {
	t.Helper()
	copied := fstest.MapFS{}
	err := fs.WalkDir(files, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(files, path)
		copied[path] = &fstest.MapFile{Data: data}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if old == "" {
		for path, file := range maps.Clone(copied) {
			if below, in := strings.CutPrefix(path, name+"/"); in && with != "" {
				copied[with+"/"+below] = file
			}
		}
		maps.DeleteFunc(copied, func(path string, _ *fstest.MapFile) bool { return path == name || strings.HasPrefix(path, name+"/") })
		return copied
	}
	if !strings.Contains(string(copied[name].Data), old) {
		runtest.SkipIfBroken(t)
		t.Fatalf("%s does not hold %q any more", name, old)
	}
	copied[name] = &fstest.MapFile{Data: []byte(strings.Replace(string(copied[name].Data), old, with, 1))}
	return copied
}

// placeOf is the file of spec and the line in which a text first stands.
func placeOf(t *testing.T, file, text string) string {
	t.Helper()
	data, err := fs.ReadFile(spec.Files, file)
	before, _, found := strings.Cut(string(data), text)
	if err != nil || !found {
		runtest.SkipIfBroken(t)
		t.Fatalf("%s does not hold %q any more: %v", file, text, err)
	}
	return fmt.Sprintf("spec/%s:%d", file, 1+strings.Count(before, "\n"))
}

// mistake is one that a person makes in a file, and what the error must tell: where, what, and what was meant.
type mistake struct {
	name, file, old, with string
	says                  []string
}

// weighs is the rule of the platform about a weight, with another upper bound.
func weighs(most int) string {
	return strings.ReplaceAll("from 0 to 100.\n    basis: stated\n    echo: {request: Weight}\n    kind: range\n    fact: {name: Weight, min: 0, max: 100}", "100", strconv.Itoa(most))
}

func TestMistakesInTheLedger(t *testing.T) {
	runtest.Sequential(t)
	weight := placeOf(t, "platform/rules.yaml", "id: server.weight.range\n")
	played, err := mocktarget.Load(fixtures.Files)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range []mistake{
		{"a rule id twice", "platform/rules.yaml", "- id: server.weight.default", "- id: server.weight.range",
			[]string{"spec/platform/rules.yaml:", `rule id "server.weight.range" stands twice`, "ids are never reused"}},
		{"a rule that is the platform's own and shared", "platform/rules.yaml", "\nshared:\n", "\nshared:\n  - id: family.gone\n    says: A group is gone.\n    basis: assumed\n    kind: effect\n",
			[]string{"spec/platform/rules.yaml:", `rule id "family.gone" stands twice`, "the platform's own or shared"}},
		{"no ledger of the platform", "platform/rules.yaml", "", "",
			[]string{"spec/platform/rules.yaml: it is missing, and operations have rules that it shares"}},
		{"no ledger of an operation that others speak of", "SetVServerGroupAttribute", "", "",
			[]string{"spec/platform/rules.yaml:", "speaks of the operation SetVServerGroupAttribute, which has no spec/SetVServerGroupAttribute/rules.yaml: the folder is missing or misspelt, or the name here is"}},
		{"no divergences", "SetVServerGroupAttribute/divergences.yaml", "", "",
			[]string{"spec/SetVServerGroupAttribute/divergences.yaml: it is missing", `"divergences: []"`}},
		{"no schema", "SetVServerGroupAttribute/openapi.yaml", "", "",
			[]string{"spec/SetVServerGroupAttribute/openapi.yaml: it is missing"}},
		{"no schema of the platform", "platform/openapi.yaml", "", "",
			[]string{"spec/platform/openapi.yaml: it is missing: the parameters and the envelopes"}},
		{"a document that the operation does not have", "AddVServerGroupBackendServers/rules.yaml", "name: metadata", "name: metdata",
			[]string{"spec/AddVServerGroupBackendServers/rules.yaml:", `points into the document "metadata"`, `did you mean "metdata"?`}},
		{"an operation of no documents", "SetVServerGroupAttribute/rules.yaml", "documents:\n  - {name: metadata, updated: 2024-07-09}\n", "",
			[]string{"spec/SetVServerGroupAttribute/rules.yaml: documents is missing"}},
		{"what is set aside for no reason", "SetVServerGroupAttribute/rules.yaml", "reason: GET and POST are held for every operation by platform.methods.", "reason: x",
			[]string{"spec/SetVServerGroupAttribute/rules.yaml:", "set aside for a reason"}},
		{"the path of another operation", "AddVServerGroupBackendServers/openapi.yaml", "  /AddVServerGroupBackendServers:", "  /SetVServerGroupAttribute:",
			[]string{"spec/AddVServerGroupBackendServers/openapi.yaml:", "the path /SetVServerGroupAttribute stands where /AddVServerGroupBackendServers is meant"}},
		{"an operation under another method", "SetVServerGroupAttribute/openapi.yaml", "    post:\n", "    get:\n",
			[]string{"spec/SetVServerGroupAttribute/openapi.yaml:13: the path /SetVServerGroupAttribute needs a post operation"}},
		{"a list that is no JSON", "SetVServerGroupAttribute/openapi.yaml", "content: {application/json:", "content: {application/jsn:",
			[]string{`spec/SetVServerGroupAttribute/openapi.yaml:21: nobody reads what is "application/jsn"; did you mean "application/json"?`}},
		{"the operation id of another operation", "AddVServerGroupBackendServers/openapi.yaml", "operationId: AddVServerGroupBackendServers", "operationId: SetVServerGroupAttribute",
			[]string{"spec/AddVServerGroupBackendServers/openapi.yaml:", "needs a post operation with the operationId AddVServerGroupBackendServers"}},
		{"a code of the platform with a slip", "platform/openapi.yaml", "TooManyBackendServers,", "TooManyBackendServer,",
			[]string{"fixtures/platform/answers/common/TooManyBackendServers.json:", `no openapi.yaml of spec lists the code "TooManyBackendServers" under the status 400; did you mean "TooManyBackendServer"? (x-codes of spec/platform/openapi.yaml)`}},
		{"a code of the platform with a slip, that is listed under another status too", "platform/openapi.yaml", `"429": [Throttling,`, `"429": [Throtling,`,
			[]string{`spec/platform/openapi.yaml:57: x-codes lists "Throtling", with which nothing of fixtures answers; did you mean "Throttling"?`}},
		{"a status without its quotes", "SetVServerGroupAttribute/openapi.yaml", "'200':", "200:",
			[]string{`spec/SetVServerGroupAttribute/openapi.yaml:26: "200" stands where the name of a field is meant: put it in quotes`}},
		{"a pattern that is none", "platform/openapi.yaml", "'^(100|[1-9]?[0-9])$'", "'^(100|[1-9]?[0-9]$'",
			[]string{"spec/platform/openapi.yaml:483: pattern: error parsing regexp: missing closing )"}},
		{"two bounds that changed places", "platform/openapi.yaml", "minimum: 1, maximum: 65535", "minimum: 65535, maximum: 1",
			[]string{"spec/platform/openapi.yaml:", ": maximum is 1, less than minimum, which is 65535"}},
		{"no codes", "AddVServerGroupBackendServers/openapi.yaml", "x-codes:", "x-cods:",
			[]string{"spec/AddVServerGroupBackendServers/openapi.yaml: x-codes is missing"}},
		{"a field that no rule has", "platform/rules.yaml", "    kind: range\n", "    kidn: range\n",
			[]string{"spec/platform/rules.yaml:", "unknown field", `did you mean "kind"?`}},
		{"a stated rule without a statement", "AddVServerGroupBackendServers/rules.yaml", "    document:\n      - {section: RAM authorization, statement: 5816d874cd20}\n      - {section: RAM authorization, path: Action, statement: 71701b5d3e74}\n      - {section: RAM authorization, path: Action, statement: 9e8a82f8ec3f}\n", "",
			[]string{"spec/AddVServerGroupBackendServers/rules.yaml:", "its basis is stated, and it points to no statement"}},
		{"a known rule without a source", "platform/rules.yaml", "    source: docs/sources.md#gateway-codes\n", "",
			[]string{"spec/platform/rules.yaml:", "source does not say where it was published"}},
		{"a known cause that nobody can look up", "AddVServerGroupBackendServers/rules.yaml", "source: docs/sources.md#gateway-codes", "source: the pages",
			[]string{"spec/AddVServerGroupBackendServers/rules.yaml:", "cause.source does not say where it was published"}},
		{"a side of an echo that there is not", "AddVServerGroupBackendServers/rules.yaml", "echo: {request: BackendServer}", "echo: {requst: BackendServer}",
			[]string{"spec/AddVServerGroupBackendServers/rules.yaml:", `echo has no side "requst"`, `did you mean "request"?`}},
		{"a member of an echo that there is not", "platform/rules.yaml", "echo: {answer: Weight}", "echo: {answer: Wieght}",
			[]string{"spec/platform/rules.yaml:", `rule "response.weight" is about "Wieght", and no openapi.yaml declares`, `did you mean "Weight"?`}},
		{"a fact about a parameter that there is not", "platform/rules.yaml", "fact: {name: LoadBalancerId, required: true}", "fact: {name: LoadBalancrId, required: true}",
			[]string{"spec/platform/rules.yaml:", `is about "LoadBalancrId"`, `did you mean "LoadBalancerId"?`}},
		{"a document twice", "SetVServerGroupAttribute/rules.yaml", "  - {name: metadata, updated: 2024-07-09}\n", "  - {name: metadata, updated: 2024-07-09}\n  - {name: metadata, updated: 2024-07-08}\n",
			[]string{`spec/SetVServerGroupAttribute/rules.yaml:8: the document "metadata" stands twice`}},
		{"the first line of a rule twice", "AddVServerGroupBackendServers/rules.yaml", "  - id: field.refusal-changes-nothing\n", "  - id: field.refusal-changes-nothing\n  - id: field.refusal-changes-nothing\n",
			[]string{"spec/AddVServerGroupBackendServers/rules.yaml:", `: rule "field.refusal-changes-nothing" has nothing but its id`}},
		{"a rule whose first line is gone", "platform/rules.yaml", "  - id: error.Mismatched.ZoneId\n", "",
			[]string{"spec/platform/rules.yaml:", `: field "says" stands twice, first on line `}},
		{"a code without its cause", "AddVServerGroupBackendServers/rules.yaml", "    cause: {says: an earlier change of the group has not finished, basis: inferred}\n", "",
			[]string{"spec/AddVServerGroupBackendServers/rules.yaml:", `: rule "error.OperationFailed.ServiceGroupProcessing": a rule of kind error needs cause.says`}},
		{"a document of no date", "SetVServerGroupAttribute/rules.yaml", "updated: 2024-07-09", "updated: 2024-13-45",
			[]string{"spec/SetVServerGroupAttribute/rules.yaml:7: ", `the document "metadata" is of "2024-13-45", which is no date such as 2026-03-04`}},
		{"another version of the API", "SetVServerGroupAttribute/rules.yaml", "version: 2014-05-15", "version: 2014-05-16",
			[]string{"spec/SetVServerGroupAttribute/openapi.yaml:4: info.version is 2014-05-15, and by spec/SetVServerGroupAttribute/rules.yaml the API is of 2014-05-16"}},
		{"a basis that there is not", "AddVServerGroupBackendServers/rules.yaml", "basis: stated", "basis: sated",
			[]string{"spec/AddVServerGroupBackendServers/rules.yaml:", `basis "sated" is not known: stated, inferred, known or assumed`}},
		{"a rule that follows from one that is not there", "platform/rules.yaml", "      - ModifyVServerGroupBackendServers/group.replaced\n", "      - ModifyVServerGroupBackendServers/group.replacd\n",
			[]string{"spec/platform/rules.yaml:", `rule "family.created-filled" follows from "ModifyVServerGroupBackendServers/group.replacd", which is no rule`}},
		{"a rule that follows from an assumption", "platform/rules.yaml", "      - ModifyVServerGroupBackendServers/group.replaced\n", "      - ModifyVServerGroupBackendServers/assumed.lists.neither\n",
			[]string{"spec/platform/rules.yaml:", `rule "family.created-filled" follows from "ModifyVServerGroupBackendServers/assumed.lists.neither", which no document states`}},
		{"a shared rule with a fact of its own", "AddVServerGroupBackendServers/rules.yaml", "  - shares: server.weight.range\n", "  - shares: server.weight.range\n    fact: {min: 5}\n",
			[]string{"spec/AddVServerGroupBackendServers/rules.yaml:", `rule "server.weight.range" is shared`}},
		{"a rule that is shared, and written out again", "AddVServerGroupBackendServers/rules.yaml", "  - shares: server.weight.zero\n", "  - id: server.weight.zero\n    says: A backend server with weight 0 receives no requests.\n    kind: effect\n    observable: no, because it shows only in the traffic of a listener, which the API does not carry\n    basis: stated\n",
			[]string{"spec/AddVServerGroupBackendServers/rules.yaml:", `rule "server.weight.zero" is a copy of the one at spec/platform/rules.yaml:`, `refer to it instead, "- shares: server.weight.zero"`}},
		{"a rule that two ledgers write out", "SetVServerGroupAttribute/rules.yaml", "    broken_by: [wrong answer, answers with the name of the call]", "    broken_by: [wrong answer, tells another name]",
			[]string{"spec/SetVServerGroupAttribute/rules.yaml:", `rule "response.vserver-group-name" stands word for word at spec/DescribeVServerGroupAttribute/rules.yaml:`, "write it once, under shared in spec/platform/rules.yaml"}},
		{"a rule with the id of one of the platform", "DeleteVServerGroup/rules.yaml", "- id: group.deleted", "- id: platform.timestamp",
			[]string{"spec/DeleteVServerGroup/rules.yaml:", `rule id "platform.timestamp" is the platform's own, at spec/platform/rules.yaml:`}},
		{"a rule with the id of a shared one, of another kind", "DeleteVServerGroup/rules.yaml", "- id: group.deleted", "- id: server.weight.range",
			[]string{"spec/DeleteVServerGroup/rules.yaml:", `rule "server.weight.range" is of the kind effect, and that of this id at spec/platform/rules.yaml:`, "of the kind range"}},
		{"a shared rule of a basis that there is not", "platform/rules.yaml", "says: A weight is a whole number from 0 to 100.\n    basis: stated", "says: A weight is a whole number from 0 to 100.\n    basis: Stated",
			[]string{"spec/platform/rules.yaml:", `rule "server.weight.range": basis "Stated" is not known`}},
		{"a limit that the ledger contradicts", "AddVServerGroupBackendServers/openapi.yaml", "maxItems: 20", "maxItems: 2",
			[]string{"spec/AddVServerGroupBackendServers/openapi.yaml:61: maxItems is 2, and by the rule request.backend-servers.limit 20 (spec/"}},
		{"a field that no schema has", "AddVServerGroupBackendServers/openapi.yaml", "maxItems: 20", "maxItms: 20",
			[]string{"spec/AddVServerGroupBackendServers/openapi.yaml:61: unknown field \"maxItms\"", `did you mean "maxItems"?`}},
		{"a schema that nothing refers to", "DeleteVServerGroup/openapi.yaml", "  schemas:\n", "  schemas:\n    Answr: {type: string}\n",
			[]string{"spec/DeleteVServerGroup/openapi.yaml:27: Answr: no parameter and no answer leads to it"}},
		{"a shared rule that is not there", "AddVServerGroupBackendServers/rules.yaml", "  - shares: ram.action\n", "  - shares: server.nothing\n  - shares: ram.action\n",
			[]string{"spec/AddVServerGroupBackendServers/rules.yaml:", `shares no rule "server.nothing"`}},
		{"a shared rule that nobody shares", "platform/rules.yaml", "\nshared:\n", "\nshared:\n  - id: server.colour\n    says: A server has a colour.\n    origin: field\n    source: nobody\n    basis: assumed\n    kind: effect\n",
			[]string{"spec/platform/rules.yaml:", `rule "server.colour" stands under shared, and no operation shares it`}},
		{"a kind that there is not", "platform/rules.yaml", "    kind: range\n", "    kind: rnge\n",
			[]string{"spec/platform/rules.yaml:", `rule "platform.timestamp"`, `did you mean "range"?`}},
		{"a range without its upper end", "platform/rules.yaml", "min: 0, max: 100", "min: 0",
			[]string{"spec/platform/rules.yaml:", `rule "server.weight.range"`, "needs fact.min and fact.max"}},
		{"a range that the schema of five operations contradicts", "platform/rules.yaml", weighs(100), weighs(10),
			[]string{"spec/platform/openapi.yaml:575: maximum is 100, and by the rule server.weight.range 10 (" + weight + ")"}},
		{"a range that its own sentence contradicts", "platform/rules.yaml", "min: 0, max: 100", "min: 0, max: 10",
			[]string{weight + `: rule "server.weight.range": fact.max is 10, and the sentence does not say it`}},
		{"a status that three operations share", "platform/rules.yaml", "{status: 400, code: NetworkConflict,", "{status: 403, code: NetworkConflict,",
			[]string{"spec/AddVServerGroupBackendServers/openapi.yaml:", "NetworkConflict stands under 400, and the ledger documents it with 403 (spec/platform/rules.yaml:"}},
		{"a message that no scenario looks for", "AddVServerGroupBackendServers/rules.yaml", "message: The specified service group is processing.", "message: The specified service group is procesing.",
			[]string{"features/AddVServerGroupBackendServers/errors.feature:", `no sentence looks for "The specified service group is procesing."`, "spec/AddVServerGroupBackendServers/rules.yaml:"}},
		{"a role that there is not", "platform/rules.yaml", "live: needs stopped ECS instance", "live: needs stoped ECS instance",
			[]string{"rules.yaml:", `did you mean "stopped ECS instance"?`}},
		{"YAML that does not parse", "platform/rules.yaml", "  - id: server.weight.zero", "  - id: [server.weight.zero",
			[]string{"spec/platform/rules.yaml:"}},
		{"a rule that nothing tests", "AddVServerGroupBackendServers/rules.yaml", "  - shares: ram.action\n", "  - id: server.weight.colour\n    says: A weight has a colour.\n    origin: field\n    source: nobody\n    basis: assumed\n    kind: effect\n  - shares: ram.action\n",
			[]string{"spec/AddVServerGroupBackendServers/rules.yaml:", `rule "server.weight.colour" has no scenario in features/`}},
		{"a type that the ledger contradicts", "SetVServerGroupAttribute/openapi.yaml", "VServerGroupName: {type: string, nullable", "VServerGroupName: {type: integer, nullable",
			[]string{"spec/SetVServerGroupAttribute/openapi.yaml:59: it is of the type integer, and by the rule response.vserver-group-name of the type string (spec/SetVServerGroupAttribute/rules.yaml:"}},
		{"a member that refers to nothing", "DeleteVServerGroup/openapi.yaml", "schemas/AnsweredRequestId", "schemas/AnswerdRequestId",
			[]string{`spec/DeleteVServerGroup/openapi.yaml:35: $ref: there is no "#/components/schemas/AnswerdRequestId"; did you mean "AnsweredRequestId"?`}},
		{"a member that the ledger calls otherwise", "AddVServerGroupBackendServers/openapi.yaml", "VServerGroupId: {$ref: '#/components/schemas/AnsweredGroupId'}", "VServerGroupID: {$ref: '#/components/schemas/AnsweredGroupId'}",
			[]string{"spec/AddVServerGroupBackendServers/openapi.yaml:78: the member VServerGroupID speaks of the rule response.vserver-group-id, which is about VServerGroupId (spec/"}},
		{"a rule that the schema names in several places, with another id", "platform/rules.yaml", "- id: platform.error-envelope", "- id: platform.error-evnelope",
			[]string{"spec/platform/openapi.yaml:", `: x-rule: no rules.yaml of spec has a rule "platform.error-envelope"; did you mean "platform.error-evnelope"?`}},
		{"a shared rule that reads otherwise than in all its features", "platform/rules.yaml", "says: A success has the members of the document's sample,", "says: A success has all members of the document's sample,",
			[]string{"features/AddVServerGroupBackendServers/response.feature:5: the rule reads", "spec/platform/rules.yaml:", " says of sample.response"}},
		{"a rule of the document that the ledger lacks", "AddVServerGroupBackendServers/openapi.yaml", "x-rule: request.backend-servers.type", "x-rule: request.backend-sevrers.type",
			[]string{"spec/AddVServerGroupBackendServers/openapi.yaml:", "request.backend-sevrers.type", `did you mean "request.backend-servers.type"?`}},
	} {
		t.Run(m.name, func(t *testing.T) {
			s, err := run.Load(features.Files, changed(t, spec.Files, m.file, m.old, m.with))
			if err == nil { // what only the recorded answers show
				err = played.Plays(fixtures.Files, s.Ledger.Names(), s.Document)
			}
			m.mustSay(t, err)
			if asked := strings.Contains(strings.Join(m.says, ""), "shares no rule"); !asked && err != nil && strings.Contains(err.Error(), "shares no rule") {
				differs(t, "what follows from the mistake is told as well:\n%v", err)
			}
		})
	}
}

// An operation that steps cannot call is told at once, and not by what follows from it.
func TestAnOperationThatNoStepCalls(t *testing.T) {
	files := changed(t, spec.Files, "none", "", "").(fstest.MapFS)
	files["MoveVServerGroup/rules.yaml"] = &fstest.MapFile{Data: []byte("product: Slb\nversion: \"2014-05-15\"\ndocuments: [{name: page, updated: \"2026-03-04\"}]\nrules: []\n")}
	_, err := run.Load(features.Files, files)
	mistake{says: []string{"steps: no file op_*.go has a method MoveVServerGroup, and spec/MoveVServerGroup/rules.yaml is there"}}.mustSay(t, err)
}

// fits reads features as Load does, and holds them against the ledger that is built in.
func fits(t *testing.T, files fs.FS) error {
	t.Helper()
	s := load(t)
	p, err := plan.Read(files, s.Ledger)
	if err != nil {
		return err
	}
	return p.Lint(s.Ledger, s.Vocabulary, s.Document)
}

func TestMistakesInTheFeatures(t *testing.T) {
	runtest.Sequential(t)
	for _, m := range []mistake{
		{"a tag that is no rule", "platform/weight.feature", "@server.weight.range", "@server.wieght.range",
			[]string{"features/platform/weight.feature:", "tag @server.wieght.range is no rule", `did you mean "server.weight.range"?`}},
		{"no feature of the platform", "platform", "", "",
			[]string{"features/platform: no *.feature is there", "spec/platform/rules.yaml"}},
		{"no feature of an operation", "SetVServerGroupAttribute", "", "",
			[]string{"features/SetVServerGroupAttribute: no *.feature is there", "spec/SetVServerGroupAttribute/rules.yaml"}},
		{"what is looked at is given", "platform/weight.feature", "      When ", "      Given the call succeeds\n      When ",
			[]string{"features/platform/weight.feature:", `"the call succeeds" looks at what came of a call, and does not stand under Then`}},
		{"what is set up is looked for", "platform/weight.feature", "      Then the call succeeds\n", "      Then a vServer group\n      And the call succeeds\n",
			[]string{"features/platform/weight.feature:", `"a vServer group" stands under Then, and looks at nothing`}},
		{"a rule that says otherwise than the ledger", "AddVServerGroupBackendServers/request.feature", "at most 20 backend servers", "at most 5 backend servers",
			[]string{"features/AddVServerGroupBackendServers/request.feature:", "the rule reads", "at most 5 backend servers", "spec/AddVServerGroupBackendServers/rules.yaml:"}},
		{"a cause that nobody states, without a mark", "platform/errors.feature", "    Cause known: what provokes the code is published elsewhere.\n", "",
			[]string{"features/platform/errors.feature:", "below rule error.", `stands no basis; by its basis it is to be "Cause known: …"`}},
		{"a tag with a slip, in a folder beside those of operations", "family/life_cycles.feature", "@family.life-cycle", "@family.lfie-cycle",
			[]string{"features/family/life_cycles.feature:5: tag @family.lfie-cycle is no rule of spec/platform/rules.yaml", `did you mean "family.life-cycle"?`}},
		{"a tag with a slip, of scenarios that stand for shared ones", "RemoveVServerGroupBackendServers/answer.feature", "@response.type.values", "@response.tpye.values",
			[]string{"features/RemoveVServerGroupBackendServers/answer.feature:25: tag @response.tpye.values is no rule", `did you mean "response.type.values"?`}},
		{"the first tag of a file with a slip, in a folder beside those of operations", "family/several_groups.feature", "@family.", "@famly.",
			[]string{"features/family/several_groups.feature:", "tag @famly.", `did you mean "family.`}},
		{"a rule without a tag", "platform/weight.feature", "  @server.weight.default\n", "",
			[]string{"features/platform/weight.feature:", "carries 0 tags"}},
		{"a part of an outline's sentence that means nothing", "platform/weight.feature", "with weight <weight>", "with wieght <weight>",
			[]string{"features/platform/weight.feature:", `"the group lists it on port 80 with wieght 0" is not understood`, `did you mean "with weight"?`}},
		{"a clause with a slip at its beginning", "platform/weight.feature", "a backend server on port 80", "a backend server on prt 80",
			[]string{"features/platform/weight.feature:", `did you mean "on port"?`}},
		{"a clause with a slip in its word for none", "platform/weight.feature", "on port 80 without a weight", "on port 80 withot a weight",
			[]string{"features/platform/weight.feature:", `did you mean "without a weight"?`}},
		{"a role with a slip in the place of a clause", "platform/errors.feature", "a running ECS instance", "a runing ECS instance",
			[]string{"features/platform/errors.feature:", `did you mean "running ECS instance"?`}},
		{"a role that is no server where one is needed", "platform/weight.feature", "a backend server on port 80", "a RAM user without rights on port 80",
			[]string{"features/platform/weight.feature:", `a backend server is needed, and "RAM user without rights" is none: its kind is identity`}},
		{"a parameter with a slip, that is left out", "CreateVServerGroup/assumed.feature", "the operation without VServerGroupName", "the operation without VServerGroupNmae",
			[]string{"features/CreateVServerGroup/assumed.feature:31: ", `no operation has a parameter "VServerGroupNmae"; did you mean "VServerGroupName"?`}},
		{"a parameter with a slip, that is given", "CreateVServerGroup/assumed.feature", "with VServerGroupName set to", "with VServerGroupNmae set to",
			[]string{"features/CreateVServerGroup/assumed.feature:21: ", `no operation has a parameter "VServerGroupNmae"; did you mean "VServerGroupName"?`}},
		{"a length in a row with a slip", "platform/description.feature", "| of 80 characters |", "| of 80 charcters |",
			[]string{"features/platform/description.feature:39: ", `"80 charcters" is no length, such as "80 characters" (with the values of line 46)`}},
		{"a role in a table with a slip", "family/life_cycles.feature", "| a second network interface | 80 ", "| a secnd network interface  | 80 ",
			[]string{"features/family/life_cycles.feature:19: ", `"secnd network interface"; did you mean "second network interface"?`}},
		{"a role in a table that is no server", "family/life_cycles.feature", "| a second network interface | 80 ", "| a RAM user without rights  | 80 ",
			[]string{"features/family/life_cycles.feature:19: a backend server is needed"}},
		{"a column of a table with a slip", "family/life_cycles.feature", "| port | weight |", "| port | wieght |",
			[]string{`features/family/life_cycles.feature:17: no member is called "wieght"; did you mean "weight"?`}},
		{"a column that stands twice", "family/life_cycles.feature", "| port | weight |", "| port | port   |",
			[]string{`features/family/life_cycles.feature:17: the column "port" stands twice`}},
		{"a value in a table with a slip", "platform/samples.feature", "| its second address |", "| its secnd address |",
			[]string{"features/platform/samples.feature:", `"its secnd address" is no value; did you mean "its second address"?`}},
		{"a value in a table with more behind it", "family/life_cycles.feature", "| 30     |", "| 30%    |",
			[]string{"features/family/life_cycles.feature:24: ", `"30%" is no value`}},
		{"an outline's sentence that means nothing", "platform/weight.feature", "And the group lists it on port 80 with weight <weight>", "And the gruop lists it on port 80 with weight <weight>",
			[]string{"features/platform/weight.feature:", `"the gruop lists it on port 80 with weight 0"`}},
		{"a first sentence whose word for its kind has a slip", "platform/weight.feature", "Given a vServer group\n", "Givn a vServer group\n",
			[]string{"features/platform/weight.feature:", `begins with "Givn a vServer group", which is no sentence`, `did you mean "Given"?`}},
		{"a sentence that means nothing", "platform/weight.feature", "Given a vServer group\n", "Given a vServer groop\n",
			[]string{"features/platform/weight.feature:", `"a vServer groop"`, `did you mean "a vServer group"?`}},
		{"a scenario name twice", "platform/parameters.feature", "a call without VServerGroupId is refused", "a call without RegionId is refused",
			[]string{"features/platform/parameters.feature:", "stands twice", "put what differs into the name"}},
		{"an outline whose name has no placeholder", "platform/weight.feature", "a weight of <weight> is refused", "a weight is refused",
			[]string{"features/platform/weight.feature:28: ", `scenario name "a weight is refused" stands twice`}},
		{"a When sentence that is gone, and its Then", "SetVServerGroupAttribute/setting.feature", "      Then the call succeeds\n      And the group has the name", "      And the group has the name",
			[]string{"features/SetVServerGroupAttribute/setting.feature:42: ", "does not stand under Then"}},
		{"a sample that is no JSON", "SetVServerGroupAttribute/answer.feature", `6B08EC9CE18C",`, `6B08EC9CE18C"`,
			[]string{"features/SetVServerGroupAttribute/answer.feature:44: the doc string is not JSON: invalid character '\"'"}},
		{"a second feature in a file", "SetVServerGroupAttribute/setting.feature", "  @group.not-passed-stays", "Feature: again\n  @group.not-passed-stays",
			[]string{`features/SetVServerGroupAttribute/setting.feature:33: the feature does not parse: "Feature: again" cannot stand here`}},
		{"a feature file that is gone", "platform/weight.feature", "", "",
			[]string{"spec/platform/rules.yaml:", `rules "server.weight.range", "server.weight.default" have no scenario in features/platform`}},
		{"a folder of features that is gone", "family", "", "",
			[]string{"spec/platform/rules.yaml:", `"family.life-cycle"`, "have no scenario in features/platform: is a file missing there, or a folder beside it?"}},
		{"a refusal without its control", "platform/weight.feature", "      But with weight \"100\" the same call succeeds\n", "",
			[]string{"features/platform/weight.feature:", "does not end with its control"}},
		{"a refusal spoken of otherwise, without its control", "platform/platform.feature", "      Then the refusal carries <member>\n      And the group is unchanged\n      But with type \"eni\" the same call succeeds\n", "      Then the refusal carries <member>\n      And the group is unchanged\n",
			[]string{"features/platform/platform.feature:", "does not end with its control"}},
		{"a refusal that does not say that nothing changed", "platform/weight.feature", "      And the group is unchanged\n", "",
			[]string{"features/platform/weight.feature:", "does not say that the group is unchanged"}},
		{"an accepted value outside the fact", "platform/weight.feature", "        | 0      |\n", "        | 150    |\n",
			[]string{"features/platform/weight.feature:", `weight "150" is accepted`, "0 to 100"}},
		{"a boundary that nobody tries", "platform/weight.feature", "        | 100    |\n", "        | 98     |\n",
			[]string{"features/platform/weight.feature:", "no scenario shows that 100"}},
		{"what is first beyond a boundary, and nobody tries", "platform/weight.feature", "        | 101        |\n", "",
			[]string{"features/platform/weight.feature:", "no scenario shows that 101, the first beyond a boundary of the ledger's, is refused"}},
		{"a length that is far beyond its boundary", "platform/name.feature", "VServerGroupName of 81 characters", "VServerGroupName of 500 characters",
			[]string{"features/platform/name.feature:", "no scenario shows that 81, the first beyond"}},
		{"a limit that the scenarios do not know", "AddVServerGroupBackendServers/request.feature", "When I add 20 backend servers\n      Then the call succeeds", "When I add 25 backend servers\n      Then the call succeeds",
			[]string{"features/AddVServerGroupBackendServers/request.feature:", "no scenario shows that 20"}},
		{"a code that no document lists", "DeleteVServerGroup/delete.feature", "RspoolRuleExist", "RspoolRuleExit",
			[]string{`features/DeleteVServerGroup/delete.feature:86: no openapi.yaml of spec lists the code "RspoolRuleExit" under the status 400; did you mean "RspoolRuleExist"?`}},
		{"a feature that does not parse", "platform/weight.feature", "Feature: Weight", "Feture: Weight",
			[]string{"features/platform/weight.feature", "does not parse"}},
		{"a scenario without a sentence", "platform/weight.feature", "    Scenario: a backend server without a weight", "    Scenario: nothing\n\n    Scenario: a backend server without a weight",
			[]string{"features/platform/weight.feature:", `scenario "nothing" has no sentence`}},
	} {
		t.Run(m.name, func(t *testing.T) {
			m.mustSay(t, fits(t, changed(t, features.Files, m.file, m.old, m.with)))
		})
	}
}

func TestMistakesInTheFixtures(t *testing.T) {
	runtest.Sequential(t)
	s := load(t)
	for _, m := range []mistake{
		{"an answer that is missing", "platform/answers/common/TooManyBackendServers.json", "", "",
			[]string{"TooManyBackendServers.json is missing"}},
		{"no answers of an operation", "AddVServerGroupBackendServers", "", "",
			[]string{"fixtures/AddVServerGroupBackendServers/answers is missing, and internal/mock refuses with it what breaks AddVServerGroupBackendServers/"}},
		{"a value written out in a success", "CreateVServerGroup/answers/success.json", `"{{VServerGroupId}}"`, `"rsp-bp1abc"`,
			[]string{"fixtures/CreateVServerGroup/answers/success.json:7: VServerGroupId is written out, and every answer would say rsp-bp1abc; a placeholder is meant, such as {{VServerGroupId}}"}},
		{"a request id written out in a refusal", "platform/answers/common/NetworkConflict.json", `"{{RequestId}}"`, `"FA556D5D"`,
			[]string{`fixtures/platform/answers/common/NetworkConflict.json:7: every answer would have the RequestId "FA556D5D"; {{RequestId}} is meant`}},
		{"a member without a value", "CreateVServerGroup/answers/success.json", `"{{RequestId}}"`, "",
			[]string{"fixtures/CreateVServerGroup/answers/success.json:", "RequestId has no value; a placeholder may be meant, such as {{RequestId}}"}},
		{"a placeholder with a text beside it", "CreateVServerGroup/answers/success.json", `"{{Description}}"`, `"{{Description}}x"`,
			[]string{"fixtures/CreateVServerGroup/answers/success.json:", `Description would be "{{Description}}x"; in a success a placeholder stands alone`}},
		{"a placeholder with a slip", "CreateVServerGroup/answers/success.json", `"{{Weight}}"`, `"{{Wieght}}"`,
			[]string{"fixtures/CreateVServerGroup/answers/success.json:", `nothing fills the placeholder {{Wieght}}; did you mean "Weight"?`}},
		{"a member that no answer has", "CreateVServerGroup/answers/success.json", `"VServerGroupId":`, `"VServerGroupID":`,
			[]string{`fixtures/CreateVServerGroup/answers/success.json:7: spec/CreateVServerGroup/openapi.yaml (`, `) declares no member "VServerGroupID" of the answer; did you mean "VServerGroupId"?`}},
		{"a member of another type", "CreateVServerGroup/answers/success.json", `"{{VServerGroupId}}"`, `[5]`,
			[]string{"fixtures/CreateVServerGroup/answers/success.json:7: the member VServerGroupId is of the type array, and in spec/CreateVServerGroup/openapi.yaml (Answer/properties/VServerGroupId) of the type string"}},
		{"a member that an action around lacks", "platform/answers/CreateLoadBalancer/success.json", `"LoadBalancerId":`, `"LoadBalancerID":`,
			[]string{`fixtures/platform/answers/CreateLoadBalancer/success.json:6: the answer lacks the member LoadBalancerId, which spec/platform/openapi.yaml (CreateLoadBalancerAnswer) requires; did you mean "LoadBalancerID"?`}},
		{"a success that several actions share", "platform/answers/common/success.json", `"RequestId"`, `"RequestID"`,
			[]string{`fixtures/platform/answers/common/success.json:7: `, `(Answer) declares no member "RequestID" of the answer; did you mean "RequestId"?`}},
		{"a refusal without its code", "platform/answers/common/NetworkConflict.json", `"Code"`, `"Cod"`,
			[]string{`fixtures/platform/answers/common/NetworkConflict.json:9: spec/platform/openapi.yaml (Refusal) declares no member "Cod" of the answer; did you mean "Code"?`}},
		{"a refusal of another code", "platform/answers/common/NetworkConflict.json", `"Code": "NetworkConflict"`, `"Code": "NetworkConflct"`,
			[]string{`fixtures/platform/answers/common/NetworkConflict.json:9: no openapi.yaml of spec lists the code "NetworkConflct" under the status 400; did you mean "NetworkConflict"?`}},
		{"a refusal copied from another", "platform/answers/common/NetworkConflict.json", "q=NetworkConflict", "q=ObtainIpFail",
			[]string{`fixtures/platform/answers/common/NetworkConflict.json:11: Recommend leads to another code than NetworkConflict: "https://`}},
		{"a zone in a region that there is not", "account.yaml", "{id: cn-hangzhou-h, region: cn-hangzhou}", "{id: cn-hangzhou-h, region: cn-hangzou}",
			[]string{`fixtures/account.yaml:15: region: the account has no "cn-hangzou"; did you mean "cn-hangzhou"?`}},
		{"a refusal under another status", "DeleteVServerGroup/answers/RspoolRuleExist.json", "400", "409",
			[]string{`fixtures/DeleteVServerGroup/answers/RspoolRuleExist.json:9: no openapi.yaml of spec lists the code "RspoolRuleExist" under the status 409; it stands under 400`}},
		{"an action that the API has not", "platform/actions.yaml", "- CreateVServerGroup\n", "- CreateVServerGruop\n",
			[]string{`fixtures/platform/actions.yaml:18: the API has no action "CreateVServerGruop"; did you mean "CreateVServerGroup"?`}},
		{"an action that the API has not, and the mock plays", "platform/actions.yaml", "- DescribeZones\n", "- DsecribeZones\n",
			[]string{`fixtures/platform/actions.yaml:56: the API has no action "DsecribeZones"; did you mean "DescribeZones"?`}},
		{"a vSwitch in a zone of another region", "account.yaml", "{id: vsw-bp1mockmain, vpc: vpc-bp1mockmain, zone: cn-hangzhou-h}", "{id: vsw-bp1mockmain, vpc: vpc-bp1mockmain, zone: cn-shanghai-g}",
			[]string{"fixtures/account.yaml:33: vsw-bp1mockmain is in the zone cn-shanghai-g of cn-shanghai, and its VPC vpc-bp1mockmain in cn-hangzhou"}},
		{"a vSwitch of another VPC", "account.yaml", "{id: vsw-bp1mockmain, vpc: vpc-bp1mockmain,", "{id: vsw-bp1mockmain, vpc: vpc-bp1mockother,",
			[]string{"fixtures/inventory.mock.yaml:5: vswitch: by fixtures/account.yaml:33 vsw-bp1mockmain is of vpc-bp1mockother, and not of vpc-bp1mockmain"}},
		{"a server in another VPC", "account.yaml", "{id: eni-bp1mockfirst, kind: eni, vpc: vpc-bp1mockmain,", "{id: eni-bp1mockfirst, kind: eni, vpc: vpc-bp1mockother,",
			[]string{"fixtures/inventory.mock.yaml:8: roles.backend server: by fixtures/account.yaml:57 eni-bp1mockfirst is in vpc-bp1mockother, and not in vpc-bp1mockmain"}},
		{"a server that does not run", "account.yaml", "{id: i-bp1mockrunning, kind: ecs, vpc: vpc-bp1mockmain, zone: cn-hangzhou-h, status: Running,", "{id: i-bp1mockrunning, kind: ecs, vpc: vpc-bp1mockmain, zone: cn-hangzhou-h, status: Stopped,",
			[]string{"fixtures/inventory.mock.yaml:17: roles.running ECS instance: by fixtures/account.yaml:61 i-bp1mockrunning is Stopped, and not Running"}},
		{"a server that is to be refused and is like any other", "account.yaml", "status: Stopped,", "status: Running,",
			[]string{"fixtures/inventory.mock.yaml:19: roles.stopped ECS instance: by fixtures/account.yaml:63 nothing about i-bp1mockstopped is out of the ordinary"}},
		{"a load balancer that is to be refused and is like any other", "account.yaml", ", tunnel: anyTunnel", "",
			[]string{"fixtures/inventory.mock.yaml:36: roles.anyTunnel load balancer: by fixtures/account.yaml:106 nothing about lb-bp1mockanytunnel is out of the ordinary"}},
		{"a group that is to be refused and is like any other", "account.yaml", "change_in_progress: true", "change_in_progress: false",
			[]string{"fixtures/inventory.mock.yaml:44: ", "nothing about rsp-bp1mockchanging is out of the ordinary"}},
		{"a kind with two letters that changed places", "account.yaml", "kind: ecs", "kind: esc",
			[]string{"fixtures/account.yaml:61: ", `did you mean "ecs"?`}},
		{"a VPC of another region", "account.yaml", "{id: vpc-bp1mockmain, region: cn-hangzhou}", "{id: vpc-bp1mockmain, region: us-west-1}",
			[]string{"fixtures/account.yaml:33: vsw-bp1mockmain is in the zone cn-hangzhou-h of cn-hangzhou, and its VPC vpc-bp1mockmain in us-west-1; so it is with 36 more"}},
		{"a policy of another account", "account.yaml", "1098765432101234:loadbalancer", "1098765432101235:loadbalancer",
			[]string{"fixtures/account.yaml:130: the policy of one-load-balancer names the account 1098765432101235, and this is 1098765432101234"}},
		{"a policy for a load balancer that there is not", "account.yaml", "loadbalancer/lb-bp1mockram", "loadbalancer/lb-bp1mockrom",
			[]string{`fixtures/account.yaml:130: the policy of one-load-balancer: the account has no "lb-bp1mockrom"; did you mean "lb-bp1mockram"?`}},
		{"a policy on a tag that nothing has", "account.yaml", "slb:tag/team\"", "slb:tag/taem\"",
			[]string{`fixtures/account.yaml:133: the policy of by-tag: no load balancer has the tag taem with the value blue`}},
		{"a policy for an action that the API has not", "account.yaml", "slb:AddVServerGroupBackendServers\"", "slb:AddVServerGroupBackendServer\"",
			[]string{`fixtures/account.yaml:122: the policy of adder: the API has no action "AddVServerGroupBackendServer"; did you mean "AddVServerGroupBackendServers"?`}},
		{"what repeats an object, with a slip", "DescribeVServerGroups/answers/success.json", `"{{each}}"`, `"{{eech}}"`,
			[]string{`fixtures/DescribeVServerGroups/answers/success.json:11: {{eech}} is no member; did you mean "{{each}}"?`}},
		{"a code without its name", "platform/codes.yaml", "code: ServiceIsConfiguring", "cod: ServiceIsConfiguring",
			[]string{`fixtures/platform/codes.yaml:4: unknown field "cod"; did you mean "code"?`}},
		{"a code that the platform does not list", "platform/codes.yaml", "code: Throttling.Api,", "code: Throtling.Api,",
			[]string{"fixtures/platform/codes.yaml:", "does not list the code Throtling.Api under status 400"}},
		{"no success of an operation", "SetVServerGroupAttribute/answers/success.json", "", "",
			[]string{"fixtures/SetVServerGroupAttribute/answers/success.json: it is missing, and the success of SetVServerGroupAttribute has members besides its request id"}},
		{"no answers of an operation that refuses in common words", "SetVServerGroupAttribute/answers", "", "",
			[]string{"fixtures/SetVServerGroupAttribute/answers/success.json: it is missing"}},
		{"no answers of an action around", "platform/answers/DescribeRegions", "", "",
			[]string{"fixtures/platform/answers/DescribeRegions/success.json: it is missing, and the success of DescribeRegions has members besides its request id"}},
		{"no common answers", "platform/answers/common", "", "",
			[]string{"fixtures/platform/answers/common: ", "every action gives those that stand there"}},
		{"common answers under another name", "platform/answers/gateway", "", "platform/answers/gatway",
			[]string{`fixtures/platform/answers/gatway: internal/mock plays no action of this name; did you mean "gateway"?`}},
		{"answers of an action under another name", "platform/answers/CreateLoadBalancer", "", "platform/answers/CreateLoadBalancr",
			[]string{`fixtures/platform/answers/CreateLoadBalancr: internal/mock plays no action of this name; did you mean "CreateLoadBalancer"?`}},
		{"an account with a field that there is not", "account.yaml", "regions:", "reigons:",
			[]string{"fixtures/account.yaml:", `did you mean "regions"?`}},
		{"an inventory with a role that there is not", "inventory.mock.yaml", "backend server:", "backend sever:",
			[]string{"fixtures/inventory.mock.yaml", `"backend sever"`, `did you mean "backend server"?`}},
		{"an inventory with an id that the account has not", "inventory.mock.yaml", "id: eni-bp1mocksecond", "id: eni-bp1mocksecnod",
			[]string{"fixtures/inventory.mock.yaml:9: roles.second network interface", `has no "eni-bp1mocksecnod"; did you mean "eni-bp1mocksecond"?`}},
		{"an inventory with an address of nobody's", "inventory.mock.yaml", "id: eni-bp1mocksecond, type: eni, addresses: [10.0.1.12]", "id: eni-bp1mocksecond, type: eni, addresses: [10.0.1.21]",
			[]string{"fixtures/inventory.mock.yaml:9: ", `eni-bp1mocksecond has not the address 10.0.1.21; did you mean "10.0.1.12"?`}},
		{"an inventory in a VPC that there is not", "inventory.mock.yaml", "vpc: vpc-bp1mockmain", "vpc: vpc-bp1mockmian",
			[]string{"fixtures/inventory.mock.yaml:4: vpc: ", `did you mean "vpc-bp1mockmain"?`}},
	} {
		t.Run(m.name, func(t *testing.T) {
			files := changed(t, fixtures.Files, m.file, m.old, m.with)
			config, err := mocktarget.Load(files)
			if err == nil {
				err = config.Plays(files, s.Ledger.Names(), s.Document)
			}
			if err == nil {
				_, err = mocktarget.New(config).Open(context.Background(), "a scenario")
			}
			m.mustSay(t, err)
		})
	}
}

// mustSay holds an error to what it must tell, and to telling nothing of the program's inside.
func (m mistake) mustSay(t *testing.T, err error) {
	t.Helper()
	if err == nil {
		t.Fatal("the mistake was not noticed")
	}
	if strings.Contains(err.Error(), "\n") {
		differs(t, "one mistake is told more than once:\n%v", err)
	}
	for _, part := range m.says {
		if !strings.Contains(err.Error(), part) {
			differs(t, "the error does not say %q:\n%v", part, err)
		}
	}
	for _, inside := range []string{"goroutine", "panic", ".go:"} {
		if strings.Contains(err.Error(), inside) {
			differs(t, "the error shows the inside of the program (%s):\n%v", inside, err)
		}
	}
}

// A slip in the mock's Go is told before anything runs, whatever names the rule.
func TestMistakesInTheTableOfTheMock(t *testing.T) {
	s := load(t)
	const names = `internal/mock: AddVServerGroupBackendServers/`
	for says, alter := range map[string]func(t *mock.Table, o *mock.Operation){
		names + `error.NetworkConflct, refused with NetworkConflict: no rules.yaml of spec states this rule; did you mean "AddVServerGroupBackendServers/error.NetworkConflict"?`: func(t *mock.Table, _ *mock.Operation) {
			t.Rules[t.Entries("AddVServerGroupBackendServers/error.NetworkConflict")[0]].ID = "AddVServerGroupBackendServers/error.NetworkConflct"
		},
		names + `ram.acton, one of the Rights: no rules.yaml of spec states this rule; did you mean "AddVServerGroupBackendServers/ram.action"?`: func(_ *mock.Table, o *mock.Operation) {
			o.Rights = []string{"ram.acton"}
		},
		names + `error.SignatureNonceUsd, of one of the Rows: no rules.yaml of spec states this rule; did you mean "AddVServerGroupBackendServers/error.SignatureNonceUsed"?`: func(_ *mock.Table, o *mock.Operation) {
			o.Rows = []string{"SignatureNonceUsd"}
		},
		`internal/mock: no file op_*.go has a method AddVServerGroupBackendServers, and spec/AddVServerGroupBackendServers/rules.yaml is there: docs/adding-an-operation.md shows one; did you mean "AddVServerGroupBackendServer"?`: func(_ *mock.Table, o *mock.Operation) {
			o.Action = "AddVServerGroupBackendServer"
		},
		`internal/mock: a file op_*.go has a method MoveVServerGroup, and spec/MoveVServerGroup/rules.yaml is not there`: func(t *mock.Table, _ *mock.Operation) {
			t.Operations["MoveVServerGroup"] = mock.Operation{Action: "MoveVServerGroup", Ledger: true}
		},
	} {
		config := mockConfig(t)
		o := config.Table.Operations["AddVServerGroupBackendServers"]
		config.Table.Operations = maps.Clone(config.Table.Operations)
		alter(&config.Table, &o)
		delete(config.Table.Operations, "AddVServerGroupBackendServers")
		config.Table.Operations[o.Action] = o
		mistake{says: []string{says}}.mustSay(t, config.Plays(fixtures.Files, s.Ledger.Names(), s.Document))
	}
}

func TestAFilterThatMatchesNothingIsAnError(t *testing.T) {
	s := load(t)
	for filter, says := range map[string]string{
		"server.wieght.*":  `did you mean "server.weight.*"?`,
		"wieght*":          `did you mean "*.weight.*"?`,
		"error.InvalidTyp": `did you mean "error.BackendServer.InvalidType"?`,
		"[":                `rule pattern "[": syntax error in pattern: a [ is closed by a ]`,
		"SetVServerGroupAttribute/platform.action": `did you mean "platform/platform.action"?`,
		"server.weight.zero":                       "no scenario is chosen by -rules server.weight.zero",
		"ram.access-level":                         "no scenario is chosen by -rules ram.access-level: AddVServerGroupBackendServers/ram.access-level is not observable: ",
		"server.weight.range ":                     "no rule matches",
		"DeleteVServerGroup":                       `did you mean "DeleteVServerGroup/*"?`,
		"DeletVServerGroup":                        `did you mean "DeleteVServerGroup/*"?`,
		"AddVServerGroupBackendServer/*":           `did you mean "AddVServerGroupBackendServers/*"?`,
	} {
		_, err := s.Run(context.Background(), run.Options{Target: mocktarget.New(mockConfig(t)), Filter: plan.Filter{Rules: []string{filter}}})
		if err == nil || !strings.Contains(err.Error(), says) {
			differs(t, "-rules %q: %v; it should say %q", filter, err, says)
		}
	}
	for _, expression := range []string{"TestConformance/no.such.rule", "TestConformance/AddVServerGroupBackendServers/server.weight.range/nothing", "TestConformance/("} {
		if _, err := s.Run(context.Background(), run.Options{Target: mocktarget.New(mockConfig(t)), Filter: plan.Filter{Run: expression}}); err == nil {
			differs(t, "-run %q matches nothing and is no error", expression)
		}
	}
}

func TestAMissingRoleNamesItself(t *testing.T) {
	config := mockConfig(t)
	bare := *config.Inventory
	bare.Roles = maps.Clone(bare.Roles)
	delete(bare.Roles, "stopped ECS instance")
	config.Inventory = &bare
	s := load(t)
	result := mustRun(t, s, run.Options{Target: mocktarget.New(config), Filter: plan.Filter{Rules: []string{"server.running"}}})
	for _, o := range result.Outcomes {
		if o.Scenario.Name == "a stopped ECS instance is refused" && (o.Verdict != "not run" || !strings.Contains(o.Reason, `no "stopped ECS instance"`)) {
			differs(t, "%s: %s", o.Verdict, o.Reason)
		}
	}
}

// What a scenario could not be decided by is a symptom of it: the sentence, and the answer before it, if there was one.
func TestWhatIsUndecidedIsASymptom(t *testing.T) {
	const role, group = "load balancer attached to a CEN", add + "error.InvalidBackendServers.VpcNotInCen"
	config := mockConfig(t)
	delete(config.Inventory.Roles, role)
	result := mustRun(t, load(t), run.Options{Target: mocktarget.New(config), Filter: plan.Filter{Rules: []string{group, add + "error.IncorrectStatus.CenNotAssociated"}}})
	if len(result.Outcomes) != 2 {
		t.Fatalf("%d scenarios", len(result.Outcomes))
	}
	for _, o := range result.Outcomes {
		answer := wire.Success
		if o.Scenario.Rule == group {
			answer = "" // its first sentence needs the role
		}
		all := o.Symptoms()
		if len(all) != 1 || !all[0].Undecided || all[0].Kind != answer || !strings.Contains(all[0].At, role) || all[0].Scenario != o.Scenario.ID() {
			differs(t, "%+v", all)
		}
	}
}

func TestASentenceWithTwoMeaningsIsAnError(t *testing.T) {
	s := load(t)
	twice := steps.NewVocabulary()
	twice.All = append(twice.All, twice.All[0])
	err := s.Plan.Lint(s.Ledger, twice, s.Document)
	mistake{says: []string{"features/", `"a vServer group" has 2 meanings`}}.mustSay(t, err)
}

func TestASentenceThatNoFeatureUsesIsAnError(t *testing.T) {
	s := load(t)
	more := steps.NewVocabulary()
	more.Given(`^nobody says this$`, (*steps.World).Echoes, steps.Definition{})
	mistake{says: []string{`no feature uses the sentence "nobody says this"; remove it`}}.mustSay(t, s.Plan.Lint(s.Ledger, more, s.Document))
}
