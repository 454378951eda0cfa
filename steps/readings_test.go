package steps

import (
	"testing"
	"time"
)

func TestTheFirstLagOfARunIsItsWait(t *testing.T) {
	var r Readings
	if got := r.patience(time.Minute); got != time.Minute {
		t.Errorf("at first %s", got)
	}
	r.waited(time.Minute, false)
	if got := r.patience(time.Minute); got != 15*time.Second {
		t.Errorf("after a look in vain %s", got)
	}
	r.waited(2*time.Second, true)
	if got := r.patience(time.Minute); got != 4*time.Second || r.Lag() != 2*time.Second {
		t.Errorf("after a lag %s", got)
	}
	for range 100 {
		r.waited(time.Second, false)
	}
	if got := r.patience(time.Minute); got != 4*time.Second {
		t.Errorf("a lag that was found is kept: %s", got)
	}
}
