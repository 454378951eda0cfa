package strictyaml_test

import (
	"errors"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/slbconform/slbconform/internal/strictyaml"
)

type garden struct {
	Name  string            `yaml:"name"`
	Beds  []bed             `yaml:"beds"`
	Paths map[string]string `yaml:"paths"`
}

type bed struct {
	Plant string `yaml:"plant"`
	Rows  int    `yaml:"rows"`
}

func TestAFileThatFitsIsRead(t *testing.T) {
	var g garden
	err := strictyaml.Read([]byte("name: kitchen\nbeds:\n  - {plant: leek, rows: 3}\npaths: {north: gravel}\n"), "garden.yaml", &g)
	if err != nil || g.Name != "kitchen" || len(g.Beds) != 1 || g.Beds[0].Rows != 3 || g.Paths["north"] != "gravel" {
		t.Errorf("%+v, %v", g, err)
	}
}

func TestMistakesAreNamedWhereTheyStand(t *testing.T) {
	for text, says := range map[string]string{
		"name: a\nbeds:\n  - plnat: leek\n":     `garden.yaml:3: unknown field "beds[0].plnat"; did you mean "plant"?`,
		"name: a\nname: b\n":                    `garden.yaml:2: field "name" stands twice, first on line 1`,
		"name: a\nbeds:\n  - {rows: many}\n":    "garden.yaml:3: cannot unmarshal",
		"name: [a\n":                            "garden.yaml:",
		"":                                      "garden.yaml: the file is empty",
		"name: a\nbed: []\nbeds:\n  - row: 1\n": `garden.yaml:4: unknown field "beds[0].row"; did you mean "rows"?`,
	} {
		err := strictyaml.Read([]byte(text), "garden.yaml", &garden{})
		var e *strictyaml.Error
		if err == nil || !errors.As(err, &e) || e.File != "garden.yaml" || !strings.Contains(err.Error(), says) {
			t.Errorf("%q: %v; it should say %q", text, err, says)
		}
	}
}

func TestAFileThatIsNotThereIsNamed(t *testing.T) {
	err := strictyaml.ReadFile(fstest.MapFS{}, "garden.yaml", "fixtures/garden.yaml", &garden{})
	if err == nil || !strings.HasPrefix(err.Error(), "fixtures/garden.yaml: cannot be read") {
		t.Error(err)
	}
}
