package harness

import (
	"os"
	"runtime/debug"
)

// small is up to how many scenarios a run uses more memory to be faster: three times what it keeps is about 250 MB.
const small = 2000

// setCollection makes garbage collection half as frequent for a small run, where it takes a sixth of the time by default, and more
// frequent for a large one. It does nothing if GOGC or GOMEMLIMIT is set.
func setCollection(scenarios int) {
	switch {
	case os.Getenv("GOGC") != "" || os.Getenv("GOMEMLIMIT") != "":
	case scenarios <= small:
		debug.SetGCPercent(200)
	default:
		debug.SetGCPercent(70)
	}
}
