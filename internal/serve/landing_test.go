package serve_test

import (
	"html"
	"io"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/slbconform/slbconform/internal/serve"
)

// Every code on the page can be ordered, is answered with the status that stands there, and leaves no place open.
func TestThePageKeepsItsPromises(t *testing.T) {
	c, site := serving(t, serve.Options{})
	page := fetched(t, c.endpoint)
	rows := regexp.MustCompile(`(?s)<tr id="[^"]+"><td>(\d+)</td><th scope="row"><code>([^<]+)</code><small>([^<]*)</small></th>\s*<td>.*?</td>\s*<td>([A-Za-z]+)`).FindAllStringSubmatch(page, -1)
	if len(rows) < 26 {
		t.Errorf("the page has %d documented codes", len(rows))
	}
	for _, row := range rows {
		status, code, message, operation := row[1], html.UnescapeString(row[2]), html.UnescapeString(row[3]), row[4]
		if _, err := site.Order(serve.Order{Refuse: code, Times: 1}); err != nil {
			t.Error(err)
			continue
		}
		got := c.call(operation, values{"RegionId": "cn-hangzhou", "VServerGroupId": "rsp-1", "LoadBalancerId": "lb-1", "BackendServers": oneServer})
		before, _, _ := strings.Cut(message, "%s") // the rest is of the call
		if got.Code != code || status != strconv.Itoa(got.Status) || got.Message == "" || !strings.HasPrefix(got.Message, before) || strings.Contains(got.Message, "%s") || strings.Contains(got.Message, "{{") {
			t.Errorf("the page promises %s of %s: %s %q, the call is answered %+v", code, operation, status, message, got)
		}
	}
}

// A server that the account ties to a code provokes it.
func TestServersThatAreTiedToACode(t *testing.T) {
	c, _ := serving(t, serve.Options{})
	_, group := c.group()
	rows := regexp.MustCompile(`(?s)<tr id="([^"]+)"><td>\d+</td>[^\n]*\n<td>[^<]*<code class="server">([^<]+)</code>`).FindAllStringSubmatch(fetched(t, c.endpoint), -1)
	if len(rows) == 0 {
		t.Error("no code is tied to a server")
	}
	for _, row := range rows {
		if got := c.add(group, `[{"ServerId":"`+row[2]+`","Type":"eni","Port":80}]`); got.Code != row[1] {
			t.Errorf("%s provokes %s, not %s", row[2], got.Code, row[1])
		}
	}
}

func fetched(t *testing.T, endpoint string) string {
	t.Helper()
	response, err := http.Get(endpoint + "/")
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}

// The credentials on the page are accepted, each of them, and the page says which troubles are switched on.
func TestThePageTellsWhatItTakes(t *testing.T) {
	c, site := serving(t, serve.Options{Faults: serve.Faults{BusyEvery: 3}})
	page := fetched(t, c.endpoint)
	for _, one := range site.Account.Credentials {
		for _, want := range []string{one.ID, one.Secret, one.Token} {
			if !strings.Contains(page, want) {
				t.Errorf("%s of %s is not on the page", want, one.Profile)
			}
		}
	}
	if !strings.Contains(page, "SystemBusy</li>") || strings.Contains(page, "Throttling.User</li>") {
		t.Error("the page does not say that busyness, and it alone, is switched on")
	}
}

// A tool that waits for a server to come up asks with HEAD.
func TestWhoeverWaitsForTheServer(t *testing.T) {
	c, _ := serving(t, serve.Options{})
	response, err := http.Head(c.endpoint + "/")
	if err != nil {
		t.Fatal(err)
	}
	response.Body.Close()
	if response.StatusCode != http.StatusOK {
		t.Errorf("HEAD / is answered with %s", response.Status)
	}
}
