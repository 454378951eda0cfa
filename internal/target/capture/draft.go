package capture

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"

	"github.com/slbconform/slbconform/internal/guard"
)

// draftFile is the log of a capture under way: its first line is the manifest as far as it is known when the run
// begins, each further line says what was laid down when a scenario ended. It goes when the manifest is there.
const draftFile = "unfinished.ndjson"

// cutShort is why a run did not come to its end whose capture nobody sealed.
const cutShort = "its run was cut short, or is not over yet"

// draft is a capture under way, on the disk as far as scenarios have ended: a run that is killed seals nothing.
type draft struct {
	*saving
	manifest *Manifest
	log      *os.File
	seal     string // of the last line
}

// line is what one scenario added. Each carries the sum of itself and of all lines before it, so that what is left of
// a run is sealed as far as it goes.
type line struct {
	Scenario *Entry    `json:"scenario,omitempty"`
	Shared   *Entry    `json:"shared,omitempty"`
	Profiles []Profile `json:"profiles"` // all so far
	Sent     int       `json:"sent"`     // so far
	Seal     string    `json:"seal"`
}

// begin writes the first line.
func (d *draft) begin() error {
	data, err := d.manifest.encode()
	if err != nil {
		return err
	}
	var head bytes.Buffer
	if err := json.Compact(&head, data); err != nil {
		return err
	}
	name := filepath.Join(d.dir, draftFile)
	if err := guard.WriteFile(name, append(head.Bytes(), '\n'), 0o644, d.guarded()...); err != nil {
		return err
	}
	d.seal = d.manifest.Seal
	d.log, err = os.OpenFile(name, os.O_WRONLY|os.O_APPEND, 0)
	return err
}

// note adds a line: the cassettes that it names are whole.
func (d *draft) note(l line) error {
	l.Profiles, l.Sent = d.profiles(), d.sent
	l.Seal = d.seal
	bare, err := json.Marshal(l)
	if err != nil {
		return err
	}
	l.Seal = sum(bare)
	data, err := json.Marshal(l)
	if err != nil {
		return err
	}
	if err := guard.Check(data, d.guarded()...); err != nil {
		return fmt.Errorf("%s: %w", draftFile, err)
	}
	if _, err := d.log.Write(append(data, '\n')); err != nil {
		return err
	}
	d.seal = l.Seal
	return nil
}

// end removes the log: the manifest says all that it said, and more.
func (d *draft) end() error {
	if err := d.log.Close(); err != nil {
		return err
	}
	return os.Remove(filepath.Join(d.dir, draftFile))
}

// undraft makes a manifest of a log. A last line that was cut off is none: its cassette is as if it were not there.
// Errors wrap ErrTampered or ErrFormat.
func undraft(data []byte) (*Manifest, error) {
	data = data[:bytes.LastIndexByte(data, '\n')+1]
	head, rest, _ := bytes.Cut(data, []byte("\n"))
	m, err := decode(draftFile, head)
	if err != nil {
		return nil, err
	}
	seal, number := m.Seal, 1
	for one := range bytes.Lines(rest) {
		number++
		l, err := readLine(one, seal)
		if err != nil {
			return nil, fmt.Errorf("%w: %s:%d: %w", ErrTampered, draftFile, number, err)
		}
		seal = l.Seal
		m.take(l)
	}
	m.Unfinished = cutShort
	return m, nil
}

func readLine(data []byte, after string) (*line, error) {
	var l line
	if err := strictly(data, &l); err != nil {
		return nil, err
	}
	seal := l.Seal
	l.Seal = after
	bare, err := json.Marshal(l)
	if err != nil {
		return nil, err
	}
	if l.Seal = seal; sum(bare) != seal {
		return nil, fmt.Errorf("it was edited, or a line before it is missing: its seal is broken")
	}
	return &l, nil
}

func (m *Manifest) take(l *line) {
	m.Profiles, m.Sent = l.Profiles, l.Sent
	for _, e := range []*Entry{l.Scenario, l.Shared} {
		if e != nil {
			m.Recorded += e.Calls
		}
	}
	if l.Scenario != nil {
		m.Scenarios = append(m.Scenarios, *l.Scenario)
	}
	if l.Shared != nil {
		m.Shared = append(m.Shared, *l.Shared)
	}
}
