package live

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"github.com/slbconform/slbconform/internal/target"
)

// Entry is one line of a journal: what a run was about to create, created or removed.
type Entry struct {
	At       time.Time  `json:"at"`
	Run      target.Run `json:"run"`
	Did      string     `json:"did"`                // intended, created, refused or removed
	Kind     string     `json:"kind"`               // the resource: load balancer, vServer group, server group
	Name     string     `json:"name,omitempty"`     // of an intent
	ID       string     `json:"id,omitempty"`       // of what was created or removed
	Parent   string     `json:"parent,omitempty"`   // the load balancer of a group
	Endpoint string     `json:"endpoint,omitempty"` // of an intent
	Region   string     `json:"region,omitempty"`   // of an intent
	Had      []Member   `json:"had,omitempty"`      // of a group that is changed: what it held before the run
	Asked    string     `json:"asked,omitempty"`    // of a change: the call, as it is sent
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

// Journal is what a run writes down before and after it creates something, so that nothing is forgotten whatever
// ends it. It is safe for concurrent use.
type Journal struct {
	mu      sync.Mutex
	file    *os.File
	entries []Entry
}

// OpenJournal starts the journal of a run in a folder, which is made when it is missing.
func OpenJournal(dir string, run target.Run) (*Journal, error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, fmt.Errorf("no journal, no run: %w", err)
	}
	file, err := os.OpenFile(filepath.Join(dir, string(run)+journalEnd), os.O_CREATE|os.O_EXCL|os.O_WRONLY|os.O_APPEND, 0o644)
	if err != nil {
		return nil, fmt.Errorf("no journal, no run: %w", err)
	}
	return &Journal{file: file}, nil
}

// journalEnd ends the name of a journal, which begins with its run.
const journalEnd = ".journal"

// Write adds an entry. When it returns nil an intent is on the disk; what came of it is handed to the system only, for
// an intent without an outcome is looked for anyway.
func (j *Journal) Write(e Entry) error {
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

// Left is what was created and not removed, the last first, and how many intents are without an outcome: calls
// whose answer was lost, which may or may not have created something.
func (j *Journal) Left() (created []Entry, lost int) {
	j.mu.Lock()
	defer j.mu.Unlock()
	return left(j.entries)
}

// made reports whether the run itself created what has the id.
func (j *Journal) made(id string) bool {
	j.mu.Lock()
	defer j.mu.Unlock()
	return slices.ContainsFunc(j.entries, func(e Entry) bool { return e.Did == Created && e.ID == id })
}

// Changed are the groups that the run changed, did not create and has not put back.
func (j *Journal) Changed() []Change {
	j.mu.Lock()
	defer j.mu.Unlock()
	return changesIn(j.entries)
}

// settle says that a sweep has shown that nothing is left, whatever the entries say.
func (j *Journal) settle() {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.entries = slices.DeleteFunc(j.entries, func(e Entry) bool { return e.Did != Changing && e.Did != Restored })
}

// Close closes the file. A journal that has nothing left is of no use any more and is removed.
func (j *Journal) Close() error {
	created, lost := j.Left()
	err := j.file.Close()
	if len(created) == 0 && lost == 0 && len(j.Changed()) == 0 {
		return errors.Join(err, os.Remove(j.file.Name()))
	}
	return err
}
