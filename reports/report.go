// Package reports holds the typed report of a run and its writers. The report is the only source of every file a
// person or a tool reads afterwards; it knows nothing of how the run was made.
package reports

import (
	"fmt"
	"net/http"
	"time"
)

// Version is the version of the report's format. A reader refuses another major number, and reads an older minor one.
const Version = "1.1"

// Report is what a run says.
type Report struct {
	Version     string       `json:"version"`              // of this format; another major number cannot be read
	Identity    Identity     `json:"identity"`             // what was tested, with what, and where
	Complete    bool         `json:"complete"`             // every selected scenario came to its end
	Incomplete  string       `json:"incomplete,omitempty"` // why not
	Strict      bool         `json:"strict"`               // what is unexpected fails the run
	Headline    string       `json:"headline"`             // the verdict of the run in one sentence, as Tally writes it
	Totals      Totals       `json:"totals"`               // the figures of the headline, as Tally counts them
	Rules       []Rule       `json:"rules"`                // in the order of the ledger
	Scenarios   []Scenario   `json:"scenarios"`            // in the order of the features
	Exchanges   []Exchange   `json:"exchanges"`            // in the order of the calls, secrets masked
	Causes      []Cause      `json:"causes"`               // what explains the contradictions, worst first
	Grouped     string       `json:"grouped,omitempty"`    // why contradictions are grouped by what the rules declare alone
	Premises    []Premise    `json:"premises"`             // calls that show whether the inventory is right
	Generated   *Generated   `json:"generated,omitempty"`  // lists that were generated beside the scenarios
	Findings    []Finding    `json:"findings"`             // what was observed and no document says
	Divergences []Divergence `json:"divergences"`          // listed disagreements between documents and service
	Defects     []Defect     `json:"page_defects"`         // places where the documents are silent or contradict themselves
	SetAside    []SetAside   `json:"set_aside"`            // statements that promise nothing a call could show
	Faults      []Fault      `json:"faults"`               // of the run itself: broken, leaked, stale
	Proof       Proof        `json:"proof"`                // what a green run of this suite rests on
}

// Identity says what was tested, with what, and where.
type Identity struct {
	Operation     string            `json:"operation"`                           // the API operation, or a title for all of them where there are several
	Operations    []Operation       `json:"operations"`                          // each operation with its documents
	Module        string            `json:"module"`                              // slbconform's own version
	Commit        string            `json:"commit"`                              // of slbconform's sources, or "unknown"
	PageDate      string            `json:"page_date"`                           // date of the first operation's document, YYYY-MM-DD
	SDK           string            `json:"sdk"`                                 // module@version of the SDK that made the calls
	Libraries     map[string]string `json:"libraries"`                           // module → version of what the verdicts rest on
	Go            string            `json:"go"`                                  // version of Go
	Target        string            `json:"target" enum:"mock|live|replay"`      // where calls went
	Evidence      string            `json:"evidence" enum:"rehearsed|confirmed"` // what a scenario that held is called
	Endpoint      string            `json:"endpoint"`                            // host that was called
	AnsweredBy    string            `json:"answered_by,omitempty"`               // who answered: the service, or what stood in for it
	Region        string            `json:"region"`                              // region id of the load balancer
	RolesPresent  []string          `json:"roles_present"`                       // roles that the inventory fills
	RolesAbsent   []Role            `json:"roles_absent"`                        // roles that it does not fill
	Configuration []Setting         `json:"configuration"`                       // every effective option
	Started       time.Time         `json:"started"`                             // of the first scenario
	Duration      time.Duration     `json:"duration_ns"`                         // of the entire run, in nanoseconds
	Seed          int64             `json:"seed"`                                // of the order of scenarios; 0: as written
}

// Generated are the lists that were generated from the rules' limits and sent beside the scenarios. They give no rule a
// verdict; one that was answered otherwise is a finding.
type Generated struct {
	Lists     int `json:"lists"`     // that were sent
	Calls     int `json:"calls"`     // that took, preparation included
	Otherwise int `json:"otherwise"` // of the lists, answered otherwise than the rules say
}

// String is the figures in a line.
func (g *Generated) String() string {
	return fmt.Sprintf("%s, %s, %s answered otherwise", plural(g.Lists, "list"), plural(g.Calls, "call"), thousands(g.Otherwise))
}

// Role is a role the inventory does not fill and what it takes to have it.
type Role struct {
	Name  string `json:"name"`  // as scenarios name it
	Needs string `json:"needs"` // what would fill it
}

// Setting is one effective option of the run and where its value comes from.
type Setting struct {
	Name   string `json:"name"`                                                     // of the option
	Value  string `json:"value"`                                                    // as it took effect; secrets are never options
	Origin string `json:"origin" enum:"default|environment|flag|inventory|capture"` // default, environment, flag, inventory or capture
}

// Finding is something observed that no document says.
type Finding struct {
	What         string `json:"what"`                   // code, member, status, parameter, generated or lag
	Value        string `json:"value"`                  // the code, the member's name …
	Says         string `json:"says"`                   // a sentence
	Rule         string `json:"rule,omitempty"`         // the rule it was seen under
	Acknowledged string `json:"acknowledged,omitempty"` // where it is known already; empty: it is news
	Count        int    `json:"count"`                  // how often it was seen
	Scenario     string `json:"scenario"`               // the first that saw it
	Exchange     int    `json:"exchange"`               // where it was seen first: index into exchanges; -1 for none
}

// Divergence is a listed disagreement between documents and service.
type Divergence struct {
	Rule     string `json:"rule"`            // the rule that the service does not keep
	Says     string `json:"says"`            // what it does instead
	Target   string `json:"target"`          // the target it is listed for
	Region   string `json:"region"`          // the region it is listed for
	Expires  string `json:"expires"`         // the day after which it no longer excuses, YYYY-MM-DD
	DaysLeft int    `json:"days_left"`       // from the start of the run; negative once it expired
	Matched  int    `json:"matched"`         // scenarios it excused
	Stale    string `json:"stale,omitempty"` // why it should go: expired, or no longer happens
	File     string `json:"file,omitempty"`  // where it is listed
	Line     int    `json:"line,omitempty"`  // of that file
}

// Defect is a place where a document is silent or contradicts itself or another.
type Defect struct {
	Rule string `json:"rule"` // the rule it concerns
	Says string `json:"says"` // what is missing or contradictory
}

// Fault is a fault of the run, not of what it tested.
type Fault struct {
	Kind     string `json:"kind" enum:"broken|leaked|stale"` // broken, leaked or stale
	Says     string `json:"says"`                            // what happened and what to do
	Scenario string `json:"scenario,omitempty"`              // where it happened
	File     string `json:"file,omitempty"`                  // the file to mend
	Line     int    `json:"line,omitempty"`                  // the line to mend
}

// Exchange is one call, secrets masked.
type Exchange struct {
	Scenario   string        `json:"scenario"`               // id of the scenario that made it; empty: the run's own
	Action     string        `json:"action"`                 // the API operation
	Method     string        `json:"method"`                 // GET or POST
	URL        string        `json:"url"`                    // as requested, secrets masked
	Parameters []Value       `json:"parameters"`             // decoded, in order of name
	ReqHeader  http.Header   `json:"request_header"`         // the headers worth keeping
	ReqBody    string        `json:"request_body,omitempty"` // as it left
	Status     int           `json:"status"`                 // 0 when no answer arrived
	Header     http.Header   `json:"header"`                 // of the answer, the headers worth keeping
	Body       string        `json:"body"`                   // as it arrived; bytes that are not UTF-8 stand as \xNN
	Fault      string        `json:"fault,omitempty"`        // why the answer is missing or cut off
	RequestID  string        `json:"request_id,omitempty"`   // as the answer gives it
	Started    time.Time     `json:"started"`                // when the request left
	Duration   time.Duration `json:"duration_ns"`            // until the answer was complete, in nanoseconds
}
