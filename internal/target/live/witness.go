package live

import (
	"github.com/slbconform/slbconform/internal/target"
	"github.com/slbconform/slbconform/internal/wire"
	"github.com/slbconform/slbconform/spec/platform"
)

// witness tells who answers. The service is a host on the platform's list whose certificate was verified for that
// name; whatever else answers stands in for it, however well it plays.
type witness struct{ hosts *platform.Hosts }

func newWitness() (*witness, error) {
	hosts, err := platform.LoadHosts()
	return &witness{hosts}, err
}

// who gave an answer.
func (w *witness) who(a *wire.Answer) string {
	if a.Header.Get(target.MockHeader) != "" {
		return target.Served
	}
	if _, ok := w.hosts.Service(a.Verified); ok {
		return target.Service
	}
	return target.StandsIn
}

// worth is what the answers of somebody are worth.
func worth(who string) target.Evidence {
	if who == target.Service {
		return target.Confirmed
	}
	return target.Rehearsed
}
