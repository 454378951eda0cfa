package wire_test

import (
	"encoding/json"
	"fmt"
	"testing"

	"github.com/slbconform/slbconform/internal/wire"
)

// A member whose name differs in the case of a letter is another one, wherever it stands.
func TestMembersAreReadUnderTheirVeryNames(t *testing.T) {
	type Group struct {
		ID string `json:"VServerGroupId"`
	}
	for body, want := range map[string]string{
		`{"VServerGroupId":"rsp-1","vservergroupid":"rsp-2"}`:                           "rsp-1 [] false",
		`{"vservergroupid":"rsp-2"}`:                                                    " [] false",
		"\ufeff" + `{"Rules":{"Rule":[{"Port":80,"port":81},{}],"rule":[]},"rules":{}}`: " [80 ] false",
		`{"Rules":null,"VServerGroupId":null}`:                                          " [] false",
		`{"Rules":{"Rule":null}}`:                                                       " [] false",
		`{"VServerGroupId":5,"Rules":{"Rule":[{"Port":"80"}]}}`:                         " [80] true",
		`{"VServerGroupId":"rsp-1"} and more`:                                           " [] true",
		`[]`:                                                                            " [] true",
	} {
		var read struct {
			Group
			Rules *struct{ Rule []struct{ Port json.Number } }
		}
		err := wire.Decode([]byte(body), &read)
		var ports []json.Number
		if read.Rules != nil {
			for _, one := range read.Rules.Rule {
				ports = append(ports, one.Port)
			}
		}
		if got := fmt.Sprint(read.ID, " ", ports, " ", err != nil); got != want {
			t.Errorf("%s: %s, not %s", body, got, want)
		}
	}
}

func TestARequestIDIsReadUnderItsVeryName(t *testing.T) {
	x := &wire.Exchange{Answer: &wire.Answer{Status: 200, Body: []byte(`{"RequestId":"one","requestid":"other"}`)}}
	if x.RequestID() != "one" {
		t.Errorf("it is %q", x.RequestID())
	}
}
