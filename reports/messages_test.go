package reports_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	cucumber "github.com/cucumber/messages/go/v34"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/slbconform/slbconform/internal/run/runtest"
	"github.com/slbconform/slbconform/reports"
	"github.com/slbconform/slbconform/reports/internal/sample"
)

// Every message keeps the official schema, which the npm package @cucumber/messages ships and this repository does
// not hold: reports/formats.sh fetches it and names it in CUCUMBER_MESSAGES_SCHEMA.
func TestMessagesKeepTheOfficialSchema(t *testing.T) {
	schema := official(t, "CUCUMBER_MESSAGES_SCHEMA")
	if keeps(schema, []byte(`{"pickle":{}}`)) == nil {
		t.Fatal("the schema takes anything")
	}
	for name, r := range samples(t) {
		lines := bytes.Split(bytes.TrimSpace(writtenOf(t, r, "messages.ndjson")), []byte("\n"))
		if len(lines) < 10*len(r.Scenarios) {
			t.Errorf("%s: %d messages for %d scenarios", name, len(lines), len(r.Scenarios))
		}
		for i, line := range lines {
			if err := keeps(schema, line); err != nil {
				t.Errorf("%s, line %d: %v", name, i+1, err)
			}
		}
	}
}

// Every scenario has the tags of its operation and of its rule, and so has the rule it stands under.
func TestMessagesTellTheOperation(t *testing.T) {
	runtest.Sequential(t)
	for name, r := range samples(t) {
		under := map[string]*cucumber.Rule{} // by the id of the scenario's node
		pickles := 0
		for line := range bytes.Lines(writtenOf(t, r, "messages.ndjson")) {
			var e cucumber.Envelope
			if err := json.Unmarshal(line, &e); err != nil {
				t.Fatal(err)
			}
			if e.GherkinDocument != nil {
				for _, rule := range e.GherkinDocument.Feature.Children {
					for _, child := range rule.Rule.Children {
						under[child.Scenario.Id] = rule.Rule
					}
				}
			}
			if e.Pickle == nil {
				continue
			}
			s, rule := r.Scenarios[pickles], under[e.Pickle.AstNodeIds[0]]
			pickles++
			want := strings.Replace("@"+s.Rule, "/", " @", 1)
			var tags, above string
			for i, tag := range e.Pickle.Tags {
				tags, above = tags+" "+tag.Name, above+" "+rule.Tags[i].Name
			}
			if tags != " "+want || above != tags {
				t.Errorf("%s: scenario %q has the tags%s, its rule%s; want %s", name, s.ID, tags, above, want)
			}
		}
		if pickles != len(r.Scenarios) {
			t.Errorf("%s: %d pickles of %d scenarios", name, pickles, len(r.Scenarios))
		}
	}
}

// exchanges.har keeps the schema of HTTP archives, which the npm package har-schema ships; reports/formats.sh names
// it in HAR_SCHEMA.
func TestArchiveKeepsTheSchema(t *testing.T) {
	schema := official(t, "HAR_SCHEMA")
	if keeps(schema, []byte(`{"log":{}}`)) == nil {
		t.Fatal("the schema takes anything")
	}
	for name, r := range samples(t) {
		if err := keeps(schema, writtenOf(t, r, "exchanges.har")); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func keeps(schema *jsonschema.Schema, data []byte) error {
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		return err
	}
	return schema.Validate(doc)
}

// official reads the schema that the environment names. The schemas beside it may refer to each other.
func official(t *testing.T, env string) *jsonschema.Schema {
	t.Helper()
	file := os.Getenv(env)
	if file == "" {
		t.Skip(env + " names no file; sh reports/formats.sh runs this")
	}
	c := jsonschema.NewCompiler()
	c.DefaultDraft(jsonschema.Draft6)
	beside, err := filepath.Glob(filepath.Join(filepath.Dir(file), "*.json"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range beside {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		if err := c.AddResource("https://schemas.test/"+filepath.Base(name), doc); err != nil {
			t.Fatal(err)
		}
	}
	schema, err := c.Compile("https://schemas.test/" + filepath.Base(file))
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

// samples are the reports that are held against official schemas, and the last run's own when there is one.
func samples(t *testing.T) map[string]*reports.Report {
	t.Helper()
	all := map[string]*reports.Report{"mock": sample.Mock(), "night": sample.Night(), "hostile": sample.Hostile()}
	data, err := os.ReadFile(filepath.Join("out", "conformance.json"))
	if err != nil {
		return all
	}
	if all["the last run"], err = reports.Read(data); err != nil {
		t.Fatal(err)
	}
	return all
}
