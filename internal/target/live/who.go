package live

import (
	"github.com/slbconform/slbconform/internal/target"
	"github.com/slbconform/slbconform/internal/wire"
	"github.com/slbconform/slbconform/spec/platform"
)

// whoAnswered tells who gave an answer. The service is a host on the platform's list whose certificate was verified for
// that name; whatever else answers stands in for it, however well it plays.
func whoAnswered(hosts *platform.Hosts, a *wire.Answer) string {
	if a.Header.Get(wire.MockHeader) != "" {
		return target.Served
	}
	if _, ok := hosts.Service(a.Verified); ok {
		return target.Service
	}
	return target.StandsIn
}

// evidenceOf is what the answers of somebody count as.
func evidenceOf(who string) target.Evidence {
	if who == target.Service {
		return target.Confirmed
	}
	return target.Rehearsed
}
