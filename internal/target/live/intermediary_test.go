package live_test

import (
	"io"
	"net/http"
	"strings"
	"testing"
)

// A reading that is cut every time is the service's own from the fourth on, by its group too: those of others are whole meanwhile.
func TestAGroupThatIsAlwaysReadInPartIsTheServices(t *testing.T) {
	endpoint, transport := getsFrom(t, func(w http.ResponseWriter, r *http.Request) {
		whole := `{"RequestId":"1","VServerGroupId":"rsp-2"}`
		if strings.Contains(r.URL.RawQuery, "rsp-1") {
			whole = whole[:20]
		}
		io.WriteString(w, whole)
	})
	arrives := func(group string) bool {
		address := endpoint + "/?Action=DescribeVServerGroupAttribute&VServerGroupId=" + group
		req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, nil)
		if err != nil {
			t.Fatal(err)
		}
		resp, err := transport.RoundTrip(req)
		if err != nil {
			t.Fatal(err)
		}
		defer resp.Body.Close()
		_, err = io.ReadAll(resp.Body)
		return err == nil
	}
	for i, own := range []bool{false, false, false, true} {
		if got := arrives("rsp-1"); got != own {
			t.Errorf("reading %d that is cut arrives: %v", i+1, got)
		}
		if !arrives("rsp-2") {
			t.Errorf("reading %d that is whole is cut", i+1)
		}
	}
}
