package run_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"text/template"

	"github.com/slbconform/slbconform/internal/mock"
	"github.com/slbconform/slbconform/internal/plan"
	"github.com/slbconform/slbconform/internal/serve"
	"github.com/slbconform/slbconform/reports"
)

// pages is what the templates of the generated pages show: a report by operation and section.
type pages struct {
	*reports.Report
	Operations []*pageOperation
	Choices    []mock.Choice
	scenarios  map[string]*plan.Scenario
}

type pageOperation struct {
	Name                     string
	Rules, Scenarios, Silent int
	Codes, Provoked          []pageRule
	Unlisted                 []serve.Unlisted // codes
	Sections                 []*pageSection
}

type pageSection struct {
	Name  string
	Rules []pageRule
}

// pageRule is a rule with the place that examines it, and of an error code the calls that provoked it.
type pageRule struct {
	*reports.Rule
	File   string // below features
	Line   int
	Blocks []pageBlock
	recipe
}

// pageBlock is a scenario, or an outline with the number of its rows.
type pageBlock struct {
	Name       string
	Line, Rows int
}

func newPages(r *reports.Report, p *plan.Plan) *pages {
	out := &pages{Report: r, Choices: mock.Choices(), scenarios: map[string]*plan.Scenario{}}
	for _, s := range p.Scenarios {
		out.scenarios[s.ID()] = s
	}
	for i := range r.Rules {
		out.add(out.rule(&r.Rules[i]))
	}
	return out
}

func (p *pages) rule(r *reports.Rule) pageRule {
	rule := pageRule{Rule: r}
	for _, id := range r.Scenarios {
		s := p.scenarios[id]
		rule.File, rule.Line = strings.TrimPrefix(s.File, "features/"), s.RuleLine
		if n := len(rule.Blocks); s.Outline == "" || n == 0 || rule.Blocks[n-1].Line != s.Start {
			rule.Blocks = append(rule.Blocks, pageBlock{Name: s.Name, Line: s.Start})
		}
		if s.Outline != "" {
			last := &rule.Blocks[len(rule.Blocks)-1]
			last.Name, last.Rows = s.Outline, last.Rows+1
		}
	}
	return rule
}

func (p *pages) add(rule pageRule) {
	at := slices.IndexFunc(p.Operations, func(o *pageOperation) bool { return o.Name == rule.Operation })
	if at < 0 {
		at, p.Operations = len(p.Operations), append(p.Operations, &pageOperation{Name: rule.Operation})
	}
	o := p.Operations[at]
	o.Rules++
	o.Scenarios += len(rule.Scenarios)
	if rule.Why != "" {
		o.Silent++
	}
	if rule.Error != nil {
		o.Codes = append(o.Codes, rule)
		if recipe, ok := recipeOf(p.Report, rule.Rule); ok {
			rule.recipe = recipe
			o.Provoked = append(o.Provoked, rule)
		}
	}
	in := slices.IndexFunc(o.Sections, func(s *pageSection) bool { return s.Name == rule.Section })
	if in < 0 {
		in, o.Sections = len(o.Sections), append(o.Sections, &pageSection{Name: rule.Section})
	}
	o.Sections[in].Rules = append(o.Sections[in].Rules, rule)
}

// tell adds the codes that no document of an operation lists.
func (p *pages) tell(t *testing.T, codes []serve.Unlisted) {
	for _, c := range codes {
		if c.Says == "" {
			t.Errorf("%s answers %s, and nothing says when: an entry of the mock's table lacks its words", c.Operation, c.Code)
		}
		i := slices.IndexFunc(p.Operations, func(o *pageOperation) bool { return o.Name == c.Operation })
		p.Operations[i].Unlisted = append(p.Operations[i].Unlisted, c)
	}
}

// written is a page as its template says.
func (p *pages) written(t *testing.T, name string) string {
	t.Helper()
	funcs := template.FuncMap{
		"md":     func(s string) string { return citation.ReplaceAllString(markup.Replace(s), "([source]($1#$2))") },
		"code":   code,
		"anchor": func(s string) string { return strings.ReplaceAll(strings.ToLower(s), " ", "-") },
		"mark": func(basis string) string {
			if basis == "" {
				return ""
			}
			return " _(" + basis + ")_"
		},
	}
	var out strings.Builder
	if err := template.Must(template.New(name).Funcs(funcs).ParseFiles("testdata/"+name)).Execute(&out, p); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// markup makes text that Markdown shows as it is.
var markup = strings.NewReplacer("<", "&lt;", "&", "&amp;", `\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "{", `\{`, "}", `\}`, "[", `\[`, "]", `\]`,
	"(", `\(`, ")", `\)`, "#", `\#`, "+", `\+`, "!", `\!`, "|", `\|`, "~", `\~`, ">", `\>`, "@", `\@`, "$", `\$`)

// citation is a source that a text names, as markup leaves it; the pages that have some stand in docs.
var citation = regexp.MustCompile(`\\\(docs/(sources\.md)\\#([a-z0-9-]+)\\\)`)

func code(s string) string {
	if s != "" && !strings.ContainsAny(s, "`<>&|") {
		return "`" + s + "`"
	}
	return "<code>" + markup.Replace(s) + "</code>"
}
