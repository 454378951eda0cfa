package capture

import (
	"errors"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"github.com/slbconform/slbconform/internal/guard"
	"github.com/slbconform/slbconform/internal/target"
	"github.com/slbconform/slbconform/internal/wire"
)

// Begin makes dir the folder of the capture, in place of an earlier one. From now on what a scenario said and heard is
// laid down there as it ends, so that a run that is killed leaves that much. run is the mark on what the run creates.
// The error wraps ErrNoCapture when the folder holds something else, comes from the file system or wraps *guard.LeakError.
func (w *Writer) Begin(dir, run string, facts Facts) error {
	if err := makeRoom(dir); err != nil {
		return err
	}
	s := &saving{Writer: w, dir: dir, scrub: &scrubber{masker: wire.NewMasker(), names: newPseudonyms()}}
	d := &draft{saving: s, manifest: w.manifest(run, facts, s.scrub.names)}
	if err := d.begin(); err != nil {
		return errors.Join(fmt.Errorf("the capture %s: %w", dir, err), empty(dir))
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.draft = d
	return nil
}

// Ended says that a scenario came to its end, and to which verdict, and lays down what it said and heard. What cannot
// be written now is tried again by Save, which says what is wrong.
func (w *Writer) Ended(scenario, verdict string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	t := w.tapes[scenario]
	if t == nil || w.draft == nil { // it was not even opened
		return
	}
	t.ended, t.verdict = true, verdict
	_ = w.draft.lay(scenario)
}

// Save lays down what is left and seals the capture. unfinished is why the run did not come to its end; empty when it
// did. Errors come from the file system or wrap *guard.LeakError: then nothing of the capture stays.
func (w *Writer) Save(unfinished string) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	d := w.draft
	d.manifest.Unfinished = d.scrub.masker.Text(unfinished)
	err := d.finish()
	var leak *guard.LeakError
	if errors.As(err, &leak) {
		err = errors.Join(err, d.log.Close(), empty(d.dir))
	}
	if err != nil {
		return fmt.Errorf("the capture %s: %w", d.dir, err)
	}
	return d.end()
}

func (d *draft) finish() error {
	for _, name := range slices.Sorted(maps.Keys(d.tapes)) {
		if err := d.lay(name); err != nil {
			return err
		}
	}
	if err := d.lay(""); err != nil { // what the run said after its last scenario
		return err
	}
	m := d.manifest
	slices.SortFunc(m.Scenarios, func(a, b Entry) int { return strings.Compare(a.Scenario, b.Scenario) })
	data, err := m.encode()
	if err != nil {
		return err
	}
	return guard.WriteFile(filepath.Join(d.dir, manifestFile), data, 0o644, d.guarded()...)
}

// lay writes what a scenario said and heard, and what the run has said since, unless it lies there.
func (d *draft) lay(scenario string) error {
	d.scrub.masker.Know(d.secrets()...)
	var l line
	var err error
	if t := d.tapes[scenario]; t != nil && !t.laid {
		if l.Scenario, err = d.scenario(scenario, t); err != nil {
			return err
		}
	}
	if len(d.common) > 0 {
		l.Shared = &Entry{File: fmt.Sprintf("%s/shared-%d.yaml", folder, len(d.manifest.Shared)+1)}
		if err := d.write("shared", d.common, l.Shared); err != nil {
			return err
		}
	}
	if l.Scenario == nil && l.Shared == nil {
		return nil
	}
	if err := d.note(l); err != nil {
		return err
	}
	if l.Scenario != nil {
		d.tapes[scenario].laid, d.tapes[scenario].spoken = true, nil
	}
	l.Profiles, l.Sent = d.profiles(), d.sent
	d.common = nil
	d.manifest.take(&l)
	return nil
}

func (d *draft) scenario(name string, t *tape) (*Entry, error) {
	e := &Entry{Scenario: name, Verdict: t.verdict}
	if t.refused != nil {
		e.Refused, e.Stopped = d.scrub.masker.Text(t.refused.Error()), errors.Is(t.refused, target.ErrStopped)
		return e, nil
	}
	e.File = fileOf(name)
	return e, d.write(name, t.spoken, e)
}

func (w *Writer) manifest(run string, facts Facts, names *pseudonyms) *Manifest {
	about := w.Describe()
	return &Manifest{
		Format: Format, Captured: about.Date.UTC(), Target: about.Name, Evidence: about.Evidence, Endpoint: about.Endpoint, Kind: about.Who,
		Account: accountHash(about.Account), Region: about.Region, Run: run, Facts: facts,
		ReadBack: about.ReadBack, CallTimeout: about.CallTimeout, Patience: about.Patience, Journals: about.Journals,
		Inventory: names.inventory(about.Inventory),
	}
}
