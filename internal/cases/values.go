package cases

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/slbconform/slbconform/internal/wire"
)

// nearBounds is a whole number from low to high, at the ends more often than in between.
func nearBounds(s Source, low, high int) int {
	switch s.between(0, 3) {
	case 0:
		return low
	case 1:
		return high
	}
	return s.between(low, high)
}

// number writes a whole number as the samples do, as a string.
func number(n int) string { return wire.Quote(strconv.Itoa(n)) }

// written writes a text as JSON, now and then with characters escaped that need not be.
func written(s Source, text string) string {
	if s.between(0, 3) < 3 {
		return wire.Quote(text)
	}
	var out strings.Builder
	out.WriteByte('"')
	for _, r := range text {
		if r > 0xffff {
			r -= 0x10000
			fmt.Fprintf(&out, `\u%04x\u%04x`, 0xd800+r>>10, 0xdc00+r&0x3ff)
			continue
		}
		fmt.Fprintf(&out, `\u%04x`, r)
	}
	out.WriteByte('"')
	return out.String()
}

// text is one of the alphabet of a member, from low to high characters long.
func (m *Maker) text(s Source, member string, low, high int) string {
	letters := []rune(m.alphabet(member))
	out := make([]rune, nearBounds(s, low, high))
	at := s.between(0, len(letters)-1)
	for i := range out {
		out[i] = letters[(at+i*7)%len(letters)]
	}
	return string(out)
}

// alphabet are the characters that the ledger allows in a member.
func (m *Maker) alphabet(member string) string {
	for _, c := range m.constraints {
		if c.Kind == "alphabet" && c.Fact.Name == member {
			return c.characters()
		}
	}
	return "abc"
}

// characters are all of an alphabet.
func (c constraint) characters() string {
	all := c.Fact.Characters
	for _, class := range c.Fact.Classes {
		switch class {
		case "letters":
			all += "abcdefghijklmnopqrstuvwxyz" + "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
		case "digits":
			all += "0123456789"
		}
	}
	return all
}

// foreign are characters of all sorts; those that an alphabet has are left out where it is used. Letters, digits and marks of
// other scripts are none: the documents speak of letters and digits and do not say which.
func foreign() []rune {
	var all []rune
	for r := rune(' '); r < 0x7f; r++ {
		all = append(all, r)
	}
	return append(all, '\n', '\t', 0, 0x7f, '！', '€', '🙂', '\u200b', '\u3000', '–')
}
