package reports

import (
	"net/http"
	"time"
)

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
