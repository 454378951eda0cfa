package run_test

import (
	"io"
	"net/http"
	"testing"

	"github.com/slbconform/slbconform/internal/run"
	"github.com/slbconform/slbconform/internal/target/mocktarget"
)

// unread loses the answer to every second reading of a group and list of groups.
type unread struct {
	next  http.RoundTripper
	calls int
}

func (u *unread) RoundTrip(r *http.Request) (*http.Response, error) {
	if action := actionOf(r); action == "DescribeVServerGroupAttribute" || action == "DescribeVServerGroups" {
		if u.calls++; u.calls%2 == 0 {
			return nil, io.EOF
		}
	}
	return u.next.RoundTrip(r)
}

// A sentence that looks at all answers of a scenario passes over those that did not arrive.
func TestAnAnswerThatDidNotArriveSaysNothing(t *testing.T) {
	config := mockConfig(t)
	config.Wrap = func(next http.RoundTripper) http.RoundTripper { return &unread{next: next} }
	result, _ := answerOf(t, late{foreign{mocktarget.New(config), config.Inventory}}, run.Options{}, "platform/family.*")
	for _, f := range result.Faults {
		differs(t, "a fault of the run: %s: %s", f.Kind, f.Says)
	}
}
