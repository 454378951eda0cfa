package live

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/slbconform/slbconform/internal/target"
)

// Sweep says what to look for and what to do with it.
type Sweep struct {
	Run       target.Run    // only of this run; "" for any
	OlderThan time.Duration // what is younger may belong to a run that is still going
	Max       int           // removed at most; 0: no limit
	Delete    bool          // otherwise only look
	Keep      []string      // load balancers of the inventory, never removed, on which a run creates groups and listeners of its own
	Journal   string        // folder of journals: what runs added to groups that they did not create; "" for none
	Now       time.Time

	intended func(name string) bool // whether a run was about to give the name; nil: the journals say it
}

// Swept is one resource that carries the mark of a run.
type Swept struct {
	Kind, ID, Name string
	Run            target.Run
	Age            time.Duration
	Fate           string // removed, would be removed, too young, in use, beyond the maximum, or why it could not be removed
	Err            error  // nil unless it could not be removed
	uses           int    // listeners and rules

	undo func(context.Context) error // of what is not removed by its id
}

// Sweep removes what earlier runs left in the region of the API, the oldest first, and says what became of
// everything that carries a mark. Listeners go before groups, with their forwarding rules, and groups before load balancers;
// a load balancer that was marked takes with it what it has. The error says that looking was not possible; what could not be removed stands in the list.
func (a *API) Sweep(ctx context.Context, s Sweep) ([]Swept, error) {
	journals, err := readJournals(s.Journal)
	if err != nil {
		return nil, fmt.Errorf("the journals in %s cannot be read: %w", s.Journal, err)
	}
	if s.intended == nil {
		s.intended = func(name string) bool {
			return slices.ContainsFunc(journals, func(j *Journal) bool { return j.intends(name) })
		}
	}
	found, err := a.marked(ctx, s)
	if err != nil {
		return nil, err
	}
	found = append(a.added(s, journals), found...)
	removed := 0
	for i := range found {
		f := &found[i]
		switch {
		case f.Age < s.OlderThan:
			f.Fate = "too young"
		case s.Max > 0 && removed >= s.Max:
			f.Fate = "beyond the maximum"
		default:
			removed++
			f.take(ctx, a, s.Delete)
		}
	}
	return found, nil
}

// take removes what was found, or says what it would do.
func (f *Swept) take(ctx context.Context, a *API, really bool) {
	if f.Kind == balancerKind {
		var listeners []Listener
		if listeners, f.Err = a.Listeners(ctx, f.ID); f.Err != nil {
			f.Fate = "could not be looked at: " + f.Err.Error()
			return
		}
		f.uses = len(slices.DeleteFunc(listeners, func(l Listener) bool { return madeByARun(l.Description) }))
	}
	if f.uses > 0 {
		f.Fate = fmt.Sprintf("in use: it has %d listeners or rules of others", f.uses)
		return
	}
	if !really {
		f.Fate = "would be removed"
		return
	}
	f.Fate = "removed"
	undo := f.undo
	if undo == nil {
		undo = func(ctx context.Context) error { return a.delete(ctx, f.Kind, f.ID) }
	}
	if err := undo(ctx); err != nil {
		f.Err, f.Fate = err, "could not be removed: "+err.Error()
	}
}

// added lists what the journals of earlier runs say was added to groups that those runs did not create, behind the endpoint
// and in the region of the API.
func (a *API) added(s Sweep, journals []*Journal) []Swept {
	var found []Swept
	for _, j := range journals {
		for _, c := range j.Changed() {
			if s.Run != "" && j.run != s.Run || c.first.Region != a.Region || c.first.Endpoint != a.Endpoint {
				continue
			}
			last := j.entries[len(j.entries)-1]
			found = append(found, Swept{
				Kind: "backend servers", ID: c.Group, Name: "added by run " + string(j.run), Run: j.run, Age: s.Now.Sub(last.At),
				undo: func(ctx context.Context) error {
					if err := a.restore(ctx, c); err != nil {
						return err
					}
					return j.restored(c.Group)
				},
			})
		}
	}
	return found
}

// madeByARun reports whether a name is one that a run gives, all that is listed of a listener.
func madeByARun(name string) bool {
	_, _, ok := target.RunOf(name)
	return ok
}

// marked lists what carries a mark: listeners, groups, load balancers, of each the oldest first.
func (a *API) marked(ctx context.Context, s Sweep) ([]Swept, error) {
	balancers, err := a.Balancers(ctx)
	if err != nil {
		return nil, fmt.Errorf("the load balancers of %s cannot be listed: %w", a.Region, err)
	}
	var found []Swept
	for _, lb := range balancers {
		run, began, ok := s.ofRun(lb.Name, lb.Tags)
		if !ok || lb.Region != a.Region || slices.Contains(s.Keep, lb.ID) || (s.Run != "" && run != s.Run) {
			continue
		}
		found = append(found, Swept{Kind: balancerKind, ID: lb.ID, Name: lb.Name, Run: run, Age: s.Now.Sub(later(began, moment(lb.Created)))})
	}
	listeners, groups, err := a.onKept(ctx, s)
	if err != nil {
		return nil, err
	}
	byAge := func(x, y Swept) int { return cmp.Compare(y.Age, x.Age) }
	for _, kind := range [][]Swept{listeners, groups, found} {
		slices.SortStableFunc(kind, byAge)
	}
	return slices.Concat(listeners, groups, found), nil
}

// onKept lists what runs left on load balancers that they did not create.
func (a *API) onKept(ctx context.Context, s Sweep) (listeners, groups []Swept, err error) {
	for _, lb := range s.Keep {
		all, err := a.Listeners(ctx, lb)
		if missing(err) {
			continue // preflight says that it is missing; here nothing can be left on it
		}
		if err != nil {
			return nil, nil, fmt.Errorf("the listeners of %s cannot be listed: %w", lb, err)
		}
		for _, l := range all {
			if run, began, ok := target.RunOf(l.Description); ok && (s.Run == "" || run == s.Run) {
				listeners = append(listeners, Swept{Kind: listenerKind, ID: l.id(lb), Name: l.Description, Run: run, Age: s.Now.Sub(began)})
			}
		}
		of, err := a.markedGroups(ctx, s, lb, listeners)
		if err != nil {
			return nil, nil, fmt.Errorf("the vServer groups of %s cannot be listed: %w", lb, err)
		}
		groups = append(groups, of...)
	}
	return listeners, groups, nil
}

// markedGroups lists the groups of a load balancer that carry a mark. Listeners that are swept before do not keep one in use.
func (a *API) markedGroups(ctx context.Context, s Sweep, lb string, swept []Swept) ([]Swept, error) {
	groups, err := a.Groups(ctx, lb)
	if err != nil {
		return nil, err
	}
	var found []Swept
	for _, g := range groups {
		run, began, ok := s.ofRun(g.Name, g.Tags)
		if !ok || (s.Run != "" && run != s.Run) {
			continue
		}
		others := slices.DeleteFunc(g.listeners, func(l Listener) bool {
			return slices.ContainsFunc(swept, func(s Swept) bool { return s.ID == l.id(lb) })
		})
		one := Swept{Kind: groupKind, ID: g.ID, Name: g.Name, Run: run, Age: s.Now.Sub(later(began, moment(g.Created))), uses: len(others)}
		var own []forwarding
		for _, rule := range g.rules {
			if by, _, ok := target.RunOf(rule.RuleName); ok && by == run {
				own = append(own, rule)
			} else {
				one.uses++
			}
		}
		one.undo = func(ctx context.Context) error { return a.deleteWithRules(ctx, g.ID, own) }
		found = append(found, one)
	}
	return found, nil
}

// deleteWithRules removes a group after the forwarding rules of its run, which may be gone with their listener.
func (a *API) deleteWithRules(ctx context.Context, group string, rules []forwarding) error {
	var kept error
	for _, rule := range rules {
		kept = errors.Join(kept, a.delete(ctx, ruleKind, fmt.Sprintf("[%q]", rule.RuleId)))
	}
	if err := a.delete(ctx, groupKind, group); err != nil {
		return errors.Join(err, kept)
	}
	return nil
}

// ofRun reads the mark, or what is left of it: a refused call may leave a name without the tag, and a name that a journal has
// is nobody else's.
func (s Sweep) ofRun(name string, tags map[string]string) (run target.Run, began time.Time, ok bool) {
	run, began, ok = ofRun(name, tags)
	return run, began, ok || s.intended(name)
}

// ofRun reads the whole mark of a run: a name that a run gives, and the tag with that same name.
func ofRun(name string, tags map[string]string) (run target.Run, began time.Time, ok bool) {
	run, began, ok = target.RunOf(name)
	return run, began, ok && tags[target.MarkTag] == name
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}
