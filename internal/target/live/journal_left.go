package live

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/slbconform/slbconform/internal/target"
)

// leftBehind is what was created and not removed, the last first, and how many calls are without an outcome: their
// answers were lost, and they may or may not have created something.
func (j *Journal) leftBehind() (created []Entry, lost int) {
	j.mu.Lock()
	defer j.mu.Unlock()
	gone := map[string]bool{}
	for _, e := range slices.Backward(j.entries) {
		switch e.Did {
		case Removed:
			gone[e.ID] = true
		case Intended:
			lost++
		case Refused:
			lost--
		case Created:
			lost--
			if e.ID != "" {
				created = append(created, e)
			}
		}
	}
	for _, e := range slices.Backward(created) { // what something belongs to was created before it
		gone[e.ID] = gone[e.ID] || gone[e.Parent]
	}
	return slices.DeleteFunc(created, func(e Entry) bool { return gone[e.ID] }), lost
}

// holds reports whether something of the run is left, or may be left.
func (j *Journal) holds() bool {
	created, lost := j.leftBehind()
	return len(created) > 0 || lost > 0 || len(j.changed()) > 0
}

// refused reports whether the creation of a load balancer was refused, or of something on a load balancer that the run
// did not create. A service may have created it nevertheless, and removing the run's own load balancers would not remove it.
func (j *Journal) refused() bool {
	j.mu.Lock()
	entries := slices.Clone(j.entries)
	j.mu.Unlock()
	return slices.ContainsFunc(entries, func(e Entry) bool { return e.Did == Refused && !j.created(e.Parent) })
}

// intends reports whether the run was about to create something with the name.
func (j *Journal) intends(name string) bool {
	j.mu.Lock()
	defer j.mu.Unlock()
	return slices.ContainsFunc(j.entries, func(e Entry) bool { return e.Did == Intended && e.Name == name })
}

// created reports whether the run itself created the thing with the id.
func (j *Journal) created(id string) bool {
	j.mu.Lock()
	defer j.mu.Unlock()
	return slices.ContainsFunc(j.entries, func(e Entry) bool { return e.Did == Created && e.ID == id })
}

// changed are the groups that the run changed, did not create and has not restored.
func (j *Journal) changed() []Change {
	j.mu.Lock()
	defer j.mu.Unlock()
	var out []Change
	for _, e := range j.entries {
		at := slices.IndexFunc(out, func(c Change) bool { return c.Group == e.ID })
		switch {
		case e.Did == Changing && at < 0:
			out = append(out, Change{Group: e.ID, had: e.Had, asked: e.Asked, first: e})
		case e.Did == Changing:
			out[at].asked += "\n" + e.Asked
		case e.Did == Restored && at >= 0:
			out = slices.Delete(out, at, at+1)
		}
	}
	return out
}

// Remedy is the command that removes what a run has left.
func Remedy(inventory, journal string, run target.Run) string {
	return fmt.Sprintf("slbconform sweep -inventory %s -journal %s -run %s -delete", shellQuote(inventory), shellQuote(journal), run)
}

var plainWord = regexp.MustCompile(`^[0-9A-Za-z_./:@%+=-]+$`)

// shellQuote quotes one word of a shell command where it needs quoting.
func shellQuote(s string) string {
	if plainWord.MatchString(s) {
		return s
	}
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}
