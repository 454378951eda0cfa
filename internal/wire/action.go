package wire

// Effect is what a call does to the thing that its action is about.
type Effect string

// The effects. A call that reads changes nothing; one that deletes may be repeated without harm.
const (
	Reads   Effect = "reads"
	Creates Effect = "creates"
	Changes Effect = "changes"
	Deletes Effect = "deletes"
)

// Action is what the schema's x-action says of an action, so that no code depends on its name.
type Action struct {
	Does  Effect
	About string // the parameter with the id of the thing; for Creates, the member of the answer
	Lists string // the parameter with the id of each thing that it lists
	In    string // the parameter that lists the backend servers to add to a group
	Out   string // the parameter that lists those to remove
	// Invented: it is an example in the documentation, and no API or SDK has it.
	Invented bool
}

// TakesBack reports whether a call can only delete or remove.
func (a Action) TakesBack() bool { return a.Does == Deletes || a.Out != "" && a.In == "" }

// Actions are the actions of the schema by name. What others do is not known.
type Actions map[string]Action

// That is the action that creates, reads or deletes the thing a parameter identifies; "" for none.
func (all Actions) That(does Effect, about string) string {
	return all.first(func(a Action) bool { return a.Does == does && a.About == about && a.Lists == "" })
}

// ThatLists is the action that lists all things of the kind that a parameter identifies; "" for none.
func (all Actions) ThatLists(about string) string {
	return all.first(func(a Action) bool { return a.Lists == about })
}

// ThatPutsIn is the action that only adds backend servers to the thing a parameter identifies; "" for none.
func (all Actions) ThatPutsIn(about string) string {
	return all.first(func(a Action) bool { return a.Does == Changes && a.About == about && a.In != "" && a.Out == "" })
}

// ThatTakesOut is the action that only removes backend servers from the thing a parameter identifies; "" for none.
func (all Actions) ThatTakesOut(about string) string {
	return all.first(func(a Action) bool { return a.Does == Changes && a.About == about && a.TakesBack() })
}

// first is the first fitting action by name that is not Invented.
func (all Actions) first(fits func(Action) bool) (first string) {
	for name, a := range all {
		if fits(a) && !a.Invented && (first == "" || name < first) {
			first = name
		}
	}
	return first
}
