package mock

// maxNonces bounds the memory of a served mock: some 30 MB. At the pace of a real client two generations of that
// size reach far beyond the time after which an old call is refused for its date.
const maxNonces = 200_000

// nonces remembers which nonces were used, in two generations: when the younger is full, the older is forgotten.
type nonces struct{ young, old map[string]struct{} }

func (n *nonces) used(nonce string) bool {
	_, young := n.young[nonce]
	_, old := n.old[nonce]
	return young || old
}

func (n *nonces) use(nonce string) {
	if n.young == nil || len(n.young) >= maxNonces {
		n.old, n.young = n.young, map[string]struct{}{}
	}
	n.young[nonce] = struct{}{}
}
