package mock

// maxLog bounds the memory of a served mock.
const maxLog = 10_000

// log remembers why calls were refused, the latest ones.
type log struct {
	of    map[string]logged // by request id
	order []string
}

type logged struct {
	broke     []string
	notPlayed string
}

// add keeps a call that broke a rule, or that the mock does not play.
func (l *log) add(c *Call) {
	entry := logged{broke: c.broke}
	if c.NotPlayed() {
		entry.notPlayed = c.action
	}
	if len(entry.broke) == 0 && entry.notPlayed == "" {
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
