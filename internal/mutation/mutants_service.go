package mutation

import (
	"fmt"
	"sync/atomic"

	"github.com/slbconform/slbconform/spec"
)

func repeatsRequestIDs(*Generator, *spec.Rule) []*Mutant {
	every := func(n int64) *Mutant {
		return &Mutant{How: fmt.Sprintf("gives %d answers the same request id", n), alter: func(s *mutated) {
			var count atomic.Int64
			s.touches = append(s.touches, touch{answers: func(string, bool) bool { return true }})
			s.Table.RequestID = func() string {
				s.reached()
				return fmt.Sprintf("00000000-0000-4000-8000-%012d", count.Add(1)/n)
			}
		}}
	}
	return []*Mutant{every(2), every(1000)}
}
