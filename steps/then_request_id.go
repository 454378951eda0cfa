package steps

import (
	"regexp"
	"strconv"
)

var uuid = regexp.MustCompile(`^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$`)

func (w *World) thenRequestIDs() error {
	seen := map[string]bool{}
	for _, x := range w.calls {
		if err := unjudgeable(x); err != nil && x.RequestID() == "" {
			return err
		}
		id := x.RequestID()
		if id == "" || seen[id] {
			return w.violatedBy(x, "a request id of its own", strconv.Quote(id))
		}
		seen[id] = true
	}
	return nil
}

func (w *World) thenUUID() error {
	x, err := w.answer()
	if err != nil {
		return err
	}
	id := x.RequestID()
	if !uuid.MatchString(id) {
		return w.violatedBy(x, "a UUID", strconv.Quote(id))
	}
	return nil
}
