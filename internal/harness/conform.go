package harness

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/slbconform/slbconform/features"
	"github.com/slbconform/slbconform/fixtures"
	"github.com/slbconform/slbconform/internal/mutation/figures"
	"github.com/slbconform/slbconform/internal/plan"
	"github.com/slbconform/slbconform/internal/run"
	"github.com/slbconform/slbconform/reports"
	"github.com/slbconform/slbconform/spec"
)

// Conformance is a run from settings to report.
type Conformance struct {
	Settings *Settings
	Result   *run.Result
	Report   *reports.Report

	unwritten bool   // the report files could not be written
	kept      *kept  // the capture of the run; nil for none
	release   func() // unlocks the folder of the reports
}

// Conform reads what was built in, runs what the settings and the expressions of `go test -run` and -skip ask for,
// and makes the report. The error is a *UsageError, or says what is wrong with the files of the project.
func Conform(ctx context.Context, s *Settings, only, skip string, progress *reports.Progress) (*Conformance, error) {
	if err := errors.Join(s.checkEnvironment(os.Environ()), CheckProxies(os.LookupEnv), s.Check()); err != nil {
		return nil, err
	}
	if err := s.readCapture(); err != nil {
		return nil, err
	}
	loaded, seed, err := s.load()
	if err != nil {
		return nil, err
	}
	setCollection(len(loaded.Plan.Scenarios))
	options := run.Options{Filter: plan.Filter{Rules: s.rules(), Run: only, Not: skip}, Audit: true, Brief: true, Progress: progress, Concurrency: s.number("concurrency"), Seed: seed}
	wanted, err := options.Filter.Wanted(loaded.Plan, loaded.Ledger)
	if err != nil {
		return nil, err // before anything is asked of a service
	}
	if idle := options.Filter.Idle(loaded.Plan.IDs()); len(idle) > 0 {
		return nil, plan.Usagef("no scenario is chosen by -rules %s%s", strings.Join(idle, ","), plan.Filter{Rules: idle}.Unobservable(loaded.Ledger))
	}
	needs := loaded.Plan.Needs(wanted)
	if options.Shown, err = s.Shown(needs); err != nil {
		return nil, err
	}
	release, err := s.reserveReportsFolder(ctx)
	if err != nil {
		return nil, err
	}
	done, err := s.conform(ctx, loaded, needs, options)
	if err != nil {
		release()
		s.removeReportsFolder()
		return nil, err
	}
	done.release = release
	return done, nil
}

func (s *Settings) conform(ctx context.Context, loaded *run.Suite, needs func(role string) bool, options run.Options) (*Conformance, error) {
	if err := s.open(ctx, loaded, needs, &options); err != nil {
		return nil, err
	}
	kept, err := s.keep(ctx, loaded, &options)
	if err != nil {
		return nil, err
	}
	options.Matrices = func() ([]*run.Matrix, string) { return matrices(loaded.Ledger) }
	begins(ctx)
	result, err := loaded.Run(ctx, options)
	if err != nil {
		return nil, err
	}
	report := result.Report(identity(result, s), figures.Proof())
	report.Strict = s.isOn("strict")
	if s.captured != nil && report.Complete {
		if idle := options.Filter.Idle(s.captured.Names()); len(idle) > 0 {
			report.Complete, report.Incomplete = false, fmt.Sprintf("the capture holds no scenario of -rules %s", strings.Join(idle, ","))
		}
	}
	return &Conformance{Settings: s, Result: result, Report: report, kept: kept}, nil
}

// matrices are the matrices of the proof. The text says why they cannot be used or are out of date.
func matrices(l *spec.Ledger) ([]*run.Matrix, string) {
	all, stale, err := run.LoadMatrices(figures.Matrices(), figures.MatrixFolder, figures.Hash(), l)
	if err != nil {
		return nil, err.Error()
	}
	return all, stale
}

// builtIn is read once: -count makes many runs, and none changes it. In the root of a checkout its other files are held as well.
var builtIn = sync.OnceValues(func() (*run.Suite, error) {
	here := os.DirFS(".")
	checkout := isCheckout(here)
	if err := otherEnding(here); err != nil && checkout {
		return nil, err
	}
	loaded, err := run.Load(features.Files, spec.Files)
	if err != nil {
		return nil, err
	}
	folders, err := fs.Glob(fixtures.Files, "*/answers")
	for _, folder := range folders {
		err = errors.Join(err, loaded.Ledger.Folder("fixtures", path.Dir(folder)))
	}
	if err == nil && checkout {
		err = Files(".")
	}
	return loaded, err
})

// load reads what a run is made of, with the generated lists that the settings ask for, and picks its seed.
func (s *Settings) load() (loaded *run.Suite, seed int64, err error) {
	seed = s.seed()
	loaded, err = builtIn()
	generated := s.number("generate")
	if err != nil || generated == 0 {
		return loaded, seed, err
	}
	if s.generateFor, err = s.operations(loaded); err == nil {
		loaded, err = loaded.WithGenerated(generated, uint64(seed), s.generateFor)
	}
	return loaded, seed, err
}

// operations are the operations of the rules asked for; for a replay, those for which the captured run generated lists.
func (s *Settings) operations(loaded *run.Suite) ([]string, error) {
	if s.values["generate"].origin == "capture" {
		return s.captured.Facts.GeneratedFor, nil
	}
	wanted, err := plan.Filter{Rules: s.rules()}.Wanted(loaded.Plan, loaded.Ledger)
	var names []string
	for _, one := range loaded.Plan.Scenarios {
		if operation, _, _ := strings.Cut(one.Rule, "/"); err == nil && wanted(one) && !slices.Contains(names, operation) {
			names = append(names, operation)
		}
	}
	return names, err
}

// Write writes the capture of the run and the report files, unless the settings say not to, and refreshes recorded
// answers when they say so.
func (c *Conformance) Write() error {
	defer c.release()
	captured := c.kept.save(c)
	if c.dir() == "" {
		return captured
	}
	err := reports.Write(c.dir(), c.Report, reports.Options{StepSummary: os.Getenv("GITHUB_STEP_SUMMARY"), Warn: warn, Secrets: c.Result.Secrets()})
	c.unwritten = err != nil
	return errors.Join(captured, err)
}

func warn(what string) { fmt.Fprintln(os.Stderr, "warning:", what) }

// Show writes the summary of the run.
func (c *Conformance) Show(w io.Writer) error {
	quiet := c.Settings.Quiet()
	if why := c.Settings.unreported; why != nil {
		fmt.Fprintf(w, "No report files: %v; -reports <folder> puts them elsewhere.\n", why)
	}
	t := reports.Terminal(w, os.Getenv)
	if err := reports.Console(w, c.Report, reports.ConsoleOptions{Color: t.Color, Live: t.Live, Quiet: quiet, Dir: c.dir()}); err != nil || quiet {
		return err
	}
	c.kept.say(w)
	return nil
}

func (c *Conformance) dir() string {
	if dir := c.Settings.get("reports"); dir != "-" && !c.unwritten {
		return dir
	}
	return ""
}

// Exit is the exit code of the run.
func (c *Conformance) Exit() int { return Exit(c.Report, c.Settings.number("inconclusive")) }
