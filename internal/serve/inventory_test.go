package serve_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/slbconform/slbconform/internal/serve"
	"github.com/slbconform/slbconform/internal/target"
)

// The inventory that a server writes asks no more of it than it bears.
func TestTheInventoryKnowsTheRate(t *testing.T) {
	for limit, want := range map[float64]float64{0: 100, 20: 20, 500: 100} {
		site, err := serve.NewSite(serve.Options{Faults: serve.Faults{Rate: limit}})
		if err != nil {
			t.Fatal(err)
		}
		dir := t.TempDir()
		if err := site.WriteInventory(filepath.Join(dir, "inv.yaml"), "http://127.0.0.1:8080"); err != nil {
			t.Fatal(err)
		}
		inv, err := target.LoadInventory(os.DirFS(dir), "inv.yaml", "inv.yaml")
		if err != nil || inv.Rate != want {
			t.Errorf("a server that bears %v calls a second writes rate %v, want %v (%v)", limit, inv.Rate, want, err)
		}
	}
}

// The environment holds for a shell what a run needs, for nobody else to read, and leaves no other identity standing.
func TestTheEnvironmentInAShell(t *testing.T) {
	site, err := serve.NewSite(serve.Options{})
	if err != nil {
		t.Fatal(err)
	}
	env := filepath.Join(t.TempDir(), "it's here.sh")
	if err := site.WriteEnv(env, "http://127.0.0.1:8080", ""); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{env, env + ".profiles.json"} {
		if info, err := os.Stat(name); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: %v, %v", name, info.Mode(), err)
		}
	}
	if profiles, err := os.ReadFile(env + ".profiles.json"); err != nil || !strings.Contains(string(profiles), `"name": "nobody"`) {
		t.Errorf("the profiles are %s, %v", profiles, err)
	}
	shell := exec.CommandContext(t.Context(), "sh", "-c", `. "$1" && env`, "sh", env)
	shell.Env = []string{"PATH=" + os.Getenv("PATH"), "ALIBABA_CLOUD_SECURITY_TOKEN=mine", "ALIBABA_CLOUD_PROFILE=mine", "ALIBABA_CLOUD_CLI_PROFILE_DISABLED=true"}
	out, err := shell.CombinedOutput()
	left := regexp.MustCompile(`(?m)^(ALIBABA_|SSL_|no_proxy=).*$`).FindAllString(string(out), -1)
	slices.Sort(left)
	want := []string{
		"ALIBABA_CLOUD_ACCESS_KEY_ID=slbconform-main", "ALIBABA_CLOUD_ACCESS_KEY_SECRET=published-secret-of-main", "ALIBABA_CLOUD_CONFIG_FILE=" + env + ".profiles.json",
		"no_proxy=127.0.0.1,127.0.0.1:8080",
	}
	if err != nil || !slices.Equal(left, want) {
		t.Errorf("%v: the shell is left with %q, want %q", err, left, want)
	}
}
