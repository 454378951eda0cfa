package reports

import (
	"slices"
	"strings"
)

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

// Platform stands in place of an operation where a rule belongs to the gateway and to no operation.
const Platform = "platform"

// Operation is an API operation and the documents that its rules were read from.
type Operation struct {
	Name      string     `json:"name"`      // as the API calls it
	Documents []Document `json:"documents"` // the first is the one that the sections of its rules belong to
}

// Document is one document that the vendor publishes of an operation.
type Document struct {
	Name  string `json:"name"`  // as rules name it
	Form  string `json:"form"`  // page, as text or Markdown, which say the same; or metadata
	Title string `json:"title"` // as the document calls itself; empty where the ledger does not keep it
	Date  string `json:"date"`  // its own date, YYYY-MM-DD; empty when it gives none
}

// Place is where a statement stands in a document. The vendor's own words are not repeated: the hash identifies them.
type Place struct {
	Document  string `json:"document"`       // name of the document
	Section   string `json:"section"`        // of the document
	Path      string `json:"path,omitempty"` // within the section
	Statement string `json:"statement"`      // hash of the statement
}

// String is the place for a person: "Request parameters, BackendServers > Weight".
func (p Place) String() string {
	if p.Path == "" {
		return p.Section
	}
	return p.Section + ", " + p.Path
}

// SetAside is a statement that promises nothing a call could show.
type SetAside struct {
	Operation string `json:"operation"` // whose document it stands in
	Place     Place  `json:"place"`     // where it stands
	Reason    string `json:"reason"`    // why it promises nothing
}

// tests reports whether an action is one of the operations under test.
func (id *Identity) tests(action string) bool {
	return slices.ContainsFunc(id.Operations, func(o Operation) bool { return o.Name == action })
}

// splitID splits the id of a rule into its operation and its name in it. A short id has no operation.
func splitID(id string) (operation, name string) {
	operation, name, found := strings.Cut(id, "/")
	if !found {
		return "", id
	}
	return operation, name
}
