package reports

import "net/http"

// fill makes lists empty that are nil, unless they may be left out: a reader of the JSON finds a list where a list is
// promised, never null.
func fill(r *Report) {
	r.Totals.fill()
	list(&r.Identity.Operations)
	list(&r.Identity.RolesPresent)
	list(&r.Identity.RolesAbsent)
	list(&r.Identity.Configuration)
	if r.Identity.Libraries == nil {
		r.Identity.Libraries = map[string]string{}
	}
	for i := range r.Identity.Operations {
		list(&r.Identity.Operations[i].Documents)
	}
	for i := range r.Rules {
		list(&r.Rules[i].Documents)
		list(&r.Rules[i].Scenarios)
	}
	for i := range r.Scenarios {
		list(&r.Scenarios[i].Steps)
		list(&r.Scenarios[i].Exchanges)
	}
	for i := range r.Exchanges {
		r.Exchanges[i].fill()
	}
	for i := range r.Causes {
		list(&r.Causes[i].Scenarios)
		list(&r.Causes[i].Followers)
		list(&r.Causes[i].FollowerRules)
	}
	list(&r.Proof.Operations)
}

func (t *Totals) fill() {
	for _, c := range []*Count{&t.Rules, &t.Scenarios, &t.Documents.Rules, &t.Others.Rules} {
		c.fill()
	}
	list(&t.Operations)
	for i := range t.Operations {
		t.Operations[i].Rules.fill()
		t.Operations[i].Scenarios.fill()
	}
}

func (c *Count) fill() {
	if *c == nil {
		*c = Count{}
	}
}

func (x *Exchange) fill() {
	list(&x.Parameters)
	for _, h := range []*http.Header{&x.ReqHeader, &x.Header} {
		if *h == nil {
			*h = http.Header{}
		}
	}
}

func list[T any](l *[]T) {
	if *l == nil {
		*l = []T{}
	}
}
