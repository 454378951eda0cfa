package document

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"regexp"
	"strings"
	"unicode"
)

// HashOf is the hash of a statement in the ledger and the lock: the first twelve hexadecimal digits of the SHA-256 of its
// normalised text. Statements that differ only in white space, quotes, dashes, bold marks or masked ids have the same hash,
// and so have samples that differ only in the layout of their JSON.
func HashOf(text string) string {
	sum := sha256.Sum256([]byte(normalise(text)))
	return hex.EncodeToString(sum[:6])
}

// collapseSpace makes every run of white space one blank and removes invisible characters.
func collapseSpace(text string) string {
	visible := strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Cf, r) {
			return -1
		}
		return r
	}, text)
	return strings.Join(strings.Fields(visible), " ")
}

func normalise(text string) string {
	text = collapseSpace(text)
	var compact bytes.Buffer
	if strings.HasPrefix(text, "{") || strings.HasPrefix(text, "[") {
		if json.Compact(&compact, []byte(text)) == nil {
			text = compact.String()
		}
	}
	text = typography.Replace(text)
	text = bold.ReplaceAllString(text, "$1")
	text = octets.ReplaceAllString(text, "$1.**.**")
	return masked.ReplaceAllStringFunc(text, maskedID)
}

var (
	// typography replaces what editors and browsers write differently: quotes, dashes, full-width signs.
	typography = strings.NewReplacer(
		"“", `"`, "”", `"`, "„", `"`, "″", `"`, "‘", "'", "’", "'", "′", "'", "`", "'",
		"‐", "-", "‑", "-", "‒", "-", "–", "-", "—", "-", "−", "-",
		"…", "...", "：", ":", "（", "(", "）", ")", "，", ",")
	// octets are an address whose last two numbers are masked, by however many signs.
	octets = regexp.MustCompile(`(\d{1,3}\.\d{1,3})\.\*+\.\*+`)
	// masked is an id of which the vendor shows only a part: rsp-cige6******, i-xxxxxxxxx, 192.XX.XX.11.
	masked   = regexp.MustCompile(`[A-Za-z0-9-]*(?:\*{2,}|x{4,}|\bX{2,}\b)[A-Za-z0-9*-]*`)
	idPrefix = regexp.MustCompile(`^[a-z]{1,6}-`)
)

// maskedID keeps the prefix, which tells what the id is of; the rest of a masked id says nothing.
func maskedID(id string) string { return idPrefix.FindString(id) + "…" }
