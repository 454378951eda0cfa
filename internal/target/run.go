package target

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"regexp"
	"time"
)

// Run is the id of one run: when it began, in UTC, and six random hexadecimal digits. It is in the name of everything that the run
// creates, so that a later sweep knows what was left behind, by which run, and how old it is.
type Run string

// NewRun makes the id of a run that begins at t.
func NewRun(t time.Time) Run {
	var random [3]byte
	_, _ = rand.Read(random[:]) // never fails, see crypto/rand
	return Run(t.UTC().Format(runLayout) + "-" + hex.EncodeToString(random[:]))
}

// Name is the name of something that the run creates: at most 80 characters, letters, digits and dashes, which
// every name of this API allows.
func (r Run) Name(what string) string {
	name := fmt.Sprintf("slbconform-%s-%s", r, notInNames.ReplaceAllString(what, "-"))
	return name[:min(len(name), 80)]
}

// RunOf reads the run, and when it began, from the name of a resource. ok is false for a name that is not exactly as runs give
// them.
func RunOf(name string) (run Run, began time.Time, ok bool) {
	m := runInName.FindStringSubmatch(name)
	if m == nil {
		return "", time.Time{}, false
	}
	began, err := time.Parse(runLayout, m[2])
	return Run(m[1]), began, err == nil
}

// ParseRun reads the id of a run.
func ParseRun(text string) (run Run, ok bool) {
	run, _, ok = RunOf(Run(text).Name("run"))
	return run, ok && string(run) == text
}

const runLayout = "20060102t150405"

var (
	notInNames = regexp.MustCompile(`[^0-9A-Za-z-]+`)
	runInName  = regexp.MustCompile(`^slbconform-((\d{8}t\d{6})-[0-9a-f]{6})-[0-9A-Za-z-]+$`)
)

type againKey struct{}

// WithAgain tells a transport whether a call is a repetition: a reading that is repeated, or a call that is tried again.
func WithAgain(ctx context.Context, again bool) context.Context {
	return context.WithValue(ctx, againKey{}, again)
}

// IsAgain reports whether WithAgain marked the call as a repetition.
func IsAgain(ctx context.Context) bool {
	again, _ := ctx.Value(againKey{}).(bool)
	return again
}
