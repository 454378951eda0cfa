package reports

// Proof says what a green run of this suite rests on. Its figures hold for one state of the suite only.
type Proof struct {
	Hash          string    `json:"hash"`           // of the state of the suite that was proven
	Holds         bool      `json:"holds"`          // the suite is still the one that was proven
	Mutants       int       `json:"mutants"`        // mock servers with exactly one rule broken
	Killed        int       `json:"killed"`         // of those, noticed and blamed on the right rule
	BrokenServers int       `json:"broken_servers"` // servers that are wrong altogether
	Caught        int       `json:"caught"`         // of those, never taken for a server that holds
	Variants      int       `json:"variants"`       // servers that do the other thing where documents are silent
	Accepted      int       `json:"accepted"`       // of those, under which nothing stated was violated
	Mistakes      int       `json:"mistakes"`       // inventories that are wrong in one value
	Named         int       `json:"named"`          // of those, named and blamed on no rule
	Steps         int       `json:"steps"`          // asserting sentences proven by a mutant
	Schemas       int       `json:"schemas"`        // schema nodes proven by a violation
	Operations    []ProofOf `json:"operations"`     // the figures of each operation
}

// ProofOf are the figures of the proof for one operation.
type ProofOf struct {
	Operation string `json:"operation"` // name of the operation
	Mutants   int    `json:"mutants"`   // mock servers with exactly one rule broken
	Killed    int    `json:"killed"`    // of those, noticed and blamed on the right rule
	Variants  int    `json:"variants"`  // servers that do the other thing where documents are silent
	Accepted  int    `json:"accepted"`  // of those, under which nothing stated was violated
}
