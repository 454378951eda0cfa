package cases

import "math/rand/v2"

// Seeded is a source that a seed decides.
func Seeded(seed uint64) Source { return seeded{rand.New(rand.NewPCG(seed, seed))} }

type seeded struct{ r *rand.Rand }

func (s seeded) Int(_ string, low, high int) int { return low + s.r.IntN(high-low+1) }
