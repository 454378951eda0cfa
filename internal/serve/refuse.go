package serve

import (
	"maps"
	"net/http"

	"github.com/slbconform/slbconform/fixtures"
	"github.com/slbconform/slbconform/internal/mock"
	"github.com/slbconform/slbconform/internal/wire"
)

// refuse answers with a recorded outcome, without asking the mock.
func refuse(w http.ResponseWriter, answers *fixtures.Answers, action, outcome string) {
	answer, err := answers.Find(action, outcome)
	if err != nil {
		envelope(w, http.StatusInternalServerError, "InternalError", err.Error())
		return
	}
	give(w, answer, nil)
}

// give answers with values for the placeholders of a recorded answer; those without a value become empty.
func give(w http.ResponseWriter, answer *fixtures.Answer, values fixtures.Values) {
	all := fixtures.Values{"RequestId": mock.NewRequestID(), "detail": "", "CanonicalRequest": "", "AccountId": ""}
	maps.Copy(all, values)
	body, err := answer.Body.Render(all)
	if err != nil {
		envelope(w, http.StatusInternalServerError, "InternalError", err.Error())
		return
	}
	for name, value := range answer.Headers {
		w.Header().Set(name, value)
	}
	w.Header().Set(wire.MockHeader, "1")
	w.WriteHeader(answer.Status)
	_, _ = w.Write(body) // an error means that the client is gone
}
