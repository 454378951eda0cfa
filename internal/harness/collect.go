package harness

import (
	"os"
	"runtime/debug"
)

// small is up to how many scenarios a run may take more memory to take less time: three times what it keeps is still a
// quarter of a gigabyte.
const small = 2000

// setCollection has garbage collected half as often for a small run, a sixth of whose time that is otherwise, and more
// often for a large one. Whoever sets GOGC or GOMEMLIMIT knows better.
func setCollection(scenarios int) {
	switch {
	case os.Getenv("GOGC") != "" || os.Getenv("GOMEMLIMIT") != "":
	case scenarios <= small:
		debug.SetGCPercent(200)
	default:
		debug.SetGCPercent(70)
	}
}
