package openapi_test

import (
	"fmt"
	"strings"
	"testing"

	"go.yaml.in/yaml/v4"

	"github.com/slbconform/slbconform/internal/openapi"
)

// A recorded refusal has a code that is listed under its status, or, of an action around, one of its own in a file of that name.
func TestTheCodeOfARecordedRefusal(t *testing.T) {
	d, err := openapi.BuiltIn()
	if err != nil {
		t.Skip(err) // the test of the root tells
	}
	for of, says := range map[[3]string]string{
		{"VServerGroupProcessing", "400", "VServerGroupProcessing"}: "",
		{"VServerGroupProcesing", "400", "VServerGroupProcesing"}:   `did you mean "VServerGroupProcessing"?`,
		{"VServerGroupProcessing", "404", "VServerGroupProcessing"}: "it stands under 400",
		{"NobodyListsThisOne", "400", "NobodyListsThisOne"}:         "",
		{"NobodyListsThisOne", "400", "another"}:                    `no openapi.yaml of spec lists the code "NobodyListsThisOne"`,
	} {
		var body yaml.Node
		text := fmt.Sprintf(`{"RequestId":"{{RequestId}}","HostId":"slb.aliyuncs.com","Code":%q,"Message":"No."}`, of[0])
		if err := yaml.Unmarshal([]byte(text), &body); err != nil {
			t.Fatal(err)
		}
		status := 0
		fmt.Sscan(of[1], &status)
		err := d.Recorded("DeleteLoadBalancer", status, body.Content[0], "fixtures/platform/answers/DeleteLoadBalancer/"+of[2]+".json")
		if (err == nil) != (says == "") || err != nil && !strings.Contains(err.Error(), says) {
			t.Errorf("%v: %v; it should say %q", of, err, says)
		}
	}
}
