package live_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	slb "github.com/alibabacloud-go/slb-20140515/v4/client"
	"github.com/alibabacloud-go/tea/dara"

	"github.com/slbconform/slbconform/internal/target"
	"github.com/slbconform/slbconform/internal/target/live"
)

// standing is a group of somebody else, with one server in it, and a run that comes upon it.
type standing struct {
	*attaching
	run   *live.Target
	o     live.Options
	group string
}

func stand(t *testing.T, network http.RoundTripper) *standing {
	t.Helper()
	s := &standing{attaching: &attaching{account: serveAccount(t)}}
	somebody := s.through(plain{})
	group, err := createGroup(somebody, "lb-bp1mockram", "of-somebody")
	if err != nil {
		t.Fatal(err)
	}
	s.group, s.groups, s.client = group, []string{group}, somebody
	if err := s.add(0, "eni-bp1mockfirst", 80, 1); err != nil {
		t.Fatal(err)
	}
	s.o = s.options()
	s.o.Network = network
	s.run = s.open(s.o)
	s.client = s.through(session(t, s.run).Transport)
	return s
}

func (s *standing) ports() []int {
	s.t.Helper()
	servers, err := s.api().BackendServers(context.Background(), s.group)
	if err != nil {
		s.t.Fatal(err)
	}
	var ports []int
	for _, m := range servers {
		ports = append(ports, m.Port)
	}
	slices.Sort(ports)
	return ports
}

// What a run adds to a group that it did not create is taken out at the end, also when the answer said no, and nothing
// else is.
func TestAStandingGroupIsPutBack(t *testing.T) {
	for name, network := range map[string]http.RoundTripper{"": plain{}, "refused and applied": denying{action: "AddVServerGroupBackendServers"}} {
		t.Run(name, func(t *testing.T) {
			s := stand(t, network)
			if err := s.add(0, "eni-bp1mockfirst", 81, 2); (err != nil) != (name != "") {
				t.Fatal(err)
			}
			meanwhile := *s
			meanwhile.client = s.through(plain{})
			if err := meanwhile.add(0, "eni-bp1mocksecond", 90, 1); err != nil {
				t.Fatal(err)
			}
			if err := s.run.Close(atOnce(t)); err != nil {
				t.Error(err)
			}
			if got := s.ports(); !slices.Equal(got, []int{80, 90}) {
				t.Errorf("the group holds ports %v, want 80 and 90", got)
			}
			if files, _ := os.ReadDir(s.o.Journal); len(files) != 0 {
				t.Errorf("the journal of a clean run stays: %v", files)
			}
		})
	}
}

// What cannot be taken out, and what is gone, is named.
func TestAStandingGroupThatStaysChanged(t *testing.T) {
	s := stand(t, plain{})
	_, err := s.client.RemoveVServerGroupBackendServers(&slb.RemoveVServerGroupBackendServersRequest{
		RegionId: dara.String("cn-hangzhou"), VServerGroupId: dara.String(s.group), BackendServers: dara.String(list("eni-bp1mockfirst", 80, 1)),
	})
	if err != nil {
		t.Fatal(err)
	}
	err = s.run.Close(atOnce(t))
	remedy := live.Remedy("inv.yaml", s.o.Journal, s.o.Run)
	if !errors.Is(err, target.ErrLeft) || !strings.Contains(err.Error(), "eni-bp1mockfirst (10.0.1.11) on port 80") || !strings.Contains(err.Error(), remedy) {
		t.Errorf("got %v, want what is missing, and %s", err, remedy)
	}
}

// A run that was killed is swept by its own id at once: what it added to standing groups stands in its journal.
func TestAKilledRunsAdditionsAreSwept(t *testing.T) {
	s := stand(t, plain{})
	if err := s.add(0, "eni-bp1mockfirst", 81, 2); err != nil {
		t.Fatal(err)
	}
	sweep := live.Sweep{OlderThan: 2 * time.Hour, Journal: s.o.Journal, Delete: true, Now: time.Now()}
	swept, err := s.api().Sweep(t.Context(), sweep)
	if err != nil || len(swept) != 1 || swept[0].Outcome != "too young" || swept[0].Run != s.o.Run || len(s.ports()) != 3 {
		t.Errorf("of any run: %+v, %v", swept, err)
	}
	unread := s.api()
	unread.Transport = denying{action: "DescribeVServerGroupAttribute"}
	swept, err = unread.Sweep(t.Context(), sweep)
	if err != nil || len(swept) != 1 || !strings.Contains(swept[0].ID, "cannot be listed") {
		t.Errorf("of a group that cannot be read: %+v, %v", swept, err)
	}
	sweep.Run, sweep.OlderThan = s.o.Run, 0
	swept, err = s.api().Sweep(t.Context(), sweep)
	if err != nil || len(swept) != 1 || swept[0].Outcome != "removed" || !slices.Equal(s.ports(), []int{80}) {
		t.Errorf("of this run: %+v, %v; the group holds %v", swept, err, s.ports())
	}
	if files, _ := os.ReadDir(s.o.Journal); len(files) != 0 {
		t.Errorf("the journal stays: %v", files)
	}
}

// A group that a refused call leaves on a load balancer of somebody else goes at the end of the run; of a run that was killed,
// the sweep of that run takes it. So does one that was left without its tag: its name stands in the journal.
func TestAGroupThatARefusedCallLeavesIsSwept(t *testing.T) {
	for name, c := range map[string]struct{ killed, untagged bool }{
		"at the end": {}, "at the end, without a tag": {untagged: true}, "by a sweep": {killed: true}, "by a sweep, without a tag": {true, true},
	} {
		t.Run(name, func(t *testing.T) {
			const lb = "lb-bp1mockram"
			s := stand(t, denying{action: "CreateVServerGroup"})
			mark := s.o.Run.Name("refused")
			if _, err := createGroup(s.client, lb, mark); err == nil {
				t.Fatal("it was not refused")
			}
			if left := s.named(lb, mark); len(left) != 1 {
				t.Fatalf("%d groups are left, want 1", len(left))
			} else if c.untagged {
				s.untag(left[0].ID)
			}
			if !c.killed {
				if err := s.run.Close(atOnce(t)); err != nil {
					t.Error(err)
				}
			} else if swept, err := s.api().Sweep(t.Context(), live.Sweep{Run: s.o.Run, Delete: true, Keep: []string{lb}, Journal: s.o.Journal, Now: time.Now()}); err != nil || len(swept) != 1 || swept[0].Outcome != "removed" {
				t.Errorf("swept %+v, %v", swept, err)
			}
			if left := s.named(lb, mark); len(left) != 0 || !slices.Equal(s.ports(), []int{80}) {
				t.Errorf("left behind: %v; the group of somebody else holds %v", left, s.ports())
			}
		})
	}
}

// What nobody may take out of a standing group is named, with the command that does.
func TestWhatCannotBeTakenOutIsNamed(t *testing.T) {
	s := stand(t, denying{action: "RemoveVServerGroupBackendServers", undone: true})
	if err := s.add(0, "eni-bp1mockfirst", 81, 1); err != nil {
		t.Fatal(err)
	}
	err := s.run.Close(atOnce(t))
	if remedy := live.Remedy("inv.yaml", s.o.Journal, s.o.Run); !errors.Is(err, target.ErrLeft) || !strings.Contains(err.Error(), s.group) || !strings.Contains(err.Error(), remedy) {
		t.Errorf("got %v, want the group %s, and %s", err, s.group, remedy)
	}
}

// named are the groups of a load balancer with a name.
func (s *standing) named(lb, name string) []live.Group {
	s.t.Helper()
	groups, err := s.api().Groups(context.Background(), lb)
	if err != nil {
		s.t.Fatal(err)
	}
	return slices.DeleteFunc(groups, func(g live.Group) bool { return g.Name != name })
}

func (s *standing) untag(group string) {
	s.t.Helper()
	_, err := s.through(plain{}).UntagResources(&slb.UntagResourcesRequest{
		RegionId: dara.String("cn-hangzhou"), ResourceType: dara.String("vservergroup"), ResourceId: []*string{&group}, All: dara.Bool(true),
	})
	if err != nil {
		s.t.Fatal(err)
	}
}

// denying carries out the calls of an action and says no; undone: it does not carry them out.
type denying struct {
	action string
	undone bool
}

func (d denying) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.Header.Get("X-Acs-Action") != d.action {
		return http.DefaultTransport.RoundTrip(r)
	}
	if !d.undone {
		response, err := http.DefaultTransport.RoundTrip(r)
		if err != nil {
			return nil, err
		}
		response.Body.Close()
	}
	w := httptest.NewRecorder()
	w.WriteHeader(http.StatusBadRequest)
	w.WriteString(`{"RequestId":"1","Code":"InvalidParameter","Message":"no"}`)
	return w.Result(), nil
}
