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

// Every call that the page promises an error for is made as it stands there, and provokes just that.
func TestThePageKeepsItsPromises(t *testing.T) {
	c, _ := serving(t, serve.Options{})
	page := fetched(t, c.endpoint)
	rows := regexp.MustCompile(`(?s)<tr id="([^"]+)"><td>(\d+)</td>(.*?)</tr>`).FindAllStringSubmatch(page, -1)
	if len(rows) != 26 {
		t.Errorf("the page has %d documented codes, want 26", len(rows))
	}
	for _, row := range rows {
		code, cells := html.UnescapeString(row[1]), row[3]
		if code == "SignatureNonceUsed" {
			continue // no list of servers provokes it: TestTheGatewayRefuses does
		}
		got := c.provoke(part(cells, "on"), part(cells, "group"), part(cells, "list before"), part(cells, "list add"))
		if got.Code != code || row[2] != strconv.Itoa(got.Status) {
			t.Errorf("the page promises %s %s, the call is answered %+v", row[2], code, got)
		}
	}
}

// provoke makes the call that a row of the page describes.
func (c *client) provoke(on, group, before, list string) answer {
	c.t.Helper()
	if on == "" {
		on, _ = c.group()
	}
	if group == "" {
		group = c.call("CreateVServerGroup", values{"RegionId": "cn-hangzhou", "LoadBalancerId": on}).VServerGroupId
	}
	if before != "" {
		c.call("CreateMasterSlaveServerGroup", values{"RegionId": "cn-hangzhou", "LoadBalancerId": on, "MasterSlaveBackendServers": before})
	}
	return c.add(group, list)
}

func part(cells, class string) string {
	found := regexp.MustCompile(`<code class="` + class + `">(.*?)</code>`).FindStringSubmatch(cells)
	if found == nil {
		return ""
	}
	return html.UnescapeString(found[1])
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
	c, site := serving(t, serve.Options{Trouble: serve.Trouble{BusyEvery: 3}})
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
