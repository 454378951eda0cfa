package reports

import (
	"fmt"
	"strings"
	"time"
)

// Rule is a rule of the ledger and what the run says of it.
type Rule struct {
	ID         string      `json:"id"`                                            // operation/name, stable
	Operation  string      `json:"operation"`                                     // the API operation it belongs to, or "platform"
	Name       string      `json:"name"`                                          // dotted, unique within its operation
	Says       string      `json:"says"`                                          // what is promised, in our words
	Basis      Basis       `json:"basis"`                                         // why it is believed; of an error code: its row of the table
	CauseBasis Basis       `json:"cause_basis,omitempty"`                         // of an error code: why its cause is believed
	LeavesOut  string      `json:"leaves_out,omitempty"`                          // the type of backend server that no document names in it: of one it is inferred
	Shared     bool        `json:"shared"`                                        // several operations state it in the same words
	Documents  []Place     `json:"documents"`                                     // the statements that it comes from
	Origin     string      `json:"origin" enum:"page|platform|field"`             // who makes the promise: page, platform or field
	Source     string      `json:"source,omitempty"`                              // where a promise that no document makes comes from
	Kind       string      `json:"kind"`                                          // what sort of promise it is
	Section    string      `json:"section"`                                       // of the document, or of the ledger's second part
	Path       string      `json:"path,omitempty"`                                // within the section
	Observable bool        `json:"observable"`                                    // an exchange can show whether it holds
	Why        string      `json:"why,omitempty"`                                 // why it is not observable
	Live       string      `json:"live"`                                          // what it takes to try it against the service
	Note       string      `json:"note,omitempty"`                                // where the documents are silent or contradict themselves
	Error      *ErrorCode  `json:"error,omitempty"`                               // of a rule that is an error code
	Verdict    Verdict     `json:"verdict"`                                       // the one that outranks the others among its scenarios and violations
	Reason     string      `json:"reason,omitempty"`                              // of a verdict other than rehearsed or confirmed
	Evidence   string      `json:"evidence,omitempty" enum:"rehearsed|confirmed"` // rehearsed or confirmed
	EvidenceOn *time.Time  `json:"evidence_on,omitempty"`                         // when the evidence was gathered
	Scenarios  []string    `json:"scenarios"`                                     // ids of its scenarios
	Violations []Violation `json:"violations,omitempty"`                          // attributed to this rule, wherever seen
}

// ErrorCode is a documented error code and how it is provoked.
type ErrorCode struct {
	Status   int    `json:"status"`           // HTTP status
	Code     string `json:"code"`             // as documented
	Message  string `json:"message"`          // as documented; %s stands for any text
	Cause    string `json:"cause"`            // how it is provoked, in our words
	Inferred bool   `json:"inferred"`         // the documents do not give the cause
	Resource string `json:"resource"`         // role or named resource of the mock that provokes it
	ByName   bool   `json:"by_name"`          // tied to a named resource because nothing causes it
	Source   string `json:"source,omitempty"` // of a cause that is not inferred
}

// Scenario is one scenario and its verdict.
type Scenario struct {
	ID         string        `json:"id"`                   // id of its rule/name
	Operation  string        `json:"operation"`            // that of its rule
	Rule       string        `json:"rule"`                 // the rule it examines
	Feature    string        `json:"feature"`              // title of its feature
	Name       string        `json:"name"`                 // values put in
	Outline    string        `json:"outline,omitempty"`    // name of the outline before values were put in
	Values     []Value       `json:"values,omitempty"`     // of the row of the outline's table
	File       string        `json:"file"`                 // the feature file, from the root of the module
	Line       int           `json:"line"`                 // of the scenario, or of the outline's row
	Verdict    Verdict       `json:"verdict"`              // exactly one
	Reason     string        `json:"reason,omitempty"`     // of a verdict other than rehearsed or confirmed
	Steps      []Step        `json:"steps"`                // its sentences
	Violations []Violation   `json:"violations,omitempty"` // seen in it, whatever rule they concern
	Exchanges  []int         `json:"exchanges"`            // indexes into exchanges of the report
	Started    time.Time     `json:"started"`              // when it began; the zero time when it was not run
	Duration   time.Duration `json:"duration_ns"`          // in nanoseconds
	Repeat     string        `json:"repeat"`               // the command that repeats just this scenario
}

// Value is one name with its value: a cell of an outline's row, or a parameter of a request.
type Value struct {
	Name  string `json:"name"`  // of the column or parameter
	Value string `json:"value"` // as text
}

// Step is one sentence of a scenario.
type Step struct {
	Keyword  string        `json:"keyword"`                                       // Given, When, Then, And or But
	Text     string        `json:"text"`                                          // the sentence, values put in
	Argument string        `json:"argument,omitempty"`                            // doc string or table, as text
	Status   string        `json:"status" enum:"passed|failed|undecided|skipped"` // passed, failed, undecided or skipped
	Line     int           `json:"line"`                                          // in the feature file
	Duration time.Duration `json:"duration_ns"`                                   // in nanoseconds
}

// Violation is one contradiction between a promise and an exchange.
type Violation struct {
	Rule     string   `json:"rule"`                              // the rule that is contradicted
	Verdict  Verdict  `json:"verdict"`                           // what the contradiction amounts to by itself
	Basis    Basis    `json:"basis"`                             // of what is contradicted
	Aspect   string   `json:"aspect,omitempty" enum:"row|cause"` // of an error code: its row of the table, or its cause
	Vouched  string   `json:"vouched,omitempty"`                 // the role whose refusal only the inventory vouches for
	Beside   []string `json:"beside,omitempty"`                  // the other roles that its call uses, which calls have shown
	Scenario string   `json:"scenario"`                          // where it was seen
	Step     string   `json:"step,omitempty"`                    // the sentence that failed; empty when the document found it
	Where    string   `json:"where,omitempty"`                   // the part of the exchange, when the document found it
	Expected string   `json:"expected"`                          // what the rule promises here
	Got      string   `json:"got"`                               // what was observed instead
	Exchange int      `json:"exchange"`                          // index into exchanges of the report; -1 when there is none
}

// OtherReading says what else a contradiction may mean that rests on the word of the inventory, and how that is settled;
// empty where it rests on nothing but calls.
func (v *Violation) OtherReading() string {
	if v.Vouched == "" {
		return ""
	}
	beside := ""
	if len(v.Beside) > 0 {
		beside = fmt.Sprintf(" (the call uses %s too)", strings.Join(v.Beside, ", "))
	}
	return fmt.Sprintf("the inventory is wrong: what it says of the %s is only its word%s. Look, then repeat with -shown %q", v.Vouched, beside, v.Vouched)
}
