package main

import (
	"net/http"
	"os"
	"strings"
	"testing"

	"github.com/slbconform/slbconform/internal/harness"
	"github.com/slbconform/slbconform/internal/serve"
	"github.com/slbconform/slbconform/internal/serve/servetest"
)

// The guide to a red night is run as it stands, after two nights against a server that poses as the service. In the
// second it has another code for a server in another network and other words for a weight, and says more than is documented.
func TestTheGuideToARedNight(t *testing.T) {
	guide := read(t, "../../docs/replay.md")
	checkout(t)
	night(t, "yesterday", nil)
	night(t, "tonight", func(body string) string {
		body = strings.ReplaceAll(body, "NetworkConflict", "NetworkMismatch")
		body = strings.ReplaceAll(body, `"Code":"InvalidWeight.Malformed"`, `"Code":"InvalidParameter"`)
		return strings.Replace(body, `{"VServerGroupId"`, `{"GroupVersion":7,"VServerGroupId"`, 1)
	})
	if commands := follow(t, "docs/replay.md", guide); commands < 5 {
		t.Errorf("only %d commands were found in the guide", commands)
	}
}

// night is a live run of three rules whose report and capture lie in a folder; change is made to every answer.
func night(t *testing.T, folder string, change func(body string) string) {
	t.Helper()
	mock := servetest.Service(t, serve.Options{}, func(next http.Handler) http.Handler {
		return servetest.Changed(next, func(_ *http.Request, _ int, _ http.Header, body string) string {
			if change == nil {
				return body
			}
			return change(body)
		})
	})
	if err := os.Rename(mock.Inventory, "inv.yaml"); err != nil {
		t.Fatal(err)
	}
	for name, value := range map[string]string{
		"SLBCONFORM_RULES": "AddVServerGroupBackendServers/server.weight.range,AddVServerGroupBackendServers/error.NetworkConflict", "SLBCONFORM_RATE": "10000", "NO_COLOR": "1",
	} {
		t.Setenv(name, value)
	}
	code, said := process(t, "run", "-target", "live", "-inventory", "inv.yaml", "-reports", folder, "-capture", folder+"/capture")
	if code > harness.ExitViolates {
		t.Fatalf("%s: exit code %d: %s", folder, code, said)
	}
}
