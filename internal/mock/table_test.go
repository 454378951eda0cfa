package mock_test

import (
	"errors"
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/slbconform/slbconform/fixtures"
	"github.com/slbconform/slbconform/internal/mock"
)

// A switched-off rule may leave a call without what later stages look at. Whatever is off, the mock answers.
func TestAnyRuleMayBeSwitchedOff(t *testing.T) {
	off := func(id string) func(*mock.Table) {
		return func(t *mock.Table) {
			for _, i := range t.Entries(id) {
				t.Rules[i].Breaks = func(*mock.Call, mock.Limits) (string, bool) { return "", false }
			}
		}
	}
	for _, r := range mock.Rules().Rules {
		if r.ID == "" || r.Action != "" && r.Action != action {
			continue
		}
		c := newCaller(t, off(r.ID))
		for _, group := range []string{"", "rsp-nobody", "lb-bp1mockshared"} {
			for _, servers := range []string{"", "not json", `[{}]`, `[{"ServerId":"i-nobody","Port":80,"VbrId":"vbr-nowhere","ServerRegionId":"x"}]`, eni} {
				if got := c.add(group, servers); got.status >= 500 {
					t.Errorf("without %s: %s", r.ID, got)
				}
			}
		}
		c.send(unsigned(""))
		c.call("AddNothing")
		c.raw(http.MethodPut, "wrong", "AccessKeyId", "nobody")
	}
}

func TestATableThatNeedsAnAnswerNobodyRecorded(t *testing.T) {
	table := mock.Rules()
	table.Rules[table.Entries(full("error.NetworkConflict"))[0]].Outcome = "NetworkConflicts"
	_, err := mock.New(account(t), answers(t), table, mock.Options{})
	want := `fixtures/AddVServerGroupBackendServers/answers/NetworkConflicts.json is missing, and internal/mock refuses with it what breaks AddVServerGroupBackendServers/error.NetworkConflict: no recorded answer: AddVServerGroupBackendServers needs NetworkConflicts.json; did you mean "NetworkConflict"?`
	if !errors.Is(err, fixtures.ErrNoAnswer) || fmt.Sprint(err) != want {
		t.Errorf("got  %v\nwant %s", err, want)
	}
}

// An answer that several actions give is missed where they have it in common.
func TestACommonAnswerThatIsMissingIsNamedWhereItBelongs(t *testing.T) {
	table := mock.Rules()
	for i := range table.Rules {
		if table.Rules[i].Outcome == "NetworkConflict" {
			table.Rules[i].Outcome = "NetworkConflicts"
		}
	}
	_, err := mock.New(account(t), answers(t), table, mock.Options{})
	if err == nil || !strings.HasPrefix(err.Error(), "fixtures/platform/answers/common/NetworkConflicts.json is missing") || strings.Contains(err.Error(), "\n") {
		t.Error(err)
	}
}

// What an operation refuses by itself is recorded too, for it or for every action.
func TestEveryRefusalInTheSourcesIsRecorded(t *testing.T) {
	recorded := map[string]bool{}
	answers(t).All(func(_, outcome string, _ fixtures.Answer) { recorded[outcome] = true })
	refusal := regexp.MustCompile(`refuse\("([^"]+)"`)
	files, err := mock.Sources.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		data, err := mock.Sources.ReadFile(f.Name())
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range refusal.FindAllStringSubmatch(string(data), -1) {
			if !recorded[m[1]] {
				t.Errorf("%s: nobody recorded %s", f.Name(), m[1])
			}
		}
	}
}

func TestRulesIsAFreshCopy(t *testing.T) {
	one, other := mock.Rules(), mock.Rules()
	for _, r := range one.Rules {
		clear(r.Limits.Values)
	}
	one.Rules[0].ID = "changed"
	if other.Rules[0].ID == "changed" || slices.Contains(other.Rules[0].Limits.Values, "") {
		t.Error("two tables share their rules")
	}
}
