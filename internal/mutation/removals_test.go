package mutation_test

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/slbconform/slbconform/features"
	"github.com/slbconform/slbconform/fixtures"
	"github.com/slbconform/slbconform/internal/mock"
	"github.com/slbconform/slbconform/internal/mutation"
	"github.com/slbconform/slbconform/internal/run"
	"github.com/slbconform/slbconform/internal/run/runtest"
	"github.com/slbconform/slbconform/internal/target/mocktarget"
	"github.com/slbconform/slbconform/spec"
)

// project is all that the build of the suite is made of, free to be altered.
type project struct {
	features, spec, fixtures fstest.MapFS
	table                    func(*mock.Table)
}

func newProject(t testing.TB) *project {
	t.Helper()
	skipUnlessGreen(t)
	return &project{
		features: copied(t, features.Files), spec: copied(t, spec.Files), fixtures: copied(t, fixtures.Files),
		table: func(*mock.Table) {},
	}
}

func copied(t testing.TB, files fs.FS) fstest.MapFS {
	t.Helper()
	out := fstest.MapFS{}
	err := fs.WalkDir(files, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(files, name)
		out[name] = &fstest.MapFile{Data: data}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// build is what `go test ./...` does with a project, as far as one rule is concerned: everything is read and held
// against each other, and the mutants of the rule are run.
func (p *project) build(rule string) error {
	s, err := run.Load(p.features, p.spec)
	if err != nil {
		return err
	}
	whole, err := mocktarget.Load(p.fixtures)
	if err != nil {
		return err
	}
	p.table(&whole.Table)
	c, err := mutation.New(s, whole, rule)
	if err != nil {
		return err
	}
	for _, result := range c.All(context.Background()) {
		err = errors.Join(err, result.Err)
	}
	return err
}

// cut removes the first text that a pattern matches from a file.
func cut(files fstest.MapFS, name, pattern string) {
	at := regexp.MustCompile(pattern).FindIndex(files[name].Data)
	files[name] = &fstest.MapFile{Data: slices.Concat(files[name].Data[:at[0]], files[name].Data[at[1]:])}
}

func TestWhatIsRemovedIsMissed(t *testing.T) {
	runtest.Sequential(t)
	t.Parallel()
	for what, one := range map[string]struct {
		rule, says string
		remove     func(*project)
	}{
		"a rule's last scenario": {"AddVServerGroupBackendServers/server.weight.default", `rule "server.weight.default" has no scenario`, func(p *project) {
			cut(p.features, "platform/weight.feature", `(?s)  @server\.weight\.default\n.*`)
		}},
		"a tag": {"AddVServerGroupBackendServers/server.weight.default", `rule "Without a weight, the weight is 100" carries 0 tags`, func(p *project) {
			cut(p.features, "platform/weight.feature", `  @server\.weight\.default\n`)
		}},
		"a fixture": {"AddVServerGroupBackendServers/error.NetworkConflict", "needs NetworkConflict.json", func(p *project) {
			delete(p.fixtures, "platform/answers/common/NetworkConflict.json")
		}},
		"a ledger entry": {"AddVServerGroupBackendServers/error.NetworkConflict", `the ledger documents no code "NetworkConflict"`, func(p *project) {
			cut(p.spec, "AddVServerGroupBackendServers/rules.yaml", `(?s)  - shares: error\.NetworkConflict\n.*?\n\n`)
		}},
		"a role": {"AddVServerGroupBackendServers/error.NetworkConflict", "network interface of another VPC", func(p *project) {
			cut(p.fixtures, "inventory.mock.yaml", `  network interface of another VPC: .*\n`)
		}},
		"a rule of the mock": {"AddVServerGroupBackendServers/error.NetworkConflict", `rule AddVServerGroupBackendServers/error.NetworkConflict, of kind error, has no mutant of the sort "never fires"`, func(p *project) {
			p.table = func(t *mock.Table) {
				t.Rules = slices.DeleteFunc(t.Rules, func(r mock.Rule) bool { return r.ID == "AddVServerGroupBackendServers/error.NetworkConflict" })
			}
		}},
	} {
		t.Run(what, func(t *testing.T) {
			p := newProject(t)
			one.remove(p)
			if err := p.build(one.rule); err == nil || !strings.Contains(err.Error(), one.says) {
				t.Errorf("without %s the build says %v; want %q", what, err, one.says)
			}
		})
	}
}

func TestASortThatIsRemovedIsMissed(t *testing.T) {
	runtest.Sequential(t)
	t.Parallel()
	g, sorts := open(t).Generator, mutation.Sorts()
	for i := range sorts {
		sorts[i] = remembered(sorts[i])
	}
	for i, sort := range sorts {
		_, err := g.Generate(slices.Delete(slices.Clone(sorts), i, i+1))
		if err == nil && sort.Name != "one value for all" || err != nil && !strings.Contains(err.Error(), sort.Name) {
			t.Errorf("without the sort %q the build says %v", sort.Name, err)
		}
	}
}

// remembered makes the mutants of each rule once, and gives copies: a generator notes in each whose it is.
func remembered(s mutation.Sort) mutation.Sort {
	made, make := map[string][]mutation.Mutant{}, s.Make
	s.Make = func(g *mutation.Generator, r *spec.Rule) (copies []*mutation.Mutant) {
		if _, known := made[r.ID]; !known {
			made[r.ID] = nil
			for _, m := range make(g, r) {
				made[r.ID] = append(made[r.ID], *m)
			}
		}
		for _, m := range made[r.ID] {
			copies = append(copies, &m)
		}
		return copies
	}
	return s
}

// TestASentenceThatIsRemovedIsMissed takes one asserting sentence after the other out of the scenarios of a code.
// Then a mutant survives, or the features no longer pass for features.
func TestASentenceThatIsRemovedIsMissed(t *testing.T) {
	t.Parallel()
	slow(t)
	c := open(t)
	for _, rule := range []string{"AddVServerGroupBackendServers/error.NetworkConflict"} {
		for _, of := range assertions(c, rule) {
			for _, line := range of.lines {
				p := newProject(t)
				p.mustMiss(t, rule, of.file, p.removeLine(of.file, line))
			}
		}
	}
}

// TestAScenarioThatAssertsNothingIsMissed takes all of them out of one scenario at a boundary of an operation after the other. The
// limit of a call is left out: two of its scenarios stand at the same boundary, and one makes up for the other.
func TestAScenarioThatAssertsNothingIsMissed(t *testing.T) {
	t.Parallel()
	slow(t)
	c := open(t)
	for _, r := range c.Suite.Ledger.RulesOf(underTest) {
		if !slices.Contains([]spec.Kind{"range", "length"}, r.Kind) {
			continue
		}
		for _, of := range assertions(c, r.ID) {
			p := newProject(t)
			for _, line := range of.lines {
				p.removeLine(of.file, line)
			}
			p.mustMiss(t, r.ID, of.file, "all that "+of.scenario+" asserts")
		}
	}
}

func (p *project) mustMiss(t *testing.T, rule, file, what string) {
	t.Helper()
	missed := func(err error) bool {
		return slices.ContainsFunc([]string{rule, "expects a refusal", "looks at nothing", "no sentence looks for", "does not stand under Then"}, func(says string) bool { return strings.Contains(err.Error(), says) })
	}
	if err := p.build(rule); err == nil || !missed(err) {
		t.Errorf("features/%s: without %q nothing is missed: %v", file, what, err)
	}
}

// asserted are the asserting sentences of one scenario, or of one outline.
type asserted struct {
	scenario, file string
	lines          []int
}

func assertions(c *mutation.Run, rule string) []asserted {
	var all []asserted
	for _, s := range c.Suite.Plan.Scenarios {
		name := cmp.Or(s.Outline, s.Name)
		if s.Rule != rule || len(all) > 0 && all[len(all)-1].scenario == name {
			continue
		}
		of := asserted{scenario: name, file: strings.TrimPrefix(s.File, "features/")}
		for _, step := range s.Steps {
			if c.Suite.Vocabulary.Meaning(step.Text).Asserts {
				of.lines = append(of.lines, step.Line)
			}
		}
		all = append(all, of)
	}
	return all
}

func (p *project) removeLine(file string, n int) string {
	lines := bytes.Split(p.features[file].Data, []byte("\n"))
	removed := string(bytes.TrimSpace(lines[n-1]))
	lines[n-1] = nil
	p.features[file] = &fstest.MapFile{Data: bytes.Join(lines, []byte("\n"))}
	return removed
}

// slow tests are left out of -short: the race detector finds nothing more in them.
func slow(t *testing.T) {
	t.Helper()
	if testing.Short() {
		t.Skip("left out of -short")
	}
}
