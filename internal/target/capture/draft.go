package capture

import (
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"time"

	"github.com/slbconform/slbconform/internal/secrets"
	"github.com/slbconform/slbconform/internal/target"
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
		shared.File = fmt.Sprintf("%s/shared-%d.yaml", folder, len(m.Shared)+1)
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
