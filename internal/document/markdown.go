package document

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

var (
	markdownHeading = regexp.MustCompile(`^#{1,6} +(.*?)[ #]*$`)
	image           = regexp.MustCompile(`!\[[^\]]*\]\([^)]*\)`)
	link            = regexp.MustCompile(`\[([^\[\]]*)\]\([^()]*\)`)
	boldText        = regexp.MustCompile(`\*\*([A-Za-z0-9(\x{E000}-\x{E07F}][^*]*)\*\*`)
	codeSpan        = regexp.MustCompile("`([^`]*)`")
	escapedSign     = regexp.MustCompile(`\\([!-/:-@\[-` + "`" + `{-~])`)
	// apiLink leads from a page to the explorer of its operation, or to the history of the page.
	apiLink = regexp.MustCompile(`/(?:api|document)/\w+/(\d{4}-\d\d-\d\d)/([A-Z]\w*)(?:#workbench[\w-]*)?\)`)
)

// isMarkdown reports whether a page is the vendor's Markdown: its headings carry number signs.
func isMarkdown(text string) bool {
	return slices.ContainsFunc(strings.Split(text, "\n"), markdownHeading.MatchString)
}

// links reads the operation and the version of the API from the links of a Markdown page.
func (d *Document) links(text string) error {
	for _, m := range apiLink.FindAllStringSubmatch(text, -1) {
		if d.Operation != "" && (d.Version != m[1] || d.Operation != m[2]) {
			return d.wrong("its links lead to %s of %s and to %s of %s: is it two pages in one file?", d.Operation, d.Version, m[2], m[1])
		}
		d.Version, d.Operation = m[1], m[2]
	}
	return nil
}

// plainText turns a Markdown page into the page saved as text, keeping its lines.
func plainText(file, text string) (string, error) {
	lines := strings.Split(text, "\n")
	fence := 0 // line of the code block that is open
	for i, line := range lines {
		if strings.HasPrefix(strings.TrimSpace(line), "```") {
			lines[i] = ""
			fence = map[bool]int{true: i + 1, false: 0}[fence == 0]
			continue
		}
		if fence == 0 {
			lines[i] = plainLine(line)
		}
	}
	if fence > 0 {
		return "", &Error{File: file, Line: fence, What: "the code block that begins here does not end: is the file cut?" + entirePage}
	}
	return strings.Join(lines, "\n"), nil
}

// plainLine removes the marks from one line. What is escaped or in a code span is replaced by hidden characters
// meanwhile, so that it is not read as a mark.
func plainLine(line string) string {
	if m := markdownHeading.FindStringSubmatch(line); m != nil {
		line = m[1]
	}
	line = codeSpan.ReplaceAllStringFunc(line, func(code string) string { return hide(strings.Trim(code, "`")) })
	line = escapedSign.ReplaceAllStringFunc(line, func(pair string) string { return hide(pair[1:]) })
	line = link.ReplaceAllString(image.ReplaceAllString(line, ""), "$1")
	line = boldText.ReplaceAllString(line, "$1")
	return reveal(strings.TrimSuffix(line, `\`))
}

// hidden is where signs are moved to: the private use area of Unicode.
const hidden = 0xE000

func hide(text string) string {
	return strings.Map(func(r rune) rune {
		if r < 128 {
			return r + hidden
		}
		return r
	}, text)
}

func reveal(text string) string {
	return strings.Map(func(r rune) rune {
		if r >= hidden && r < hidden+128 {
			return r - hidden
		}
		return r
	}, text)
}

// entirePage is the end of an error about a page in a form that is not read.
const entirePage = " Save the entire page as text, or take the vendor's Markdown of it."

var (
	// pipeTable is a line of heads above one of dashes, or two lines between pipes.
	pipeTable = regexp.MustCompile(`(?m)\|.*\n[ \t]*\|?(?:[ \t]*:?-+:?[ \t]*\|)+(?:[ \t]*:?-+:?)?[ \t]*$|^[ \t]*\|.*\|[ \t]*\n[ \t]*\|.*\|[ \t]*$`)
	htmlTag   = regexp.MustCompile(`(?im)^\s*<(?:!doctype|html|div|table|tr|td|p|h[1-6])\b[^>]*>`)
)

// wrongForm names a form that is not read, or returns an empty string.
func wrongForm(data string) string {
	switch {
	case htmlTag.MatchString(data):
		return "the file is HTML." + entirePage
	case pipeTable.MatchString(data):
		return fmt.Sprint("the tables are drawn with pipes, in which cells cannot be told apart.", entirePage)
	}
	return ""
}
