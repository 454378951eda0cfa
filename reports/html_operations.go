package reports

import "strings"

// operationView is an operation as the page shows it, or the platform.
type operationView struct {
	Name       string
	Short      string // in a column: without what the names of all operations have in common
	Anchor     string
	Dated      string // its documents and their dates
	Of         OperationOf
	Sections   []section
	Codes      []*ruleView
	Statements []statementView
	States     int // how many statements those are
}

// section is a part of a document, or of the ledger's second part.
type section struct {
	Name  string
	Rules []*ruleView
}

// statementView is the statements of a document that one rule is based on, or one statement that is set aside.
type statementView struct {
	Places []placeView
	Says   string
	Rule   *ruleView
}

// placeView is one place of a document with the hashes of the statements that stand there.
type placeView struct{ Says, Hashes string }

// Says lists the verdicts of its rules.
func (o *operationView) Says() string {
	return plural(o.Of.Rules.Sum(), "rule") + ": " + Group{Rules: o.Of.Rules, NotObservable: o.Of.NotObservable}.says(false)
}

// operations are those of the report, in the order of its rules.
func (v *viewer) operations() []*operationView {
	var all []*operationView
	byName, common := map[string]*operationView{}, ""
	if id := v.report.Identity; len(id.Operations) > 1 {
		common = id.common()
	}
	for _, of := range v.report.Totals.Operations {
		o := &operationView{Name: of.Operation, Short: shortened(of.Operation, common), Anchor: ref(of.Operation), Of: of, Dated: v.report.Identity.DocumentsOf(of.Operation)}
		byName[of.Operation] = o
		all = append(all, o)
	}
	for i := range v.report.Rules {
		r := &v.report.Rules[i]
		byName[r.Operation].add(v.rule(r))
	}
	for _, s := range v.report.SetAside {
		if o := byName[s.Operation]; o != nil {
			o.state(statementView{Places: placeViews([]Place{s.Place}), Says: s.Reason}, 1)
		}
	}
	return all
}

func (o *operationView) add(rule *ruleView) {
	if n := len(o.Sections); n == 0 || o.Sections[n-1].Name != rule.Section {
		o.Sections = append(o.Sections, section{Name: rule.Section})
	}
	last := &o.Sections[len(o.Sections)-1]
	last.Rules = append(last.Rules, rule)
	if rule.Error != nil {
		o.Codes = append(o.Codes, rule)
	}
	if n := len(rule.Documents); n > 0 {
		o.state(statementView{Places: placeViews(rule.Documents), Says: rule.Says, Rule: rule}, n)
	}
}

func (o *operationView) state(s statementView, statements int) {
	o.Statements = append(o.Statements, s)
	o.States += statements
}

// placeViews groups statements by place.
func placeViews(places []Place) []placeView {
	var out []placeView
	for _, p := range places {
		if n := len(out); n > 0 && out[n-1].Says == p.String() {
			out[n-1].Hashes += " " + p.Statement
			continue
		}
		out = append(out, placeView{p.String(), p.Document + " " + p.Statement})
	}
	return out
}

// shortened replaces the part that all names share by "…", unless at most one letter follows it: "Create…" and "Describe…s"
// would be unclear.
func shortened(name, common string) string {
	before, after, found := strings.Cut(name, common)
	if common == "" || !found || len(after) < 2 {
		return name
	}
	return before + "…" + after
}

// DocumentsOf names the documents of an operation with their dates.
func (id *Identity) DocumentsOf(operation string) string {
	said := ""
	for _, o := range id.Operations {
		if o.Name != operation {
			continue
		}
		for _, d := range o.Documents {
			if said != "" {
				said += ", "
			}
			said += d.Name
			if d.Date != "" {
				said += " of " + d.Date
			}
		}
	}
	return said
}
