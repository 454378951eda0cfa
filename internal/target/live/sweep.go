package live

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/slbconform/slbconform/internal/target"
)

// Sweep says what to look for and what to do with it.
type Sweep struct {
	Run       target.Run    // only of this run; "" for any
	OlderThan time.Duration // what is younger is left: its run may still be going
	Max       int           // removed at most; 0: no limit
	Delete    bool          // false: only list
	Keep      []string      // load balancers of the inventory, on which runs create groups and listeners; they are never removed
	Journal   string        // folder of journals, which say what runs added to groups that they did not create; "" for none
	Now       time.Time

	intended func(name string) bool // whether a run was about to create something with the name; nil: as the journals say
}

// Swept is one resource that carries the mark of a run.
type Swept struct {
	Kind, ID, Name string
	On             string // what it belongs to: the load balancer of a group; "" for a load balancer
	Run            target.Run
	Age            time.Duration
	Outcome        string // removed, would be removed, too young, in use, beyond the maximum, or why it could not be removed
	Err            error  // nil unless it could not be removed

	is               string  // one of the words below; "" for what could not be looked at or removed
	listeners, rules int     // how many of others lead to it, which keep it in use
	with             []Swept // what is removed with it

	undo func(context.Context) error // removes it, where its id alone does not do
}

// Sweep removes what earlier runs left in the region of the API, the oldest first, and returns everything that carries a
// mark with what was done to it. Listeners and forwarding rules are removed before groups, groups before load balancers.
// What is removed with a listener or a load balancer follows it in the list. The error says that listing failed; what could
// not be removed has its error in the list.
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
	found, err := a.findMarked(ctx, s)
	if err != nil {
		return nil, err
	}
	found = append(a.findAdded(ctx, s, journals), found...)
	removed := 0
	var swept []Swept
	for _, f := range found {
		switch {
		case f.Age < s.OlderThan:
			f.is, f.Outcome = tooYoung, tooYoung
		case s.Max > 0 && removed >= s.Max:
			f.is, f.Outcome = beyond, beyond
		default:
			f.remove(ctx, a, s.Delete)
			if !f.InUse() {
				removed++
			}
		}
		swept = append(swept, f)
		for _, with := range f.with {
			if f.is == wasRemoved || f.is == wouldBeRemoved {
				with.Run, with.Age, with.is, with.Outcome = f.Run, f.Age, f.is, f.is+" with the "+f.Kind
				swept = append(swept, with)
			}
		}
	}
	return swept, nil
}

// What became of what a sweep found.
const wasRemoved, wouldBeRemoved, tooYoung, beyond, isInUse = "removed", "would be removed", "too young", "beyond the maximum", "in use"

// Gone reports whether it was removed.
func (f Swept) Gone() bool { return f.is == wasRemoved }

// InUse reports whether it was old enough and stays because a listener or rule of others leads to it.
func (f Swept) InUse() bool { return f.is == isInUse }

// TooYoung reports whether it may belong to a run that is still going.
func (f Swept) TooYoung() bool { return f.is == tooYoung }

// Beyond reports whether it stays because the maximum had been removed already.
func (f Swept) Beyond() bool { return f.is == beyond }

// remove removes what was found, or sets the outcome to what would be done.
func (f *Swept) remove(ctx context.Context, a *API, really bool) {
	if f.Kind == balancerKind {
		if f.Err = a.countContents(ctx, f); f.Err != nil {
			f.Outcome = "could not be looked at: " + f.Err.Error()
			return
		}
	}
	var others []string
	if f.listeners > 0 {
		others = append(others, counted(f.listeners, "listener"))
	}
	if f.rules > 0 {
		others = append(others, counted(f.rules, "forwarding rule"))
	}
	if len(others) > 0 {
		f.is, f.Outcome = isInUse, fmt.Sprintf(isInUse+": it has %s of others", strings.Join(others, " and "))
		return
	}
	if !really {
		f.is, f.Outcome = wouldBeRemoved, wouldBeRemoved
		return
	}
	f.is, f.Outcome = wasRemoved, wasRemoved
	undo := f.undo
	if undo == nil {
		undo = func(ctx context.Context) error { return a.delete(ctx, f.Kind, f.ID) }
	}
	if err := undo(ctx); err != nil {
		f.Err, f.is, f.Outcome = err, "", "could not be removed: "+err.Error()
	}
}

// findAdded lists what the journals of earlier runs say was added to groups that those runs did not create, behind the endpoint
// and in the region of the API.
func (a *API) findAdded(ctx context.Context, s Sweep, journals []*Journal) []Swept {
	var found []Swept
	for _, j := range journals {
		for _, c := range j.changed() {
			if !s.wants(j.run) || c.first.Region != a.Region || c.first.Endpoint != a.Endpoint {
				continue
			}
			now, err := a.BackendServers(ctx, c.Group)
			which := joinNames(c.added(now))
			if err != nil && !notFound(err) {
				which = "which cannot be listed: " + err.Error()
			}
			last := j.entries[len(j.entries)-1]
			found = append(found, Swept{
				Kind: "backend servers", ID: which, On: c.Group, Name: "added by run " + string(j.run), Run: j.run, Age: s.Now.Sub(last.At),
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

// joinNames lists the names of backend servers for a person.
func joinNames(servers []BackendServer) string {
	var each []string
	for _, m := range servers {
		each = append(each, m.String())
	}
	return cmp.Or(strings.Join(each, ", "), "none any more")
}

// findMarked lists what carries a mark: listeners, forwarding rules, groups, load balancers, of each the oldest first.
func (a *API) findMarked(ctx context.Context, s Sweep) ([]Swept, error) {
	balancers, err := a.Balancers(ctx)
	if err != nil {
		return nil, fmt.Errorf("the load balancers of %s cannot be listed: %w", a.Region, err)
	}
	var found []Swept
	for _, lb := range balancers {
		run, began, ok := s.markedRun(lb.Name, lb.Tags)
		if !ok || lb.Region != a.Region || slices.Contains(s.Keep, lb.ID) {
			continue
		}
		found = append(found, Swept{Kind: balancerKind, ID: lb.ID, Name: lb.Name, Run: run, Age: s.Now.Sub(later(began, parseTime(lb.Created)))})
	}
	kept, err := a.findOnKept(ctx, s)
	if err != nil {
		return nil, err
	}
	byAge := func(x, y Swept) int { return cmp.Compare(y.Age, x.Age) }
	all := append(kept, found)
	for _, kind := range all {
		slices.SortStableFunc(kind, byAge)
	}
	return slices.Concat(all...), nil
}

// markedRun reads the mark of a run from a name and tags. A name without the tag counts when a journal has it: a refused
// call may have created a thing without its tag. ok is false for a run that is not looked for.
func (s Sweep) markedRun(name string, tags map[string]string) (run target.Run, began time.Time, ok bool) {
	run, began, ok = markedRun(name, tags)
	return run, began, (ok || s.intended(name)) && s.wants(run)
}

// wants reports whether the sweep looks for what the run left.
func (s Sweep) wants(run target.Run) bool { return s.Run == "" || run == s.Run }

// markedRun reads the mark of a run: a name as runs give them, and the tag with the same name as its value.
func markedRun(name string, tags map[string]string) (run target.Run, began time.Time, ok bool) {
	run, began, ok = target.RunOf(name)
	return run, began, ok && tags[target.MarkTag] == name
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}
