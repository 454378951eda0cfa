package capture_test

import (
	"errors"
	"io/fs"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"testing/fstest"

	"github.com/slbconform/slbconform/fixtures"
	"github.com/slbconform/slbconform/internal/run/runtest"
	"github.com/slbconform/slbconform/internal/serve/servetest"
	"github.com/slbconform/slbconform/internal/target/capture"
	"github.com/slbconform/slbconform/internal/wire"
)

// What the service confirmed replaces what was recorded before: its words, members and status, under the placeholders
// that stood there, with its provenance. A mock with the refreshed answers no longer drifts from the service.
func TestConfirmedAnswersAreRefreshed(t *testing.T) {
	c := captureOf(t, impersonateService(t, pretend))
	if held := hold(t, c, runtest.MockConfig(t)); len(held.Drifts) == 0 {
		t.Fatal("the mock has not drifted; this test proves nothing")
	}
	refreshed, _, err := c.Refresh(fixtures.Files)
	if err != nil {
		runtest.SkipIfBroken(t)
		t.Fatal(err)
	}
	after := overlay(t, refreshed)
	for name, holds := range map[string][]string{
		"platform/answers/common/InvalidWeight.Malformed.json": {
			`"Message": "In the service's own words."`, `"RequestId": "{{RequestId}}"`, `&requestId={{RequestId}}"`, `"Extra": "seen in {{RequestId}}"`,
			`"source": "live"`, `"region": "cn-hangzhou"`, `"sdk": "sdk"`,
		},
		"AddVServerGroupBackendServers/answers/success.json":  {`"{{each}}": "Servers"`, `"Weight": "{{Weight}}"`, `"Description": "{{Description}}"`, `"Extra": "seen in {{RequestId}}"`},
		"platform/answers/CreateLoadBalancer/success.json":    {`"LoadBalancerId": "{{LoadBalancerId}}"`, `"source": "live"`},
		"platform/answers/gateway/SignatureDoesNotMatch.json": {`"Code": "SignatureDoesNotMatch"`},
		"platform/answers/DescribeLoadBalancers/success.json": {`"{{each}}"`}, // not called: not touched
		"platform/answers/common/SystemBusy.json":             {`"Code": "SystemBusy"`},
	} {
		for _, want := range holds {
			if text := string(after[name].Data); !strings.Contains(text, want) {
				differs(t, "%s lacks %s\n%s", name, want, text)
			}
		}
	}
	config := runtest.MockConfig(t)
	if config.Answers, err = fixtures.OpenAnswers(after); err != nil {
		t.Fatal(err)
	}
	for _, d := range hold(t, c, config).Drifts {
		differs(t, "still: %+v", d)
	}
	again, _, err := c.Refresh(after)
	if err != nil || len(again) > 0 {
		differs(t, "the second time %d answers are written anew, %v", len(again), err)
	}
}

// A mock's answers are never recorded, served or not, whatever it calls itself.
func TestAMockIsNeverRecorded(t *testing.T) {
	mock := serveMock(t, nil)
	mock.filter.Rules = []string{weights}
	dir, _ := mock.capture(t)
	c, err := capture.Read(dir)
	if err == nil {
		_, _, err = c.Refresh(fixtures.Files)
	}
	if !errors.Is(err, capture.ErrRehearsed) {
		differs(t, "a served mock: %v", err)
	}
	var calls atomic.Int32
	forgets := func(next http.Handler) http.Handler {
		return servetest.Changed(next, func(_ *http.Request, _ int, h http.Header, body string) string {
			if calls.Add(1) > 8 {
				h.Set(wire.MockHeader, "1")
			}
			return body
		})
	}
	v := impersonateService(t, forgets)
	v.filter.Rules = []string{weights, "server.port.*"}
	if _, _, result := v.captured(t); result.Incomplete == "" {
		differs(t, "a mock in place of the service went unnoticed")
	}
}

// captureOf is a capture of a run, with what it takes to be confirmed.
func captureOf(t *testing.T, v *served) *capture.Capture {
	t.Helper()
	v.filter.Rules = []string{weights, "server.description.*", "platform.signature.*"}
	dir, _ := v.capture(t)
	c, err := capture.Read(dir)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// pretend is a service: it does not say that it is a mock, and has words and members of its own.
func pretend(next http.Handler) http.Handler {
	return servetest.Changed(next, func(_ *http.Request, status int, _ http.Header, body string) string {
		body = strings.ReplaceAll(body, "A specified weight is not valid.", "In the service's own words.")
		_, rest, ok := strings.Cut(body, `"RequestId":"`)
		if ok && (status == 400 || strings.Contains(body, "BackendServers")) && !strings.Contains(body, "AccountId") {
			id, _, _ := strings.Cut(rest, `"`)
			body = strings.Replace(body, "{", `{"Extra":"seen in `+id+`",`, 1)
		}
		return body
	})
}

// overlay are the fixtures with the refreshed ones in place.
func overlay(t *testing.T, refreshed []capture.Refreshed) fstest.MapFS {
	t.Helper()
	out := fstest.MapFS{}
	err := fs.WalkDir(fixtures.Files, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(fixtures.Files, name)
		out[name] = &fstest.MapFile{Data: data}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range refreshed {
		out[r.File] = &fstest.MapFile{Data: r.Data}
	}
	return out
}
