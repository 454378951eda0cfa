package reports

import "fmt"

// Fails reports whether a fault fails its run. A stale divergence of the mock is a warning.
func (r *Report) Fails(f Fault) bool { return f.Kind != "stale" || !r.OnMock() }

// OnMock reports whether the mock answered, which has no excuse for what could not be judged.
func (r *Report) OnMock() bool { return r.Identity.Target == "mock" }

// EachFault are the faults of the run, each once, in the order in which they were first met; one that several scenarios met
// has their number.
func (r *Report) EachFault() []Fault {
	var each []Fault
	met := map[Fault]int{}
	for _, f := range r.Faults {
		same := Fault{Kind: f.Kind, Says: f.Says}
		if met[same]++; met[same] == 1 {
			each = append(each, f)
		}
	}
	for i, f := range each {
		if n := met[Fault{Kind: f.Kind, Says: f.Says}]; n > 1 {
			each[i].Says += fmt.Sprintf(" (%d scenarios)", n)
		}
	}
	return each
}

// Message is what happened, after the file and line to correct where they are known.
func (f Fault) Message() string {
	if f.File == "" {
		return f.Says
	}
	return fmt.Sprintf("%s:%d: %s", f.File, f.Line, f.Says)
}
