package target

import (
	"errors"
	"fmt"
	"math"
	"net/url"
	"regexp"
	"strconv"
	"strings"

	"github.com/slbconform/slbconform/internal/strictyaml"
	"github.com/slbconform/slbconform/spec/platform"
)

// inventoryCheck collects the mistakes in the values of an inventory, each with its line.
type inventoryCheck struct {
	inv   *Inventory
	hosts *platform.Hosts
	data  []byte
	errs  []error
}

func (inv *Inventory) check(data []byte) error {
	hosts, err := platform.LoadHosts()
	if err != nil {
		return err
	}
	c := &inventoryCheck{inv: inv, hosts: hosts, data: data}
	c.region("region", inv.Region)
	if c.endpoint("endpoint", inv.Endpoint) {
		c.agree()
	}
	if inv.STS != "" {
		c.endpoint("sts", inv.STS)
	}
	c.id("vpc", inv.VPC)
	c.id("vswitch", inv.VSwitch)
	if math.IsInf(inv.Rate, 0) || !(inv.Rate >= 0) { // NaN is neither
		c.wrong("rate", "%v is no number of calls a second", inv.Rate)
	}
	for i, r := range inv.Rates {
		if !r.Valid() {
			c.wrong(fmt.Sprintf("rates.%d.calls", i), "%q, %v is no action, or pattern of actions, with a number of calls a second", r.Action, r.Calls)
		}
	}
	c.roles()
	for i, account := range inv.Allow.Accounts {
		if !accountID.MatchString(account) {
			c.wrong(fmt.Sprintf("allow.accounts.%d", i), "%q is no account id: it is written out, in digits; there is no wildcard", account)
		}
	}
	for i, region := range inv.Allow.Regions {
		c.region(fmt.Sprintf("allow.regions.%d", i), region)
	}
	return errors.Join(c.errs...)
}

// wrong tells a mistake with the line of the field; which item of a list it is, the line tells better than a number.
func (c *inventoryCheck) wrong(field, what string, args ...any) {
	c.errs = append(c.errs, strictyaml.Errorf(c.inv.File, c.line(field), "%s: %s", itemNumber.ReplaceAllString(field, ""), fmt.Sprintf(what, args...)))
}

var (
	itemNumber = regexp.MustCompile(`\.\d+\b`)

	accountID = regexp.MustCompile(`^\d+$`)
	regionID  = regexp.MustCompile(`^[a-z]+(-[a-z0-9]+)+$`)
	hostName  = regexp.MustCompile(`^([0-9A-Za-z]([0-9A-Za-z.-]*[0-9A-Za-z])?|\[[0-9A-Fa-f:.]+\])(:\d+)?$`)
)

func (c *inventoryCheck) region(field, region string) {
	switch {
	case region == "":
		c.wrong(field, "it is missing: the id of a region, like cn-hangzhou")
	case !regionID.MatchString(region):
		c.wrong(field, "%q is no id of a region, like cn-hangzhou", region)
	}
}

func (c *inventoryCheck) id(field, id string) {
	if !isID(id) {
		c.wrong(field, "%q is no id; it says where the run's load balancer is created", id)
	}
}

func isID(s string) bool { return s != "" && !strings.ContainsAny(s, " \t\r\n") }

// endpoint checks that an endpoint is a host that a client can use. Text before an @ may be a secret and is not repeated in errors.
func (c *inventoryCheck) endpoint(field, endpoint string) (ok bool) {
	scheme, rest, found := strings.Cut(endpoint, "://")
	if !found {
		scheme, rest = "https", endpoint
	}
	switch {
	case endpoint == "":
		c.wrong(field, "it is missing: the host of the API, like slb.aliyuncs.com")
	case strings.Contains(endpoint, "@"):
		c.wrong(field, "credentials do not belong here; docs/live.md says where they are found")
	case scheme != "http" && scheme != "https":
		c.wrong(field, "%q begins with %q: http:// or https:// is understood, and nothing means https://", endpoint, scheme+"://")
	case !hostName.MatchString(rest):
		c.wrong(field, "%q is not a host with, where it needs one, a port: a path, a query or a space cannot be meant", endpoint)
	case scheme == "http" && c.hosts.Public(rest):
		c.wrong(field, "%q is not encrypted, and a security token goes along with every call: leave http:// out", endpoint)
	case !portFits(rest):
		c.wrong(field, "%q has no port from 1 to 65535", endpoint)
	default:
		return true
	}
	return false
}

func portFits(host string) bool {
	u, err := url.Parse("//" + host)
	if err != nil {
		return false
	}
	port, err := strconv.Atoi(u.Port())
	return u.Port() == "" || err == nil && port >= 1 && port <= 65535
}

// agree checks that an endpoint of the vendor serves the inventory's region: another one would refuse every call, or create
// resources in the wrong region.
func (c *inventoryCheck) agree() {
	host, _ := SplitEndpoint(c.inv.Endpoint)
	region, service := c.hosts.Service(host)
	switch {
	case !service && c.hosts.Public(host):
		c.wrong("endpoint", "%s is not an endpoint of SLB, which are slb.aliyuncs.com and slb.%s.aliyuncs.com", host, c.inv.Region)
	case region != "" && region != c.inv.Region:
		c.wrong("endpoint", "%s serves %s, and the region is %s", host, region, c.inv.Region)
	}
}
