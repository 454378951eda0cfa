package mock_test

import (
	"fmt"
	"sync"
	"testing"

	"github.com/slbconform/slbconform/internal/mock"
)

func TestManyCallersShareOneMock(t *testing.T) {
	c := newCaller(t)
	lb := c.loadBalancer()
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			group := c.group(lb)
			for i := range 20 {
				if got := c.add(group, fmt.Sprintf(`[{"ServerId":"eni-bp1mockfirst","Type":"eni","Port":%d}]`, 80+i)); got.status != 200 {
					t.Error(got)
				}
				c.add(group, eni)
			}
			if got := c.holds(group); len(got) != 20 {
				t.Errorf("a group holds %d", len(got))
			}
		})
	}
	wg.Wait()
}

func TestOneNonceAmongManyCallersCountsOnce(t *testing.T) {
	c := newCaller(t)
	var wg sync.WaitGroup
	accepted := make(chan bool, 8)
	for range 8 {
		wg.Go(func() { accepted <- c.raw("GET", secret, "SignatureNonce", "shared").status == 200 })
	}
	wg.Wait()
	close(accepted)
	count := 0
	for ok := range accepted {
		if ok {
			count++
		}
	}
	if count != 1 {
		t.Errorf("%d calls with one nonce were accepted", count)
	}
}

func BenchmarkNew(b *testing.B) {
	a, r, table := account(b), answers(b), mock.Rules()
	b.ReportAllocs()
	for b.Loop() {
		if _, err := mock.New(a, r, table, mock.Options{}); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkCall is one signed addition and its removal.
func BenchmarkCall(b *testing.B) {
	c := newCaller(b)
	group := c.group("")
	b.ReportAllocs()
	for b.Loop() {
		c.add(group, eni)
		c.call("RemoveVServerGroupBackendServers", "RegionId", home, "VServerGroupId", group, "BackendServers", eni)
	}
}
