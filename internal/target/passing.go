package target

import (
	"net/http"
	"strings"

	"github.com/slbconform/slbconform/internal/wire"
)

// Passing reports whether a refusal speaks of the moment only: the same call, signed anew, may well succeed shortly
// after. A refusal changes nothing, so that repeating is safe. Codes and their sources: api-facts A.6, C and D.
func Passing(r *wire.Refusal) bool {
	switch r.Code {
	case "SystemBusy", "VpcSystemBusy", "OperationBusy", "OperationFailed.ServiceGroupProcessing",
		"VServerGroupProcessing", "ServiceIsConfiguring", "ServiceIsStopping", "BackendServer.configuring", "BackendServerProcessing",
		"Throttling", "ServiceUnavailable":
		return true
	}
	return strings.HasPrefix(r.Code, "Throttling.") || r.Status == http.StatusTooManyRequests || r.Status == http.StatusServiceUnavailable
}
