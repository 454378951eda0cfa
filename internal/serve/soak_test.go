package serve_test

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"os"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/slbconform/slbconform/internal/mock"
	"github.com/slbconform/slbconform/internal/serve"
)

// Served for a long time, with a random mix of all actions, the mock takes no more memory and no more goroutines than it
// did after a while. TEST_SOAK says how long; two seconds when it does not.
func TestServedForALongTime(t *testing.T) {
	long := 2 * time.Second
	if d, err := time.ParseDuration(os.Getenv("TEST_SOAK")); err == nil {
		long = d
	}
	if testing.Short() {
		t.Skip("it takes a while")
	}
	main, site := serving(t, serve.Options{})
	http.DefaultTransport.(*http.Transport).MaxIdleConnsPerHost = 16
	var calls, lives atomic.Int64
	var all sync.WaitGroup
	until := time.Now().Add(long)
	for range 8 {
		all.Go(func() {
			for time.Now().Before(until) {
				calls.Add(int64(liveOnce(t, as(t, site, main.endpoint, "main"))))
				lives.Add(1)
			}
		})
	}
	var heaps []uint64
	for range 10 {
		time.Sleep(long / 10)
		heaps = append(heaps, heapNow())
	}
	all.Wait()
	http.DefaultTransport.(*http.Transport).CloseIdleConnections()
	t.Logf("%d calls, %d load balancers created and deleted, %.0f calls a second; heap in MiB at each tenth: %d", calls.Load(), lives.Load(),
		float64(calls.Load())/long.Seconds(), heaps)
	if _, total := site.Calls(); int64(total) < calls.Load() {
		t.Errorf("of %d calls %d are counted", calls.Load(), total)
	}
	// The last ten thousand calls are kept: until there were so many, memory grows.
	if calls.Load() > 10*serve.KeptCalls && heaps[9] > heaps[3]+heaps[3]/2+16 {
		t.Errorf("the heap grows: %d MiB at each tenth", heaps)
	}
	deadline := time.Now().Add(10 * time.Second)
	for runtime.NumGoroutine() > 60 && time.Now().Before(deadline) {
		time.Sleep(50 * time.Millisecond)
	}
	if n := runtime.NumGoroutine(); n > 60 {
		t.Errorf("%d goroutines are left", n)
	}
}

func heapNow() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc >> 20
}

// liveOnce creates a load balancer with a group, makes calls of all actions in random order upon them, and deletes them. It
// counts the calls that were answered.
func liveOnce(t *testing.T, c *client) int {
	made, err := c.send("CreateLoadBalancer", values{"RegionId": "cn-hangzhou", "VpcId": "vpc-bp1mockmain", "VSwitchId": "vsw-bp1mockmain", "AddressType": "intranet"})
	group, err2 := c.send("CreateVServerGroup", values{"RegionId": "cn-hangzhou", "LoadBalancerId": made.LoadBalancerId})
	if err != nil || err2 != nil || group.VServerGroupId == "" {
		t.Errorf("set-up: %v, %v, %+v", err, err2, group)
		return 0
	}
	answered := 2
	actions := mock.Actions()
	for range 40 {
		action := actions[rand.IntN(len(actions))]
		switch action {
		case "DeleteLoadBalancer", "CreateLoadBalancer", "SetLoadBalancerDeleteProtection":
			continue // the last call deletes what the first created
		}
		a, err := c.send(action, anything(made.LoadBalancerId, group.VServerGroupId))
		if err != nil || a.Status >= 500 {
			t.Errorf("%s: %v, %+v", action, err, a)
		}
		answered++
	}
	if a, err := c.send("DeleteLoadBalancer", values{"RegionId": "cn-hangzhou", "LoadBalancerId": made.LoadBalancerId}); err != nil || a.Status != 200 {
		t.Errorf("clean-up: %v, %+v", err, a)
	}
	return answered + 1
}

// anything are parameters of every action at once; what an action does not have it ignores.
func anything(lb, group string) values {
	port := fmt.Sprint(1 + rand.IntN(5))
	list := fmt.Sprintf(`[{"ServerId":"eni-bp1mockfirst","Type":"eni","Port":"%s","Weight":"%d"}]`, port, rand.IntN(110))
	return values{
		"RegionId": "cn-hangzhou", "LoadBalancerId": lb, "VServerGroupId": group, "ListenerPort": port, "BackendServerPort": port, "Bandwidth": "-1",
		"BackendServers": list, "OldBackendServers": list, "NewBackendServers": list, "VServerGroupName": "name", "LoadBalancerName": "name",
		"ResourceType": "instance", "ResourceId.1": lb, "Tag.1.Key": "key", "Tag.1.Value": port, "TagKey.1": "key", "LoadBalancerStatus": "active",
	}
}
