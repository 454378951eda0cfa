package live

import (
	"github.com/slbconform/slbconform/internal/target"
	"github.com/slbconform/slbconform/internal/wire"
	"github.com/slbconform/slbconform/spec/platform"
)

// whoAnswered says who gave an answer: the service only if the host is on the platform's list and its certificate was
// verified for that name; everything else stands in for it.
func whoAnswered(hosts *platform.Hosts, a *wire.Answer) string {
	if a.Header.Get(wire.MockHeader) != "" {
		return target.Served
	}
	if _, ok := hosts.Service(a.Verified); ok {
		return target.Service
	}
	return target.StandsIn
}

// evidenceOf is what answers of who count as: only the service confirms.
func evidenceOf(who string) target.Evidence {
	if who == target.Service {
		return target.Confirmed
	}
	return target.Rehearsed
}
