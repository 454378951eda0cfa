//go:build !unix

package serve_test

import (
	"testing"
	"time"
)

func cpu(b *testing.B) time.Duration {
	b.Skip("this system does not tell what processor time a process took")
	return 0
}
