package steps

import (
	"bytes"
	"encoding/json"
	"math"
	"strconv"
	"strings"
)

func count(list []server, like func(server) bool) int {
	n := 0
	for _, s := range list {
		if like(s) {
			n++
		}
	}
	return n
}

// plainKey reports whether a server is named by an id and a port in the documents' form.
func (s server) plainKey() bool {
	return strings.HasPrefix(s.text("ServerId"), `"`) && s.at() != "" && number(s["Port"]) != ""
}

// like reports whether two are the same backend server of a group: by id and port, and by address where both have one.
func (s server) like(t server) bool {
	if s.at() != t.at() {
		return false
	}
	a, b := s["ServerIp"], t["ServerIp"]
	return len(a) == 0 || len(b) == 0 || bytes.Equal(a, b)
}

// echoed are the members that a listing shows of a backend server.
func echoed() []string {
	return []string{"ServerId", "Port", "Type", "Weight", "Description", "ServerIp"}
}

// differ are the members that were asked for and are shown otherwise. A server that is missing differs in itself.
func (s server) differ(shown server) []string {
	if shown == nil {
		return []string{Itself}
	}
	var out []string
	for _, name := range echoed() {
		if raw, sent := s[name]; sent && said(raw) && !sameValue(raw, shown[name]) {
			out = append(out, name)
		}
	}
	return out
}

// said reports whether a member was sent in earnest: null and the empty text may count as not given.
func said(raw json.RawMessage) bool { return string(raw) != "null" && string(raw) != `""` }

// sameValue compares two values; a number is equal to the string that holds it.
func sameValue(a, b json.RawMessage) bool {
	if bytes.Equal(a, b) {
		return true
	}
	if x, y := number(a), number(b); x != "" || y != "" {
		return x == y
	}
	return sameJSON(string(a), string(b))
}

// number is a whole number, however it is written: as a JSON number, with a fraction of zeros, an exponent or a sign before zero, or as a string;
// "" when it is none.
func number(raw json.RawMessage) string {
	digits := string(raw)
	if strings.HasPrefix(digits, `"`) {
		if digits = strings.Trim(digits, `"`); strings.Contains(digits, `\`) {
			_ = json.Unmarshal(raw, &digits) // however it is escaped
		}
	} else if strings.ContainsAny(digits, ".eE-") {
		value, err := strconv.ParseFloat(digits, 64)
		if err == nil && value == math.Trunc(value) {
			digits = strconv.FormatFloat(value+0, 'f', -1, 64)
		}
	}
	if digits == "" || strings.Trim(digits, "0123456789") != "" {
		return ""
	}
	return digits
}
