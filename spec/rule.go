package spec

import "strings"

// Origin says who makes the promise.
type Origin string

// The origins: a document of the operation, the gateway and the common error tables, or clients seen in production.
const (
	OriginPage     Origin = "page"
	OriginPlatform Origin = "platform"
	OriginField    Origin = "field"
)

// Basis says why a rule is believed.
type Basis string

// The bases. Stated: a document says it. Inferred: a document lists it, and its boundary or cause is our reading.
// Known: published elsewhere, and cited. Assumed: nobody published it, and the mock has to do something.
const (
	Stated   Basis = "stated"
	Inferred Basis = "inferred"
	Known    Basis = "known"
	Assumed  Basis = "assumed"
)

// Bases lists every basis, the firmest first.
func Bases() []Basis { return []Basis{Stated, Inferred, Known, Assumed} }

// Kind says what sort of promise a rule is; mutants are generated from it.
type Kind string

// kinds lists every kind a rule may have.
func kinds() []string {
	return []string{"required", "type", "range", "default", "length", "alphabet", "values", "limit",
		"precondition", "sample", "member", "error", "authorization", "effect", "signature", "tolerance"}
}

// Check is something that the judge looks at by itself, in every scenario.
type Check string

// The checks. A request id of its own: of every answer. Nothing of a refused list: the backend servers of a refused call
// that are lawful by themselves. No group of a refused list: an empty group, where the backend servers were refused that
// it was to be made with. Any lawful list: a generated list that breaks no rule is accepted. All in one answer: a list that
// is not filtered and names some lacks none. The group of the call: what is asked for comes of the group, or
// on the load balancer, that the call names.
const (
	RequestIDUnique  Check = "request id of its own"
	NothingOfRefused Check = "nothing of a refused list"
	NoGroupOfRefused Check = "no group of a refused list"
	AnyLawfulList    Check = "any lawful list"
	AllInOneAnswer   Check = "all in one answer"
	GroupOfTheCall   Check = "the group of the call"
)

// checks lists every check.
func checks() []Check {
	return []Check{RequestIDUnique, NothingOfRefused, NoGroupOfRefused, AnyLawfulList, AllInOneAnswer, GroupOfTheCall}
}

// Rule is one thing that is promised of one operation, or of all by the platform.
type Rule struct {
	Name       string    `yaml:"id"`         // lower case, dotted; error.<Code> for error codes; never reused
	Says       string    `yaml:"says"`       // our words
	Document   []Pointer `yaml:"document"`   // the statements it comes from; empty unless the origin is the page
	Basis      Basis     `yaml:"basis"`      // why it is believed; of an error rule: its row, status and message of the code
	Origin     Origin    `yaml:"origin"`     // page when left out
	Source     string    `yaml:"source"`     // where a rule that is in no document comes from
	Kind       Kind      `yaml:"kind"`       //
	Fact       Fact      `yaml:"fact"`       // compared with the documents by value
	Codes      []string  `yaml:"codes"`      // error codes the documents name for it; none: any refusal conforms
	Cause      Cause     `yaml:"cause"`      // error rules: how the code is provoked
	From       []string  `yaml:"from"`       // full ids of the rules that it follows from, where no document says it alone
	Borrows    []string  `yaml:"borrows"`    // rules that its scenarios break on purpose, to look at what comes of it
	Echo       Echo      `yaml:"echo"`       // what it says of members that come back
	Checks     Check     `yaml:"checks"`     // what the judge looks at by itself, in every scenario, and blames this rule for
	OfCall     bool      `yaml:"of_call"`    // error rules: the code speaks of the call (its types, parameters, list), never of what it names
	BrokenBy   []string  `yaml:"broken_by"`  // sorts of mutants that break it, where its kind does not say which
	Observable string    `yaml:"observable"` // "yes" when left out, or "no, because …"
	Live       string    `yaml:"live"`       // "free" when left out, "needs <role>", "race", or "never, because …"
	Note       string    `yaml:"note"`       // where the documents are silent or contradict themselves

	Operation string `yaml:"-"` // whose rule it is; "platform" for the platform's own
	ID        string `yaml:"-"` // Operation/Name
	Shared    bool   `yaml:"-"` // written once in spec/platform, and made this operation's own
	File      string `yaml:"-"` // where it stands
	Line      int    `yaml:"-"`
	TextFile  string `yaml:"-"` // where its words stand: those of a shared rule in spec/platform
	TextLine  int    `yaml:"-"`
}

// Fact is the typed content of a rule, as far as its kind has one. Fields that a kind does not use stay empty.
type Fact struct {
	Name        string   `yaml:"name,omitempty"`        // of the parameter or member
	Of          string   `yaml:"of,omitempty"`          // server: it speaks of the server behind the id, not of what is written
	Type        string   `yaml:"type,omitempty"`        // as the page writes it: string, integer, object, array<object>
	Required    *bool    `yaml:"required,omitempty"`    //
	Min         *int     `yaml:"min,omitempty"`         // range, length: lowest accepted
	Max         *int     `yaml:"max,omitempty"`         // range, length, limit: highest accepted
	Default     *string  `yaml:"default,omitempty"`     //
	Values      []string `yaml:"values,omitempty"`      //
	Classes     []string `yaml:"classes,omitempty"`     // alphabet: letters, digits
	Characters  string   `yaml:"characters,omitempty"`  // alphabet: single characters
	Sample      string   `yaml:"sample,omitempty"`      // file in the operation's fixtures/<Operation>/samples
	Status      int      `yaml:"status,omitempty"`      // error: HTTP status
	Code        string   `yaml:"code,omitempty"`        // error
	Message     string   `yaml:"message,omitempty"`     // error: %s stands for any text
	Description string   `yaml:"description,omitempty"` // error: the table's last column
	Action      string   `yaml:"action,omitempty"`      // authorization
	Level       string   `yaml:"level,omitempty"`       // authorization
	Resource    string   `yaml:"resource,omitempty"`    // authorization
	ARN         string   `yaml:"arn,omitempty"`         // authorization
	Conditions  []string `yaml:"conditions,omitempty"`  // authorization: condition keys
	Dependent   []string `yaml:"dependent,omitempty"`   // authorization: actions that must be granted along
}

// Cause says how an error code is provoked, and why that is believed.
type Cause struct {
	Says   string `yaml:"says"`
	Basis  Basis  `yaml:"basis"`
	ByName bool   `yaml:"by_name"` // nothing causes it; the mock ties it to a named resource
	Source string `yaml:"source"`
}

// Testable reports whether an exchange can show that the rule holds; if not, why is the reason.
func (r *Rule) Testable() (ok bool, why string) {
	if r.Observable == "yes" {
		return true, ""
	}
	return false, strings.TrimPrefix(r.Observable, "no, because ")
}

// InDocument reports whether a document of the operation speaks of the rule.
func (r *Rule) InDocument() bool { return len(r.Document) > 0 }
