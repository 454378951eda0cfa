package mock

import (
	"hash/maphash"

	"github.com/slbconform/slbconform/internal/wire"
)

// maxNonces bounds the memory of a served mock: some 10 MB, however long the nonces are. At the pace of a real client
// two generations of that size reach far beyond the time after which an old call is refused for its date.
const maxNonces = 200_000

// nonce stands for the nonce of an access key. That two of those kept are taken for one is as likely as one in 10^13.
type nonce uint64

var nonceSeed = maphash.MakeSeed()

func nonceOf(s *wire.Signature) nonce {
	return nonce(maphash.Comparable(nonceSeed, [2]string{s.AccessKeyID, s.Nonce}))
}

// nonces remembers which nonces were used, in two generations: when the younger is full, the older is forgotten.
type nonces struct {
	recent, old map[nonce]struct{}
}

func (n *nonces) used(one nonce) bool {
	_, recent := n.recent[one]
	_, old := n.old[one]
	return recent || old
}

func (n *nonces) use(one nonce) {
	if n.recent == nil || len(n.recent) >= maxNonces {
		n.old, n.recent = n.recent, map[nonce]struct{}{}
	}
	n.recent[one] = struct{}{}
}

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
