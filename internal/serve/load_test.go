package serve_test

import (
	"fmt"
	"net/http"
	"os"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/slbconform/slbconform/internal/serve"
)

// callsOfALife is how many calls a group lives through: it is created, filled, read, emptied and deleted.
const callsOfALife = 10

// Two hundred clients at once create groups, fill, read and delete them. Every call succeeds, and memory is flat once as much is
// kept as is ever kept: the latest calls, and the nonces of two generations. TEST_CALLS says how many calls; a million are a
// hundred thousand groups.
func TestTwoHundredClientsAtOnce(t *testing.T) {
	calls, err := strconv.Atoi(os.Getenv("TEST_CALLS"))
	if err != nil {
		calls = 5_000
	}
	if testing.Short() {
		t.Skip("it takes a while")
	}
	main, site := serving(t, serve.Options{})
	const clients = 200
	http.DefaultTransport.(*http.Transport).MaxIdleConnsPerHost = clients
	lives := calls / callsOfALife
	var begun, ended atomic.Int64
	var heaps [10]uint64
	var all sync.WaitGroup
	began := time.Now()
	lb, _ := main.group()
	for range clients {
		all.Go(func() {
			c := as(t, site, main.endpoint, "main")
			for begun.Add(1) <= int64(lives) {
				if err := groupLife(c, lb); err != nil {
					t.Error(err)
					return
				}
				if n := int(ended.Add(1)); n*10%lives < 10 && n*10/lives > 0 && heaps[n*10/lives-1] == 0 {
					heaps[n*10/lives-1] = heapNow()
				}
			}
		})
	}
	all.Wait()
	took := time.Since(began)
	http.DefaultTransport.(*http.Transport).CloseIdleConnections()
	t.Logf("%d clients, %d groups created and deleted, %d calls in %v: %.0f calls a second; heap in MiB at each tenth: %d",
		clients, ended.Load(), ended.Load()*callsOfALife, took.Round(time.Millisecond), float64(ended.Load()*callsOfALife)/took.Seconds(), heaps)
	if _, total := site.Calls(); int64(total) < ended.Load()*callsOfALife {
		t.Errorf("of %d calls %d are counted", ended.Load()*callsOfALife, total)
	}
	if most := heaps[5]; calls >= 1_000_000 && heaps[9] > most+most/10+8 {
		t.Errorf("the heap grows: %d MiB at each tenth", heaps)
	}
}

// groupLife is the life of one group, each call of which must succeed.
func groupLife(c *client, lb string) error {
	made, err := c.send("CreateVServerGroup", values{"RegionId": "cn-hangzhou", "LoadBalancerId": lb})
	if err != nil || made.VServerGroupId == "" {
		return fmt.Errorf("a group is not made: %+v, %w", made, err)
	}
	named := values{"RegionId": "cn-hangzhou", "VServerGroupId": made.VServerGroupId, "BackendServers": `[{"ServerId":"eni-bp1mockfirst","Type":"eni","Port":"80","Weight":"10"}]`}
	for i := range callsOfALife - 1 {
		action := "DescribeVServerGroupAttribute"
		switch i {
		case 0:
			action = "AddVServerGroupBackendServers"
		case callsOfALife - 3:
			action = "RemoveVServerGroupBackendServers"
		case callsOfALife - 2:
			action = "DeleteVServerGroup"
		}
		if a, err := c.send(action, named); err != nil || a.Status != http.StatusOK {
			return fmt.Errorf("%s: %+v, %w", action, a, err)
		}
	}
	return nil
}
