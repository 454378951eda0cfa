package mock

// maxLog bounds the memory of a served mock.
const maxLog = 10_000

// log keeps why the latest refused calls were refused.
type log struct {
	of    map[string]logged // by request id
	order []string
}

type logged struct {
	broke []string
	why   string
}

// add keeps a call that was refused.
func (l *log) add(c *Call) {
	entry := logged{c.broke, c.why}
	if len(entry.broke) == 0 && entry.why == "" {
		return
	}
	if l.of == nil {
		l.of = map[string]logged{}
	}
	if len(l.order) >= maxLog {
		delete(l.of, l.order[0])
		l.order = l.order[1:]
	}
	l.of[c.requestID] = entry
	l.order = append(l.order, c.requestID)
}
