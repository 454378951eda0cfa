package steps

import (
	"sync"
	"time"
)

// Readings is what a run has found out about reading a group back: how long a change takes to show, and whether what
// is read is what was stored. One serves all scenarios of a run.
type Readings struct {
	mu      sync.Mutex
	lag     time.Duration
	kept    int // groups that were not deleted, however often it was tried
	vain    int // looks that were repeated to the end, and never showed what they should
	misread bool
	well    map[string]int // operations of whose calls a backend server was read back as it was asked for: among how many at most
}

// Anew are readings that know of the lag, and that nothing is misread.
func (r *Readings) Anew() *Readings {
	r.mu.Lock()
	defer r.mu.Unlock()
	return &Readings{lag: r.lag, kept: r.kept, vain: r.vain}
}

// Lag is the time that a change took to show; 0 when no read-back lagged.
func (r *Readings) Lag() time.Duration {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.lag
}

// patience is how long a look that does not show what it should is repeated: the first one of a run for as long as
// anything may take, all others for the lag that it found. A look that never showed it found no lag: each such makes the
// next one shorter, so that a service that is wrong is not waited for over and over.
func (r *Readings) patience(most time.Duration) time.Duration {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.lag > 0 {
		return min(max(2*r.lag, most/20), most) // a look that came late finds a lag too short
	}
	return most >> min(2*r.vain, 30)
}

// waited notes for how long a look was repeated, and whether it then showed what it should.
func (r *Readings) waited(took time.Duration, shown bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if shown {
		r.lag = max(r.lag, took)
	} else {
		r.vain++
	}
}

// keepsGroups is for how long a refused deletion is repeated: a service that deletes none is not asked over and over.
func (r *Readings) keepsGroups(most time.Duration) time.Duration {
	r.mu.Lock()
	defer r.mu.Unlock()
	return most >> min(r.kept, 30)
}

func (r *Readings) keptGroup() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.kept++
}

func (r *Readings) mislead() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.misread = true
}

// agree notes that a call of an operation was read back as it was asked for, from a group of so many.
func (r *Readings) agree(operation string, among int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.well == nil {
		r.well = map[string]int{}
	}
	r.well[operation] = max(r.well[operation], among)
}

// AgreeBeside reports whether calls of another operation than the given one were read back as they were asked for, from a group
// of so many backend servers or more.
func (r *Readings) AgreeBeside(operation string, among int) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	for other, most := range r.well {
		if other != operation && most >= among {
			return true
		}
	}
	return false
}

// misleading reports whether a read-back alone was seen to differ from what was asked and answered.
func (r *Readings) misleading() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.misread
}
