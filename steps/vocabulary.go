package steps

import (
	"reflect"
	"regexp"
	"strings"

	"github.com/cucumber/godog"
)

// Definition is one sentence of the vocabulary.
type Definition struct {
	Pattern *regexp.Regexp
	Example string // as a feature would say it; the pattern itself where it leaves nothing open
	Means   string // what it does or looks at

	Acts      bool // it makes the call under test, or another that the scenario is about
	Asserts   bool // it holds an answer against what it says
	Refuses   bool // it speaks of a refusal, which proves nothing without a control
	Unchanged bool // it says that a refused call left things as they were
	Control   bool // it makes the refused call with one thing put right

	bind  func(*World) any
	reads func(parts []string) error // whether what the pattern leaves open is understood; nil: it leaves nothing open
}

// Check reports what a sentence that fits the pattern leaves to be understood and is not.
func (d Definition) Check(sentence string) error {
	m := d.Pattern.FindStringSubmatch(sentence)
	if m == nil || d.reads == nil {
		return nil
	}
	return d.reads(m[1:])
}

// Takes says what must follow the sentence: "a table", "a doc string", or "" for nothing.
func (d Definition) Takes() string {
	step := reflect.TypeOf(d.bind(&World{}))
	if step.NumIn() == 0 {
		return ""
	}
	switch step.In(step.NumIn() - 1) {
	case reflect.TypeFor[*godog.Table]():
		return "a table"
	case reflect.TypeFor[*godog.DocString]():
		return "a doc string"
	}
	return ""
}

// Vocabulary returns every sentence that a feature may use. A pattern is compiled once a call, so call it once a
// run: godog would compile a text pattern once a scenario.
func Vocabulary() []Definition {
	var v vocabulary
	for _, part := range []func(*vocabulary){givens, several, listeners, whens, calling, thens, thenAnswers, controls} {
		part(&v)
	}
	for _, op := range Operations() {
		if op.Sentences != nil {
			op.Sentences(&v)
		}
	}
	return v.all
}

// Register makes a scenario's steps speak to its world.
func Register(sc *godog.ScenarioContext, vocabulary []Definition, w *World) {
	for _, d := range vocabulary {
		sc.Step(d.Pattern, d.bind(w))
	}
}

// vocabulary collects definitions. A sentence is defined by a statement that calls Given, When or Then with a literal
// pattern, which is the shape that editors with a Cucumber plugin follow.
type vocabulary struct{ all []Definition }

// Given defines a sentence that sets something up.
func (v *vocabulary) Given(pattern string, d Definition) { v.define(pattern, d) }

// When defines a sentence that makes a call.
func (v *vocabulary) When(pattern string, d Definition) {
	d.Acts = true
	v.define(pattern, d)
}

// Then defines a sentence that looks at what came of a call.
func (v *vocabulary) Then(pattern string, d Definition) {
	d.Asserts = true
	v.define(pattern, d)
}

func (v *vocabulary) define(pattern string, d Definition) {
	d.Pattern = regexp.MustCompile(pattern)
	if d.Example == "" {
		d.Example = strings.TrimSuffix(strings.TrimPrefix(pattern, "^"), "$")
	}
	v.all = append(v.all, d)
}
