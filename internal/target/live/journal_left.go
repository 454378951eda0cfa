package live

import "slices"

// left is what was created and not removed, the last first, and how many intents are without an outcome: calls
// whose answer was lost, which may or may not have created something.
func (j *Journal) left() (created []Entry, lost int) {
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

// holds reports whether something of the run is left, or may be.
func (j *Journal) holds() bool {
	created, lost := j.left()
	return len(created) > 0 || lost > 0 || len(j.changed()) > 0
}

// refused reports whether a call was refused that was to create what nothing else takes along: a load balancer, or what
// belongs to one that the run did not create. A service may have created it all the same.
func (j *Journal) refused() bool {
	j.mu.Lock()
	entries := slices.Clone(j.entries)
	j.mu.Unlock()
	return slices.ContainsFunc(entries, func(e Entry) bool { return e.Did == Refused && !j.made(e.Parent) })
}

// intends reports whether the run was about to create something under a name.
func (j *Journal) intends(name string) bool {
	j.mu.Lock()
	defer j.mu.Unlock()
	return slices.ContainsFunc(j.entries, func(e Entry) bool { return e.Did == Intended && e.Name == name })
}

// made reports whether the run itself created what has the id.
func (j *Journal) made(id string) bool {
	j.mu.Lock()
	defer j.mu.Unlock()
	return slices.ContainsFunc(j.entries, func(e Entry) bool { return e.Did == Created && e.ID == id })
}

// changed are the groups that the run changed, did not create and has not put back.
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
