package reports_test

import (
	"bytes"
	"os"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/slbconform/slbconform/reports"
	"github.com/slbconform/slbconform/reports/internal/sample"
)

// Every message keeps the official schema, which the npm package @cucumber/messages ships and this repository does
// not hold: reports/formats.sh fetches it and names it in CUCUMBER_MESSAGES_SCHEMA.
func TestMessagesKeepTheOfficialSchema(t *testing.T) {
	file := os.Getenv("CUCUMBER_MESSAGES_SCHEMA")
	if file == "" {
		t.Skip("CUCUMBER_MESSAGES_SCHEMA names no file; sh reports/formats.sh runs this")
	}
	schema, err := jsonschema.NewCompiler().Compile(file)
	if err != nil {
		t.Fatal(err)
	}
	for name, r := range map[string]*reports.Report{"mock": sample.Mock(), "night": sample.Night(), "hostile": sample.Hostile()} {
		lines := bytes.Split(bytes.TrimSpace(writtenOf(t, r, "messages.ndjson")), []byte("\n"))
		if len(lines) < 10*len(r.Scenarios) {
			t.Errorf("%s: %d messages for %d scenarios", name, len(lines), len(r.Scenarios))
		}
		for i, line := range lines {
			message, err := jsonschema.UnmarshalJSON(bytes.NewReader(line))
			if err != nil {
				t.Fatalf("%s, line %d: %v", name, i+1, err)
			}
			if err := schema.Validate(message); err != nil {
				t.Errorf("%s, line %d: %v", name, i+1, err)
			}
		}
	}
}
