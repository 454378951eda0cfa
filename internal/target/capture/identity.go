package capture

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/slbconform/slbconform/internal/target"
	"github.com/slbconform/slbconform/internal/wire"
)

// How long a replay waits for what may pass is what a live run waits, so that it asks as often.
const (
	replayLag      = 10 * time.Second
	replayPatience = 20 * time.Second
)

const keyOf = "replay-"

// Main is how a capture names the main identity, which has no profile.
const Main = "main-identity"

// Unknown is how a capture names a key that no profile has.
const Unknown = "unknown"

// credentials are made up for a replay: a key that tells whose it is, and opens nothing. A profile that had none in
// the recorded run has none now.
func (r *Replay) credentials(profile string) (target.Credentials, error) {
	profile = cmp.Or(profile, Main)
	if !slices.Contains(r.manifest.Profiles, profile) {
		return target.Credentials{}, fmt.Errorf("the captured run had no credentials for the profile %q", profile)
	}
	return target.Credentials{AccessKeyID: keyOf + profile, AccessKeySecret: "of-no-use"}, nil
}

// whose tells who made a call of a replay, as the recording names it.
func whose(r *wire.Request) string {
	signature, err := wire.ReadSignature(r)
	if err != nil {
		return "nobody"
	}
	name, ok := strings.CutPrefix(signature.AccessKeyID, keyOf)
	if !ok {
		return Unknown
	}
	return name
}
