package harness

import (
	"os"
	"runtime/debug"
)

// small is up to how many scenarios a run may take more memory to take less time: three times what it keeps is still a
// quarter of a gigabyte.
const small = 2000

// collectLess has garbage collected half as often for a small run, a sixth of whose time that is otherwise. Whoever sets
// GOGC or GOMEMLIMIT knows better.
func collectLess(scenarios int) {
	if scenarios <= small && os.Getenv("GOGC") == "" && os.Getenv("GOMEMLIMIT") == "" {
		debug.SetGCPercent(200)
	}
}
