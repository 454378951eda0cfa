package mock

import "crypto/sha256"

// maxNonces bounds the memory of a served mock: some 30 MB, however long the nonces are. At the pace of a real client
// two generations of that size reach far beyond the time after which an old call is refused for its date.
const maxNonces = 200_000

// nonces remembers which nonces were used, in two generations: when the younger is full, the older is forgotten.
type nonces struct {
	young, old map[[sha256.Size]byte]struct{}
}

func (n *nonces) used(nonce string) bool {
	sum := sha256.Sum256([]byte(nonce))
	_, young := n.young[sum]
	_, old := n.old[sum]
	return young || old
}

func (n *nonces) use(nonce string) {
	if n.young == nil || len(n.young) >= maxNonces {
		n.old, n.young = n.young, map[[sha256.Size]byte]struct{}{}
	}
	n.young[sha256.Sum256([]byte(nonce))] = struct{}{}
}
