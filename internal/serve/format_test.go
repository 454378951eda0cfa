package serve_test

import (
	"encoding/xml"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/slbconform/slbconform/internal/serve"
)

// inXML is an answer as a client reads it that asked for XML.
type inXML struct {
	XMLName                                     xml.Name
	RequestId, HostId, Code, Message, Recommend string
	VServerGroupId                              string
	Servers                                     []struct {
		ServerId string
		Port     int
	} `xml:"BackendServers>BackendServer"`
}

// Format=XML, or no Format at all in the older style, is answered in XML: lists as repeated elements, errors as <Error>.
func TestXML(t *testing.T) {
	c, _ := serving(t, serve.Options{})
	params := values{"RegionId": "cn-hangzhou", "BackendServers": `[{"ServerId":"eni-bp1mockfirst","Type":"eni","Port":80},
		{"ServerId":"eni-bp1mocksecond","Type":"eni","Port":81,"Description":"a-b"}]`}
	for _, format := range []string{"XML", "xml", ""} {
		_, group := c.group()
		params["Format"], params["VServerGroupId"] = format, group
		a, kind := c.xml(t, "AddVServerGroupBackendServers", params)
		if a.XMLName.Local != "AddVServerGroupBackendServersResponse" || a.VServerGroupId != group || a.RequestId == "" || kind != "text/xml;charset=utf-8" {
			t.Errorf("Format %q: %+v, %s", format, a, kind)
		}
		if len(a.Servers) != 2 || a.Servers[1].ServerId != "eni-bp1mocksecond" || a.Servers[1].Port != 81 {
			t.Errorf("Format %q: the servers are %+v", format, a.Servers)
		}
	}
	c.secret = "a wrong secret with <&>"
	a, _ := c.xml(t, "AddVServerGroupBackendServers", params)
	if a.XMLName.Local != "Error" || a.Code != "SignatureDoesNotMatch" || a.RequestId == "" || a.HostId == "" || a.Recommend == "" {
		t.Errorf("an error: %+v", a)
	}
	if !strings.Contains(a.Message, "string to sign is:GET&%2F&") {
		t.Errorf("its message does not survive: %s", a.Message)
	}
}

// Today's style has no Format: its clients say in Accept what they read.
func TestAccept(t *testing.T) {
	c, _ := serving(t, serve.Options{})
	for accept, want := range map[string]string{"": "application/json", "*/*": "application/json", "application/json": "application/json", "application/xml": "text/xml"} {
		request, _ := http.NewRequestWithContext(t.Context(), http.MethodPost, c.endpoint+"/", nil)
		request.Header.Set("X-Acs-Action", "DescribeLoadBalancers")
		request.Header.Set("Accept", accept)
		response, err := http.DefaultClient.Do(request)
		if err != nil {
			t.Fatal(err)
		}
		response.Body.Close()
		if got := response.Header.Get("Content-Type"); !strings.HasPrefix(got, want) {
			t.Errorf("Accept %q is answered with %s", accept, got)
		}
	}
}

func (c *client) xml(t *testing.T, action string, params values) (a inXML, kind string) {
	t.Helper()
	response, err := http.Get(c.endpoint + "/?" + c.signed(action, params).Encode())
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	if err := xml.Unmarshal(body, &a); err != nil {
		t.Fatalf("%v in %s", err, body)
	}
	return a, response.Header.Get("Content-Type")
}
