package capture

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/slbconform/slbconform/internal/secrets"
)

// draftFile is the log of a capture under way: its first line is the manifest as far as it is known when the run
// begins, each further line says what was written when a scenario ended. It goes when the manifest is there.
const draftFile = "unfinished.ndjson"

// cutShort is why a run did not come to its end whose capture was never finished.
const cutShort = "its run was cut short, or is not over yet"

// draft is a capture under way, on the disk as far as scenarios have ended: a run that is killed finishes nothing.
type draft struct {
	writer   *Writer
	dir      string
	scrub    *scrubber
	manifest *Manifest
	log      *os.File
}

// line is what one scenario added.
type line struct {
	Scenario *Cassette `json:"scenario,omitempty"`
	Shared   *Cassette `json:"shared,omitempty"`
	Profiles []Profile `json:"profiles"` // all so far
	Sent     int       `json:"sent"`     // so far
}

// begin writes the first line.
func (d *draft) begin() error {
	head, err := json.Marshal(d.manifest)
	if err != nil {
		return err
	}
	name := filepath.Join(d.dir, draftFile)
	if err := secrets.WriteFile(name, append(head, '\n'), d.forbidden()...); err != nil {
		return err
	}
	d.log, err = os.OpenFile(name, os.O_WRONLY|os.O_APPEND, 0)
	return err
}

// flush writes what a scenario said and heard, and what the run has said since, unless it is there already. What could not be
// written is kept for another time.
func (d *draft) flush(scenario string) error {
	w := d.writer
	w.mu.Lock()
	b, common, sent := w.buffers[scenario], w.common, w.sent
	w.common = nil
	w.mu.Unlock()

	d.scrub.masker.Know(d.secrets()...)
	err := d.write(scenario, b, common, sent)

	w.mu.Lock()
	defer w.mu.Unlock()
	if err != nil {
		w.common = append(common, w.common...)
	} else if b != nil {
		b.written, b.entries = true, nil
	}
	return err
}

// write adds cassettes and the line that names them.
func (d *draft) write(scenario string, b *buffer, common []entry, sent int) error {
	l := line{Profiles: d.profiles(), Sent: sent}
	if b != nil && !b.written {
		l.Scenario = &Cassette{Scenario: scenario, Rule: b.rule, Verdict: b.verdict}
		if err := d.scenario(l.Scenario, b); err != nil {
			return err
		}
	}
	if len(common) > 0 {
		l.Shared = &Cassette{File: fmt.Sprintf("%s/shared-%d.yaml", folder, len(d.manifest.Shared)+1)}
		if err := d.cassette("shared", common, l.Shared); err != nil {
			return err
		}
	}
	if l.Scenario == nil && l.Shared == nil {
		return nil
	}
	data, err := json.Marshal(l)
	if err != nil {
		return err
	}
	if err := secrets.Check(data, d.forbidden()...); err != nil {
		return fmt.Errorf("%s: %w", draftFile, err)
	}
	if _, err := d.log.Write(append(data, '\n')); err != nil {
		return err
	}
	d.manifest.take(&l)
	return nil
}

func (d *draft) scenario(c *Cassette, b *buffer) error {
	if b.refused != nil {
		c.Refused, c.Stopped = d.scrub.masker.Text(b.refused.Error()), stopped(b.refused)
		return nil
	}
	c.File = fileOf(c.Scenario)
	return d.cassette(c.Scenario, b.entries, c)
}

// end removes the log: the manifest says all that it said, and more.
func (d *draft) end() error {
	return errors.Join(d.log.Close(), os.Remove(filepath.Join(d.dir, draftFile)))
}

// readDraft makes a manifest of a log. A last line that was cut off is none: its cassette is as if it were not there.
// Errors wrap ErrTampered or ErrFormat.
func readDraft(data []byte) (*Manifest, error) {
	data = data[:bytes.LastIndexByte(data, '\n')+1]
	head, rest, _ := bytes.Cut(data, []byte("\n"))
	m, err := decode(draftFile, head)
	if err != nil {
		return nil, err
	}
	number := 1
	for one := range bytes.Lines(rest) {
		number++
		var l line
		if err := strictly(one, &l); err != nil {
			return nil, fmt.Errorf("%w: %s:%d: %w", ErrTampered, draftFile, number, err)
		}
		m.take(&l)
	}
	m.Unfinished = cutShort
	return m, nil
}

func (m *Manifest) take(l *line) {
	m.Profiles, m.Sent = l.Profiles, l.Sent
	for _, c := range []*Cassette{l.Scenario, l.Shared} {
		if c != nil {
			m.Recorded += c.Calls
		}
	}
	if l.Scenario != nil {
		m.Scenarios = append(m.Scenarios, *l.Scenario)
	}
	if l.Shared != nil {
		m.Shared = append(m.Shared, *l.Shared)
	}
}
