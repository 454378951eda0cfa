package steps

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"github.com/cucumber/godog"

	"github.com/slbconform/slbconform/internal/wire"
)

func then() []Definition {
	return append([]Definition{
		asserting(define(`the call succeeds`, `the call succeeds`,
			"The answer is a complete success.",
			func(w *World) any { return w.thenSucceeds })),
		asserting(define(`the call is refused`, `the call is refused`,
			"The answer is a well-formed refusal; the page gives no code for it, so any conforms that is not documented for something else.",
			func(w *World) any { return w.thenRefused })),
		asserting(define(`the call is refused with (\d+) "([^"]+)"`, `the call is refused with 400 "BackendServer.InvalidType"`,
			"The answer is a well-formed refusal with this status and code.",
			func(w *World) any { return w.thenRefusedWith })),
		asserting(define(`the message reads "(.+)"`, `the message reads "The specified Type is invalid."`,
			"The refusal's message, letter by letter; %s stands for any text that is not empty.",
			func(w *World) any { return w.thenMessage })),
		asserting(define(`the group is unchanged`, `the group is unchanged`,
			"The group lists what it listed before the call; looked at again at the end of the scenario.",
			func(w *World) any { return w.thenUnchanged })),
		asserting(define(`the group lists it(.*)`, `the group lists it on port 80 with weight 100`,
			"The group lists the backend server added last, once, with these values.",
			func(w *World) any { return w.thenGroupListsIt })),
		asserting(define(`the group lists (\d+) backend servers?`, `the group lists 20 backend servers`,
			"The group lists so many backend servers.",
			func(w *World) any { return w.thenGroupListsNumber })),
		asserting(define(`the group lists these backend servers`, `the group lists these backend servers`,
			"The group lists the backend servers of the table and no other, in any order; an empty cell means the member is absent.",
			func(w *World) any { return w.thenGroupListsTable })),
	}, thenAnswer()...)
}

// answer is the last call's exchange, once it is known to say something.
func (w *World) answer() (*wire.Exchange, error) {
	x, err := w.lastCall()
	if err != nil {
		return nil, err
	}
	return x, unjudgeable(x)
}

func (w *World) thenSucceeds() error {
	x, err := w.answer()
	if err != nil {
		return err
	}
	if !x.Succeeded() {
		return w.violatedBy(x, "a success", shortAnswer(x))
	}
	if _, err := wire.Object(x.Answer.Body); err != nil {
		return w.violatedBy(x, "a success with a JSON object", err.Error())
	}
	return nil
}

func (w *World) violatedBy(x *wire.Exchange, expected, got string) error {
	return &Violation{Expected: expected, Got: got, Exchange: x}
}

func (w *World) thenRefused() error {
	x, err := w.answer()
	if err != nil {
		return err
	}
	r, err := w.refusal(x, "a refusal")
	if err != nil {
		return err
	}
	w.claims = append(w.claims, Claim{Exchange: x, Refusal: r})
	return nil
}

// refusal reads a refusal, or says what the answer is instead.
func (w *World) refusal(x *wire.Exchange, expected string) (*wire.Refusal, error) {
	if x.Succeeded() {
		return nil, w.violatedBy(x, expected, shortAnswer(x))
	}
	r, err := wire.ParseRefusal(x.Answer)
	if err != nil {
		return nil, w.violatedBy(x, expected, fmt.Sprintf("%s (%v)", shortAnswer(x), err))
	}
	return r, nil
}

func (w *World) thenRefusedWith(status, code string) error {
	x, err := w.lastCall()
	if err != nil {
		return err
	}
	if !x.Complete() {
		return unjudgeable(x)
	}
	expected := status + " " + code
	if r, err := wire.ParseRefusal(x.Answer); err == nil && !x.Succeeded() && strconv.Itoa(r.Status) == status && r.Code == code {
		w.claims = append(w.claims, Claim{Exchange: x, Refusal: r, Code: code})
		return nil
	}
	if err := unjudgeable(x); err != nil && !w.claimsCode(x, code) {
		return err
	}
	if _, err := w.refusal(x, expected); err != nil {
		return err
	}
	return w.violatedBy(x, expected, shortAnswer(x))
}

// claimsCode reports whether the answer carries the code that is the subject, so that it is judged although the
// code would otherwise decide nothing.
func (w *World) claimsCode(x *wire.Exchange, code string) bool {
	r, err := wire.ParseRefusal(x.Answer)
	return err == nil && r.Code == code && x.Answer.Status < 500
}

func (w *World) thenMessage(template string) error {
	x, err := w.lastCall()
	if err != nil {
		return err
	}
	r, err := w.refusal(x, "a refusal with a message")
	if err != nil {
		return err
	}
	if !fits(template, r.Message) {
		return w.violatedBy(x, strconv.Quote(template), strconv.Quote(r.Message))
	}
	return nil
}

// fits reports whether the message is the template with any text, not empty, in the place of each %s.
func fits(template, message string) bool {
	before, after, any := strings.Cut(template, "%s")
	if !any {
		return template == message
	}
	rest, ok := strings.CutPrefix(message, before)
	if !ok {
		return false
	}
	rest, ok = strings.CutSuffix(rest, after)
	return ok && strings.TrimSpace(rest) != ""
}

func (w *World) thenUnchanged(ctx context.Context) error {
	if _, err := w.lastCall(); err != nil {
		return err
	}
	before := w.last.group.listed
	now, err := w.readGroup(ctx)
	if err != nil {
		return err
	}
	if !sameServers(before, now) {
		return w.violated(describeServers(before)+", as before the call", describeServers(now))
	}
	w.settled = now
	if w.settled == nil {
		w.settled = []server{}
	}
	return nil
}

func (w *World) thenGroupListsIt(ctx context.Context, sentence string) error {
	return w.eventually(ctx, func() error {
		now, err := w.readGroup(ctx)
		if err != nil {
			return err
		}
		return w.listsIt(now, sentence)
	})
}

// listsIt holds the listing of the server added last against "on port 80 with weight 100 and without description".
func (w *World) listsIt(listed []server, sentence string) error {
	if w.last == nil || len(w.last.list) == 0 {
		return fmt.Errorf("no backend server was added by a sentence before this one")
	}
	it := w.last.list[len(w.last.list)-1]
	expected, err := w.expectation(it, sentence)
	if err != nil {
		return err
	}
	matching := 0
	var same []server
	for _, s := range listed {
		if s.text("ServerId") != it.get("ServerId") {
			continue
		}
		same = append(same, s)
		if fulfils(s, expected) {
			matching++
		}
	}
	if matching != 1 {
		return w.violated(fmt.Sprintf("%s listed once%s", it.get("ServerId"), sentence), describeFully(same, expected))
	}
	return nil
}

// expectation reads a sentence's clauses into members and their raw JSON; "absent" for a member that is not there.
func (w *World) expectation(it element, sentence string) ([]member, error) {
	shape, err := clauses(sentence)
	if err != nil {
		return nil, err
	}
	const untouched = "\x00"
	probe := &addition{list: []element{{of: it.of}}, params: map[string]*string{}, headers: map[string]string{}}
	for _, name := range memberNames() {
		probe.list[0].set(name, untouched)
	}
	if err := w.apply(context.Background(), probe, shape); err != nil {
		return nil, err
	}
	var expected []member
	for _, name := range memberNames() {
		switch raw := probe.list[0].get(name); raw {
		case untouched:
		case "":
			expected = append(expected, member{name, "absent"})
		default:
			expected = append(expected, member{name, raw})
		}
	}
	return expected, nil
}

func fulfils(s server, expected []member) bool {
	for _, m := range expected {
		if !sameJSON(s.text(m.name), m.raw) {
			return false
		}
	}
	return true
}

// sameJSON compares raw JSON by what it says: type and value, not the way a text is escaped.
func sameJSON(a, b string) bool {
	var x, y any
	if json.Unmarshal([]byte(a), &x) != nil || json.Unmarshal([]byte(b), &y) != nil {
		return a == b
	}
	return x == y && strings.HasPrefix(a, `"`) == strings.HasPrefix(b, `"`)
}

func describeFully(same []server, expected []member) string {
	if len(same) == 0 {
		return "no listing of it"
	}
	var parts []string
	for _, s := range same {
		var values []string
		for _, m := range expected {
			values = append(values, fmt.Sprintf("%s %s", m.name, s.text(m.name)))
		}
		parts = append(parts, "it with "+strings.Join(values, ", "))
	}
	return strings.Join(parts, "; ")
}

func (w *World) thenGroupListsNumber(ctx context.Context, number string) error {
	return w.eventually(ctx, func() error {
		now, err := w.readGroup(ctx)
		if err != nil {
			return err
		}
		if strconv.Itoa(len(now)) != number {
			return w.violated(number+" backend servers", describeServers(now))
		}
		return nil
	})
}

func (w *World) thenGroupListsTable(ctx context.Context, table *godog.Table) error {
	expected, err := w.elements(table)
	if err != nil {
		return err
	}
	return w.eventually(ctx, func() error {
		now, err := w.readGroup(ctx)
		if err != nil {
			return err
		}
		return w.listsExactly(now, expected, table)
	})
}

// listsExactly pairs each row of a table with one listed server; the columns of the table are what is compared.
func (w *World) listsExactly(listed []server, rows []element, table *godog.Table) error {
	taken := make([]bool, len(listed))
	for _, row := range rows {
		expected := []member{{"ServerId", row.get("ServerId")}}
		for _, cell := range table.Rows[0].Cells[1:] {
			name := memberNames()[cell.Value]
			raw := row.get(name)
			if raw == "" {
				raw = "absent"
			}
			expected = append(expected, member{name, raw})
		}
		found := false
		for i, s := range listed {
			if !taken[i] && fulfils(s, expected) {
				taken[i], found = true, true
				break
			}
		}
		if !found {
			return w.violated(fmt.Sprintf("a listing with %v", expected), describeServers(listed))
		}
	}
	if len(listed) != len(rows) {
		return w.violated(fmt.Sprintf("%d backend servers", len(rows)), describeServers(listed))
	}
	return nil
}
