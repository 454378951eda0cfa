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
	members, err := s.api().Members(context.Background(), s.group)
	if err != nil {
		s.t.Fatal(err)
	}
	var ports []int
	for _, m := range members {
		ports = append(ports, m.Port)
	}
	slices.Sort(ports)
	return ports
}

// What a run adds to a group that it did not create is taken out at the end, also when the answer said no, and nothing
// else is.
func TestAStandingGroupIsPutBack(t *testing.T) {
	for name, network := range map[string]http.RoundTripper{"": plain{}, "refused and applied": denying{}} {
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
			if err := s.run.Close(t.Context()); err != nil {
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
	err = s.run.Close(t.Context())
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
	if err != nil || len(swept) != 1 || swept[0].Fate != "too young" || swept[0].Run != s.o.Run || len(s.ports()) != 3 {
		t.Errorf("of any run: %+v, %v", swept, err)
	}
	sweep.Run, sweep.OlderThan = s.o.Run, 0
	swept, err = s.api().Sweep(t.Context(), sweep)
	if err != nil || len(swept) != 1 || swept[0].Fate != "removed" || !slices.Equal(s.ports(), []int{80}) {
		t.Errorf("of this run: %+v, %v; the group holds %v", swept, err, s.ports())
	}
	if files, _ := os.ReadDir(s.o.Journal); len(files) != 0 {
		t.Errorf("the journal stays: %v", files)
	}
}

// denying carries out what is added and says no.
type denying struct{}

func (denying) RoundTrip(r *http.Request) (*http.Response, error) {
	response, err := http.DefaultTransport.RoundTrip(r)
	if err != nil || r.Header.Get("X-Acs-Action") != "AddVServerGroupBackendServers" {
		return response, err
	}
	response.Body.Close()
	w := httptest.NewRecorder()
	w.WriteHeader(http.StatusBadRequest)
	w.WriteString(`{"RequestId":"1","Code":"InvalidParameter","Message":"no"}`)
	return w.Result(), nil
}
