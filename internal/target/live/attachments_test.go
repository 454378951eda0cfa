package live_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	slb "github.com/alibabacloud-go/slb-20140515/v4/client"
	"github.com/alibabacloud-go/tea/dara"

	"github.com/slbconform/slbconform/internal/target/live"
	"github.com/slbconform/slbconform/internal/wire"
)

// attaching is a run with groups on a load balancer of its own.
type attaching struct {
	*account
	transport http.RoundTripper
	client    *slb.Client
	groups    []string
}

func attach(t *testing.T, patience time.Duration, groups int) *attaching {
	t.Helper()
	a := &attaching{account: serveAccount(t)}
	o := a.options()
	o.Patience = patience
	l := a.open(o)
	t.Cleanup(func() {
		if err := l.Close(context.Background()); err != nil {
			t.Error(err)
		}
	})
	a.transport = session(t, l).Transport
	a.client = a.through(a.transport)
	lb, err := create(a.client, o.Run.Name("run"), o.Run.Name("run"))
	if err != nil {
		t.Fatal(err)
	}
	for range groups {
		group, err := createGroup(a.client, lb, o.Run.Name("scenario"))
		if err != nil {
			t.Fatal(err)
		}
		a.groups = append(a.groups, group)
	}
	return a
}

// add attaches a server to a group on n ports, from the given one upward.
func (a *attaching) add(group int, server string, from, n int) error {
	_, err := a.client.AddVServerGroupBackendServers(&slb.AddVServerGroupBackendServersRequest{
		RegionId: dara.String("cn-hangzhou"), VServerGroupId: dara.String(a.groups[group]), BackendServers: dara.String(list(server, from, n)),
	})
	return err
}

func list(server string, from, n int) string {
	var entries []string
	for port := from; port < from+n; port++ {
		entries = append(entries, fmt.Sprintf(`{"ServerId":%q,"Type":"eni","Port":"%d"}`, server, port))
	}
	return "[" + strings.Join(entries, ",") + "]"
}

// Nobody waits for ever for a server that stays attached elsewhere: the call is not sent, and says why.
func TestAServerThatStaysAttached(t *testing.T) {
	a := attach(t, 50*time.Millisecond, 4)
	for group := range 2 {
		if err := a.add(group, "eni-bp1mockfirst", 1, 20); err != nil {
			t.Fatal(err)
		}
	}
	sent := a.count("AddVServerGroupBackendServers")
	err := a.add(2, "eni-bp1mockfirst", 1, 11)
	if !errors.Is(err, live.ErrAttached) || !errors.Is(err, wire.ErrNotSent) || a.count("AddVServerGroupBackendServers") != sent {
		t.Errorf("the 51st time: %v", err)
	}
	for name, add := range map[string]func() error{
		"the 50th time":                     func() error { return a.add(2, "eni-bp1mockfirst", 1, 10) },
		"another server":                    func() error { return a.add(3, "eni-bp1mocksecond", 1, 20) },
		"more than there may be, by itself": func() error { return a.add(3, "eni-bp1mocktwoaddresses", 1, 51) },
	} {
		if err := add(); errors.Is(err, wire.ErrNotSent) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// Who waits goes on as soon as there is room: after a removal, a refusal, or the end of a group.
func TestRoomIsGivenBack(t *testing.T) {
	for name, free := range map[string]func(*attaching) error{
		"some are removed": func(a *attaching) error {
			_, err := a.client.RemoveVServerGroupBackendServers(&slb.RemoveVServerGroupBackendServersRequest{
				RegionId: dara.String("cn-hangzhou"), VServerGroupId: dara.String(a.groups[0]), BackendServers: dara.String(list("eni-bp1mockfirst", 1, 20)),
			})
			return err
		},
		"their group is deleted": func(a *attaching) error {
			_, err := a.client.DeleteVServerGroup(&slb.DeleteVServerGroupRequest{RegionId: dara.String("cn-hangzhou"), VServerGroupId: dara.String(a.groups[0])})
			return err
		},
	} {
		t.Run(name, func(t *testing.T) {
			a := attach(t, 30*time.Second, 3)
			for group := range 2 {
				if err := a.add(group, "eni-bp1mockfirst", 1, 20); err != nil {
					t.Fatal(err)
				}
			}
			if err := a.add(2, "eni-bp1mockfirst", 0, 10); err == nil || errors.Is(err, wire.ErrNotSent) {
				t.Fatalf("port 0: %v, and it should be refused by the service", err)
			}
			if err := a.add(2, "eni-bp1mockfirst", 1, 10); err != nil {
				t.Fatalf("after a refusal: %v", err)
			}
			waiting := make(chan error)
			own := *a
			own.client = a.through(a.transport) // one client a goroutine
			go func() { waiting <- own.add(2, "eni-bp1mockfirst", 11, 20) }()
			if err := free(a); err != nil {
				t.Fatal(err)
			}
			if err := <-waiting; err != nil {
				t.Errorf("who waited: %v", err)
			}
		})
	}
}
