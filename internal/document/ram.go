package document

import (
	"regexp"
	"strings"

	"github.com/slbconform/slbconform/spec"
)

// Paths of the RAM table, by column, whatever the page's edition calls the column.
const (
	pathAction    = "Action"
	pathLevel     = "Access level"
	pathResource  = "Resource type"
	pathCondition = "Condition key"
	pathDependent = "Dependent action"
)

var (
	actionCell = regexp.MustCompile(`^[a-z][a-z0-9-]*:[A-Za-z][A-Za-z0-9]*$`)
	levelCell  = regexp.MustCompile(`^[A-Za-z]+$`)
	arnCell    = regexp.MustCompile(`^(?:acs:\S+|\*)$`)
	noneCell   = regexp.MustCompile(`^(?i:none|-|n/a)$`)
	twoCells   = regexp.MustCompile(`^(\S+)\s+(\S+)$`)
	keyCell    = regexp.MustCompile(`^[a-z][a-z0-9-]*:[\w/*.{}#$-]+$`)
)

// ram cuts the table of actions, each with an access level, resources, condition keys and dependent actions. An
// operation without authorization has a sentence instead of a table.
func (c *cutter) ram(cells []cell) {
	at := c.columns(cells, []string{"action", "operation"}, []string{"access level"},
		[]string{"resource type", "condition key", "dependent action", "associated operation"})
	if at == 0 {
		for _, cl := range cells {
			if !cl.bullet && actionCell.MatchString(cl.text) {
				c.fail(cl.line, "the table has no column heads Action (or Operation) and Access level")
				return
			}
		}
		c.prose(cells, "")
		return
	}
	cells = cells[at:]
	if !isActionRow(cells) {
		c.fail(c.current.Line, "the table has no row: expected an action such as slb:AddVServerGroupBackendServers with an access level below it")
		return
	}
	for len(cells) > 0 && isActionRow(cells) {
		next := 2
		for next < len(cells) && !isActionRow(cells[next:]) {
			next++
		}
		c.actionRow(cells[:next])
		cells = cells[next:]
	}
}

func isActionRow(cells []cell) bool {
	return len(cells) > 1 && !cells[0].bullet && actionCell.MatchString(cells[0].text) &&
		levelCell.MatchString(cells[1].text) && !noneCell.MatchString(cells[1].text)
}

func (c *cutter) actionRow(cells []cell) {
	c.cut(cells[0].from, cells[0], Row, pathAction, authorization(spec.Fact{Action: cells[0].text}))
	c.cut(cells[1].from, cells[1], Row, pathLevel, authorization(spec.Fact{Level: strings.ToLower(cells[1].text)}))
	cells = cells[2:]
	for len(cells) > 1 && arnCell.MatchString(cells[1].text) {
		c.resource(cells[0], cells[1].text)
		cells = cells[2:]
	}
	cells = apart(cells)
	keys := 0
	for keys < len(cells) && isKey(cells[keys].text) {
		keys++
	}
	c.keys(cells[:keys])
	c.prose(cells[keys:], "")
}

func authorization(f spec.Fact) Fact { return Fact{Kind: "authorization", Fact: f} }

// resource cuts the name of a resource and the ARN below it. A star before the name marks it as required.
func (c *cutter) resource(cl cell, arn string) {
	name := strings.TrimSpace(strings.TrimPrefix(cl.text, "*"))
	must := strings.HasPrefix(cl.text, "*")
	c.cut(cl.from, cl, Row, join(pathResource, name), authorization(spec.Fact{Resource: name, ARN: arn, Required: &must}))
}

func isKey(text string) bool { return keyCell.MatchString(text) || noneCell.MatchString(text) }

// apart makes two cells of a line that holds the last two columns, such as "None None".
func apart(cells []cell) []cell {
	if len(cells) == 0 {
		return nil
	}
	first := cells[0]
	m := twoCells.FindStringSubmatchIndex(first.text)
	if m == nil || !isKey(first.text[m[2]:m[3]]) || !isKey(first.text[m[4]:m[5]]) {
		return cells
	}
	second := first
	second.start += m[4]
	second.from, second.text = second.start, first.text[m[4]:]
	first.text = first.text[:m[3]]
	return append([]cell{first, second}, cells[1:]...)
}

// keys cuts the last two columns, condition keys and dependent actions. Each may be a list, and the text does not always
// show where the first ends: it ends with its bullets, after None, or else before the last cell.
func (c *cutter) keys(cells []cell) {
	conditions := max(1, len(cells)-1)
	switch {
	case len(cells) > 1 && noneCell.MatchString(cells[0].text):
		conditions = 1
	case len(cells) > 0 && cells[0].bullet:
		conditions = 0
		for conditions < len(cells) && cells[conditions].bullet {
			conditions++
		}
	}
	for i, cl := range cells {
		list := []string{}
		if !noneCell.MatchString(cl.text) {
			list = append(list, cl.text)
		}
		if i < conditions {
			c.cut(cl.from, cl, Row, pathCondition, authorization(spec.Fact{Conditions: list}))
			continue
		}
		c.cut(cl.from, cl, Row, pathDependent, authorization(spec.Fact{Dependent: list}))
	}
}
