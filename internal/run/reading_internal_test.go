package run

import (
	"testing"

	"github.com/slbconform/slbconform/internal/wire"
	"github.com/slbconform/slbconform/spec"
	"github.com/slbconform/slbconform/steps"
)

// A claim is of another as far as that shows it, and no further: each row beside one that is differs from it in one thing.
func TestAClaimIsOfWhatShowsIt(t *testing.T) {
	before, call, set, after, list := &wire.Exchange{Action: "Reads"}, &wire.Exchange{Action: "Adds"}, &wire.Exchange{Action: "Sets"}, &wire.Exchange{Action: "Reads"}, &wire.Exchange{Action: "Lists"}
	here := &Outcome{Exchanges: []*wire.Exchange{before, call, set, after, list}}
	there, without := &Outcome{Exchanges: []*wire.Exchange{call}}, &Outcome{}
	found := func(side steps.Side, member string) claim {
		return claim{outcome: here, v: &Violation{Exchange: call, echo: &steps.Echo{Operation: "Adds", Reader: "Reads", Side: side, Member: member}}}
	}
	sentence := func(in *Outcome, at *wire.Exchange, basis spec.Basis, members ...string) claim {
		return claim{outcome: in, v: &Violation{Exchange: at, Basis: basis, said: steps.Violation{Members: members}}}
	}
	instead := func(operation string) claim {
		return claim{outcome: there, v: &Violation{Step: -1, Exchange: call, echo: &steps.Echo{Operation: operation, Side: steps.Stored, Member: steps.Itself, Instead: "ServerIp"}}}
	}
	form := func(basis spec.Basis) claim {
		return claim{outcome: here, v: &Violation{Step: -1, Exchange: after, Basis: basis, inAnswer: true}}
	}
	for name, c := range map[string]struct {
		claim, own claim
		is         bool
	}{
		"a member after the call":                           {sentence(here, after, spec.Stated, "Weight"), found(steps.Stored, "Weight"), true},
		"a member before the call":                          {sentence(here, before, spec.Stated, "Weight"), found(steps.Stored, "Weight"), false},
		"a member before the call, where nothing states it": {sentence(here, before, spec.Known, "Weight"), found(steps.Stored, "Weight"), false},
		"two members":                                       {sentence(here, after, spec.Stated, "Weight", "Port"), found(steps.Stored, "Weight"), false},
		"more than members":                                 {sentence(here, after, spec.Stated), found(steps.Stored, "Weight"), false},
		"a member that is answered otherwise":               {sentence(here, after, spec.Stated, "Weight"), found(steps.Answered, "Weight"), false},
		"elsewhere, where nothing states it":                {sentence(there, call, spec.Known, "Weight"), found(steps.Stored, "Weight"), true},
		"elsewhere, where something states it":              {sentence(there, call, spec.Stated, "Weight"), found(steps.Stored, "Weight"), false},
		"elsewhere, without such a call":                    {sentence(without, call, spec.Known, "Weight"), found(steps.Stored, "Weight"), false},
		"a server after the call":                           {sentence(here, after, spec.Stated), found(steps.Stored, steps.Itself), true},
		"a server before the call":                          {sentence(here, before, spec.Stated), found(steps.Stored, steps.Itself), false},
		"a server that the answer alone lacks":              {sentence(here, after, spec.Stated), found(steps.Answered, steps.Itself), false},
		"a server in what another operation lists":          {sentence(here, list, spec.Stated), found(steps.Stored, steps.Itself), false},
		"a server with another address":                     {instead("Adds"), found(steps.Stored, "ServerIp"), true},
		"a server that another operation was to store":      {instead("Creates"), found(steps.Stored, "ServerIp"), false},
		"a server whose address is answered otherwise":      {instead("Adds"), found(steps.Answered, "ServerIp"), false},
		"an answer of another form":                         {sentence(here, after, spec.Known), form(spec.Stated), true},
		"a statement of such an answer":                     {sentence(here, after, spec.Stated), form(spec.Stated), false},
		"an answer of a form that nothing states":           {sentence(here, after, spec.Known), form(spec.Inferred), false},
		"another answer than that of the form":              {sentence(here, list, spec.Known), form(spec.Stated), false},
	} {
		if c.claim.isOf(c.own) != c.is {
			t.Errorf("%s: it is of the other: %v", name, !c.is)
		}
	}
}

// The form of what is read after a call that should have been refused is a matter of the call; not what was read before it, nor
// after one that should have succeeded, nor what a sentence says.
func TestWhatIsReadAfterACallThatShouldHaveBeenRefused(t *testing.T) {
	before, call, after := &wire.Exchange{Action: "Reads"}, &wire.Exchange{Action: "Adds"}, &wire.Exchange{Action: "Reads"}
	here := &Outcome{Exchanges: []*wire.Exchange{before, call, after}}
	for _, one := range []struct {
		read     *wire.Exchange
		of       *Outcome
		accepted bool
		form     bool
		is       bool
	}{
		{after, here, true, true, true},
		{before, here, true, true, false},
		{after, here, false, true, false},
		{after, here, true, false, false},
		{after, &Outcome{Exchanges: here.Exchanges}, true, true, false},
	} {
		c := &contradictions{claims: []claim{{outcome: here, v: &Violation{Exchange: call}, accepted: one.accepted}, {outcome: one.of, v: &Violation{Exchange: one.read, inAnswer: one.form}}}}
		if got := c.readAfter([]int{0}); (len(got) == 1) != one.is {
			t.Errorf("%+v: %v", one, got)
		}
	}
}
