package run_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"testing"
	"testing/iotest"

	"github.com/slbconform/slbconform/internal/mock"
	"github.com/slbconform/slbconform/internal/run"
	"github.com/slbconform/slbconform/internal/target/mocktarget"
	"github.com/slbconform/slbconform/reports"
)

// An addition whose answer is lost may have been carried out, and has no token that would make a second one the same:
// it is sent once, and the scenario is inconclusive. One that is refused for the moment has changed nothing, and is sent
// again.
func TestALostAdditionIsNotRepeated(t *testing.T) {
	for name, c := range map[string]struct {
		first    answering
		repeated bool
	}{
		"reset": {carriedOut(func(*http.Response) (*http.Response, error) { return nil, io.EOF }), false},
		"cut": {carriedOut(func(answer *http.Response) (*http.Response, error) {
			answer.Body = io.NopCloser(iotest.ErrReader(io.ErrUnexpectedEOF))
			return answer, nil
		}), false},
		"a gateway's 502": {carriedOut(func(*http.Response) (*http.Response, error) {
			return answered(http.StatusBadGateway, "text/html", "<html>"), nil
		}), false},
		"throttled once": {func(http.RoundTripper, *http.Request) (*http.Response, error) {
			return answered(http.StatusBadRequest, "application/json;charset=utf-8", `{"RequestId":"`+mock.NewRequestID()+
				`","HostId":"slb.aliyuncs.com","Code":"Throttling.User","Message":"Request was denied due to user flow control."}`), nil
		}, true},
	} {
		t.Run(name, func(t *testing.T) {
			config := mockConfig(t)
			var all []*firstAddition
			config.Wrap = func(next http.RoundTripper) http.RoundTripper {
				all = append(all, &firstAddition{next: next, first: c.first})
				return all[len(all)-1]
			}
			result, _ := answerOf(t, late{mocktarget.New(config)}, run.Options{}, add+"server.weight.default")
			for _, o := range result.Outcomes {
				if o.Verdict.Held() != c.repeated || !c.repeated && o.Verdict != reports.Inconclusive {
					differs(t, "%s is %s: %s", o.Scenario.ID(), o.Verdict, o.Reason)
				}
			}
			for _, f := range all {
				if f.additions == 0 || f.additions > 1 != c.repeated {
					differs(t, "%d additions arrived", f.additions)
				}
			}
			if len(all) == 0 {
				t.Error("no scenario was run")
			}
		})
	}
}

// answering is what becomes of a call.
type answering func(next http.RoundTripper, r *http.Request) (*http.Response, error)

// firstAddition is a way on which something happens to the first addition of a scenario.
type firstAddition struct {
	next      http.RoundTripper
	first     answering
	additions int
}

func (f *firstAddition) RoundTrip(r *http.Request) (*http.Response, error) {
	if actionOf(r)+"/" != add {
		return f.next.RoundTrip(r)
	}
	if f.additions++; f.additions > 1 {
		return f.next.RoundTrip(r)
	}
	return f.first(f.next, r)
}

// carriedOut lets a call be carried out, and something else come of its answer.
func carriedOut(instead func(*http.Response) (*http.Response, error)) answering {
	return func(next http.RoundTripper, r *http.Request) (*http.Response, error) {
		answer, err := next.RoundTrip(r)
		if err != nil {
			return nil, err
		}
		return instead(answer)
	}
}

func answered(status int, kind, body string) *http.Response {
	w := httptest.NewRecorder()
	w.Header().Set("Content-Type", kind)
	w.WriteHeader(status)
	_, _ = io.WriteString(w, body)
	return w.Result()
}
