package runtest

import "runtime/debug"

// CollectSeldom lets a test program of many short runs grow to half a gigabyte before it collects its memory, which is cheaper
// here than collecting it: a tenth of the time of the mutants went there.
func CollectSeldom() {
	debug.SetGCPercent(-1)
	debug.SetMemoryLimit(512 << 20)
}
