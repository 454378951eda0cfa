package harness

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/slbconform/slbconform/internal/plan"
	"github.com/slbconform/slbconform/internal/run"
	"github.com/slbconform/slbconform/internal/secrets"
	"github.com/slbconform/slbconform/internal/target"
	"github.com/slbconform/slbconform/internal/target/capture"
	"github.com/slbconform/slbconform/reports"
)

// kept is the capture of a run under way.
type kept struct {
	writer *capture.Writer
	dir    string
	again  string // the command that replays the run
	record bool

	recorded int // answers written anew
	skipped  []capture.Skipped
}

// keep lets a live run be captured from its beginning, unless the settings say not to. The error is a *UsageError, or
// says why the capture cannot be written; nothing was created then.
func (s *Settings) keep(ctx context.Context, loaded *run.Suite, o *run.Options) (*kept, error) {
	record, err := s.recording(o)
	if err != nil {
		return nil, errors.Join(err, o.Target.Close(ctx))
	}
	dir := s.get("capture")
	if dir == "-" || o.Target.Describe().Name != "live" {
		return nil, nil
	}
	id := built(loaded.Ledger)
	facts := capture.Facts{Generated: s.number("generate"), GeneratedFor: s.generateFor, Seed: o.Seed, PageDate: id.PageDate, Module: id.Module, Commit: id.Commit, SDK: id.SDK, Go: id.Go, Libraries: id.Libraries, Limited: o.Filter.String()}
	w := capture.Wrap(o.Target)
	if err := w.Begin(dir, o.Name, facts); err != nil {
		return nil, errors.Join(err, o.Target.Close(ctx))
	}
	o.Target = w
	o.Ended = func(id string, v reports.Verdict) {
		var cut error
		if v == reports.NotRun && ctx.Err() != nil {
			cut = context.Cause(ctx)
		}
		w.Ended(id, plan.RuleOf(id), string(v), cut)
	}
	again := "slbconform run -target replay -capture " + dir
	return &kept{writer: w, dir: dir, again: again, record: record}, nil
}

// recording reports whether answers are to be recorded. The error is a *UsageError: answers of a mock are never recorded.
func (s *Settings) recording(o *run.Options) (bool, error) {
	if !s.isOn("record") {
		return false, nil
	}
	about := o.Target.Describe()
	switch {
	case about.Name != "live":
		return false, plan.Usagef("-record needs -target live: what -target %s answers is no news", about.Name)
	case about.Evidence != target.Confirmed:
		return false, plan.Usagef("-record: %s is %s; what it says would pass as the service's word. The service is a host of spec/platform/hosts.yaml whose certificate holds", about.Endpoint, about.Who)
	case s.get("capture") == "-":
		return false, plan.Usagef("-record needs the capture of the run: leave -capture out, or name a folder")
	}
	if _, err := os.Stat(filepath.Join(fixturesDir, "platform", "answers")); err != nil {
		return false, plan.Usagef("-record writes into fixtures of a checkout of the project, and there is none here")
	}
	return true, nil
}

// save writes the capture and, with -record, the answers that were confirmed.
func (k *kept) save(c *Conformance) error {
	if k == nil {
		return nil
	}
	if err := k.writer.Save(c.Report.Incomplete); err != nil || !k.record {
		return err
	}
	return k.refresh(c.Result.Secrets())
}

// refresh writes the confirmed answers into the fixtures, for a person to review.
func (k *kept) refresh(known []string) error {
	captured, err := capture.Read(k.dir)
	if err != nil {
		return err
	}
	refreshed, skipped, err := captured.Refresh(os.DirFS(fixturesDir))
	if err != nil {
		return fmt.Errorf("nothing is recorded: %w", err)
	}
	for _, r := range refreshed {
		if err := secrets.WriteFile(filepath.Join(fixturesDir, filepath.FromSlash(r.File)), r.Data, known...); err != nil {
			return err
		}
	}
	k.recorded, k.skipped = len(refreshed), skipped
	return nil
}

// fixturesDir is the folder of recorded answers in a checkout of the project.
const fixturesDir = "fixtures"

// say writes where the capture is and the command that replays it.
func (k *kept) say(w io.Writer) {
	if k == nil {
		return
	}
	fmt.Fprintf(w, "\n  capture       %s; without a network: %s\n", k.dir, k.again)
	if k.record {
		fmt.Fprintf(w, "  recorded      %d answers; look at them: git diff %s\n", k.recorded, fixturesDir)
		for _, p := range k.skipped {
			fmt.Fprintf(w, "  not recorded  %s to %s: %s: %s (%s)\n", p.Answer, p.Action, strconv.Quote(p.Says), strings.Trim(strconv.Quote(p.Why), `"`), p.Where)
		}
	}
}

// readCapture reads the capture of a replay, and sets -generate and -order as in the captured run unless they were given. The error
// is a *UsageError, or says what is wrong with the capture.
func (s *Settings) readCapture() error {
	if s.get("target") != "replay" {
		return nil
	}
	dir := s.get("capture")
	if dir == "-" {
		return plan.Usagef("-target replay needs -capture DIR: the folder that a live run left")
	}
	var err error
	if s.captured, err = capture.Read(dir); err != nil {
		return err
	}
	facts := s.captured.Facts
	if generate := s.values["generate"]; facts.Generated > 0 && generate.origin == "default" {
		generate.value, generate.origin = strconv.Itoa(facts.Generated), "capture"
		if order := s.values["order"]; facts.Seed > 0 && order.origin == "default" {
			order.value, order.origin = strconv.FormatInt(facts.Seed, 10), "capture"
		}
	}
	return nil
}

// openReplay makes a target of the capture.
func (s *Settings) openReplay(loaded *run.Suite, o *run.Options) {
	all := loaded.Plan.IDs()
	for _, name := range s.captured.Names() {
		if strings.HasPrefix(name, run.PremisePrefix) {
			all = append(all, name) // asked for where the run needs it
		}
	}
	o.Target, o.Name, o.Timeout = capture.NewReplay(s.captured, all, loaded.Document.Actions()), s.captured.Run, liveScenario
}
