package serve_test

import (
	"context"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/slbconform/slbconform"
	"github.com/slbconform/slbconform/internal/serve"
)

// Every line for a shell in the guide for client teams does what it is for.
func TestTheGuidesControlCalls(t *testing.T) {
	if _, err := exec.LookPath("curl"); err != nil {
		t.Skip("this machine has no curl")
	}
	c, _ := serving(t, serve.Options{})
	_, group := c.group()
	lines := regexp.MustCompile(`(?m)^    (curl .*)$`).FindAllStringSubmatch(guide(t), -1)
	if len(lines) < 8 {
		t.Errorf("the guide has %d control calls", len(lines))
	}
	ctx, stop := context.WithTimeout(t.Context(), time.Minute)
	defer stop()
	for _, line := range lines {
		command := strings.ReplaceAll(line[1], "rsp-…", group)
		shell := exec.CommandContext(ctx, "sh", "-c", "json=Content-Type:application/json; "+strings.Replace(command, "curl ", "curl -sSf ", 1))
		shell.Env = append(os.Environ(), "control="+c.endpoint+"/_slbconform", "NO_PROXY=*")
		if out, err := shell.CombinedOutput(); err != nil {
			t.Errorf("%s: %v %s", command, err, out)
		}
		if strings.Contains(command, "/reset") {
			_, group = c.group()
		}
	}
}

// Every name of this package that the guide writes is one.
func TestTheGuidesNames(t *testing.T) {
	text := guide(t)
	for name := range map[string]any{
		"StartMock": slbconform.StartMock, "NewMock": slbconform.NewMock, "WithServers": slbconform.WithServers, "WithAccountFile": slbconform.WithAccountFile,
		"WithRegion": slbconform.WithRegion, "WithLoadBalancer": slbconform.WithLoadBalancer, "WithIdentity": slbconform.WithIdentity, "WithClock": slbconform.WithClock,
		"WithServersPerCall": slbconform.WithServersPerCall, "WithMembers": slbconform.WithMembers, "WithBehaviour": slbconform.WithBehaviour, "WithRate": slbconform.WithRate, "WithReadLag": slbconform.WithReadLag,
		"WithDuplicatesUpdated": slbconform.WithDuplicatesUpdated, "WithGoneServersRefused": slbconform.WithGoneServersRefused, "OnAction": slbconform.OnAction,
		"OnGroup": slbconform.OnGroup, "OnLoadBalancer": slbconform.OnLoadBalancer, "OnServer": slbconform.OnServer, "UntilWithdrawn": slbconform.UntilWithdrawn,
		"BeforeChange": slbconform.BeforeChange, "AfterChange": slbconform.AfterChange, "InBody": slbconform.InBody,
	} {
		if !strings.Contains(text, name) {
			t.Errorf("the guide does not speak of %s", name)
		}
	}
}

func guide(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile("../../docs/clients.md")
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
