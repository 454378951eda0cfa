// Package reports holds the typed report of a run and its writers. The report is the only source of every file a
// person or a tool reads afterwards; it knows nothing of how the run was made.
package reports

import "time"

// Version is the version of the report's format. A reader refuses another major number.
const Version = "1.0"

// Report is what a run says.
type Report struct {
	Version     string       `json:"version"`              // of this format; another major number cannot be read
	Identity    Identity     `json:"identity"`             // what was tested, with what, and where
	Complete    bool         `json:"complete"`             // every selected scenario came to its end
	Incomplete  string       `json:"incomplete,omitempty"` // why not
	Headline    string       `json:"headline"`             // the verdict of the run in one sentence, as Tally writes it
	Totals      Totals       `json:"totals"`               // the figures of the headline, as Tally counts them
	Rules       []Rule       `json:"rules"`                // in the order of the ledger
	Scenarios   []Scenario   `json:"scenarios"`            // in the order of the features
	Exchanges   []Exchange   `json:"exchanges"`            // in the order of the calls, secrets masked
	Findings    []Finding    `json:"findings"`             // what was observed and the page does not say
	Divergences []Divergence `json:"divergences"`          // listed disagreements between page and service
	Defects     []Defect     `json:"page_defects"`         // places where the page is silent or contradicts itself
	Faults      []Fault      `json:"faults"`               // of the run itself: broken, leaked, stale
	Proof       Proof        `json:"proof"`                // what a green run of this suite is worth
}

// Identity says what was tested, with what, and where.
type Identity struct {
	Operation     string            `json:"operation"`                           // the API operation that the page documents
	Module        string            `json:"module"`                              // slbconform's own version
	Commit        string            `json:"commit"`                              // of slbconform's sources, or "unknown"
	PageDate      string            `json:"page_date"`                           // the page's own date, YYYY-MM-DD
	SDK           string            `json:"sdk"`                                 // module@version of the SDK that made the calls
	Libraries     map[string]string `json:"libraries"`                           // module → version of what the verdicts rest on
	Go            string            `json:"go"`                                  // version of Go
	Target        string            `json:"target" enum:"mock|live|replay"`      // where calls went
	Evidence      string            `json:"evidence" enum:"rehearsed|confirmed"` // what a scenario that held is worth
	Endpoint      string            `json:"endpoint"`                            // host that was called
	Region        string            `json:"region"`                              // region id of the load balancer
	RolesPresent  []string          `json:"roles_present"`                       // roles that the inventory fills
	RolesAbsent   []Role            `json:"roles_absent"`                        // roles that it does not fill
	Configuration []Setting         `json:"configuration"`                       // every effective option
	Started       time.Time         `json:"started"`                             // of the first scenario
	Duration      time.Duration     `json:"duration_ns"`                         // of the whole run, in nanoseconds
	Seed          int64             `json:"seed"`                                // of the order of scenarios; 0: as written
}

// Role is a role the inventory does not fill and what it takes to have it.
type Role struct {
	Name  string `json:"name"`  // as scenarios name it
	Needs string `json:"needs"` // what would fill it
}

// Setting is one effective option of the run and where its value comes from.
type Setting struct {
	Name   string `json:"name"`                                             // of the option
	Value  string `json:"value"`                                            // as it took effect; secrets are never options
	Origin string `json:"origin" enum:"default|environment|flag|inventory"` // default, environment, flag or inventory
}

// Finding is something observed that the page does not say.
type Finding struct {
	What         string `json:"what"`                   // code, member, status, parameter or generated
	Value        string `json:"value"`                  // the code, the member's name …
	Says         string `json:"says"`                   // a sentence
	Rule         string `json:"rule,omitempty"`         // the rule it was seen under
	Acknowledged string `json:"acknowledged,omitempty"` // where it is known already; empty: it is news
	Count        int    `json:"count"`                  // how often it was seen
	Scenario     string `json:"scenario"`               // the first that saw it
	Exchange     int    `json:"exchange"`               // where it was seen first: index into exchanges; -1 for none
}

// Divergence is a listed disagreement between page and service.
type Divergence struct {
	Rule     string `json:"rule"`            // the rule that the service does not keep
	Says     string `json:"says"`            // what it does instead
	Target   string `json:"target"`          // the target it is listed for
	Region   string `json:"region"`          // the region it is listed for
	Expires  string `json:"expires"`         // the day after which it no longer excuses, YYYY-MM-DD
	DaysLeft int    `json:"days_left"`       // from the start of the run; negative once it expired
	Matched  int    `json:"matched"`         // scenarios it excused
	Stale    string `json:"stale,omitempty"` // why it should go: expired, or no longer happens
	Line     int    `json:"line,omitempty"`  // of spec/divergences.yaml
}

// Defect is a place where the page is silent or contradicts itself.
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

// Proof says what a green run of this suite is worth. Its figures hold for one state of the suite only.
type Proof struct {
	Hash          string `json:"hash"`           // of the state of the suite that was proven
	Holds         bool   `json:"holds"`          // the suite is still the one that was proven
	Mutants       int    `json:"mutants"`        // mock servers with exactly one rule broken
	Killed        int    `json:"killed"`         // of those, noticed and blamed on the right rule
	BrokenServers int    `json:"broken_servers"` // servers that are wrong as a whole
	Caught        int    `json:"caught"`         // of those, never taken for a server that holds
	Steps         int    `json:"steps"`          // asserting sentences proven by a mutant
	Schemas       int    `json:"schemas"`        // schema nodes proven by a violation
}
