// Package reports holds the typed report of a run and its writers. The report is the only source of every file a
// person or a tool reads afterwards; it knows nothing of how the run was made.
package reports

import (
	"net/http"
	"time"
)

// Version is the version of the report's format. A reader refuses another major number.
const Version = "1.0"

// Verdict is what a run says of a scenario and, rolled up, of a rule.
type Verdict string

// The verdicts, in the order in which one outranks the next for a rule.
const (
	Violates     Verdict = "violates"
	Diverges     Verdict = "diverges"
	Inconclusive Verdict = "inconclusive"
	Confirmed    Verdict = "confirmed"
	Rehearsed    Verdict = "rehearsed"
	NotRun       Verdict = "not run"
)

// Verdicts returns all verdicts in rank order, the first outranking the rest.
func Verdicts() []Verdict {
	return []Verdict{Violates, Diverges, Inconclusive, Confirmed, Rehearsed, NotRun}
}

// Report is what a run says.
type Report struct {
	Version     string       `json:"version"`
	Identity    Identity     `json:"identity"`
	Complete    bool         `json:"complete"`             // every selected scenario came to its end
	Incomplete  string       `json:"incomplete,omitempty"` // why not
	Headline    string       `json:"headline"`             // the verdict of the run in one sentence
	Totals      Totals       `json:"totals"`
	Rules       []Rule       `json:"rules"` // in the order of the ledger
	Scenarios   []Scenario   `json:"scenarios"`
	Exchanges   []Exchange   `json:"exchanges"`
	Findings    []Finding    `json:"findings"`
	Divergences []Divergence `json:"divergences"`
	Defects     []Defect     `json:"page_defects"`
	Faults      []Fault      `json:"faults"` // of the run itself: broken, leaked, stale
	Proof       Proof        `json:"proof"`
}

// Identity says what was tested, with what, and where.
type Identity struct {
	Operation     string            `json:"operation"`
	Module        string            `json:"module"` // slbconform's own version
	Commit        string            `json:"commit"`
	PageDate      string            `json:"page_date"` // YYYY-MM-DD
	SDK           string            `json:"sdk"`       // module@version
	Libraries     map[string]string `json:"libraries"` // module → version
	Go            string            `json:"go"`
	Target        string            `json:"target"`   // mock, live or replay
	Evidence      string            `json:"evidence"` // what a scenario that held is worth: rehearsed or confirmed
	Endpoint      string            `json:"endpoint"`
	Region        string            `json:"region"`
	RolesPresent  []string          `json:"roles_present"`
	RolesAbsent   []Role            `json:"roles_absent"`
	Configuration []Setting         `json:"configuration"`
	Started       time.Time         `json:"started"`
	Duration      time.Duration     `json:"duration_ns"`
	Seed          int64             `json:"seed"` // of the order of scenarios; 0: as written
}

// Role is a role the inventory does not fill and what it takes to have it.
type Role struct {
	Name  string `json:"name"`
	Needs string `json:"needs"`
}

// Setting is one effective option of the run and where its value comes from.
type Setting struct {
	Name   string `json:"name"`
	Value  string `json:"value"`
	Origin string `json:"origin"` // default, environment, flag or inventory
}

// Totals are the figures of the headline.
type Totals struct {
	Rules         Count `json:"rules"`
	Scenarios     Count `json:"scenarios"`
	NotObservable int   `json:"not_observable"` // rules that no call can show
	ErrorCodes    int   `json:"error_codes"`    // documented codes
	CodesProvoked int   `json:"codes_provoked"` // of those, provoked with status, code and message as documented
	CodesByName   int   `json:"codes_by_name"`  // of those, provoked by a named resource because nothing causes them
	Calls         int   `json:"calls"`          // exchanges
	Findings      int   `json:"findings"`       // not yet acknowledged
	Acknowledged  int   `json:"acknowledged"`   // findings the ledger or the document knows already
}

// Count is a number by verdict; absent verdicts are zero.
type Count map[Verdict]int

// Rule is a rule of the ledger and what the run says of it.
type Rule struct {
	ID         string      `json:"id"`
	Says       string      `json:"says"` // what is promised, in our words
	Origin     string      `json:"origin"`
	Source     string      `json:"source,omitempty"`
	Kind       string      `json:"kind"`
	Section    string      `json:"section"` // of the page, or of the ledger's second part
	Path       string      `json:"path,omitempty"`
	Observable bool        `json:"observable"`
	Why        string      `json:"why,omitempty"` // why it is not observable
	Live       string      `json:"live"`
	Note       string      `json:"note,omitempty"`
	Error      *ErrorCode  `json:"error,omitempty"`
	Verdict    Verdict     `json:"verdict"`
	Reason     string      `json:"reason,omitempty"`   // of a verdict other than rehearsed or confirmed
	Evidence   string      `json:"evidence,omitempty"` // rehearsed or confirmed
	EvidenceOn *time.Time  `json:"evidence_on,omitempty"`
	Scenarios  []string    `json:"scenarios"`            // ids
	Violations []Violation `json:"violations,omitempty"` // attributed to this rule, wherever seen
}

// ErrorCode is a documented error code and how it is provoked.
type ErrorCode struct {
	Status   int    `json:"status"`
	Code     string `json:"code"`
	Message  string `json:"message"`
	Cause    string `json:"cause"`
	Inferred bool   `json:"inferred"`         // the page does not give the cause
	Resource string `json:"resource"`         // role or named resource of the mock that provokes it
	ByName   bool   `json:"by_name"`          // tied to a named resource because nothing causes it
	Source   string `json:"source,omitempty"` // of a cause that is not inferred
}

// Scenario is one scenario and its verdict.
type Scenario struct {
	ID         string        `json:"id"` // rule id / name
	Rule       string        `json:"rule"`
	Feature    string        `json:"feature"`
	Name       string        `json:"name"`
	Outline    string        `json:"outline,omitempty"` // name of the outline before values were put in
	Values     []Value       `json:"values,omitempty"`  // of the row of the outline's table
	File       string        `json:"file"`
	Line       int           `json:"line"`
	Verdict    Verdict       `json:"verdict"`
	Reason     string        `json:"reason,omitempty"`
	Steps      []Step        `json:"steps"`
	Violations []Violation   `json:"violations,omitempty"`
	Exchanges  []int         `json:"exchanges"` // indexes into Report.Exchanges
	Started    time.Time     `json:"started"`
	Duration   time.Duration `json:"duration_ns"`
	Repeat     string        `json:"repeat"` // the command that repeats just this scenario
}

// Value is one cell of an outline's row.
type Value struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// Step is one sentence of a scenario.
type Step struct {
	Keyword  string        `json:"keyword"`
	Text     string        `json:"text"`
	Argument string        `json:"argument,omitempty"` // doc string or table, as text
	Status   string        `json:"status"`             // passed, failed, undecided or skipped
	Line     int           `json:"line"`
	Duration time.Duration `json:"duration_ns"`
}

// Violation is one contradiction between a promise and an exchange.
type Violation struct {
	Rule     string `json:"rule"`
	Scenario string `json:"scenario"`        // where it was seen
	Step     string `json:"step,omitempty"`  // the sentence that failed; empty when the document found it
	Where    string `json:"where,omitempty"` // the place in the exchange, when the document found it
	Expected string `json:"expected"`        //
	Got      string `json:"got"`             //
	Exchange int    `json:"exchange"`        // index into Report.Exchanges; -1 when there is none
}

// Exchange is one call, secrets masked.
type Exchange struct {
	Scenario   string        `json:"scenario"`
	Action     string        `json:"action"`
	Method     string        `json:"method"`
	URL        string        `json:"url"`
	Parameters []Value       `json:"parameters"` // decoded, in order of name
	ReqHeader  http.Header   `json:"request_header"`
	ReqBody    string        `json:"request_body,omitempty"`
	Status     int           `json:"status"` // 0 when no answer arrived
	Header     http.Header   `json:"header"`
	Body       string        `json:"body"` // as it arrived; bytes that are not UTF-8 stand as \xNN
	Fault      string        `json:"fault,omitempty"`
	RequestID  string        `json:"request_id,omitempty"`
	Started    time.Time     `json:"started"`
	Duration   time.Duration `json:"duration_ns"`
}

// Finding is something observed that the page does not say.
type Finding struct {
	What         string `json:"what"`                   // code, member, status, parameter or generated
	Value        string `json:"value"`                  // the code, the member's name …
	Says         string `json:"says"`                   // a sentence
	Rule         string `json:"rule,omitempty"`         // the rule it was seen under
	Acknowledged string `json:"acknowledged,omitempty"` // where it is known already; empty: it is news
	Count        int    `json:"count"`
	Scenario     string `json:"scenario"` // the first that saw it
	Exchange     int    `json:"exchange"`
}

// Divergence is a listed disagreement between page and service.
type Divergence struct {
	Rule     string `json:"rule"`
	Says     string `json:"says"`
	Target   string `json:"target"`
	Region   string `json:"region"`
	Expires  string `json:"expires"` // YYYY-MM-DD
	DaysLeft int    `json:"days_left"`
	Matched  int    `json:"matched"` // scenarios
	Stale    string `json:"stale,omitempty"`
}

// Defect is a place where the page is silent or contradicts itself.
type Defect struct {
	Rule string `json:"rule"`
	Says string `json:"says"`
}

// Fault is a fault of the run, not of what it tested.
type Fault struct {
	Kind     string `json:"kind"` // broken, leaked or stale
	Says     string `json:"says"`
	Scenario string `json:"scenario,omitempty"`
	File     string `json:"file,omitempty"`
	Line     int    `json:"line,omitempty"`
}

// Proof says what a green run of this suite is worth. Its figures hold for one state of the suite only.
type Proof struct {
	Hash          string `json:"hash"`
	Holds         bool   `json:"holds"` // the suite is still the one that was proven
	Mutants       int    `json:"mutants"`
	Killed        int    `json:"killed"`
	BrokenServers int    `json:"broken_servers"`
	Caught        int    `json:"caught"`
	Steps         int    `json:"steps"`   // asserting sentences proven by a mutant
	Schemas       int    `json:"schemas"` // schema nodes proven by a violation
}
