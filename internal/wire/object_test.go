package wire_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/slbconform/slbconform/internal/wire"
)

// One object is read, and nothing else; a text that could be written without escapes is.
func TestAnObjectIsReadAsItIsWritten(t *testing.T) {
	members, err := wire.Object([]byte(` {"Code":"\u0041\u003c\"","code":1.50,"x":{"y":["\/"]}} `))
	if err != nil || len(members) != 3 || string(members["Code"]) != `"A<\""` || string(members["code"]) != "1.50" || string(members["x"]) != `{"y":["/"]}` {
		t.Errorf("read %s, %v", members, err)
	}
	for body, want := range map[string]string{
		"": "is empty", " \n": "is empty", "null": "is null", "[]": "not a JSON object", `{"a":`: "not a JSON object", "{} {}": "something follows", `{}"`: "something follows",
	} {
		if _, err := wire.Object([]byte(body)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q gives %v, want %q", body, err, want)
		}
	}
}

// Members keep their order, and those that are given twice.
func TestMembersAreReadInTheirOrder(t *testing.T) {
	var members wire.Members
	if err := json.Unmarshal([]byte(`{"Port":80,"a":{"b":[]},"Port":"81"}`), &members); err != nil {
		t.Fatal(err)
	}
	text := ""
	for _, m := range members {
		text += m.Name + "=" + string(m.Raw) + " "
	}
	if text != `Port=80 a={"b":[]} Port="81" ` {
		t.Errorf("read %s", text)
	}
	for _, body := range []string{"[]", `"x"`, "7"} {
		if json.Unmarshal([]byte(body), &members) == nil {
			t.Errorf("%s is read as an object", body)
		}
	}
}

// A text is quoted with no escape but those that JSON needs; what cannot be read stays as it is.
func TestQuotes(t *testing.T) {
	for text, want := range map[string]string{"plain": `"plain"`, "a<b>&c": `"a<b>&c"`, "a\"b\\\n": `"a\"b\\\n"`} {
		if got := wire.Quote(text); got != want {
			t.Errorf("%q is quoted as %s", text, got)
		}
	}
	for raw, want := range map[string]string{`{"a" : 1.0}`: `{"a":1.0}`, `"cut`: `"cut`} {
		if got := string(wire.Plain(json.RawMessage(raw))); got != want {
			t.Errorf("%s becomes %s", raw, got)
		}
	}
}
