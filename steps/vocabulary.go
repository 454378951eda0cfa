package steps

import (
	"context"
	"iter"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"sync"

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

	does any // a method of the World, which takes what the pattern leaves open: a text as it is, or an argument
}

// Check reports what a sentence that fits the pattern leaves to be understood and is not.
func (d Definition) Check(sentence string) error {
	m := d.Pattern.FindStringSubmatch(sentence)
	if m == nil {
		return nil
	}
	for _, part := range d.takes() {
		if part == reflect.TypeFor[context.Context]() {
			continue
		}
		if m = m[1:]; len(m) == 0 {
			break // a table or a text, which no sentence holds
		}
		if a, ok := reflect.New(part).Interface().(argument); ok {
			if err := a.read(m[0]); err != nil {
				return err
			}
		}
	}
	return nil
}

// takes are the types of what the method takes besides its World.
func (d Definition) takes() []reflect.Type {
	return slices.Collect(reflect.TypeOf(d.does).Ins())[1:]
}

// Takes says what must follow the sentence: "a table", "a doc string", or "" for nothing.
func (d Definition) Takes() string {
	takes := d.takes()
	if len(takes) == 0 {
		return ""
	}
	switch takes[len(takes)-1] {
	case reflect.TypeFor[*godog.Table]():
		return "a table"
	case reflect.TypeFor[*godog.DocString]():
		return "a doc string"
	}
	return ""
}

// Vocabulary is every sentence that a feature may use. It is defined by statements that call Given, When or Then with a
// literal pattern, which is the shape that editors with a Cucumber plugin follow.
type Vocabulary struct {
	All []Definition

	fitting sync.Map // sentence → those of All that fit it: a sentence is looked up many times, and the expressions are many
}

// NewVocabulary compiles the patterns: call it once a run.
func NewVocabulary() *Vocabulary {
	v := &Vocabulary{}
	for _, part := range []func(*Vocabulary){givens, several, listeners, whens, calling, thens, thenAnswers, controls} {
		part(v)
	}
	for _, op := range Operations() {
		if op.Sentences != nil {
			op.Sentences(v)
		}
	}
	return v
}

// Fitting are the definitions that fit a sentence. The list is shared and must not be changed.
func (v *Vocabulary) Fitting(sentence string) []*Definition {
	if known, ok := v.fitting.Load(sentence); ok {
		return known.([]*Definition)
	}
	var fit []*Definition
	for i := range v.All {
		if v.All[i].Pattern.MatchString(sentence) {
			fit = append(fit, &v.All[i])
		}
	}
	v.fitting.Store(sentence, fit)
	return fit
}

// Meaning is the definition that fits a sentence, the first of several; nil when there is none.
func (v *Vocabulary) Meaning(sentence string) *Definition {
	if fit := v.Fitting(sentence); len(fit) > 0 {
		return fit[0]
	}
	return nil
}

// Register makes the sentences of a scenario speak to its world. Only those: the run tries every pattern that is registered
// on every sentence.
func (v *Vocabulary) Register(sc *godog.ScenarioContext, w *World, sentences iter.Seq[string]) {
	registered := map[*Definition]bool{}
	for sentence := range sentences {
		for _, d := range v.Fitting(sentence) {
			if !registered[d] {
				registered[d] = true
				sc.Step(d.Pattern, d.in(w))
			}
		}
	}
}

// in is the method of one world.
func (d *Definition) in(w *World) any {
	takes := d.takes()
	arguments := map[int]reflect.Type{}
	for i, part := range takes {
		if reflect.PointerTo(part).Implements(reflect.TypeFor[argument]()) {
			takes[i], arguments[i] = reflect.TypeFor[string](), part
		}
	}
	step := reflect.FuncOf(takes, []reflect.Type{reflect.TypeFor[error]()}, false)
	return reflect.MakeFunc(step, func(given []reflect.Value) []reflect.Value {
		for i, part := range arguments {
			read := reflect.New(part)
			if err := read.Interface().(argument).read(given[i].String()); err != nil {
				return []reflect.Value{reflect.ValueOf(&err).Elem()}
			}
			given[i] = read.Elem()
		}
		return reflect.ValueOf(d.does).Call(slices.Insert(given, 0, reflect.ValueOf(w)))
	}).Interface()
}

// Given defines a sentence that sets something up, by the method of the World that does it.
func (v *Vocabulary) Given(pattern string, does any, d Definition) { v.define(pattern, does, d) }

// When defines a sentence that makes a call.
func (v *Vocabulary) When(pattern string, does any, d Definition) {
	d.Acts = true
	v.define(pattern, does, d)
}

// Then defines a sentence that looks at what came of a call.
func (v *Vocabulary) Then(pattern string, does any, d Definition) {
	d.Asserts = true
	v.define(pattern, does, d)
}

func (v *Vocabulary) define(pattern string, does any, d Definition) {
	d.Pattern, d.does = regexp.MustCompile(pattern), does
	if d.Example == "" {
		d.Example = strings.TrimSuffix(strings.TrimPrefix(pattern, "^"), "$")
	}
	v.All = append(v.All, d)
}
