package steps

import (
	"regexp"

	"github.com/cucumber/godog"
)

// Definition is one sentence of the vocabulary.
type Definition struct {
	Pattern *regexp.Regexp
	Example string // as a feature would say it
	Means   string // what it does or looks at
	Asserts bool   // it holds an answer against what it says
	bind    func(*World) any
}

// Vocabulary returns every sentence that a feature may use. A pattern is compiled once a call, so call it once a
// run: godog would compile a text pattern once a scenario.
func Vocabulary() []Definition {
	var all []Definition
	for _, part := range [][]Definition{given(), when(), then(), control()} {
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

func asserting(d Definition) Definition {
	d.Asserts = true
	return d
}
