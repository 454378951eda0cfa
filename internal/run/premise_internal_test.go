package run

import (
	"strings"
	"testing"

	"github.com/slbconform/slbconform/internal/target"
)

// A role that is tried with a backend server of another one is not what is wrong where that one is refused by itself, whichever
// code an operation has for it. No service of these tests loses a server between two premises, so they are made here.
func TestARoleThatIsTriedWithALostServerIsNotNamed(t *testing.T) {
	identity := &Premise{Role: "temporary identity", with: "backend server", refused: "404 ResourceNotFound.vServers"}
	lost := &Premise{Role: "backend server", refused: "400 InvalidServerId.NotExist"}
	p := &premises{index: newRoleIndex(&target.Inventory{File: "inv.yaml"}, nil), order: []*Premise{identity, lost}}
	if says := p.failed(identity.refused); strings.Contains(says, identity.Role) || !strings.Contains(says, `"backend server"`) {
		t.Errorf("it says %q", says)
	}
	p.order = p.order[:1]
	if says := p.failed(identity.refused); !strings.Contains(says, identity.Role) {
		t.Errorf("of a server that is not refused it says %q", says)
	}
}
