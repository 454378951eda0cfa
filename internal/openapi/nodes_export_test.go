package openapi

// Node is a node of the document that has a rule.
type Node struct {
	Pointer string // JSON pointer of the x-rule field in openapi.yaml
	Rule    string // the id, or "error.{value}" where it depends on the code that is found
}

// Nodes are all nodes that have a rule, for tests to hold against what departs.
func (d *Document) Nodes() map[Node]bool {
	nodes := map[Node]bool{}
	add := func(of statements) {
		for _, s := range of {
			nodes[Node{Pointer: s.at, Rule: s.rule}] = true
		}
	}
	add(d.rules)
	for _, p := range d.annotations.of {
		add(p.stated)
	}
	return nodes
}
