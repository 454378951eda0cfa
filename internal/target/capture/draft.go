package capture

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/slbconform/slbconform/internal/secrets"
	"github.com/slbconform/slbconform/internal/target"
	"github.com/slbconform/slbconform/internal/wire"
)

// cutShort is the Unfinished of a manifest until Save finishes the capture.
const cutShort = "its run was cut short, or is not over yet"

// draft is a capture under way. Scenarios are written as they end, so that a run that is killed leaves that much.
type draft struct {
	writer   *Writer
	dir      string
	scrub    *scrubber
	manifest *Manifest
	due      time.Time // when the manifest is written next
}

// flush writes the exchanges of a scenario, unless they are written already, and those of the run since the last flush.
// What could not be written is kept for the next flush.
func (d *draft) flush(scenario string) error {
	w := d.writer
	w.mu.Lock()
	b, common := w.buffers[scenario], w.common
	w.common = nil
	w.mu.Unlock()

	d.scrub.masker.Know(d.secrets()...)
	err := d.write(scenario, b, common)

	w.mu.Lock()
	if err != nil {
		w.common = append(common, w.common...)
	} else if b != nil {
		b.written, b.entries = true, nil
	}
	w.mu.Unlock()
	if err == nil && time.Now().After(d.due) {
		_ = d.note() // Save says what is wrong
	}
	return err
}

// write adds cassettes, and names them in the manifest when all are there.
func (d *draft) write(scenario string, b *buffer, common []entry) error {
	own, shared := &Cassette{}, &Cassette{}
	if b != nil && !b.written {
		own = &Cassette{Scenario: scenario, Rule: b.rule, Verdict: b.verdict, Misled: b.misled}
		if err := d.scenario(own, b); err != nil {
			return err
		}
	}
	m := d.manifest
	if len(common) > 0 {
		shared.File = fmt.Sprintf("%s/shared-%d.yaml", cassettes, len(m.Shared)+1)
		if err := d.cassette("shared", common, shared); err != nil {
			return err
		}
		m.Shared = append(m.Shared, *shared)
	}
	if own.Scenario != "" {
		m.Scenarios = append(m.Scenarios, *own)
	}
	m.Recorded += own.Calls + shared.Calls
	return nil
}

func (d *draft) scenario(c *Cassette, b *buffer) error {
	if b.refused != nil {
		c.Refused, c.Stopped = d.scrub.masker.Text(b.refused.Error()), errors.Is(b.refused, target.ErrStopped)
		return nil
	}
	if b.cut != nil {
		c.Refused, c.Stopped = d.scrub.masker.Text(b.cut.Error()), true
	}
	c.File = fileOf(c.Scenario)
	return d.cassette(c.Scenario, b.entries, c)
}

// note writes the manifest as it is now, and sets when it is due again: writing it takes longer as the run goes on, and is
// limited to a twentieth of the run's time.
func (d *draft) note() error {
	began := time.Now()
	d.writer.mu.Lock()
	d.manifest.Sent = d.writer.sent
	d.writer.mu.Unlock()
	d.manifest.Profiles = d.profiles()
	data, err := json.MarshalIndent(d.manifest, "", "  ")
	if err != nil {
		return err
	}
	err = secrets.WriteFile(filepath.Join(d.dir, manifestFile), append(data, '\n'), d.forbidden()...)
	d.due = time.Now().Add(20 * time.Since(began))
	return err
}

// Begin makes dir the folder of the capture, in place of an earlier one. From now on each scenario is written there when
// it ends, so that a run that is killed leaves that much. run is the mark on what the run creates. The error wraps
// ErrNoCapture when the folder holds something else, comes from the file system or wraps *secrets.LeakError.
func (w *Writer) Begin(dir, run string, facts Facts) error {
	if err := clearFolder(dir); err != nil {
		return err
	}
	names := &pseudonyms{names: map[string]string{}, count: map[string]int{}, literals: map[string]bool{}}
	d := &draft{writer: w, dir: dir, scrub: &scrubber{masker: wire.NewMasker(), names: names}, manifest: w.manifest(run, facts, names)}
	if err := d.note(); err != nil {
		return errors.Join(fmt.Errorf("the capture %s: %w", dir, err), empty(dir))
	}
	d.due = time.Time{} // the first scenario that ends is noted at once
	w.names, w.draft = names, d
	return nil
}

// Ended is called when a scenario of a rule has ended with a verdict, or was cut off, and writes its exchanges. What cannot
// be written now is tried again by Save, which returns the error.
func (w *Writer) Ended(scenario, rule, verdict string, cut error) {
	w.mu.Lock()
	b := w.buffers[scenario]
	if b != nil {
		b.ended, b.rule, b.verdict, b.cut = true, rule, verdict, cut
	}
	w.mu.Unlock()
	if b == nil || w.draft == nil { // not opened, or not captured
		return
	}
	w.disk.Lock()
	defer w.disk.Unlock()
	_ = w.draft.flush(scenario)
}

// Save writes what is not written yet and finishes the capture. unfinished is why the run did not come to its end; empty
// when it did. Errors come from the file system or wrap *secrets.LeakError, upon which the whole capture is removed.
func (w *Writer) Save(unfinished string) error {
	w.disk.Lock()
	defer w.disk.Unlock()
	d := w.draft
	err := d.finish(unfinished)
	if _, leaks := errors.AsType[*secrets.LeakError](err); leaks {
		err = errors.Join(err, empty(d.dir))
	}
	if err != nil {
		return fmt.Errorf("the capture %s: %w", d.dir, err)
	}
	return nil
}

func (d *draft) finish(unfinished string) error {
	d.writer.mu.Lock()
	scenarios := slices.Sorted(maps.Keys(d.writer.buffers))
	d.writer.mu.Unlock()
	for _, name := range append(scenarios, "") { // "": the exchanges of the run after its last scenario
		if err := d.flush(name); err != nil {
			return err
		}
	}
	m := d.manifest
	m.Unfinished = d.scrub.masker.Text(unfinished)
	slices.SortFunc(m.Scenarios, func(a, b Cassette) int { return strings.Compare(a.Scenario, b.Scenario) })
	return d.note()
}

func (w *Writer) manifest(run string, facts Facts, names *pseudonyms) *Manifest {
	about := w.about
	return &Manifest{
		Format: Format, Captured: about.Date.UTC(), Target: about.Name, Evidence: about.Evidence, Endpoint: about.Endpoint, Kind: about.Who,
		Account: accountHash(about.Account), Region: about.Region, Run: run, Facts: facts,
		ReadBack: about.ReadBack, CallTimeout: about.CallTimeout, Patience: about.Patience, Journals: about.Journals,
		Inventory: names.inventory(about.Inventory), Unfinished: cutShort,
	}
}
