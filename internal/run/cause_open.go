package run

import (
	"fmt"
	"slices"

	"github.com/slbconform/slbconform/reports"
)

// blame lets what rests on a plain call that the documents' own sample contradicts follow from the rule of the sample.
func blame(causes []*Found, outcomes []*Outcome) {
	for _, v := range violations(outcomes) {
		if v.Premise == nil || v.Premise.Blames == "" {
			continue
		}
		at := slices.IndexFunc(causes, func(f *Found) bool { return f.Rule == v.Premise.Blames })
		if at >= 0 {
			v.cause = causes[at]
		} else {
			v.cause = explaining(v.Premise.Blames, outcomes)
		}
	}
}

// explaining is the cause that explains the first contradiction of a rule; nil for none.
func explaining(rule string, outcomes []*Outcome) *Found {
	for _, v := range violations(outcomes) {
		if v.Rule == rule && v.cause != nil {
			return v.cause
		}
	}
	return nil
}

// unshown makes one cause of all premises that were answered alike.
func (r *run) unshown(outcomes []*Outcome) []*Found {
	var all []*Found
	by := map[string]*Found{}
	for o, v := range violations(outcomes) {
		if v.Premise == nil || v.Premise.Blames != "" {
			continue
		}
		says := v.Premise.Says
		switch {
		case v.Premise.refused != "":
			says = r.premises.failed(v.Premise.refused)
		case v.Premise.Role != "":
			says = fmt.Sprintf("%q of the inventory: %s", v.Premise.Role, says)
		}
		if by[says] == nil {
			by[says] = &Found{Verdict: reports.Inconclusive, Reason: says, Exchange: v.Premise.Exchange, refused: v.Premise.refused}
			all = append(all, by[says])
		}
		v.cause = by[says]
		if !slices.Contains(by[says].Followers, o) {
			by[says].Followers = append(by[says].Followers, o)
		}
	}
	return all
}

// unjudged makes one cause of all scenarios that could not be judged for one reason: the first shows it, and the others
// follow.
func (r *run) unjudged(causes []*Found, outcomes []*Outcome) []*Found {
	var all []*Found
	by := map[string]*Found{}
	for _, o := range outcomes {
		if o.Own != reports.Inconclusive || len(o.Violations) > 0 || slices.ContainsFunc(causes, func(f *Found) bool { return slices.Contains(f.undecided, o) }) {
			continue
		}
		f := by[o.Reason]
		if f == nil && o.refused != "" {
			f = sameAnswer(causes, o.refused)
		}
		for _, made := range r.premises.order { // a role that is not what the inventory says is refused elsewhere in other words
			if f == nil && made.refused != "" && made.Blames == "" && slices.Contains(o.rests, made.Role) {
				f = sameAnswer(causes, made.refused)
			}
		}
		if f == nil {
			f = &Found{Verdict: reports.Inconclusive, Reason: o.Reason, Shows: []*Outcome{o}}
			if n := len(o.Exchanges); n > 0 {
				f.Exchange = o.Exchanges[n-1]
				f.AnswerFile = o.answerFile
			}
			by[o.Reason] = f
			all = append(all, f)
			continue
		}
		f.Followers = append(f.Followers, o)
	}
	return all
}

// sameAnswer is the cause of the premises that were answered so; nil for none.
func sameAnswer(causes []*Found, answer string) *Found {
	for _, f := range causes {
		if f.Rule == "" && f.refused == answer {
			return f
		}
	}
	return nil
}
