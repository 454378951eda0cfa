package suite

import (
	"os"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"

	"github.com/slbconform/slbconform/internal/target"
	"github.com/slbconform/slbconform/reports"
)

// libraries are the modules whose versions a verdict depends on, the SDK first.
func libraries() []string {
	return []string{
		"github.com/alibabacloud-go/slb-20140515/v4", "github.com/alibabacloud-go/darabonba-openapi/v2", "github.com/alibabacloud-go/tea",
		"github.com/cucumber/godog", "github.com/getkin/kin-openapi", "github.com/jarcoal/httpmock",
	}
}

// Identity says what a result was found with.
func (res *Result) Identity(s *Settings) reports.Identity {
	id := reports.Identity{
		Operation: operation, PageDate: res.Suite.Ledger.Page.Updated, Go: runtime.Version(),
		Target: res.About.Name, Evidence: string(res.About.Evidence), Endpoint: res.About.Endpoint, Region: res.About.Region,
		RolesPresent: res.About.Inventory.Present(), Configuration: s.Configuration(),
		Started: res.Started, Duration: res.Took, Seed: res.Seed, Module: "(devel)", Libraries: map[string]string{},
	}
	for _, role := range target.Roles() {
		if !slices.Contains(id.RolesPresent, role.Name) {
			id.RolesAbsent = append(id.RolesAbsent, reports.Role{Name: role.Name, Needs: role.Needs})
		}
	}
	fromBuild(&id)
	return id
}

// fromBuild reads versions from the running program.
func fromBuild(id *reports.Identity) {
	id.Commit = os.Getenv("GITHUB_SHA")
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return
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
		if slices.Contains(libraries(), dep.Path) {
			id.Libraries[dep.Path] = dep.Version
		}
	}
	if v := id.Libraries[libraries()[0]]; v != "" {
		id.SDK = strings.TrimPrefix(libraries()[0], "github.com/alibabacloud-go/") + " " + v
	}
}
