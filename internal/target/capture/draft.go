package capture

import (
	"encoding/json"
	"fmt"
	"path/filepath"
	"time"

	"github.com/slbconform/slbconform/internal/secrets"
)

// cutShort is why a run did not come to its end whose capture was never finished.
const cutShort = "its run was cut short, or is not over yet"

// draft is a capture under way, on the disk as far as scenarios have ended: a run that is killed finishes nothing.
type draft struct {
	writer   *Writer
	dir      string
	scrub    *scrubber
	manifest *Manifest
	due      time.Time // when the manifest is written next
}

// flush writes what a scenario said and heard, and what the run has said since, unless it is there already. What could not be
// written is kept for another time.
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
		c.Refused, c.Stopped = d.scrub.masker.Text(b.refused.Error()), stopped(b.refused)
		return nil
	}
	if b.cut != nil {
		c.Refused, c.Stopped = d.scrub.masker.Text(b.cut.Error()), true
	}
	c.File = fileOf(c.Scenario)
	return d.cassette(c.Scenario, b.entries, c)
}

// note writes the manifest as far as it is known, and says when it is due again: it grows with the run, and may take a
// twentieth of its time.
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
