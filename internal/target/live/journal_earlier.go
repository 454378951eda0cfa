package live

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// readJournals reads the journals that runs have left in a folder; none where there is no folder.
func readJournals(dir string) (map[string][]Entry, error) {
	names, err := filepath.Glob(filepath.Join(dir, "*"+journalEnd))
	if err != nil {
		return nil, err
	}
	out := map[string][]Entry{}
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		for line := range strings.Lines(string(data)) {
			var e Entry
			if json.Unmarshal([]byte(line), &e) == nil { // the last line of a run that was killed may be cut
				out[name] = append(out[name], e)
			}
		}
	}
	return out, nil
}

// note adds an entry to the journal of an earlier run, and removes the journal when that was the last it had to say.
func note(name string, entries []Entry, e Entry) error {
	entries = append(entries, e)
	if created, lost := left(entries); len(created) == 0 && lost == 0 && len(changesIn(entries)) == 0 {
		return os.Remove(name)
	}
	line, err := json.Marshal(e)
	if err != nil {
		return err
	}
	file, err := os.OpenFile(name, os.O_WRONLY|os.O_APPEND, 0)
	if err != nil {
		return err
	}
	_, err = file.Write(append(line, '\n'))
	return errors.Join(err, file.Close())
}

func changesIn(entries []Entry) []Change {
	var out []Change
	for _, e := range entries {
		at := slices.IndexFunc(out, func(c Change) bool { return c.Group == e.ID })
		switch {
		case e.Did == Changing && at < 0:
			out = append(out, Change{Group: e.ID, had: e.Had, asked: e.Asked})
		case e.Did == Changing:
			out[at].asked += "\n" + e.Asked
		case e.Did == Restored && at >= 0:
			out = slices.Delete(out, at, at+1)
		}
	}
	return out
}

func left(entries []Entry) (created []Entry, lost int) {
	gone := map[string]bool{}
	answered := 0
	for _, e := range entries {
		switch e.Did {
		case Removed:
			gone[e.ID] = true
		case Intended:
			lost++
		case Created, Refused:
			answered++
		}
	}
	for i := len(entries) - 1; i >= 0; i-- {
		e := entries[i]
		if e.Did == Created && e.ID != "" && !gone[e.ID] && !gone[e.Parent] {
			created = append(created, e)
		}
	}
	return created, lost - answered
}
