package steps

import (
	"bytes"
	"encoding/json"
	"mime"
	"strconv"
	"strings"

	"github.com/slbconform/slbconform/internal/wire"
)

func thenAnswer() []Definition {
	return []Definition{
		asserting(reading(define(`the answer lists it(.*)`, `the answer lists it with weight 10`,
			"The answer's own list names the backend server added last, once, with these values.",
			func(w *World) any { return w.thenAnswerListsIt }), readsClauses)),
		asserting(define(`the answer lists (\d+) backend servers?`, `the answer lists 2 backend servers`,
			"The answer's own list has so many backend servers.",
			func(w *World) any { return w.thenAnswerListsNumber })),
		asserting(define(`the answer's ([A-Za-z]+) is the id of the group`, `the answer's VServerGroupId is the id of the group`,
			"A member of the answer names the group of the call.",
			func(w *World) any { return w.thenAnswerNamesGroup })),
		asserting(define(`the answer's ([A-Za-z.]+) is (an object|an array|a text)`, `the answer's BackendServers is an object`,
			"A member of the answer is there and is of this JSON type, and not empty; a dot leads into an object.",
			func(w *World) any { return w.thenAnswerMemberType })),
		asserting(define(`the answer has the members of this sample, of the same types`, `the answer has the members of this sample, of the same types`,
			"The answer has exactly the sample's members, at every depth, with the sample's JSON types.",
			func(w *World) any { return w.thenSample })),
		asserting(define(`the answer is a JSON object`, `the answer is a JSON object`,
			"The body is one JSON object and nothing else.",
			func(w *World) any { return w.thenObject })),
		asserting(define(`the answer says that it is JSON`, `the answer says that it is JSON`,
			"The Content-Type of the answer is application/json.",
			func(w *World) any { return w.thenContentType })),
		asserting(define(`the list names the group`, `the list names the group`,
			"The list of vServer groups that was asked for last names the group of the scenario.",
			func(w *World) any { return w.thenListNamesGroup })),
		asserting(define(`the refusal carries ([A-Za-z]+)`, `the refusal carries HostId`,
			"The refusal has this member, a text that is not empty.",
			func(w *World) any { return w.thenRefusalCarries })),
		asserting(define(`every answer has a request id of its own`, `every answer has a request id of its own`,
			"No two answers of the scenario carry the same RequestId, and each carries one.",
			func(w *World) any { return w.thenRequestIDs })),
		asserting(define(`the request id is a UUID`, `the request id is a UUID`,
			"RequestId is written as 8-4-4-4-12 hexadecimal digits.",
			func(w *World) any { return w.thenUUID })),
		asserting(define(`the SDK reports the refusal as it was sent`, `the SDK reports the refusal as it was sent`,
			"The SDK's error has the status, code and message of the raw answer.",
			func(w *World) any { return w.thenSDKRefusal })),
		asserting(define(`the SDK hands on the answer as it was sent`, `the SDK hands on the answer as it was sent`,
			"The SDK's typed body holds every documented member of the raw answer.",
			func(w *World) any { return w.thenSDKAnswer })),
	}
}

func (w *World) success() (*wire.Exchange, map[string]json.RawMessage, error) {
	x, err := w.answer()
	if err != nil {
		return nil, nil, err
	}
	if !x.Succeeded() {
		return nil, nil, w.violatedBy(x, "a success", shortAnswer(x))
	}
	members, err := wire.Object(x.Answer.Body)
	if err != nil {
		return nil, nil, w.violatedBy(x, "a JSON object", err.Error())
	}
	return x, members, nil
}

func (w *World) answerListing() (*wire.Exchange, []server, error) {
	x, _, err := w.success()
	if err != nil {
		return nil, nil, err
	}
	listed, err := listing(x)
	if err != nil {
		return nil, nil, w.violatedBy(x, "a list of backend servers in the answer", err.Error())
	}
	return x, listed, nil
}

func (w *World) thenAnswerListsIt(sentence string) error {
	_, listed, err := w.answerListing()
	if err != nil {
		return err
	}
	return w.listsIt(listed, sentence)
}

func (w *World) thenAnswerListsNumber(number string) error {
	x, listed, err := w.answerListing()
	if err != nil {
		return err
	}
	if strconv.Itoa(len(listed)) != number {
		return w.violatedBy(x, number+" backend servers in the answer", describeServers(listed))
	}
	return nil
}

func (w *World) thenAnswerNamesGroup(member string) error {
	x, members, err := w.success()
	if err != nil {
		return err
	}
	if got := server(members).text(member); got != quote(w.last.group.id) {
		return w.violatedBy(x, member+" "+quote(w.last.group.id), got)
	}
	return nil
}

func (w *World) thenAnswerMemberType(path, kind string) error {
	x, members, err := w.success()
	if err != nil {
		return err
	}
	raw := json.RawMessage(nil)
	for _, name := range strings.Split(path, ".") {
		raw = members[name]
		members = nil
		_ = json.Unmarshal(raw, &members) // a member that is no object has no members of its own
	}
	empty := map[string]string{"an object": "{}", "an array": "[]", "a text": `""`}[kind]
	got := bytes.TrimSpace(raw)
	if len(got) < 3 || got[0] != empty[0] {
		return w.violatedBy(x, path+", "+kind, server{path: raw}.text(path))
	}
	return nil
}

func (w *World) thenObject() error {
	_, _, err := w.success()
	return err
}

func (w *World) thenContentType() error {
	x, err := w.answer()
	if err != nil {
		return err
	}
	given := x.Answer.Header.Get("Content-Type")
	if kind, _, err := mime.ParseMediaType(given); err != nil || kind != "application/json" {
		return w.violatedBy(x, "Content-Type application/json", strconv.Quote(given))
	}
	return nil
}

func (w *World) thenRefusalCarries(name string) error {
	x, err := w.answer()
	if err != nil {
		return err
	}
	if _, err := w.refusal(x, "a refusal with "+name); err != nil {
		return err
	}
	members, err := wire.Object(x.Answer.Body)
	if err != nil {
		return w.violatedBy(x, "a JSON object", err.Error())
	}
	var text string
	if json.Unmarshal(members[name], &text) != nil || text == "" {
		return w.violatedBy(x, name+", a text", server(members).text(name))
	}
	return nil
}

func (w *World) thenRequestIDs() error {
	seen := map[string]bool{}
	for _, x := range w.calls {
		if err := unjudgeable(x); err != nil && x.RequestID() == "" {
			return err
		}
		id := x.RequestID()
		if id == "" || seen[id] {
			return w.violatedBy(x, "a request id of its own", strconv.Quote(id))
		}
		seen[id] = true
	}
	return nil
}

func (w *World) thenUUID() error {
	x, err := w.answer()
	if err != nil {
		return err
	}
	id := x.RequestID()
	if !isUUID(id) {
		return w.violatedBy(x, "a UUID", strconv.Quote(id))
	}
	return nil
}

func isUUID(id string) bool {
	groups := strings.Split(id, "-")
	if len(groups) != 5 {
		return false
	}
	for i, n := range []int{8, 4, 4, 4, 12} {
		if len(groups[i]) != n || strings.Trim(groups[i], "0123456789abcdefABCDEF") != "" {
			return false
		}
	}
	return true
}
