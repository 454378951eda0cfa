package openapi_test

import (
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/slbconform/slbconform/internal/wire"
	"github.com/slbconform/slbconform/spec"
)

// departing are exchanges that together break every rule the document states.
func departing() []*wire.Exchange {
	var all []*wire.Exchange
	for _, b := range brokenLists() {
		all = append(all, call("BackendServers", b.servers))
		for _, action := range []string{"RemoveVServerGroupBackendServers", "SetVServerGroupAttribute", "ModifyVServerGroupBackendServers"} {
			for _, list := range []string{"BackendServers", "OldBackendServers", "NewBackendServers"} {
				all = append(all, exchange(action, url.Values{"RegionId": {"cn-hangzhou"}, "VServerGroupId": {"rsp-1"}, list: {b.servers}}))
			}
		}
	}
	for _, b := range brokenSuccesses() {
		all = append(all, b.exchange())
	}
	for _, bad := range []string{`"Weight":101`, `"Type":"vm"`, `"Port":0`} {
		all = append(all, call("BackendServers", `[{"ServerId":"i-1",`+bad+`}]`))
		all = append(all, exchange("ModifyVServerGroupBackendServers", url.Values{"NewBackendServers": {`[{"ServerId":"i-1",` + bad + `}]`}}))
	}
	for _, name := range []string{"RegionId", "VServerGroupId", "BackendServers"} {
		twice := call()
		twice.Request.URL.RawQuery += "&" + name + "=x"
		all = append(all, call(name, "-"), twice)
	}
	all = append(all, call("Foo", "1"), call("Version", "1"), call("OwnerId", "1"), call("OwnerAccount", "x"), exchange("Nothing", nil))
	put, untyped := call(), call()
	put.Request.Method = "PUT"
	untyped.Answer.Header.Del("Content-Type")
	sibling := exchange("DeleteVServerGroup", url.Values{})
	answer(sibling, 200, `{"RequestId":"1"}`)
	return append(append(all, put, untyped, sibling), departingRefusals()...)
}

func departingRefusals() []*wire.Exchange {
	var all []*wire.Exchange
	for _, status := range []int{400, 403, 404, 409, 429, 500, 503, 418} {
		for _, body := range []string{
			"", refusal("Foo"), refusal("NetworkConflict"), refusal("SystemBusy"), refusal("ResourceNotFound.Cen"),
			strings.Replace(refusal("Foo"), `"Foo"`, "7", 1),
			strings.Replace(refusal("Foo"), `"Code"`, `"Kode"`, 1),
			strings.Replace(refusal("Foo"), requestID, "1", 1),
		} {
			x := call()
			answer(x, status, body)
			all = append(all, x)
		}
	}
	return all
}

func TestEveryRuleTheDocumentStatesCanBeBroken(t *testing.T) {
	d := loadDocument(t)
	broken := map[string]bool{}
	for _, x := range append(departing(), breakages(t)...) {
		for _, f := range d.Check(x) {
			broken[f.Node] = true
		}
	}
	for n := range d.Nodes() {
		if !broken[n.Pointer] {
			differs(t, "%s states %s, and nothing breaks it", n.Pointer, n.Rule)
		}
		delete(broken, n.Pointer)
	}
	for pointer := range broken {
		differs(t, "a departure names %q, where no rule stands", pointer)
	}
}

func TestADocumentIsSharedByGoroutines(t *testing.T) {
	d, exchanges := loadDocument(t), departing()
	alone := make([][]spec.Departure, len(exchanges))
	for i, x := range exchanges {
		alone[i] = d.Check(x)
	}
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for i, x := range exchanges {
				if together := d.Check(x); !slices.Equal(together, alone[i]) {
					t.Errorf("%v, and alone %v", together, alone[i])
				}
			}
		})
	}
	wg.Wait()
}
