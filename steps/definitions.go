package steps

import (
	"reflect"
	"regexp"

	"github.com/cucumber/godog"
)

// Definition is one sentence of the vocabulary.
type Definition struct {
	Pattern *regexp.Regexp
	Example string // as a feature would say it
	Means   string // what it does or looks at
	Asserts bool   // it holds an answer against what it says
	Acts    bool   // it makes the call under test, or another that the scenario is about
	bind    func(*World) any
	reads   func(parts []string) error // whether what the pattern leaves open is understood; nil: it leaves nothing open
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
	var all []Definition
	for _, part := range [][]Definition{given(), acting(when()), then(), control()} {
		all = append(all, part...)
	}
	return all
}

// Register makes a scenario's steps speak to its world.
func Register(sc *godog.ScenarioContext, vocabulary []Definition, w *World) {
	for _, d := range vocabulary {
		sc.Step(d.Pattern, d.bind(w))
	}
}

func define(pattern, example, means string, bind func(*World) any) Definition {
	return Definition{Pattern: regexp.MustCompile("^" + pattern + "$"), Example: example, Means: means, bind: bind}
}

func acting(all []Definition) []Definition {
	for i := range all {
		all[i].Acts = true
	}
	return all
}

// reading is a definition whose open part must be understood by one of the readers below.
func reading(d Definition, reads func(parts []string) error) Definition {
	d.reads = reads
	return d
}

func asserting(d Definition) Definition {
	d.Asserts = true
	return d
}
