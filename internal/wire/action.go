package wire

// Effect is what a call does to the thing that its action is about.
type Effect string

// The effects. What only reads changes nothing, and what deletes does no harm when it is repeated.
const (
	Reads   Effect = "reads"
	Creates Effect = "creates"
	Changes Effect = "changes"
	Deletes Effect = "deletes"
)

// Action is what is known of an action before it is called: nobody takes its name apart.
type Action struct {
	Does  Effect
	About string // the parameter that names what it does that to; of what it creates, the member of the answer
	Lists string // the parameter that names each of what it lists
	In    string // the parameter that lists the backend servers which it puts into a group
	Out   string // the parameter that lists those which it takes out of one
	// Invented is true of an example that no API and no SDK has.
	Invented bool
}

// TakesBack reports whether all that a call can do is to take away.
func (a Action) TakesBack() bool { return a.Does == Deletes || a.Out != "" && a.In == "" }

// Actions are those of the schema, by name. One that it does not have does something that nobody knows.
type Actions map[string]Action

// That is the action which creates, reads or deletes what a parameter names; "" where none does.
func (all Actions) That(does Effect, about string) string {
	return all.first(func(a Action) bool { return a.Does == does && a.About == about && a.Lists == "" })
}

// ThatLists is the action which lists all of what a parameter names one of; "" where none does.
func (all Actions) ThatLists(about string) string {
	return all.first(func(a Action) bool { return a.Lists == about })
}

// ThatPutsIn is the action which only puts backend servers into what a parameter names; "" where none does.
func (all Actions) ThatPutsIn(about string) string {
	return all.first(func(a Action) bool { return a.Does == Changes && a.About == about && a.In != "" && a.Out == "" })
}

// ThatTakesOut is the action which only takes backend servers out of what a parameter names; "" where none does.
func (all Actions) ThatTakesOut(about string) string {
	return all.first(func(a Action) bool { return a.Does == Changes && a.About == about && a.TakesBack() })
}

// first is the first by name of those that fit and are no example.
func (all Actions) first(fits func(Action) bool) (first string) {
	for name, a := range all {
		if fits(a) && !a.Invented && (first == "" || name < first) {
			first = name
		}
	}
	return first
}
