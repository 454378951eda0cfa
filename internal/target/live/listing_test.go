package live_test

import (
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/slbconform/slbconform/internal/target/live"
)

// pages is a service whose pages are of a length of its own, or that answers every page with the first.
type pages struct {
	total, length int
	stuck         bool
}

func (p pages) RoundTrip(r *http.Request) (*http.Response, error) {
	page := 1
	if !p.stuck {
		fmt.Sscan(r.URL.Query().Get("PageNumber"), &page)
	}
	var list []string
	for n := (page - 1) * p.length; n < min(page*p.length, p.total); n++ {
		list = append(list, fmt.Sprintf(`{"LoadBalancerId":"lb-%d"}`, n))
	}
	w := httptest.NewRecorder()
	fmt.Fprintf(w, `{"RequestId":"1","TotalCount":%d,"LoadBalancers":{"LoadBalancer":[%s]}}`, p.total, strings.Join(list, ","))
	return w.Result(), nil
}

// Everything is listed, however long the pages of the service are: what is not listed would never be swept.
func TestEveryPageIsRead(t *testing.T) {
	api := serveAccount(t).api()
	for _, p := range []pages{{total: 0, length: 100}, {total: 100, length: 100}, {total: 250, length: 100}, {total: 120, length: 50}} {
		api.Transport = p
		all, err := api.Balancers(t.Context())
		if err != nil || len(all) != p.total {
			t.Errorf("%+v: %d load balancers, %v", p, len(all), err)
		}
	}
	api.Transport = pages{total: 250, length: 100, stuck: true}
	if _, err := api.Balancers(t.Context()); !errors.Is(err, live.ErrNoAnswer) {
		t.Errorf("a list that never ends: %v", err)
	}
}
