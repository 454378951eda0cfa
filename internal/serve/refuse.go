package serve

import (
	"net/http"

	"github.com/slbconform/slbconform/fixtures"
	"github.com/slbconform/slbconform/internal/mock"
)

// refuse answers with a recorded outcome in the mock's stead. detail fills the place that the answer leaves for it.
func refuse(w http.ResponseWriter, answers *fixtures.Answers, action, outcome, detail string) {
	answer, err := answers.Find(action, outcome)
	if err != nil {
		envelope(w, http.StatusInternalServerError, "InternalError", err.Error())
		return
	}
	body, err := answer.Body.Render(fixtures.Values{"RequestId": mock.NewRequestID(), "detail": detail})
	if err != nil {
		envelope(w, http.StatusInternalServerError, "InternalError", err.Error())
		return
	}
	for name, value := range answer.Headers {
		w.Header().Set(name, value)
	}
	w.Header().Set(mock.Header, "1")
	w.WriteHeader(answer.Status)
	_, _ = w.Write(body) // an error means that the client is gone
}
