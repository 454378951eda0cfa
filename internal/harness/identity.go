package harness

import (
	"cmp"
	"context"
	"maps"
	"os"
	"os/exec"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"time"

	"golang.org/x/mod/modfile"

	"github.com/slbconform/slbconform/internal/run"
	"github.com/slbconform/slbconform/internal/target"
	"github.com/slbconform/slbconform/reports"
	"github.com/slbconform/slbconform/spec"
)

// libraries are the modules whose versions a verdict depends on, the SDK first.
func libraries() []string {
	return []string{
		"github.com/alibabacloud-go/slb-20140515/v4", "github.com/alibabacloud-go/darabonba-openapi/v2", "github.com/alibabacloud-go/tea",
		"github.com/cucumber/godog", "github.com/getkin/kin-openapi", "github.com/jarcoal/httpmock",
	}
}

// identity is the identity of a result: operations, target, versions and settings.
func identity(res *run.Result, s *Settings) reports.Identity {
	id := built(res.Suite.Ledger)
	id.Operation, id.Operations = strings.Join(res.Suite.Ledger.Names(), ", "), operations(res.Suite.Ledger)
	id.Target, id.Evidence, id.Endpoint, id.AnsweredBy, id.Region = res.About.Name, string(res.About.Evidence), res.About.Endpoint, res.About.Who, res.About.Region
	id.RolesPresent, id.Configuration = res.About.Inventory.Present(), s.configuration()
	id.Started, id.Duration, id.Seed = res.Started, res.Took, res.Seed
	for _, role := range target.Roles() {
		if !slices.Contains(id.RolesPresent, role.Name) {
			id.RolesAbsent = append(id.RolesAbsent, reports.Role{Name: role.Name, Needs: role.Needs})
		}
	}
	return id
}

// built is the identity of the running program: its version and those of its libraries.
func built(l *spec.Ledger) reports.Identity {
	id := reports.Identity{PageDate: l.Updated(), Go: runtime.Version(), Module: "(devel)", Libraries: map[string]string{}}
	fromBuild(&id)
	return id
}

// operations are those of the ledger with what their rules were read from.
func operations(l *spec.Ledger) []reports.Operation {
	var out []reports.Operation
	for _, o := range l.Operations {
		one := reports.Operation{Name: o.Name}
		for _, d := range o.Documents {
			one.Documents = append(one.Documents, reports.Document{Name: d.Name, Form: d.Name, Date: d.Updated})
		}
		out = append(out, one)
	}
	return out
}

// fromBuild reads versions from the running program.
func fromBuild(id *reports.Identity) {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		info = &debug.BuildInfo{}
	}
	if info.Main.Version != "" {
		id.Module = info.Main.Version
	}
	for _, setting := range info.Settings {
		if setting.Key == "vcs.revision" {
			id.Commit = setting.Value
		}
	}
	for _, dep := range info.Deps {
		id.Libraries[dep.Path] = dep.Version
	}
	if len(info.Deps) == 0 { // a test, run in a checkout of the project
		fromGoMod(id)
		id.Commit = checkedOut()
	}
	maps.DeleteFunc(id.Libraries, func(path, _ string) bool { return !slices.Contains(libraries(), path) })
	id.SDK = libraries()[0] + " " + cmp.Or(id.Libraries[libraries()[0]], "of unknown version")
}

// fromGoMod reads versions from the go.mod file beside a test, whose program does not carry them.
func fromGoMod(id *reports.Identity) {
	data, err := os.ReadFile("go.mod")
	if err != nil {
		return
	}
	mod, err := modfile.Parse("go.mod", data, nil)
	if err != nil {
		return
	}
	for _, r := range mod.Require {
		id.Libraries[r.Mod.Path] = r.Mod.Version
	}
}

// checkedOut is the commit of the checkout that a test runs in; "" where there is none, or no git.
func checkedOut() string {
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Second)
	defer cancel()
	out, err := exec.CommandContext(ctx, "git", "rev-parse", "HEAD").Output()
	if err != nil {
		return ""
	}
	return strings.TrimSpace(string(out))
}
