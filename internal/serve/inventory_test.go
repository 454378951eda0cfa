package serve_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/slbconform/slbconform/internal/serve"
	"github.com/slbconform/slbconform/internal/target"
)

// The inventory that a server writes asks no more of it than it bears.
func TestTheInventoryKnowsTheRate(t *testing.T) {
	for limit, want := range map[float64]float64{0: 100, 20: 20, 500: 100} {
		site, err := serve.NewSite(serve.Options{Faults: serve.Faults{Rate: limit}})
		if err != nil {
			t.Fatal(err)
		}
		dir := t.TempDir()
		if err := site.WriteInventory(filepath.Join(dir, "inv.yaml"), "http://127.0.0.1:8080"); err != nil {
			t.Fatal(err)
		}
		inv, err := target.LoadInventory(os.DirFS(dir), "inv.yaml", "inv.yaml")
		if err != nil || inv.Rate != want {
			t.Errorf("a server that bears %v calls a second writes rate %v, want %v (%v)", limit, inv.Rate, want, err)
		}
	}
}
