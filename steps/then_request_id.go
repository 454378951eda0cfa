package steps

import (
	"strconv"
	"strings"
)

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
	if !isUUID(id) {
		return w.violatedBy(x, "a UUID", strconv.Quote(id))
	}
	return nil
}

func isUUID(id string) bool {
	groups := strings.Split(id, "-")
	if len(groups) != 5 {
		return false
	}
	for i, n := range []int{8, 4, 4, 4, 12} {
		if len(groups[i]) != n || strings.Trim(groups[i], "0123456789abcdefABCDEF") != "" {
			return false
		}
	}
	return true
}
