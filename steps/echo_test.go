package steps

import (
	"encoding/json"
	"net/url"
	"slices"
	"testing"

	"github.com/slbconform/slbconform/internal/wire"
)

// echoesOf is what an addition of one list says when it is answered and read back so.
func echoesOf(t *testing.T, sent, answered, read string, before ...server) []Echo {
	t.Helper()
	var lists [2][]server
	for i, text := range []string{answered, read} {
		if err := json.Unmarshal([]byte(text), &lists[i]); err != nil {
			t.Fatal(err)
		}
	}
	adds := &Operation{Name: "Adds", List: "BackendServers", Stores: theList}
	at := &url.URL{RawQuery: url.Values{"BackendServers": {sent}}.Encode()}
	x := &wire.Exchange{
		Action:  adds.Name,
		Request: wire.Request{Method: "POST", URL: at},
		Answer:  &wire.Answer{Status: 200, Body: []byte(`{"BackendServers":{"BackendServer":` + answered + `}}`)},
	}
	w := World{Setting: Setting{Readings: &Readings{}}, group: group{id: "rsp-1"}}
	w.accepted(&call{op: adds, group: group{id: "rsp-1", listed: before}, exchange: x})
	w.compareEcho(lists[1], nil)
	return w.Echoes()
}

func TestAnEchoNamesTheSideThatIsAlone(t *testing.T) {
	const sent = `[{"ServerId":"eni-1","Port":"80","Weight":"0","Type":"eni","ServerIp":"10.0.0.1","Description":"a"}]`
	const right = `[{"ServerId":"eni-1","Port":80,"Weight":0,"Type":"eni","Description":"a"}]`
	const readRight = `[{"ServerId":"eni-1","Port":80,"Weight":0,"Type":"eni","ServerIp":"10.0.0.1","Description":"a"}]`
	type found struct {
		member string
		side   Side
	}
	for _, c := range []struct {
		name, sent, answered, read string
		want                       []found
	}{
		{"all agree", sent, right, readRight, nil},
		{"the answer differs", sent, `[{"ServerId":"eni-1","Port":80,"Weight":100,"Type":"eni","Description":"a"}]`, readRight, []found{{"Weight", Answered}}},
		{"stored otherwise", sent, `[{"ServerId":"eni-1","Port":80,"Weight":100,"Type":"eni","Description":"a"}]`,
			`[{"ServerId":"eni-1","Port":80,"Weight":100,"Type":"eni","ServerIp":"10.0.0.1","Description":"a"}]`, []found{{"Weight", Stored}}},
		{"read back otherwise", sent, right, `[{"ServerId":"eni-1","Port":80,"Weight":7,"Type":"eni","ServerIp":"10.0.0.1","Description":"a"}]`, []found{{"Weight", ReadBack}}},
		{"not listed by the answer", sent, `[]`, readRight, []found{{Itself, Answered}}},
		{"not added", sent, `[]`, `[]`, []found{{Itself, Stored}}},
		{"not read back", sent, right, `[]`, []found{{Itself, ReadBack}}},
		{"another port in the answer", sent, `[{"ServerId":"eni-1","Port":81,"Weight":0,"Type":"eni","Description":"a"}]`, readRight, []found{{"Port", Answered}}},
		{"another address stored", sent, right, `[{"ServerId":"eni-1","Port":80,"Weight":0,"Type":"eni","ServerIp":"10.0.0.9","Description":"a"}]`, []found{{"ServerIp", Stored}}},
		{"a member that was not sent is no matter of the echo", `[{"ServerId":"eni-1","Port":"80","Type":"eni"}]`, right, readRight, nil},
		{"which of two counts is not said", `[{"ServerId":"eni-1","Port":"80","Weight":"1","Weight":"0"}]`, `[{"ServerId":"eni-1","Port":80,"Weight":1}]`, readRight, nil},
		{"weights in reverse", `[{"ServerId":"eni-1","Port":"80","Weight":"1"},{"ServerId":"eni-2","Port":"80","Weight":"2"}]`,
			`[{"ServerId":"eni-1","Port":80,"Weight":2},{"ServerId":"eni-2","Port":80,"Weight":1}]`,
			`[{"ServerId":"eni-1","Port":80,"Weight":1},{"ServerId":"eni-2","Port":80,"Weight":2}]`, []found{{"Weight", Answered}, {"Weight", Answered}}},
		{"two whose ports are no numbers", `[{"ServerId":"eni-1","Port":"80","Weight":"1"},{"ServerId":"eni-1","Port":"81","Weight":"2"}]`,
			`[{"ServerId":"eni-1","Port":"80x","Weight":1},{"ServerId":"eni-1","Port":"81x","Weight":2}]`,
			`[{"ServerId":"eni-1","Port":80,"Weight":1},{"ServerId":"eni-1","Port":81,"Weight":2}]`, []found{{"Port", Answered}, {"Port", Answered}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []found
			for _, e := range echoesOf(t, c.sent, c.answered, c.read) {
				got = append(got, found{e.Member, e.Side})
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("got %v, want %v", got, c.want)
			}
		})
	}
}

// What the group had before is not judged: what becomes of a duplicate is not said.
func TestADuplicateHasNoEcho(t *testing.T) {
	had := server{"ServerId": json.RawMessage(`"eni-1"`), "Port": json.RawMessage(`80`), "Weight": json.RawMessage(`10`)}
	const list = `[{"ServerId":"eni-1","Port":80,"Weight":10}]`
	if got := echoesOf(t, `[{"ServerId":"eni-1","Port":"80","Weight":"20"}]`, list, list, had); len(got) > 0 {
		t.Error(got)
	}
}

// Of what the group had before and the call does not name, only that it is stored otherwise is an echo: of what an answer says of it,
// no document speaks.
func TestOfWhatACallLeavesOnlyWhatIsStoredIsAnEcho(t *testing.T) {
	had := server{"ServerId": json.RawMessage(`"eni-2"`), "Port": json.RawMessage(`80`), "Weight": json.RawMessage(`10`)}
	const sent, otherwise = `[{"ServerId":"eni-1","Port":"80"}]`, `[{"ServerId":"eni-1","Port":80},{"ServerId":"eni-2","Port":80,"Weight":20}]`
	const right = `[{"ServerId":"eni-1","Port":80},{"ServerId":"eni-2","Port":80,"Weight":10}]`
	for _, lists := range [][2]string{{otherwise, right}, {right, otherwise}} {
		if got := echoesOf(t, sent, lists[0], lists[1], had); len(got) > 0 {
			t.Error(got)
		}
	}
	if got := echoesOf(t, sent, otherwise, otherwise, had); len(got) != 1 || got[0].Side != Stored || got[0].Undone != Itself {
		t.Error(got)
	}
}

// What a list names again is a matter of the backend server, and of no member of it.
func TestWhatAListNamesAgainIsTheBackendServerItself(t *testing.T) {
	one := server{"ServerId": json.RawMessage(`"eni-1"`), "Port": json.RawMessage(`80`)}
	var w World
	w.distinct(&wire.Exchange{Action: "Lists"}, []server{one, one})
	if all := w.Echoes(); len(all) != 1 || all[0].Side != Again || all[0].Undone != Itself {
		t.Error(all)
	}
}
