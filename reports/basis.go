package reports

// Basis says why a rule is believed.
type Basis string

// The bases, the firmest first.
const (
	Stated   Basis = "stated"   // a document says it
	Inferred Basis = "inferred" // a document lists it, and its boundary or cause is our reading
	Known    Basis = "known"    // published elsewhere
	Assumed  Basis = "assumed"  // nobody published it, and the mock has to do something
)

// Bases returns all bases, the firmest first.
func Bases() []Basis { return []Basis{Stated, Inferred, Known, Assumed} }

// ofDocuments reports whether the basis is a document: its words, or our reading of them.
func (b Basis) ofDocuments() bool { return b == Stated || b == Inferred }

// Mark is how the basis is shown beside a rule: nothing where a document states it.
func (b Basis) Mark() string {
	if b == Stated {
		return ""
	}
	return string(b)
}

// Mark is the basis of the rule as it is shown beside it, with that of its cause where the two differ: "", "known",
// "cause inferred".
func (r *Rule) Mark() string {
	own, cause := r.Basis.Mark(), r.CauseBasis.Mark()
	switch {
	case r.CauseBasis == "" || cause == own:
		return own
	case own == "":
		return "cause " + cause
	case cause == "":
		return own + ", cause stated"
	}
	return own + ", cause " + cause
}

// Says explains the basis to a reader of a report.
func (b Basis) Says() string {
	switch b {
	case Stated:
		return "stated: a document says it"
	case Inferred:
		return "inferred: a document lists it, and its boundary or cause is our reading"
	case Known:
		return "known: published elsewhere, and in no document"
	case Assumed:
		return "assumed: nobody published it, and the mock has to do something"
	}
	return string(b)
}
