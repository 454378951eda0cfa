package live

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"github.com/slbconform/slbconform/internal/folder"
	"github.com/slbconform/slbconform/internal/target"
)

// Entry is one line of a journal: what a run was about to create, created or removed.
type Entry struct {
	At       time.Time       `json:"at"`
	Run      target.Run      `json:"run"`
	Did      string          `json:"did"`                // intended, created, refused or removed
	Kind     string          `json:"kind"`               // the resource: load balancer, vServer group, listener and so on
	Name     string          `json:"name,omitempty"`     // of an intent
	ID       string          `json:"id,omitempty"`       // of what was created or removed
	Parent   string          `json:"parent,omitempty"`   // what it belongs to: the load balancer of a group
	Endpoint string          `json:"endpoint,omitempty"` // of an intent
	Region   string          `json:"region,omitempty"`   // of an intent
	Had      []BackendServer `json:"had,omitempty"`      // of a group that is changed: what it held before the run
	Asked    string          `json:"asked,omitempty"`    // of a change: the call, as it is sent
}

// What an Entry did.
const (
	Intended = "intended"
	Created  = "created"
	Refused  = "refused"
	Removed  = "removed"
	Changing = "changing" // a group that the run did not create
	Restored = "restored" // such a group
)

// Journal is the file in which a run records what it is about to create and what it has created, so that a sweep finds it
// however the run ended. It is safe for concurrent use.
type Journal struct {
	name string // of the file
	run  target.Run

	mu      sync.Mutex
	file    *os.File
	entries []Entry
}

// journalEnd is the ending of a journal's file name, after the id of its run.
const journalEnd = ".journal"

// openJournal creates the journal of a run in a folder, and the folder where it is missing.
func openJournal(dir string, run target.Run) (*Journal, error) {
	j := &Journal{name: filepath.Join(dir, string(run)+journalEnd), run: run}
	err := folder.Make(dir)
	if err == nil {
		j.file, err = os.OpenFile(j.name, os.O_CREATE|os.O_EXCL|os.O_WRONLY|os.O_APPEND, 0o644)
	}
	if err != nil {
		return nil, fmt.Errorf("no journal, no run: %w", err)
	}
	return j, nil
}

// write adds an entry, with the time and the run. Intents are synced to the disk before it returns. Outcomes are not: an
// intent without an outcome makes a sweep look anyway.
func (j *Journal) write(e Entry) error {
	e.At, e.Run = time.Now().UTC(), j.run
	line, err := json.Marshal(e)
	if err != nil {
		return err
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	if _, err := j.file.Write(append(line, '\n')); err != nil {
		return fmt.Errorf("the journal cannot be written: %w", err)
	}
	j.entries = append(j.entries, e)
	if e.Did != Intended && e.Did != Changing {
		return nil
	}
	return j.file.Sync()
}

// forgetCreated drops the entries of what was created, after a sweep has shown that none of it is left.
func (j *Journal) forgetCreated() {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.entries = slices.DeleteFunc(j.entries, func(e Entry) bool { return e.Did != Changing && e.Did != Restored })
}

// close closes the file, and removes it when nothing of the run is left.
func (j *Journal) close() error {
	holds := j.holds()
	err := j.file.Close()
	if !holds {
		return errors.Join(err, os.Remove(j.name))
	}
	return err
}

// readJournals reads the journals in a folder; none where there is no folder.
func readJournals(dir string) ([]*Journal, error) {
	names, err := filepath.Glob(filepath.Join(dir, "*"+journalEnd))
	if err != nil {
		return nil, err
	}
	var out []*Journal
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		j := &Journal{name: name}
		for line := range bytes.Lines(data) {
			var e Entry
			if json.Unmarshal(line, &e) == nil { // the last line of a run that was killed may be cut
				j.run, j.entries = e.Run, append(j.entries, e)
			}
		}
		out = append(out, j)
	}
	return out, nil
}

// restored records in the journal of an earlier run that a group is as it was before.
func (j *Journal) restored(group string) (err error) {
	if j.file, err = os.OpenFile(j.name, os.O_WRONLY|os.O_APPEND, 0); err != nil {
		return err
	}
	return errors.Join(j.write(Entry{Did: Restored, Kind: groupKind, ID: group}), j.close())
}
