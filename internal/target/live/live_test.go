package live_test

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	slb "github.com/alibabacloud-go/slb-20140515/v4/client"
	"github.com/alibabacloud-go/tea/dara"

	"github.com/slbconform/slbconform/internal/target"
	"github.com/slbconform/slbconform/internal/target/live"
	"github.com/slbconform/slbconform/internal/wire"
)

// A run against the served mock is rehearsed, however live its target is called.
func TestAServedMockIsNeverTakenForTheService(t *testing.T) {
	a := serveAccount(t)
	l := a.open(a.options())
	if about := l.Describe(); about.Evidence != target.Rehearsed || about.Name != "live" || !about.Shared {
		t.Errorf("the target says %+v", about)
	}
	if err := l.Close(atOnce(t)); err != nil {
		t.Error(err)
	}
}

// Whatever a run leaves, Close removes: what scenarios forgot, and what was created by calls whose answer was lost.
func TestCloseRemovesWhatIsLeft(t *testing.T) {
	a := serveAccount(t)
	o := a.options()
	loses := &losing{next: http.DefaultTransport}
	o.Network = loses
	l := a.open(o)
	c := a.through(session(t, l).Transport)
	lb, err := create(c, o.Run.Name("run"), o.Run.Name("run"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := createGroup(c, lb, o.Run.Name("run")); err != nil {
		t.Fatal(err)
	}
	loses.answers = true
	if _, err := create(c, o.Run.Name("lost"), o.Run.Name("lost")); err == nil {
		t.Fatal("the answer was not lost")
	}
	if _, err := createGroup(c, "lb-bp1mockram", o.Run.Name("lost")); err == nil {
		t.Fatal("the answer was not lost")
	}
	loses.answers = false
	if n := len(a.balancers()); n != 2 {
		t.Fatalf("%d load balancers were created, want 2", n)
	}
	if err := l.Close(atOnce(t)); err != nil {
		t.Error(err)
	}
	groups, err := a.api().Groups(t.Context(), "lb-bp1mockram")
	if left := a.balancers(); len(left) != 0 || err != nil || slices.ContainsFunc(groups, func(g live.Group) bool { return g.Name == o.Run.Name("lost") }) {
		t.Errorf("left behind: %v, %v, %v", left, groups, err)
	}
	if files, _ := os.ReadDir(o.Journal); len(files) != 0 {
		t.Errorf("the journal of a clean run stays: %v", files)
	}
}

// A service may want to have a group empty before it is deleted.
func TestCloseEmptiesAGroup(t *testing.T) {
	a := serveAccount(t)
	o := a.options()
	o.Network = &emptyFirst{}
	l := a.open(o)
	c := a.through(session(t, l).Transport)
	id, err := createGroup(c, "lb-bp1mockram", o.Run.Name("run"))
	if err == nil {
		_, err = c.AddVServerGroupBackendServers(&slb.AddVServerGroupBackendServersRequest{
			RegionId: dara.String("cn-hangzhou"), VServerGroupId: &id,
			BackendServers: dara.String(`[{"ServerId":"eni-bp1mockfirst","Type":"eni","Port":"80","ServerIp":"10.0.1.11"}]`),
		})
	}
	if err != nil {
		t.Fatal(err)
	}
	if err := l.Close(atOnce(t)); err != nil {
		t.Error(err)
	}
}

// A removal that is refused is tried again, and what is seen to be gone is not left behind, whatever was said of its removal.
func TestARefusedRemovalIsLookedInto(t *testing.T) {
	for name, does := range map[string]refusesDeletion{"at first": {refusals: 3}, "though carried out": {carries: true, refusals: 1000}} {
		t.Run(name, func(t *testing.T) {
			a := serveAccount(t)
			o := a.options()
			o.Network = &does
			l := a.open(o)
			lb, err := create(a.through(session(t, l).Transport), o.Run.Name("run"), o.Run.Name("run"))
			if err != nil {
				t.Fatal(err)
			}
			if err := l.Close(atOnce(t)); err != nil {
				t.Error(err)
			}
			if left := a.balancers(); len(left) != 0 {
				t.Errorf("%s was created, and left behind is %v", lb, left)
			}
		})
	}
}

// refusesDeletion refuses to delete load balancers, as often as it is told to; it may do so all the same.
type refusesDeletion struct {
	carries  bool
	refusals int
}

func (g *refusesDeletion) RoundTrip(r *http.Request) (*http.Response, error) {
	if g.refusals == 0 || r.Header.Get("X-Acs-Action") != "DeleteLoadBalancer" {
		return http.DefaultTransport.RoundTrip(r)
	}
	g.refusals--
	if g.carries {
		if answer, err := http.DefaultTransport.RoundTrip(r); err == nil {
			answer.Body.Close()
		}
	}
	w := httptest.NewRecorder()
	w.WriteHeader(http.StatusConflict)
	w.WriteString(`{"RequestId":"1","Code":"StillUsed.Own","Message":"in use"}`)
	return w.Result(), nil
}

// emptyFirst deletes no group before something was taken out of one.
type emptyFirst struct{ emptied bool }

func (e *emptyFirst) RoundTrip(r *http.Request) (*http.Response, error) {
	action := r.Header.Get("X-Acs-Action")
	e.emptied = e.emptied || strings.HasPrefix(action, "Remove")
	if action != "DeleteVServerGroup" || e.emptied {
		return http.DefaultTransport.RoundTrip(r)
	}
	w := httptest.NewRecorder()
	w.WriteHeader(http.StatusBadRequest)
	w.WriteString(`{"RequestId":"1","Code":"NotEmpty","Message":"no"}`)
	return w.Result(), nil
}

// What cannot be removed is said, and the journal stays for a person to read.
func TestWhatStaysBehindIsSaid(t *testing.T) {
	a := serveAccount(t)
	o := a.options()
	l := a.open(o)
	c := a.through(session(t, l).Transport)
	lb, err := create(c, o.Run.Name("run"), o.Run.Name("run"))
	if err != nil {
		t.Fatal(err)
	}
	protect := func(how string) {
		_, err := c.SetLoadBalancerDeleteProtection(&slb.SetLoadBalancerDeleteProtectionRequest{
			RegionId: dara.String("cn-hangzhou"), LoadBalancerId: dara.String(lb), DeleteProtection: dara.String(how),
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	protect("on")
	if err := l.Close(atOnce(t)); err == nil {
		t.Error("nothing is said")
	}
	files, err := os.ReadDir(o.Journal)
	if err != nil || len(files) != 1 {
		t.Fatalf("journals: %v, %v", files, err)
	}
	entries := journalled(t, filepath.Join(o.Journal, files[0].Name()))
	if len(entries) != 2 || entries[0].Did != live.Intended || entries[1].ID != lb {
		t.Errorf("the journal holds %+v", entries)
	}
}

// What is not found need not be gone: it may be listed all the same; a key that is deleted meanwhile finds nothing, and neither
// does another account's. Nor does a limit that is reached keep a run from looking.
func TestWhatIsNotFoundNeedNotBeGone(t *testing.T) {
	const gone = `{"RequestId":"1","Code":"InvalidLoadBalancerId.NotFound","Message":"The specified LoadBalancerId does not exist."}`
	const none = `{"RequestId":"1","TotalCount":0,"LoadBalancers":{"LoadBalancer":[]}}`
	for says, answers := range map[string]map[string]string{
		"": {"DeleteLoadBalancer": gone, "DescribeLoadBalancers": none},
		"DeleteLoadBalancer was refused: 404 InvalidLoadBalancerId.NotFound":           {"DeleteLoadBalancer": gone}, // and it is listed all the same
		"the run began in account 1098765432101234, and the credentials are now of 42": {"DeleteLoadBalancer": gone, "DescribeLoadBalancers": none, "GetCallerIdentity": `{"RequestId":"1","AccountId":"42"}`},
		"NoSuchKey": {"DeleteLoadBalancer": `{"Code":"NoSuchKey"}`, "DescribeLoadBalancers": `{"Code":"NoSuchKey"}`},
	} {
		t.Run(says, func(t *testing.T) {
			a := serveAccount(t)
			o := a.options()
			later := &answering{}
			o.Network, o.Limits.Calls = later, 1
			l := a.open(o)
			if _, err := create(a.through(session(t, l).Transport), o.Run.Name("run"), o.Run.Name("run")); err != nil {
				t.Fatal(err)
			}
			later.answers = answers
			if err := l.Close(atOnce(t)); errors.Is(err, target.ErrLeft) != (says != "") || err != nil && !strings.Contains(err.Error(), says) {
				t.Errorf("got %v, want %q", err, says)
			}
		})
	}
}

// answering answers some actions itself: with the status 404 where the answer has a code.
type answering struct{ answers map[string]string }

func (s *answering) RoundTrip(r *http.Request) (*http.Response, error) {
	body := s.answers[r.Header.Get("X-Acs-Action")]
	if body == "" {
		return http.DefaultTransport.RoundTrip(r)
	}
	w := httptest.NewRecorder()
	if strings.Contains(body, "Code") {
		w.WriteHeader(http.StatusNotFound)
	}
	w.WriteString(body)
	return w.Result(), nil
}

// journalled reads a journal as a person or a script would: a line of JSON an entry.
func journalled(t *testing.T, name string) []live.Entry {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	var entries []live.Entry
	for line := range strings.Lines(string(data)) {
		var e live.Entry
		if err := json.Unmarshal([]byte(line), &e); err != nil {
			t.Fatalf("%s: %v", line, err)
		}
		entries = append(entries, e)
	}
	return entries
}

// Nothing is created that nobody could tell apart later.
func TestAnUnmarkedCreationIsNotSent(t *testing.T) {
	a := serveAccount(t)
	l := a.open(a.options())
	c := a.through(session(t, l).Transport)
	for _, name := range []string{"", "mine", target.NewRun(time.Now()).Name("of another run")} {
		if _, err := create(c, name, name); !errors.Is(err, live.ErrUnmarked) || !errors.Is(err, wire.ErrHarness) {
			t.Errorf("%q: %v", name, err)
		}
	}
	own := l.Run().Name("run")
	if _, err := create(c, own, ""); !errors.Is(err, live.ErrUnmarked) {
		t.Errorf("without a tag: %v", err)
	}
	if _, err := createGroup(c, "lb-bp1mockram", own, "another"); !errors.Is(err, live.ErrUnmarked) {
		t.Errorf("with another tag: %v", err)
	}
	if n := a.count("CreateLoadBalancer") + a.count("CreateVServerGroup"); n != 0 {
		t.Errorf("%d calls were sent", n)
	}
}

// A service that keeps failing ends the run with one message; clean-up is tried all the same.
func TestAnUnhealthyTargetEndsTheRun(t *testing.T) {
	a := serveAccount(t)
	o := a.options()
	loses := &losing{next: http.DefaultTransport}
	o.Network, o.Failures = loses, 3
	l := a.open(o)
	c := a.through(session(t, l).Transport)
	loses.answers = true
	for range 5 {
		_, _ = c.DescribeLoadBalancers(&slb.DescribeLoadBalancersRequest{RegionId: dara.String("cn-hangzhou")})
	}
	if loses.lost != 3 {
		t.Errorf("%d calls were sent to a dead service, want 3", loses.lost)
	}
	if _, err := l.Open(t.Context(), "next"); !errors.Is(err, target.ErrStopped) || !errors.Is(err, live.ErrUnhealthy) {
		t.Errorf("the next scenario: %v", err)
	}
}

func session(t *testing.T, l *live.Target) *target.Session {
	t.Helper()
	s, err := l.Open(t.Context(), "scenario")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close(context.Background()) })
	return s
}

// losing sends every call and, when it is told to, loses the answers.
type losing struct {
	next    http.RoundTripper
	answers bool
	lost    int
}

func (l *losing) RoundTrip(r *http.Request) (*http.Response, error) {
	response, err := l.next.RoundTrip(r)
	if err != nil || !l.answers {
		return response, err
	}
	response.Body.Close()
	l.lost++
	return nil, errors.New("connection reset by peer")
}
